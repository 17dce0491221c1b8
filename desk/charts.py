"""Computes the coordinates of small charts, which the templates draw in SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600.0, 120.0
#: Possible scales of a chart of times, in seconds. Half of each is a round number too.
_SECONDS = (0.1, 0.2, 0.5, 1, 2, 4, 10, 20, 30, 60, 120, 240, 600, 1_200, 1_800, 3_600, 7_200)


@dataclass(frozen=True, slots=True)
class Bar:
    """One column of a bar chart."""

    x: float
    y: float
    width: float
    height: float


def bars(values: Sequence[float | None], top: float) -> list[Bar]:
    """A bar for each value that is neither None nor zero; `top` is the value of full height."""
    step = WIDTH / max(1, len(values))
    return [
        Bar(
            round(number * step, 1),
            round(HEIGHT * (1 - min(1.0, value / top)), 1),
            round(step * 0.8, 1),
            round(HEIGHT * min(1.0, value / top), 1),
        )
        for number, value in enumerate(values)
        if value
    ]


def top_of_seconds(highest: float) -> float:
    """The smallest scale that reaches `highest` seconds."""
    return next((top for top in _SECONDS if top >= highest), highest)


def top_of_counts(highest: int) -> int:
    """A round number of at least `highest`, whose half is a whole number."""
    power = 1
    while True:
        for digit in (2, 4, 10):
            if digit * power >= highest:
                return digit * power
        power *= 10
