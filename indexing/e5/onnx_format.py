"""Writes a model in ONNX's file format (protobuf), as little of it as the graph of E5 needs.

Why not the `onnx` package: 18 MB and a dependency for one file that is written once. Field numbers
are those of onnx.proto3, ONNX IR version 8.

Must not know what the graph computes.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MICROSOFT = "com.microsoft"
"""Domain of ONNX Runtime's own operators: fused layers, 8-bit products."""

_IR_VERSION = 8
_OPERATORS = (("", 17), (MICROSOFT, 1))
_FLOAT = 1
_ELEMENT = {"float32": _FLOAT, "int8": 3}
_INTEGER_ATTRIBUTE, _FLOAT_ATTRIBUTE = 2, 1


class Graph:
    """A graph under construction: tensors and operators are added in the order they run."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._operators: list[bytes] = []
        self._tensors: list[bytes] = []
        self._inputs: list[bytes] = []
        self._outputs: list[bytes] = []

    def input(self, name: str, dimensions: Sequence[int | str]) -> str:
        """Declare an fp32 input; a dimension that varies is a name."""
        self._inputs.append(_described(name, dimensions))
        return name

    def output(self, name: str, dimensions: Sequence[int | str]) -> None:
        """Declare that the value ``name`` is an fp32 output."""
        self._outputs.append(_described(name, dimensions))

    def constant(self, values: NDArray[np.generic]) -> str:
        """Add a tensor of fp32 or int8 and return its name."""
        name = f"constant{len(self._tensors)}"
        dimensions = b"".join(_integer(1, size) for size in values.shape)
        kind = _integer(2, _ELEMENT[values.dtype.name])
        self._tensors.append(dimensions + kind + _text(8, name) + _bytes(9, values.tobytes()))
        return name

    def operator(self, kind: str, *inputs: str, domain: str = "", name: str = "", **attributes: float) -> str:
        """Add an operator with one output and return the output's name."""
        output = name or f"value{len(self._operators)}"
        encoded = b"".join(_text(1, value) for value in inputs) + _text(2, output) + _text(4, kind)
        encoded += b"".join(_bytes(5, _attribute(key, value)) for key, value in attributes.items())
        self._operators.append(encoded + _text(7, domain))
        return output

    def encoded(self) -> bytes:
        """The model as the bytes of an .onnx file."""
        parts = [_bytes(1, operator) for operator in self._operators]
        parts.append(_text(2, self._name))
        parts += [_bytes(5, tensor) for tensor in self._tensors]
        parts += [_bytes(11, described) for described in self._inputs]
        parts += [_bytes(12, described) for described in self._outputs]
        versions = [_bytes(8, _text(1, domain) + _integer(2, version)) for domain, version in _OPERATORS]
        return b"".join([_integer(1, _IR_VERSION), *versions, _bytes(7, b"".join(parts))])


def _described(name: str, dimensions: Sequence[int | str]) -> bytes:
    sizes = (_text(2, size) if isinstance(size, str) else _integer(1, size) for size in dimensions)
    shape = b"".join(_bytes(1, size) for size in sizes)
    return _text(1, name) + _bytes(2, _bytes(1, _integer(1, _FLOAT) + _bytes(2, shape)))


def _attribute(name: str, value: float) -> bytes:
    if isinstance(value, int):
        return _text(1, name) + _integer(3, value) + _integer(20, _INTEGER_ATTRIBUTE)
    return _text(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + _integer(20, _FLOAT_ATTRIBUTE)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _integer(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _varint(value: int) -> bytes:
    """Seven bits a byte, lowest first; negative numbers as their 64-bit two's complement."""
    value &= (1 << 64) - 1
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)
