"""Draws a chart as SVG, for who is shown pictures and no charts: a row for each bar, what it is of before it."""

from typing import Final

from bot.chat.lettering import lettered, shortened, width_of
from bot.chat.reply import Chart, label

WIDTH: Final = 720
EDGE: Final = 20
TOP: Final = 56
ROW: Final = 34
MOST_LABEL: Final = 280.0
"""Room for what a bar is of, at most."""
MOST_SAID: Final = 120.0
SIZE: Final = 14
TITLE: Final = 17


def svg_of(chart: Chart) -> str:
    """Return the drawing of a localised chart."""
    rows = [
        (shortened(label(bar.label), MOST_LABEL, SIZE), bar, shortened(label(bar.said), MOST_SAID, SIZE))
        for bar in chart.bars
    ]
    begin = EDGE + max((width_of(of, SIZE) for of, _bar, _said in rows), default=0) + 10
    longest = int(WIDTH - EDGE - MOST_SAID - 8 - begin)
    height = TOP + len(rows) * ROW + EDGE / 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" font-family="DejaVu Sans">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        lettered(EDGE, 32, shortened(label(chart.title), WIDTH - 2 * EDGE, TITLE), TITLE, "start", "#154273"),
    ]
    for place, (of, bar, said) in enumerate(rows):
        y, long = TOP + place * ROW, chart.length(bar, longest)
        parts += [
            lettered(begin - 10, y + 16, of, SIZE, "end", "#1a1a1a"),
            f'<rect x="{begin:.1f}" y="{y}" width="{long}" height="22" fill="#01689b"/>',
            lettered(begin + long + 8, y + 16, said, SIZE, "start", "#1a1a1a"),
        ]
    return "\n".join((*parts, "</svg>"))
