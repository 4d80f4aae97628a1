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
    """Limits where question and evidence share a language, and where they do not.

    Attributes:
        read: where the question is in another language, but was read in the words of the evidence's.
    """

    same: Limits
    read: Limits
    across: Limits

    def between(self, asked: str, evidence: str, *, is_read: bool = False) -> Limits:
        """The limits for a question and evidence in these languages."""
        if asked.split("-")[0] == evidence.split("-")[0]:
            return self.same
        return self.read if is_read else self.across


_MEASURED = {
    "e5-small": Thresholds(
        same=Limits(
            (2.219, 13.426, -1.514, 1.389, 1.141, 1.904, 0.594, 2.921, 0.805, -19.14),
            answer=0.40,
            closest=0.202,
        ),
        read=Limits(
            (1.447, 11.507, 2.27, 1.428, 1.318, 1.977, 0.056, 0.0, 0.0, -17.208), answer=0.36, closest=0.288
        ),
        across=Limits(
            (4.927, 20.538, -1.08, 8.369, 0.461, 0.265, 0.0, 0.0, 0.0, -22.234), answer=0.329, closest=0.186
        ),
    ),
}
_CAUTIOUS = Limits((0.0, 2.0, 4.0, 4.0, 2.0, 0.0, 0.0, 0.0, 0.0, -7.0), answer=0.6, closest=0.2)


def thresholds_for(fingerprint: str) -> Thresholds:
    """The limits for the embedder of this fingerprint, which begins with the model's name."""
    known = (found for name, found in _MEASURED.items() if fingerprint.startswith(name))
    return next(known, Thresholds(_CAUTIOUS, _CAUTIOUS, _CAUTIOUS))
