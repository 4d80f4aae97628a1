"""A kept answer asked again is the same on the same index, and the difference is told on another."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import Result

from assistant.difference import compare
from assistant.schema import Answer, AnswerList, Citation, Claim, ListItem, Status
from tests.assistant.stage import answer
from tests.assistant.town import LAMPS, TEXTS, WASTE, ask, index

Ascn = Callable[..., Result]


def claim(text: str, page: int = 1) -> Claim:
    quote = Citation(document_id="report", title="Report", page=page, start=0, end=len(text), quote=text)
    return Claim(text=text, citations=(quote,))


def told(*claims: Claim, rows: tuple[str, ...] = (), **changes: object) -> Answer:
    items = tuple(ListItem(text=row) for row in rows)
    list_ = AnswerList(items=items, count=len(items)) if rows else None
    return answer("\n".join(each.text for each in claims), claims=claims, list=list_, **changes)


FERRIES, TIDES = claim("Eight ferries cross the harbour each day."), claim("The tides are high.")
NINE = claim("Nine ferries cross the harbour each day.", page=2)


def test_an_answer_to_itself_is_the_same_whatever_its_id_generation_and_times() -> None:
    found = compare(told(FERRIES), told(FERRIES, id="other", generation="other"))
    assert (found.parts, found.beside, found.gone, found.new, found.changed) == ((), (), (), (), ())


def test_claims_are_gone_new_or_changed() -> None:
    found = compare(told(FERRIES, TIDES), told(NINE, claim("A lighthouse was lit.")))
    assert [(c.before, c.after) for c in found.changed] == [(FERRIES, NINE)]
    assert found.gone == (TIDES,)
    assert [c.text for c in found.new] == ["A lighthouse was lit."]
    assert "claims" in found.parts


def test_a_claim_that_is_proven_elsewhere_has_changed() -> None:
    moved = claim(FERRIES.text, page=9)
    found = compare(told(FERRIES), told(moved))
    assert [(c.before, c.after) for c in found.changed] == [(FERRIES, moved)]
    assert found.parts == ("claims",)


def test_rows_of_a_list_are_gone_or_new() -> None:
    found = compare(told(FERRIES, rows=("Da Nang", "Hue")), told(FERRIES, rows=("Da Nang", "Can Tho")))
    assert (found.rows_gone, found.rows_new) == (("Hue",), ("Can Tho",))
    assert found.parts == ("list",)


def test_the_order_of_claims_counts() -> None:
    found = compare(told(FERRIES, TIDES), told(TIDES, FERRIES))
    assert "claims" in found.parts
    assert (found.gone, found.new, found.changed) == ((), (), ())


def test_what_stands_beside_an_answer_does_not_make_it_another() -> None:
    found = compare(told(FERRIES), told(FERRIES, suggestions=("And the tides?",)))
    assert (found.parts, found.beside) == ((), ("suggestions",))


def test_a_search_in_vain_is_the_same_among_more_documents() -> None:
    before = answer("Nothing in 2 documents.", status=Status.NOT_FOUND)
    after = answer("Nothing in 3 documents.", status=Status.NOT_FOUND)
    assert compare(before, after).parts == ()
    assert compare(before, after.model_copy(update={"status": Status.REFUSED})).parts == ("status",)


def test_a_question_back_is_compared_by_its_words() -> None:
    before, after = (answer(text, status=Status.CLARIFY) for text in ("Which year?", "Which city?"))
    assert compare(before, after).parts == ("text",)


# -- the commands ------------------------------------------------------------------------------------


def test_the_same_index_gives_the_same_answer_on_a_later_day(town: Path, ascn: Ascn) -> None:
    given = ask(town, "and Southport's street lamps?", LAMPS, day=date(2025, 3, 1))
    done = ascn("replay", given.id)
    assert (done.exit_code, "The answer is the same." in done.output) == (0, True)
    as_json = json.loads(ascn("replay", given.id, "--json").output)
    assert as_json["same"] is True
    assert as_json["then"] == as_json["now"]


def test_a_newer_index_shows_what_has_changed(town: Path, ascn: Ascn) -> None:
    given = ask(town, LAMPS)
    index(town, {**TEXTS, "lamps": TEXTS["lamps"].replace("134", "150")})
    done = ascn("replay", given.id)
    assert done.exit_code == 1
    assert "- Southport counted 134 street lamps" in done.output
    assert "+ Southport counted 150 street lamps" in done.output
    as_json = json.loads(ascn("replay", given.id, "--json").output)
    assert as_json["same"] is False
    assert as_json["then"]["generation"] != as_json["now"]["generation"]
    assert "134" in as_json["difference"]["changed"][0]["before"]["text"]


def test_an_answer_that_is_found_no_more_is_told_with_both_texts(town: Path, ascn: Ascn) -> None:
    given = ask(town, LAMPS)
    index(town, {"waste": TEXTS["waste"]})
    done = ascn("replay", given.id)
    assert done.exit_code == 1
    assert "- answered: Southport counted 134" in done.output
    assert "+ not_found: The documents do not hold" in done.output


def test_a_document_beside_it_changes_no_answer(town: Path, ascn: Ascn) -> None:
    given = ask(town, LAMPS)
    index(town, {**TEXTS, "buses": "# Bus network\n\nNorthport runs eight bus routes.\n"})
    assert ascn("replay", given.id).exit_code == 0


def test_other_settings_are_told(town: Path, ascn: Ascn, monkeypatch: pytest.MonkeyPatch) -> None:
    given = ask(town, LAMPS)
    monkeypatch.setenv("ASCN_PORT", "9000")
    assert "settings" not in ascn("replay", given.id).output
    monkeypatch.setenv("ASCN_SENTENCES", "1")
    assert "The settings have changed since." in ascn("replay", given.id).output


def test_nothing_is_stale_while_every_quote_stands(town: Path, ascn: Ascn) -> None:
    assert ask(town, LAMPS).claims
    done = ascn("stale")
    assert (done.exit_code, done.output.strip()) == (0, "No kept answer is stale.")
    assert json.loads(ascn("stale", "--json").output) == []


def test_a_quote_that_has_only_moved_is_not_stale(town: Path, ascn: Ascn) -> None:
    assert ask(town, LAMPS).claims
    moved = TEXTS["lamps"].replace("# Lamps\n\n", "# Lamps\n\nThis was added above.\n\n")
    index(town, {**TEXTS, "lamps": moved})
    assert ascn("stale").exit_code == 0


def test_answers_whose_quote_has_changed_or_gone_are_listed(town: Path, ascn: Ascn) -> None:
    lamps, waste = ask(town, LAMPS), ask(town, WASTE)
    kept = ask(town, "When did the harbour of Westport open a smart pier?")
    assert lamps.claims
    assert waste.claims
    assert kept.claims
    index(town, {"harbour": TEXTS["harbour"], "lamps": TEXTS["lamps"].replace("134", "150")})
    done = ascn("stale")
    assert done.exit_code == 1
    assert lamps.id in done.output
    assert "counted 134 street lamps" in done.output
    assert "the document does not hold it any more: Lamps" in done.output
    assert "the document has gone: Waste" in done.output
    assert kept.id not in done.output
    found = {each["id"]: each for each in json.loads(ascn("stale", "--json").output)}
    assert set(found) == {lamps.id, waste.id}
    assert found[waste.id]["question"] == WASTE
