import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.e5.cache import kept
from indexing.e5.graph import evening_factors

BUILT = b"a graph"

BUILD_MANY_TIMES = """
import sys
from pathlib import Path
from indexing.e5.cache import kept
for _ in range(300):
    path = Path(sys.argv[1])
    assert kept(path, lambda: b"g" * 100_000) == b"g" * 100_000
    path.unlink(missing_ok=True)
"""


def _never() -> bytes:
    raise AssertionError("built again")


def test_a_graph_is_built_once_and_then_read(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "graph.bin"
    assert kept(path, lambda: BUILT) == BUILT
    assert kept(path, _never) == BUILT


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b"", lambda b: b[:40] + b"?" + b[41:]])
def test_a_damaged_file_is_built_again(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "graph.bin"
    kept(path, lambda: BUILT * 9)
    path.write_bytes(damage(path.read_bytes()))
    assert kept(path, lambda: BUILT) == BUILT
    assert kept(path, _never) == BUILT
    assert list(tmp_path.iterdir()) == [path]


def test_a_cache_that_cannot_be_written_costs_only_the_keeping(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert kept(blocked / "graph.bin", lambda: BUILT) == BUILT


def test_processes_that_build_at_once_never_see_half_a_file(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BUILD_MANY_TIMES, str(tmp_path / "graph.bin")]
    builders = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for builder in builders:
        _, errors = builder.communicate(timeout=60)
        assert builder.returncode == 0, errors
    assert list(tmp_path.iterdir()) == []


@given(seed=st.integers(0, 1_000), share=st.floats(0, 1))
def test_evening_out_the_inputs_leaves_the_product_as_it_was(seed: int, share: float) -> None:
    random = np.random.default_rng(seed)
    matrix = random.normal(size=(8, 5)).astype(np.float32)
    reach = random.lognormal(sigma=3, size=8).astype(np.float32)
    inputs = (random.normal(size=(3, 8)) * reach).astype(np.float32)
    factors = evening_factors(reach, matrix, share)
    evened = (inputs / factors).astype(np.float64) @ (matrix * factors[:, np.newaxis]).astype(np.float64)
    np.testing.assert_allclose(evened, inputs.astype(np.float64) @ matrix, rtol=1e-12, atol=1e-12)
