"""Lines over two logarithmic scales, as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, floor, log10
from typing import NamedTuple

_WIDTH, _HEIGHT = 860, 520
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 190, 28, 52
# Told apart by colour, dashes and the words at their ends.
_INKS = ("#1f6f8b", "#b5502f", "#3f7d4e", "#7a4fa3", "#8a6d1d", "#a03a63", "#4a5b8c", "#5c6b6f", "#222222")
_DASHES = ("", "7 3", "2 3")
_LEAST_GAP = 15.0


class Line(NamedTuple):
    """A name and its points, each greater than none."""

    name: str
    points: Sequence[tuple[float, float]]


class _Scale:
    """A logarithmic scale from a power of ten to another, between two pixels."""

    def __init__(self, values: Sequence[float], low: float, high: float) -> None:
        self.first, self.last = floor(log10(min(values))), ceil(log10(max(values)))
        self.last = max(self.last, self.first + 1)
        self._low, self._high = low, high

    def at(self, value: float) -> float:
        share = (log10(value) - self.first) / (self.last - self.first)
        return self._low + share * (self._high - self._low)

    def powers(self) -> range:
        return range(self.first, self.last + 1)


def log_log(lines: Sequence[Line], across: str, up: str) -> str:
    """The picture; ``across`` and ``up`` say what the two scales are."""
    points = [point for line in lines for point in line.points]
    x = _Scale([p[0] for p in points], _LEFT, _WIDTH - _RIGHT)
    y = _Scale([p[1] for p in points], _HEIGHT - _BOTTOM, _TOP)
    size, letters = f'viewBox="0 0 {_WIDTH} {_HEIGHT}"', 'font-family="Inter, sans-serif" font-size="12"'
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {letters} fill="#333">',
        f"<title>{escape(up)} over {escape(across)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        *_grid(x, y),
        f'<text x="{middle}" y="{_HEIGHT - 12}" text-anchor="middle">{escape(across)}</text>',
        f'<text x="12" y="16">{escape(up)}</text>',
        *_curves(lines, x, y),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _grid(x: _Scale, y: _Scale) -> Iterator[str]:
    left, right, top, bottom = _LEFT, _WIDTH - _RIGHT, _TOP, _HEIGHT - _BOTTOM
    for power in x.powers():
        at = x.at(10.0**power)
        yield f'<path d="M{at:.1f} {top}V{bottom}" stroke="#ddd"/>'
        yield f'<text x="{at:.1f}" y="{bottom + 18}" text-anchor="middle">{_number(power)}</text>'
    for power in y.powers():
        at = y.at(10.0**power)
        yield f'<path d="M{left} {at:.1f}H{right}" stroke="#ddd"/>'
        yield f'<text x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">{_number(power)}</text>'


def _number(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:.{-power}f}"


def _curves(lines: Sequence[Line], x: _Scale, y: _Scale) -> Iterator[str]:
    beside = _apart([y.at(line.points[-1][1]) for line in lines])
    for i, (line, label) in enumerate(zip(lines, beside, strict=True)):
        ink, dash = _INKS[i % len(_INKS)], _DASHES[i % len(_DASHES)]
        places = [(x.at(across), y.at(up)) for across, up in line.points]
        path = "L".join(f"{across:.1f} {up:.1f}" for across, up in places)
        yield f'<path d="M{path}" fill="none" stroke="{ink}" stroke-width="2" stroke-dasharray="{dash}"/>'
        for across, up in places:
            yield f'<circle cx="{across:.1f}" cy="{up:.1f}" r="3" fill="{ink}"/>'
        right, end = places[-1]
        lead = f"M{right + 4:.1f} {end:.1f}L{_WIDTH - _RIGHT + 18} {label:.1f}"
        yield f'<path d="{lead}" stroke="{ink}" opacity=".5"/>'
        yield f'<text x="{_WIDTH - _RIGHT + 22}" y="{label + 4:.1f}" fill="{ink}">{escape(line.name)}</text>'


def _apart(heights: Sequence[float]) -> list[float]:
    """The heights, moved down where two would be written over each other."""
    moved = list(heights)
    last = 0.0
    for i in sorted(range(len(heights)), key=lambda i: heights[i]):
        moved[i] = last = max(heights[i], last + _LEAST_GAP)
    return moved
