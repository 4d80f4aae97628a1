"""The mean token vectors of questions and passages, which late interaction takes off before it compares.

    python -m indexing.e5.centring   fits them anew to the text of centring.yaml

Why: all token vectors of E5 point largely the same way, and each language's a little further its own
way, so raw cosines compare languages as much as words. Without the means a question finds its
English passage first .79 (Thai) and .76 (Vietnamese) of the time, with them .82 and .80. They are
fitted to text of our own that no set holds, over twelve languages for passages and for each language
for questions; a question in any other language gets the mean of the twelve.

Must not run while questions are answered: it only loads what was fitted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from indexing.e5.engine import E5Engine

CENTRING_VERSION = 1
"""Raise when the means change: token vectors centred by other means must not be compared."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Means:
    """Mean token vectors of shape (d,).

    Attributes:
        passages: over the languages of `questions`, each weighing the same.
        questions: by BCP 47 base tag.
    """

    passages: Floats
    questions: Mapping[str, Floats]

    def of_question(self, language: str) -> Floats:
        """The mean for questions in a language, over all languages where that one was not fitted."""
        base = language.split("-")[0].casefold()
        return self.questions[base] if base in self.questions else _over(self.questions.values())


@cache
def means() -> Means:
    """The means that ship with the project."""
    with np.load(_file("centring.npz"), allow_pickle=False) as data:
        tags = [str(tag) for tag in data["languages"]]
        return Means(data["passages"], dict(zip(tags, data["questions"], strict=True)))


def fit(engine: E5Engine, text: Mapping[str, Mapping[str, list[str]]]) -> Means:
    """The means over ``text``: language → "passages" and "questions" → texts."""
    passages = [_mean(engine, "passage: ", own["passages"]) for own in text.values()]
    questions = {tag: _mean(engine, "query: ", own["questions"]) for tag, own in text.items()}
    return Means(_over(passages), questions)


def _mean(engine: E5Engine, prefix: str, texts: list[str]) -> Floats:
    """Over all tokens but the marks at both ends, which every text has."""
    return _over(
        [row for tokens in engine.token_vectors([prefix + t for t in texts]) for row in tokens[1:-1]]
    )


def _over(vectors: Iterable[Floats]) -> Floats:
    mean: Floats = np.stack(list(vectors)).mean(axis=0)
    return mean


def _file(name: str) -> Path:
    return Path(str(resources.files("indexing.e5") / name))


def _write() -> None:
    import tempfile

    import yaml

    from indexing.e5.engine import E5Engine

    text = yaml.safe_load(_file("centring.yaml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as cache_folder:
        fitted = fit(E5Engine.load(Path(cache_folder)), text)
    np.savez_compressed(
        _file("centring.npz"),
        languages=np.array(list(fitted.questions)),
        questions=np.stack(list(fitted.questions.values())),
        passages=fitted.passages,
    )
    sys.stdout.write(f"{', '.join(fitted.questions)}: {_file('centring.npz').stat().st_size:,} bytes\n")


if __name__ == "__main__":
    _write()
