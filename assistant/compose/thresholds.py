"""The limits between answering, showing the closest passages and finding nothing, per embedder.

A cosine of one model means nothing for another, so limits are kept with the model's fingerprint;
an embedder without measured limits gets cautious ones. Must not measure: the procedure is
`evals.calibrate`.
"""

from __future__ import annotations

from assistant.compose.confidence import Limits

_MEASURED = {"e5-small": Limits(answer=0.5, closest=0.2)}
_CAUTIOUS = Limits(answer=0.6, closest=0.3)


def limits_for(fingerprint: str) -> Limits:
    """The limits for the embedder of this fingerprint, which begins with the model's name."""
    return next((limits for name, limits in _MEASURED.items() if fingerprint.startswith(name)), _CAUTIOUS)
