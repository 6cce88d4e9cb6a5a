"""Draws things and the ties between them as SVG: a row for each, in two columns, so that no label lies over another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.chat.lettering import lettered, shortened

MOST: Final = 60
"""Things in one picture: of more nobody sees what hangs together."""
WIDTH: Final = 840
MIDDLE: Final = WIDTH / 2
LEFT, RIGHT = 310.0, WIDTH - 310.0
"""Where the dots of either column stand; what they are called stands on the outer side."""
LABEL: Final = LEFT - 24
"""Room for a label."""
ROW: Final = 44
TOP: Final = 58
BOTTOM: Final = 44


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing: what it is called, and below that in small letters how it is tied."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A tie between two dots by their places; `light` for what could be, or what was counted."""

    one: int
    other: int
    light: bool = False


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a picture holds. Without `centre` the dots are tied among each other; with it they are all tied to that."""

    title: str
    left: Sequence[Dot]
    right: Sequence[Dot]
    lines: Sequence[Line]
    legend: str
    centre: bool = False


def svg_of(canvas: Canvas) -> str:
    """Return the drawing. Dots are numbered through: those of the left column first; -1 is the centre."""
    rows = max(len(canvas.left), len(canvas.right), 1)
    height = TOP + rows * ROW + BOTTOM
    middle = (MIDDLE, TOP + rows * ROW / 2)
    at = [*_column(canvas.left, LEFT, rows), *_column(canvas.right, RIGHT, rows)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" font-family="DejaVu Sans">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        lettered(MIDDLE, 30, shortened(canvas.title, WIDTH - 40, 18), 18, "middle", "#154273"),
    ]
    for line in canvas.lines:
        one, other = (middle if place < 0 else at[place] for place in (line.one, line.other))
        parts.append(_curve(one, other, light=line.light))
    if canvas.centre:
        parts.append(f'<circle cx="{middle[0]:.1f}" cy="{middle[1]:.1f}" r="9" fill="#154273"/>')
    for place, dot in enumerate((*canvas.left, *canvas.right)):
        x, y = at[place]
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#01689b"/>')
        outward, anchor = (x - 12, "end") if x < MIDDLE else (x + 12, "start")
        parts.append(
            lettered(outward, y + (0 if dot.note else 4), shortened(dot.name, LABEL, 13), 13, anchor, "#1a1a1a")
        )
        if dot.note:
            parts.append(lettered(outward, y + 15, shortened(dot.note, LABEL, 11), 11, anchor, "#535353"))
    parts.append(lettered(MIDDLE, height - 14, shortened(canvas.legend, WIDTH - 40, 11), 11, "middle", "#535353"))
    return "\n".join((*parts, "</svg>"))


def _column(dots: Sequence[Dot], x: float, rows: int) -> list[tuple[float, float]]:
    """Stand in the middle of the height, a row each."""
    first = TOP + (rows - len(dots)) * ROW / 2 + ROW / 2
    return [(x, first + place * ROW) for place in range(len(dots))]


def _curve(one: tuple[float, float], other: tuple[float, float], *, light: bool) -> str:
    """A curve that bends to the middle, where no label stands."""
    look = 'stroke="#8a8a8a" stroke-dasharray="5 4"' if light else 'stroke="#01689b"'
    bend = MIDDLE if one[0] == other[0] else None
    first, second = ((bend or (one[0] + other[0]) / 2, at[1]) for at in (one, other))
    path = f"M{one[0]:.1f} {one[1]:.1f} C{first[0]:.1f} {first[1]:.1f} {second[0]:.1f} {second[1]:.1f} "
    return f'<path d="{path}{other[0]:.1f} {other[1]:.1f}" fill="none" stroke-width="1.6" {look}/>'
