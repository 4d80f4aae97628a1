"""Plots as inline SVG, drawn by a few lines of our own: no script, no request, colours by class.

Text stands in the page around them where it can, so that it never shrinks with the plot. Must not compute
what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

WIDTH, HEIGHT = 340, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 8, 8, 38

Point = tuple[float, float]


def bar(
    parts: Sequence[tuple[float, str]], label: str, interval: tuple[float, float] | None = None
) -> Markup:
    """A horizontal bar of parts from left to right.

    Args:
        parts: (share of the whole width, class).
        label: what it says, for those who do not see it.
        interval: ends of a thin line across it.
    """
    shapes, begin = [Markup('<rect class="track" width="100" height="10"/>')], 0.0
    for value, name in parts:
        shapes.append(_rect(100 * begin, 100 * value, name))
        begin += value
    if interval:
        low, high = (100 * end for end in interval)
        shapes.append(Markup('<path class="reach" d="M{:.2f} 5H{:.2f}"/>').format(low, high))
    return Markup(
        '<svg class="bar" role="img" aria-label="{}" viewBox="0 0 100 10" preserveAspectRatio="none">{}</svg>'
    ).format(label, Markup("").join(shapes))


def reliability(bins: Iterable[tuple[float, float, int]], label: str) -> Markup:
    """Accuracy over confidence: a dot per bin, as large as it has answers, beside the diagonal.

    Args:
        bins: (mean confidence, share right, number of answers).
    """
    rows = list(bins)
    most = max((n for *_, n in rows), default=1)
    dots = [
        Markup('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>').format(
            _x(confidence), _y(right), 3 + 8 * (number / most) ** 0.5
        )
        for confidence, right, number in rows
    ]
    line = _line([(x, y) for x, y, _ in rows], "curve faint")
    return _frame(
        [_line([(0, 0), (1, 1)], "ideal"), line, *dots],
        label,
        "confidence",
        [(x / 4, f"{x / 4:.0%}") for x in range(5)],
    )


def curve(values: Sequence[float], label: str, across: str) -> Markup:
    """A line from the first place to the last; ``values[k - 1]`` is the share at place k."""
    last = max(len(values) - 1, 1)
    points = [(n / last, value) for n, value in enumerate(values)]
    marked = sorted({1, 5, 10, 15, 20, len(values)} & set(range(1, len(values) + 1)))
    ticks = [((place - 1) / last, str(place)) for place in marked]
    dots = [
        Markup('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="3"/>').format(_x(x), _y(y)) for x, y in points
    ]
    return _frame([_line(points, "curve"), *dots], label, across, ticks)


def _frame(shapes: Iterable[Markup], label: str, across: str, ticks: Iterable[tuple[float, str]]) -> Markup:
    """Shapes in a frame whose height is a share from 0 to 1."""
    grid = [
        Markup(
            '<path class="grid" d="M{} {:.1f}H{}"/><text x="{}" y="{:.1f}" text-anchor="end">{:.0%}</text>'
        ).format(_LEFT, _y(s / 4), WIDTH - _RIGHT, _LEFT - 6, _y(s / 4) + 4, s / 4)
        for s in range(5)
    ]
    below = [
        Markup('<text x="{:.1f}" y="{}" text-anchor="{}">{}</text>').format(
            _x(x), HEIGHT - _BOTTOM + 16, "end" if x > 0.98 else "middle", text
        )
        for x, text in ticks
    ]
    name = Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(_x(0.5), HEIGHT - 4, across)
    return Markup('<svg class="plot" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>').format(
        label, WIDTH, HEIGHT, Markup("").join([*grid, *below, name, *shapes])
    )


def _line(points: Sequence[Point], name: str) -> Markup:
    path = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
    return Markup('<polyline class="{}" points="{}"/>').format(name, path)


def _rect(begin: float, width: float, name: str) -> Markup:
    return Markup('<rect class="{}" x="{:.2f}" width="{:.2f}" height="10"/>').format(name, begin, width)


def _x(share: float) -> float:
    return _LEFT + share * (WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return HEIGHT - _BOTTOM - share * (HEIGHT - _BOTTOM - _TOP)
