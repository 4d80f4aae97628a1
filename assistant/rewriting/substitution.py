"""Puts like in the place of like: a year for a year, a city for a city, what is counted for what was counted.

Must not decide whether a turn is a follow-up.
"""

from __future__ import annotations

import regex

from assistant.rewriting import times
from assistant.rewriting import words as w
from assistant.rewriting.nouns import phrases
from assistant.rewriting.shape import Shape, counted_in_plural, shaped
from assistant.rewriting.tokens import Class, Kind, is_plural, tokens

_END = regex.compile(r"\s*[?.!]*$")
_LABEL = w.words(
    r"(?P<label>phase|stage|part|pillar|goal|route|line|tier|level|chapter|paragraph|section|article|sdg)"
    r" (?P<n>\d{1,3}|[IVX]+|one|two|three|four|five)"
)
_ORDINAL = w.words(
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,3}(?:st|nd|rd|th)"
)
_STATUS = w.words(r"completed|finished|on-?going|planned|in planning|under planning|suspended|cancelled")
_PROJECTS = w.words(r"projects")
_BEFORE_PLACE = regex.compile(r"(?i)\b(?:in|for|of|from|at|to|about)\s+$")
_THE_ONE = w.words(r"(?:in |of |for )?the ones?(?= (?:of|in|for|from)\b)|(?:the )?ones?")
_PLAIN = regex.compile(r"\p{Lu}[\p{Ll}\p{M}]+(?: \p{Lu}[\p{Ll}\p{M}]+)*(?:['’]s)?")
"""A name that may be a place's: not an acronym, not one with capitals inside."""

_NO_PLACE = w.words(r"the (?:ascn|asean smart cities network|network)")


def substituted(before: str, fragment: str, present: int) -> str | None:
    """The question before with what a fragment names in its place; None where something has no place."""
    result, rest, found = before, f"and {fragment}", False
    for put in (_put_distance, _put_now, _put_date, _put_place, _put_label, _put_status, _put_name):
        changed = put(result, rest, present)
        if changed is not None:
            (result, rest), found = changed, True
    rest = _THE_ONE.sub(" ", rest)
    known = {t.word for t in tokens(before)}
    telling = {Class.WORD, Class.VERB, Class.NAME}
    left = [t for t in tokens(rest) if t.kind in telling and (not found or t.word not in known)]
    if left:
        asked = _put_noun(result, rest)
        if asked is None:
            return None
        return asked
    return result if found else None


Changed = tuple[str, str]


def _cut(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {text[end:]}"


def _put_distance(before: str, rest: str, present: int) -> Changed | None:
    distance = times.relative(rest)
    if distance is None:
        return None
    named = times.last_year(before)
    if not present and (named is None or distance.absolute):
        return None
    year, left = distance.year(named, present), _cut(rest, distance.start, distance.end)
    if distance.since:
        return (before, left) if named is None else (_with_end(before, f"since {named}"), left)
    if named is None:
        return _with_end(before, f"in {year}"), left
    return times.shifted(before, named, year), left


def _put_now(before: str, rest: str, present: int) -> Changed | None:
    match, date = times.NOW.search(rest), times.DATE.search(before)
    if match is None:
        return None
    left = _cut(rest, match.start(), match.end())
    if date is None or not date["lead"]:
        return _with_end(before, match.group()), left
    return before[: date.start()] + match.group() + before[date.end() :], left


def _put_date(before: str, rest: str, present: int) -> Changed | None:
    new = times.DATE.search(rest)
    if new is None:
        return None
    left, old = _cut(rest, new.start(), new.end()), times.DATE.search(before)
    if old is None:
        return _with_end(before, f"{new['lead'] or 'in'} {new['date']}"), left
    year_alone = times.YEAR.fullmatch(new["date"]) is not None
    if new["lead"] and old["lead"]:
        return before[: old.start()] + new.group() + before[old.end() :], left
    single = old["date"] if year_alone and times.YEAR.fullmatch(old["date"]) is None else ""
    if single and len(times.YEAR.findall(single)) == 1:
        year = times.YEAR.search(before, old.start())
        if year is not None:
            return before[: year.start()] + new["date"] + before[year.end() :], left
    return before[: old.start("date")] + new["date"] + before[old.end("date") :], left


def _put_place(before: str, rest: str, present: int) -> Changed | None:
    new = [t for t in tokens(rest) if t.place is not None]
    if not new:
        return None
    segment = _bare(rest[new[0].start : new[-1].end])
    left = _BEFORE_PLACE.sub("", rest[: new[0].start]) + " " + rest[new[-1].end :]
    old = _targets(before, new[0].place)
    if old is None:
        network = _NO_PLACE.search(before)
        if network is not None and regex.search(
            r"(?i)\b(?:does|do|did|has|have|in|of)\s+$", before[: network.start()]
        ):
            return before[: network.start()] + segment + before[network.end() :], left
        unknown = [run for run in names(before) if _BEFORE_PLACE.search(before[: run[0]])]
        if unknown:
            return before[: unknown[-1][0]] + segment + before[unknown[-1][1] :], left
        return _with_end(before, f"in {segment}"), left
    return before[: old[0]] + segment + before[old[1] :], left


def _bare(name: str) -> str:
    return regex.sub(r"['’]s$", "", name)


def _targets(text: str, kind: Kind | None) -> tuple[int, int] | None:
    """Where the places stand that another one replaces: of the same kind where there are such."""
    places = [t for t in tokens(text) if t.place is not None]
    wanted = [t for t in places if t.place is kind] or places
    if not wanted:
        return None
    first = last = wanted[-1]
    for token in reversed(wanted[:-1]):
        if (
            regex.fullmatch(r"\s*(?:,|and|or|, and|with|than|vs\.?)\s*", text[token.end : first.start])
            is None
        ):
            break
        first = token
    end = last.start + len(_bare(last.text))
    return first.start, end


def _put_label(before: str, rest: str, present: int) -> Changed | None:
    for pattern in (_LABEL, _ORDINAL):
        new, old = pattern.search(rest), pattern.search(before)
        if new is None or old is None:
            continue
        if pattern is _LABEL and new["label"].casefold() != old["label"].casefold():
            continue
        left = _cut(rest, new.start(), new.end())
        noun = regex.match(r"\s*([\p{L}]+)", before[old.end() :])
        if noun is not None:
            left = regex.sub(rf"(?i)\b{regex.escape(noun[1])}\b", " ", left)
        return before[: old.start()] + new.group() + before[old.end() :], left
    return None


def _put_status(before: str, rest: str, present: int) -> Changed | None:
    new, old = _STATUS.search(rest), _STATUS.search(before)
    projects = _PROJECTS.search(before)
    if new is None or (old is None and projects is None):
        return None
    left = _cut(rest, new.start(), new.end())
    if old is None:
        return _PROJECTS.sub(
            f"{new.group()} {projects.group()}", before, count=1
        ) if projects else before, left
    return before[: old.start()] + new.group() + before[old.end() :], left


def _put_name(before: str, rest: str, present: int) -> Changed | None:
    """A name on no record takes the place of such a name, as of one programme that of another."""
    new = names(rest)
    old = [run for run in names(before) if before[run[0] : run[1]] not in shaped(before).asked]
    place = _targets(before, None)
    if new and not old and place is not None and _PLAIN.fullmatch(rest[new[0][0] : new[0][1]]):
        old = [place]
    if not new or not old:
        return None
    (start, end), (old_start, old_end) = new[0], old[-1]
    return before[:old_start] + rest[start:end] + before[old_end:], _cut(rest, start, end)


def names(text: str) -> list[tuple[int, int]]:
    """Where names stand that are no place's and no body's, words of one name together."""
    runs: list[tuple[int, int]] = []
    for token in tokens(text):
        if token.kind is not Class.NAME or token.place is not None or token.word in w.BODIES:
            continue
        if runs and text[runs[-1][1] : token.start] in {" ", " and ", " & ", " of ", " of the "}:
            runs[-1] = (runs[-1][0], token.end)
        else:
            runs.append((token.start, token.end))
    return runs


def _put_noun(before: str, rest: str) -> str | None:
    """What is asked of the thing takes the place of what was asked: area for population."""
    noun = next((p for p in phrases(rest) if p.kind in {Kind.NOUN, Kind.MEASURE, Kind.NAMED}), None)
    if noun is None or len(phrases(rest)) > 1:
        return None
    shape, bare = shaped(before), regex.sub(r"(?i)^(?:the|its|their|his|her|a|an)\s+", "", noun.text)
    if shape.wh in {"how many", "which", "what"} and shape.asked:
        if _fits(shape, bare):
            at = before.index(shape.asked)
            return before[:at] + bare + before[at + len(shape.asked) :]
        return _of_what(shape, bare)
    if shape.wh in {"what", "how large", "how long", "how big", "how high"} and shape.subject:
        return _of_what(shape, bare)
    return None


def _fits(shape: Shape, noun: str) -> bool:
    if shape.wh == "how many":
        return counted_in_plural(noun) or noun == "people"
    return is_plural(shape.asked.split()[-1].casefold()) == counted_in_plural(noun)


def _of_what(shape: Shape, noun: str) -> str | None:
    subject = shape.subject
    own = any(t.kind is Class.NAME or t.place is not None for t in tokens(subject))
    if not own and regex.match(r"(?i)the (?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b", subject):
        # Of things counted others are asked for, not a part of them.
        return f"What are the {noun}?" if counted_in_plural(noun) else None
    of = regex.match(r"(?i)^the (?:[\p{L}-]+ ){1,3}(?:of|in|for) (?P<whole>.+)$", subject)
    whole = of["whole"] if of and shape.wh == "what" and not shape.asked else subject
    asks = "are" if counted_in_plural(noun) else "is"
    return f"What {asks} the {noun} of {whole}?" if whole else None


def _with_end(text: str, addition: str) -> str:
    """A question with more at its end, before the mark."""
    mark = _END.search(text)
    at = mark.start() if mark else len(text)
    return f"{text[:at]} {addition}{text[at:].strip() or '?'}"
