"""How much a list shows: six things in one's own chat, three where others read along; the rest behind one button."""

import pytest

from bot.chat.reply import Item, Items
from bot.things.listing import FEW_IN_ROOM, PAGE
from tests.cafe import Door, Said

LISTS = (
    *(
        "netwerken",
        "vragen",
        "agenda",
        "lessen",
        "signalen",
        "begrippen",
        "bijeenkomsten gehouden",
        "bronnen",
        "werkvormen",
    ),
    *("programma's", "taken", "casussen", "netwerken water", "vragen bodem"),
)


def things(said: Said) -> list[Item]:
    return [item for block in said.reply.blocks if isinstance(block, Items) for item in block.items]


@pytest.mark.parametrize("line", LISTS)
async def test_a_list_shows_few_things_in_a_room_and_a_screenful_in_private(example_door: Door, line: str) -> None:
    member = await example_door.member("Lid")
    alone = await member.says(line)
    shown = things(alone)
    assert 0 < len(shown) <= PAGE, alone
    place = await example_door.room(f"Kamer {line}")
    there = await member.says(line, where=place)
    assert len(things(there)) == min(FEW_IN_ROOM, len(shown)), there
    buttons = [each for each in there.reply.actions() if " p2" in each.line]
    assert len(buttons) == (len(shown) > FEW_IN_ROOM), "all the rest is behind one button"


@pytest.mark.parametrize("line", ["netwerken", "lessen", "begrippen", "vragen"])
async def test_page_after_page_tells_all_of_it_once_in_a_room(example_door: Door, line: str) -> None:
    member = await example_door.member("Lid")
    place = await example_door.room(f"Kamer {line}")
    said, told = await member.says(line, where=place), list[str]()
    for _page in range(5):
        told += [str(each.words) for each in things(said)]
        more = next(each for each in said.reply.actions() if " p" in each.line)
        said = await member.says(more.line, where=place)
    assert len(told) == len(set(told)) == 5 * FEW_IN_ROOM
    alone = await member.says(line)
    assert [str(each.words) for each in things(alone)] == told[: len(things(alone))]
