"""Letters text in a drawing (SVG), and tells how much room it takes, in DejaVu Sans."""

from typing import Final
from xml.sax.saxutils import escape

_WIDTHS: Final = {
    **dict.fromkeys("ijl.,:;|!'()[] -I", 0.4),
    **dict.fromkeys('frtJ"/', 0.45),
    **dict.fromkeys("acegkosvxyzLFTEëéèïí", 0.63),
    **dict.fromkeys("mwMWOQGDHNU@%&—…+=<>", 1.0),
}
"""How wide a letter is at most in DejaVu Sans, as a part of its size."""
_OTHER: Final = 0.74
_FORBIDDEN: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])


def lettered(x: float, y: float, text: str, size: int, anchor: str, colour: str) -> str:
    """Return a text of that size, which stands there."""
    shown = escape(text.translate(_FORBIDDEN))
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">{shown}</text>'


def width_of(text: str, size: int) -> float:
    """Tell how wide a text is at most, in DejaVu Sans."""
    return size * sum(_WIDTHS.get(each, _OTHER) for each in text)


def shortened(text: str, room: float, size: int) -> str:
    """Return as much of a text as there is room for."""
    text = " ".join(text.split())
    if width_of(text, size) <= room:
        return text
    while text and width_of(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
