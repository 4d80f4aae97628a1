"""The door of eligibility: verdicts for facts, programmes with their rules, refusals by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from assistant.api.app import create_app
from assistant.eligibility.facts import Inquiry
from assistant.eligibility.reply import eligible
from assistant.schema import Answer
from tests.assistant.eligibility.stage import TODAY, documents
from tests.assistant.stage import SmallShelf, WrittenAsker, serving

KOREAN = {
    "applicant": {"type": "company", "country": "KR"},
    "partners": [{"type": "university", "country": "VN"}],
}


class Records:
    """Decides over the built-in records."""

    def eligible(self, given: Inquiry) -> Answer:
        return eligible(given, documents().get, "generation-7", TODAY)


@pytest.fixture
def door(asker: WrittenAsker, shelf: SmallShelf) -> TestClient:
    app = create_app(asker, shelf, assessor=Records(), today=lambda: TODAY)
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture
def address(asker: WrittenAsker, shelf: SmallShelf) -> Iterator[str]:
    with serving(create_app(asker, shelf, assessor=Records(), today=lambda: TODAY)) as served:
        yield served


def posted(door: TestClient, **inquiry: object) -> dict[str, Any]:
    found: dict[str, Any] = door.post("/api/v1/eligibility", json=inquiry).json()
    return found


def test_facts_give_a_verdict_with_the_keys_of_the_contract(door: TestClient) -> None:
    answer = posted(door, as_of="2025-02-20", call="kcity-2025-demo", role="lead", facts=KOREAN)
    (verdict,) = answer["verdicts"]
    named = {
        "programme",
        "call",
        "role",
        "verdict",
        "substantive",
        "window",
        "deciding",
        "missing",
        "next_step",
    }
    assert named <= set(verdict)
    assert (verdict["programme"], verdict["verdict"], verdict["window"]) == ("kcity", "eligible", "open")
    first = verdict["deciding"][0]
    assert {"criterion", "value", "text", "citation"} <= set(first)
    assert first["citation"]["verified"] is True
    assert verdict["deadline"] == "2025-03-11"


def test_a_missing_fact_comes_with_its_question(door: TestClient) -> None:
    (verdict,) = posted(door, call="cdia", facts={"applicant": {"type": "local_government"}})["verdicts"]
    assert {"fact": "applicant.country", "question": "In which country are you registered?"} in verdict[
        "missing"
    ]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"facts": {"applicant": {"country": "Atlantis"}}}, "facts.applicant.country"),
        ({"facts": {"applicant": {"contry": "TH"}}}, "facts.applicant.contry"),
        ({"facts": {"city": {"key": "Atlantis"}}}, "facts.city.key"),
        ({"as_of": "2025-02-30"}, "as_of"),
        ({"as_of": "1066-10-14"}, "as_of"),
        ({"role": "boss"}, "role"),
        ({"programme": "kcitty"}, "programme"),
        ({"facts": {"project": {"climate": "yes"}}}, "facts.project.climate"),
        (
            {
                "facts": {
                    "applicant": {"type": "local_government", "country": "KH"},
                    "city": {"key": "khon-kaen"},
                }
            },
            "applicant.country",
        ),
    ],
)
def test_what_is_no_fact_is_a_problem_that_names_the_field(
    door: TestClient, body: dict[str, Any], field: str
) -> None:
    reply = door.post("/api/v1/eligibility", json=body)
    problem = reply.json()
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"
    assert field in f"{problem['thing']} {problem['detail']}"
    assert "Atlantis" not in problem["detail"]


def test_no_object_and_no_json_are_refused(door: TestClient) -> None:
    assert door.post("/api/v1/eligibility", json=["KR"]).status_code == 422
    headers = {"content-type": "application/json"}
    assert door.post("/api/v1/eligibility", content="{", headers=headers).status_code == 400
    assert door.post("/api/v1/eligibility", content="{}").status_code == 415


def test_ten_megabytes_of_facts_are_refused(door: TestClient) -> None:
    body = json.dumps({"facts": {"applicant": {"country": "K" * 10_000_000}}})
    reply = door.post("/api/v1/eligibility", content=body, headers={"content-type": "application/json"})
    assert reply.status_code == 413


def test_without_an_assessor_there_is_no_such_door(client: TestClient) -> None:
    assert client.post("/api/v1/eligibility", json={}).status_code == 404


def test_every_programme_is_listed_with_its_calls_and_the_state_of_their_windows(door: TestClient) -> None:
    programmes = {row["id"]: row for row in door.get("/api/v1/programmes").json()}
    assert len(programmes) == 36
    states = {offer["call"]: offer["window"]["state"] for offer in programmes["kcity"]["offers"]}
    assert (states["kcity-2026-planning"], states["kcity-2026-demo"]) == ("open", "closed")
    assert programmes["kcity"]["document_id"] == "programme-record:kcity"
    assert programmes["stars"]["offers"][0]["roles"] == []


def test_a_programme_shows_its_rules_in_the_words_of_its_file(door: TestClient) -> None:
    programme = door.get("/api/v1/programmes/adb-sovereign").json()
    (offer,) = programme["offers"]
    assert offer["call"] == "adb-sovereign-loan"
    first = offer["rules"]["lead"]["all"][0]
    assert first["test"]["in_set"] == "applicant.type"
    assert first["src"] == ["S52"]
    assert programme["fields"]["who_may_apply"][0]["text"].startswith("Governments of eligible")


def test_an_unknown_programme_is_met_with_those_alike(door: TestClient) -> None:
    reply = door.get("/api/v1/programmes/kcitty")
    assert reply.status_code == 404
    assert "kcity" in reply.json()["detail"]


def test_a_real_server_answers_the_same(address: str) -> None:
    body = {"as_of": "2026-03-18", "call": "kcity-2026-demo", "role": "lead", "facts": KOREAN}
    reply = httpx.post(f"{address}/api/v1/eligibility", json=body, timeout=30)
    (verdict,) = reply.json()["verdicts"]
    assert (verdict["verdict"], verdict["substantive"], verdict["window"]) == (
        "not_eligible",
        "eligible",
        "closed",
    )
    assert httpx.get(f"{address}/api/v1/programmes/kcity", timeout=30).status_code == 200
