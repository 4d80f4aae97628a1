"""The quick set: few cases of every theme, the same ones each time, to be asked whenever tests run.

None is held out, since its failures are shown. Must not ask anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from evals.schema import ASSERTING, Case, Split, Theme

_OF_A_THEME = 6
_UNANSWERED = 20
"""Of the questions that must not be answered: nothing but their number shows that refusing became worse."""


def quick(cases: Iterable[Case]) -> tuple[Case, ...]:
    """About 70 cases, those with the least hashes of each theme and of what must not be answered.

    In the order given. A case that is added takes the place of at most two others.
    """
    known = [case for case in cases if case.split is Split.DEV]
    groups = [[case for case in known if case.theme is theme] for theme in Theme]
    unanswered = [case for case in known if ASSERTING.isdisjoint(case.expect.status)]
    chosen = {case.id for group in groups for case in sorted(group, key=_hash)[:_OF_A_THEME]}
    chosen |= {case.id for case in sorted(unanswered, key=_hash)[:_UNANSWERED]}
    return tuple(case for case in known if case.id in chosen)


def _hash(case: Case) -> str:
    return hashlib.sha256(case.id.encode()).hexdigest()
