"""The limits between answering, showing the closest passages and finding nothing, per embedder.

A cosine of one model means nothing for another, so limits are kept with the model's name; an
embedder without measured limits gets cautious ones. Must not measure: the procedure, and the command
that prints these numbers, is `evals.calibrate`.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.compose.confidence import Limits


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits where question and evidence share a language, and where they do not."""

    same: Limits
    across: Limits

    def between(self, asked: str, evidence: str) -> Limits:
        """The limits for a question and evidence in these languages."""
        return self.same if asked.split("-")[0] == evidence.split("-")[0] else self.across


_MEASURED = {
    "e5-small": Thresholds(
        same=Limits(
            (2.393, 13.281, -1.328, 1.134, 0.73, 1.901, 0.658, 4.31, -19.162), answer=0.41, closest=0.193
        ),
        across=Limits(
            (-3.174, 17.221, -4.391, 17.408, 0.993, 2.309, 0.0, -4.391, -15.94), answer=0.315, closest=0.308
        ),
    ),
}
_CAUTIOUS = Limits((0.0, 2.0, 4.0, 4.0, 2.0, 0.0, 0.0, 0.0, -7.0), answer=0.6, closest=0.2)


def thresholds_for(fingerprint: str) -> Thresholds:
    """The limits for the embedder of this fingerprint, which begins with the model's name."""
    known = (found for name, found in _MEASURED.items() if fingerprint.startswith(name))
    return next(known, Thresholds(_CAUTIOUS, _CAUTIOUS))
