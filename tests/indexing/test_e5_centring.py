"""The means that token vectors are centred by: shipped as fitted, one for each language."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml

from indexing.e5 import centring
from indexing.e5.engine import E5Engine

TEXT = yaml.safe_load(Path(centring.__file__).with_name("centring.yaml").read_text("utf-8"))


def test_every_language_has_the_same_number_of_passages_and_questions() -> None:
    assert set(TEXT) == set("en id ms th vi fil km lo my ta zh pt".split())
    assert {(len(own["passages"]), len(own["questions"])) for own in TEXT.values()} == {(5, 8)}


def test_the_shipped_means_are_those_of_the_shipped_text(tmp_path: Path) -> None:
    fitted = centring.fit(E5Engine.load(tmp_path), TEXT)
    shipped = centring.means()
    assert np.allclose(fitted.passages, shipped.passages, atol=1e-4)
    for language, mean in shipped.questions.items():
        assert np.allclose(fitted.questions[language], mean, atol=1e-4), language


def test_a_language_that_was_not_fitted_gets_the_mean_of_all() -> None:
    means = centring.means()
    over_all = np.stack(list(means.questions.values())).mean(axis=0)
    assert means.of_question("tet") == pytest.approx(over_all)
    assert means.of_question("th-TH") == pytest.approx(means.questions["th"])
