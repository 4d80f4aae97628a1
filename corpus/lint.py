"""Everything that is wrong with the corpus, at once: its files, its schema, its counts, its dates.

Must not mend anything, print, or look at documents that were added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus.citations import Reference
from corpus.contradictions import census, contradictions, miscounts
from corpus.data_files import SHIPPED
from corpus.errors import CorpusInvalid
from corpus.faults import Finding, faults, start
from corpus.programmes import load_programmes
from corpus.records import Records, load_records
from corpus.sources import Source, load_sources
from corpus.written import Written, written

_CONFLICTS = "records/conflicts.yaml"
"""States values that are wrong, and what is foreseen; that is its purpose."""


def lint(folder: Path = SHIPPED) -> tuple[Finding, ...]:
    """All faults of the corpus in ``folder``: those of its files, then those between its records."""
    texts = written(folder)
    found = list(faults(folder, texts))
    try:
        sources, records = _load(folder)
    except CorpusInvalid as error:
        # It names the first fault only, and mostly one that is already told with its line.
        if not any(finding.place.partition(":")[0].endswith(error.thing) for finding in found):
            found.append(Finding(error.thing, f"{error.reason}. {error.next_step}", error.thing))
        return tuple(found)
    checked = [text for text in texts if text.path != _CONFLICTS]
    found += contradictions(records)
    found += _miscounts(checked, records)
    found += _later_than_their_sources(checked, sources)
    return tuple(found)


def _load(folder: Path) -> tuple[Mapping[str, Source], Records]:
    sources = load_sources([folder / "sources.yaml", *sorted(folder.glob("records/*/sources.yaml"))])
    load_programmes(folder / "records" / "programmes", sources)
    return sources, load_records(folder / "records", sources)


def _miscounts(texts: Sequence[Written], records: Records) -> Iterator[Finding]:
    counted = census(records)
    for text in texts:
        if text.is_prose:
            for sentence in text.sentences:
                for reason in miscounts(sentence, counted):
                    yield Finding(start(sentence), reason, text.place)


def _later_than_their_sources(texts: Sequence[Written], sources: Mapping[str, Source]) -> Iterator[Finding]:
    """A fact cannot hold as of a day on which none of its sources was out yet."""
    cited: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for text in texts:
        if text.keys[-2:-1] == ("src",):
            cited[text.path, text.keys[:-2]].append(Reference.parse(text.text).source)
    for text in texts:
        days = [sources[id_].published for id_ in cited.get((text.path, text.keys[:-1]), ())]
        if text.keys[-1:] != ("as_of",) or not days or None in days:
            continue
        latest = max(map(str, days), key=_padded)
        if _padded(latest) < text.text:
            reason = f"it holds as of {text.text}, its latest source is of {latest}"
            yield Finding(start(".".join(text.keys[:-1])), reason, text.place)


def _padded(day: str) -> str:
    """The end of a year or month, so that "2025" is not before "2025-09"."""
    return day + "-99" * ((10 - len(day)) // 3)
