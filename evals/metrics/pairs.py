"""Variants of one question: whether a follow-up, another language or wording does as well as its base.

Compares results of cases with those of the cases they are variants of. Must not compare two runs:
`evals.stats` does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evals.metrics.outcomes import Scored
from evals.metrics.shares import Share, share
from evals.result import Result
from evals.schema import Case, Relation, Theme


@dataclass(frozen=True, slots=True)
class Parity:
    """How variants do beside their bases, pair by pair."""

    variants: Share
    bases: Share

    @property
    def gap(self) -> float | None:
        """Points that the variants lie above their bases, from -100 to 100; None without pairs."""
        if self.variants.value is None or self.bases.value is None:
            return None
        return 100 * (self.variants.value - self.bases.value)


def language_parity(scored: Iterable[Scored]) -> Mapping[str, Parity]:
    """Per language, cases in it beside their English pairs.

    Formula: ``100·(pass rate in the language - pass rate of the English pairs)`` points over the pairs.
    Source: cross-lingual transfer gap (Hu et al. 2020, XTREME, arXiv 2003.11080).
    """
    by_language: dict[str, list[tuple[Result, Result]]] = defaultdict(list)
    for variant, result, base, base_result in _pairs(scored):
        if variant.theme is Theme.LANGUAGES and variant.language != base.language:
            by_language[variant.language].append((result, base_result))
    return {language: _parity(by_language[language]) for language in sorted(by_language)}


def follow_up_parity(scored: Iterable[Scored]) -> Parity:
    """Follow-ups beside the same questions asked in one turn.

    Formula: as `language_parity`. Source: the gap between questions in context and rewritten ones (Anantha
    et al. 2021, QReCC, arXiv 2010.04898).
    """
    return _parity(
        [(result, base) for case, result, _, base in _pairs(scored) if case.theme is Theme.FOLLOW_UPS]
    )


def relations_held(scored: Iterable[Scored], relation: Relation | None = None) -> Share:
    """Share of the metamorphic variants that pass among those whose base passes.

    Formula: ``|variant and base pass| / |base passes|``, for one relation or both. Source: metamorphic
    testing (Chen, Cheung and Yiu 1998); checklist invariance and directional tests (Ribeiro et al. 2020,
    arXiv 2005.04118).
    """
    return share(
        result.passed
        for case, result, _, base in _pairs(scored)
        if case.theme is Theme.METAMORPHIC and relation in (None, case.relation) and base.passed
    )


def clusters(cases: Iterable[Case]) -> Mapping[str, str]:
    """Case id → what it stands and falls with: the first gold document of the case it is a variant of.

    A case without gold is a cluster of its own. For `evals.stats.bootstrap`.
    """
    known = {case.id: case for case in cases}
    found = {}
    for case in known.values():
        root, seen = case, {case.id}
        while root.pair in known and root.pair not in seen:
            root = known[root.pair]
            seen.add(root.id)
        gold = root.expect.citations
        found[case.id] = gold[0].document if gold else f"case {min(seen) if root.pair in seen else root.id}"
    return found


def _pairs(scored: Iterable[Scored]) -> Iterator[tuple[Case, Result, Case, Result]]:
    known = {case.id: (case, result) for case, result in scored}
    for case, result in known.values():
        if case.pair is not None and case.pair in known:
            yield case, result, *known[case.pair]


def _parity(results: list[tuple[Result, Result]]) -> Parity:
    return Parity(share(v.passed for v, _ in results), share(b.passed for _, b in results))
