"""Numbers as the coordinates of small charts, drawn in SVG by the templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600.0, 120.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One column of a bar chart."""

    x: float
    y: float
    width: float
    height: float


def bars(values: Sequence[float]) -> list[Bar]:
    """A bar for each value, the highest as high as the chart."""
    top = max(values, default=0) or 1
    step = WIDTH / max(1, len(values))
    return [
        Bar(
            round(number * step, 1),
            round(HEIGHT * (1 - value / top), 1),
            round(step * 0.8, 1),
            round(HEIGHT * value / top, 1),
        )
        for number, value in enumerate(values)
        if value
    ]


def line(values: Sequence[float | None], top: float) -> str:
    """The points of a line through the values that there are; `top` is the chart's height."""
    step = WIDTH / max(1, len(values) - 1)
    points = [
        f"{number * step:.1f},{HEIGHT * (1 - min(1.0, value / (top or 1))):.1f}"
        for number, value in enumerate(values)
        if value is not None
    ]
    if len(points) == 1:
        x, y = points[0].split(",")
        points.append(f"{float(x) + 4:.1f},{y}")
    return " ".join(points)
