"""A chart is drawn with all its words, none of which lies over a bar or outside."""

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.charting import MOST_SAID, SIZE, TITLE, WIDTH, svg_of
from bot.chat.lettering import width_of
from bot.chat.reply import Bar, Chart

_SVG = "{http://www.w3.org/2000/svg}"
TEXTS = st.text(max_size=80)
BARS = st.lists(st.builds(Bar, TEXTS, st.floats(0, 1e9), TEXTS), max_size=8)


def number(of: ET.Element, name: str) -> float:
    return float(of.attrib[name])


def test_each_bar_stands_between_what_it_is_of_and_how_high_it_is() -> None:
    drawing = svg_of(Chart("Eerste antwoord", (Bar("K3 2026", 40, "40 uur"), Bar("K4 2026", 10, "10 uur"))))
    root = ET.fromstring(drawing)  # noqa: S314  # our own drawing
    assert [each.text for each in root.iter(f"{_SVG}text")] == [
        "Eerste antwoord", "K3 2026", "40 uur", "K4 2026", "10 uur",
    ]  # fmt: skip
    one, other = [number(each, "width") for each in root.iter(f"{_SVG}rect") if "y" in each.attrib]
    assert abs(one - 4 * other) < 4, "to a pixel"


@given(title=TEXTS, bars=BARS)
def test_no_word_lies_over_a_bar_or_outside(title: str, bars: list[Bar]) -> None:
    root = ET.fromstring(svg_of(Chart(title, tuple(bars))))  # noqa: S314  # our own drawing
    head, *told = root.iter(f"{_SVG}text")
    drawn = [each for each in root.iter(f"{_SVG}rect") if "y" in each.attrib]
    assert number(head, "x") + width_of(head.text or "", TITLE) <= WIDTH
    for of, said, bar in zip(told[::2], told[1::2], drawn, strict=True):
        assert number(of, "x") - width_of(of.text or "", SIZE) >= 0
        assert number(of, "x") <= number(bar, "x")
        assert number(bar, "x") + number(bar, "width") <= number(said, "x")
        assert width_of(said.text or "", SIZE) <= MOST_SAID
        assert number(said, "x") + MOST_SAID <= WIDTH
