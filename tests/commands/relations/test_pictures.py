"""Pictures of ties: no label lies over another, all of it stands in words too, and nothing takes the Café down."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.lettering import width_of
from bot.chat.reply import Picture
from bot.inbound.pictures import drawn
from bot.process.rasteriser import Rasteriser
from commands.relations.canvas import MOST, WIDTH, Canvas, Dot, Line, svg_of
from tests.cafe import ALL, Door
from tests.commands.relations.test_relations import ONE, OTHER, made

NAMES = st.lists(st.text(min_size=1, max_size=90), max_size=MOST // 2)


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    """Where each label stands: left, top, right and bottom."""
    found = []
    for each in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):  # noqa: S314  # our own drawing
        x, y, size = (float(each.attrib[name]) for name in ("x", "y", "font-size"))
        wide = width_of(each.text or "", int(size))
        left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[each.attrib["text-anchor"]]
        found.append((left, y - size * 0.9, left + wide, y + size * 0.25))
    return found


@given(left=NAMES, right=NAMES, title=st.text(max_size=120))
def test_no_label_lies_over_another_or_outside(left: list[str], right: list[str], title: str) -> None:
    ones, others = ([Dot(name, f"sluit aan bij {name}") for name in side] for side in (left, right))
    lines = [Line(-1, place) for place in range(len(left) + len(right))]
    placed = boxes(svg_of(Canvas(title, ones, others, lines, "Lijn: bestaat.", centre=True)))
    assert len(placed) == 2 + 2 * (len(left) + len(right))
    for one, other in combinations(placed, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    assert all(0 <= box[0] <= box[2] <= WIDTH for box in placed)


async def test_the_card_says_all_that_the_picture_shows(door: Door) -> None:
    await made(door, ONE, OTHER)
    kernteam = door.person("Kernteam")
    await kernteam.says(f"koppel {ONE} aan {OTHER}: kans: benut")
    said = await kernteam.says(f"relaties {ONE}")
    (picture,) = said.reply.pictures
    words = "".join(map(str, picture.alt))
    assert f"kans: benut {OTHER}" in words
    svg = await door.database.read(drawn, picture, "nl", ALL.topics)
    assert svg
    assert OTHER in svg
    assert "kans: benut" in svg
    web = await door.database.read(drawn, Picture("relations", "Twente", ()), "nl", ALL.topics)
    assert web
    assert web.count("0 banden") == 2, "a chance is no tie yet, as the list beside it says"
    assert {ONE, OTHER} <= set(re.findall(">([^<]*)</text>", web))
    await kernteam.says(f"haal band weg {ONE} aan {OTHER}")
    assert await door.database.read(drawn, picture, "nl", ALL.topics) is None


@pytest.mark.process
async def test_it_is_drawn_as_large_as_may_be_and_a_broken_one_not_at_all() -> None:
    canvas = Canvas("Kop", [Dot("Keienkring", "benut")], [], [Line(-1, 0)], "Lijn: bestaat.", centre=True)
    rasteriser = Rasteriser()
    large = await rasteriser.png_of(svg_of(canvas), most=400_000)
    assert large
    small = await rasteriser.png_of(svg_of(canvas), most=len(large) - 1)
    assert small
    assert int.from_bytes(small[16:20], "big") < int.from_bytes(large[16:20], "big")
    assert await rasteriser.png_of(svg_of(canvas), most=10) is None
    assert await rasteriser.png_of("<svg", most=400_000) is None
