"""Works a few items ahead on several threads, giving results in order. Must not know what the work is.

For work that waits for child processes, such as reading PDF.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORKERS = 1 + (os.cpu_count() or 1)


def ahead(
    items: Iterable[Item], work: Callable[[Item], Result], workers: int = WORKERS
) -> Iterator[tuple[Item, Callable[[], Result]]]:
    """Each item with a function that gives its result or raises what the work raised.

    At most ``workers`` results wait at any time, so that a long list does not fill the memory.
    """
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        for item in items:
            waiting.append((item, pool.submit(work, item)))
            if len(waiting) > workers:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)


def _first(waiting: deque[tuple[Item, Future[Result]]]) -> tuple[Item, Callable[[], Result]]:
    item, future = waiting.popleft()
    return item, future.result
