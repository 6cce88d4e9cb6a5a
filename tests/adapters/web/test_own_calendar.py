"""The calendar of a member, at an address that they alone know."""

from collections.abc import AsyncIterator
from datetime import UTC, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from prometheus_client import generate_latest
from sqlalchemy import Connection, select

from bot.chat.reply import Text
from bot.chat.spans import Link
from bot.chat.texts import _
from bot.process.choices import Choices
from bot.process.website import Website
from storage.database.database import Database
from storage.events import attendance, meetings
from storage.events.meeting import Draft
from storage.members import people
from storage.tables import one_time_codes, outbox, posts
from tests.adapters.web.conftest import URL, Look, Sites
from tests.cafe import START, Door, Person, Said


@pytest.fixture
async def door(small_map: None, database: Database) -> AsyncIterator[Door]:
    async with Door(database, choices=Choices([Website(URL)])) as opened:
        yield opened


@pytest.fixture
async def look(sites: Sites, door: Door) -> Look:
    return await sites.open(door)


def address_of(said: Said) -> str:
    spans = [each for block in said.reply.blocks if isinstance(block, Text) for each in block.words]
    return next(each.url for each in spans if isinstance(each, Link)).removeprefix(URL)


async def comes(door: Door, someone: Person, *titles: str, closed: bool = False) -> None:
    """Let somebody come to meetings, on the clock of the Netherlands in winter and in summer."""
    member = (await someone.member()).id

    def work(tx: Connection) -> None:
        for number, title in enumerate(titles):
            begins = START + timedelta(days=200 * number)
            draft = Draft(title, begins, begins + timedelta(hours=2), "Europe/Amsterdam", place="Zaal 3", closed=closed)
            made = meetings.put(tx, None, draft, START)
            attendance.say(tx, made.id, member, 0, START, coming=True)

    await door.database.write(work)


async def read(look: Look, path: str) -> dict[str, Any]:
    answer = await look.at(path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    return {str(each["summary"]): each for each in Calendar.from_ical(answer.text).walk("VEVENT")}


async def test_it_follows_what_somebody_comes_to_right_to_the_hour(door: Door, look: Look) -> None:
    anna = await door.member("Anna")
    address = address_of(await anna.says("kalenderadres"))
    assert await read(look, address) == {}
    await comes(door, anna, "Werksessie", "Slotbijeenkomst")
    found = await read(look, address)
    assert {name: each["dtstart"].dt.astimezone(UTC) for name, each in found.items()} == {
        "Werksessie": START,
        "Slotbijeenkomst": START + timedelta(days=200),
    }
    assert "Zaal 3" in str(found["Werksessie"]["location"])


async def test_it_holds_nothing_of_others_and_nothing_of_a_closed_group(door: Door, look: Look) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await comes(door, bert, "Van Bert")
    await comes(door, anna, "Besloten", closed=True)
    assert await read(look, address_of(await anna.says("kalenderadres"))) == {}


async def test_a_new_address_takes_the_place_of_the_old_one_and_it_can_be_taken_back(door: Door, look: Look) -> None:
    anna = await door.member("Anna")
    first = address_of(await anna.says("kalenderadres"))
    second = address_of(await anna.says("kalenderadres"))
    assert [(await look.at(each)).status for each in (first, second)] == [404, 200]
    assert (await anna.says("kalenderadres intrekken")).tells(
        _("The address does not work any more. Your calendar gets nothing new from it.")
    )
    assert (await look.at(second)).status == 404
    assert (await anna.says("kalenderadres intrekken")).tells(_("You have no address of your calendar."))


async def test_who_is_blocked_or_forgotten_has_no_calendar(door: Door, look: Look) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    addresses = [address_of(await each.says("kalenderadres")) for each in (anna, bert)]
    await door.database.write(people.block, (await anna.member()).id, door.clock())
    await bert.in_turn("vergeet mij", "alles weg", "ja")
    assert [(await look.at(each)).status for each in addresses] == [404, 404]


async def test_the_address_stands_nowhere_and_no_log_or_figure_has_it(door: Door, look: Look) -> None:
    address = address_of(await (await door.member("Anna")).says("kalenderadres"))
    await look.at(address)
    await door.cafe.settled()
    key = address.rsplit("/", 1)[1].removesuffix(".ics")

    def held(tx: Connection) -> str:
        return str([tx.execute(select(table)).all() for table in (one_time_codes, outbox, posts)])

    assert key not in await door.database.read(held)
    assert key not in generate_latest(look.registry).decode()


@pytest.mark.parametrize("key", ["x", "x" * 43, "x" * 101, "..%2f", "%00", "\u00e9" * 30])
async def test_an_address_that_was_guessed_is_as_if_there_is_nothing(door: Door, look: Look, key: str) -> None:
    await (await door.member("Anna")).says("kalenderadres")
    assert (await look.at(f"/kalender/{key}.ics")).status == 404
