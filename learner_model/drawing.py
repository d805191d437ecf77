"""Small pictures of measures, as SVG text: a reliability curve, and success over time by policy."""

from collections.abc import Mapping, Sequence
from html import escape

from learner_model.evaluation import Bin

_SIDE, _EDGE = 360.0, 48.0
_COLOURS = ("#1b5e9e", "#c2410c", "#2e7d32", "#7b1fa2", "#616161", "#b7950b", "#00838f", "#ad1457")


def reliability_svg(curves: Mapping[str, Sequence[Bin]], title: str = "Reliability") -> str:
    """Observed against predicted success for each named curve; the diagonal is perfect; dots grow with the answers."""
    parts = [_line([(0.0, 0.0), (1.0, 1.0)], "#999999", dashed=True)]
    for number, (name, bins) in enumerate(curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        total = sum(b.count for b in bins) or 1
        parts.append(_line([(b.predicted, b.observed) for b in bins], colour))
        for b in bins:
            radius = 2.0 + 8.0 * (b.count / total) ** 0.5
            parts.append(
                f'<circle cx="{_x(b.predicted):.1f}" cy="{_y(b.observed):.1f}" r="{radius:.1f}" fill="{colour}" '
                f'fill-opacity="0.5"><title>{b.count} answers, predicted {b.predicted:.3f}, '
                f"observed {b.observed:.3f}</title></circle>"
            )
        parts.append(_legend(number, name, colour))
    return _frame(parts, title, "predicted success", "observed success")


def curves_svg(curves: Mapping[str, Sequence[float]], title: str, across: str, up: str) -> str:
    """Curves between 0 and 1 over equal steps, for comparing policies."""
    parts = []
    for number, (name, values) in enumerate(curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        last = max(1, len(values) - 1)
        parts.append(_line([(place / last, value) for place, value in enumerate(values)], colour))
        parts.append(_legend(number, name, colour))
    return _frame(parts, title, across, up)


def _x(value: float) -> float:
    return _EDGE + value * _SIDE


def _y(value: float) -> float:
    return _EDGE + (1.0 - value) * _SIDE


def _line(points: Sequence[tuple[float, float]], colour: str, *, dashed: bool = False) -> str:
    path = " ".join(f"{_x(a):.1f},{_y(b):.1f}" for a, b in points)
    dash = ' stroke-dasharray="4 4"' if dashed else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"{dash}/>'


def _legend(number: int, name: str, colour: str) -> str:
    y = _EDGE + 14.0 + 16.0 * number
    return f'<text x="{_EDGE + 8:.0f}" y="{y:.0f}" fill="{colour}">{escape(name)}</text>'


def _frame(parts: Sequence[str], title: str, across: str, up: str) -> str:
    width = _SIDE + 2 * _EDGE
    ticks = "".join(
        f'<text x="{_x(v / 10):.0f}" y="{_y(0) + 16:.0f}" text-anchor="middle">{v / 10:g}</text>'
        f'<text x="{_EDGE - 6:.0f}" y="{_y(v / 10) + 4:.0f}" text-anchor="end">{v / 10:g}</text>'
        for v in range(0, 11, 2)
    )
    middle = width / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {width:.0f}" font-family="sans-serif" '
        f'font-size="11"><title>{escape(title)}</title><rect width="100%" height="100%" fill="white"/>'
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#444444"/>{ticks}'
        f'<text x="{middle}" y="28" text-anchor="middle" font-size="14">{escape(title)}</text>'
        f'<text x="{middle}" y="{width - 8}" text-anchor="middle">{escape(across)}</text>'
        f'<text x="12" y="{middle}" text-anchor="middle" transform="rotate(-90 12 {middle})">{escape(up)}</text>'
        + "".join(parts)
        + "</svg>\n"
    )
