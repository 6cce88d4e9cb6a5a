"""What waits for somebody and what somebody gave is found among more than anybody looks through."""

from sqlalchemy import Connection

from bot.chat.texts import _, _n
from bot.members.todo import MOST
from storage.agenda import items
from storage.agenda.item import Draft
from storage.members.roles import Grant
from storage.vocabulary import Role
from tests.cafe import Door

GIVEN = 30
"""More things than are looked at for a page of what somebody gave."""


async def _proposals(door: Door, region: str, n: int, maker: int | None = None) -> None:
    place = await door.region(region)
    draft = Draft(f"Iets van {region}", region, region_id=place, regions=frozenset({place}))

    def put(tx: Connection) -> None:
        for _each in range(n):
            items.put(tx, maker, draft, door.clock())

    await door.database.write(put)


async def test_a_coordinator_finds_a_proposal_of_their_region_behind_many_older_ones_of_another(door: Door) -> None:
    await _proposals(door, "Flevoland", MOST + 1)
    await _proposals(door, "Twente", 1)
    someone = await door.member("Coördinator Twente", regions="Twente")
    await door.grant(someone, Grant(Role.coordinator, region_id=await door.region("Twente")))
    said = await someone.says("te doen")
    assert said.tells(_n("{n} thing to do", "{n} things to do", 1))
    assert f"G-{MOST + 2}" in said


async def test_nothing_of_others_waits_for_who_answers_for_no_region(door: Door) -> None:
    await _proposals(door, "Flevoland", 2)
    anna = await door.member("Anna", regions="Flevoland")
    assert (await anna.says("te doen")).tells(_("Nothing waits for you. Well done."))


async def test_all_that_somebody_gave_is_reached_page_by_page(door: Door) -> None:
    anna = await door.member("Anna", regions="Twente")
    await _proposals(door, "Twente", GIVEN, (await anna.member()).id)
    shown = await anna.says("mijn inbreng")
    assert "24+" in shown
    seen: set[str] = set()
    for _page in range(GIVEN // 6):
        seen |= {f"G-{n}" for n in range(1, GIVEN + 1) if f"G-{n} " in f"{shown} "}
        older = [each for each in shown.buttons if "ouder" in each]
        if not older:
            break
        shown = await anna.presses(older[0], shown)
    assert seen == {f"G-{n}" for n in range(1, GIVEN + 1)}
    assert f"({GIVEN})" in shown
