"""Meetings that a calendar follows: those on the web, right to the hour, and without where they are."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

from dateutil import tz  # type: ignore[import-untyped]  # it has no types
from dateutil.parser import isoparse  # type: ignore[import-untyped]  # as above
from icalendar import Calendar
from sqlalchemy import Connection, update

from adapters.web.shelves import slug
from storage import atlas, links
from storage.events import all_series, meetings, publication, tables
from storage.events.meeting import MEETING, Draft, State
from storage.events.series import SeriesDraft
from storage.members import people
from storage.networks import networks
from storage.networks.network import Sheet
from storage.vocabulary import Level, LinkKind, NetworkKind, NetworkStatus
from tests.adapters.web.conftest import Look
from tests.cafe import START, Door

SUMMER = datetime(2027, 6, 3, 8, tzinfo=UTC)
LONG_AGO = START - timedelta(days=800)


async def fill(door: Door) -> None:
    """B-1 in winter, B-2 in summer, B-3 cancelled, B-4 not on the web, B-5 long ago; all in Twente but the second,
    which is about the first theme.
    """
    region = await door.region("Twente")

    def work(tx: Connection) -> None:
        maker = people.meet(tx, "door", "maker", "Maker", "nl", START).id
        held: list[tuple[datetime, int | None]]
        held = [(START, region), (SUMMER, None), (START, region), (START, region), (LONG_AGO, region)]
        for number, (begins, where) in enumerate(held, 1):
            draft = Draft(
                f"Werksessie {number}",
                begins,
                begins + timedelta(hours=2),
                "Europe/Amsterdam",
                place="Geheime zaal",
                link="https://geheim.example.nl",
                regions=frozenset({where} if where else ()),
                themes=frozenset(() if where else {1}),
            )
            state = State.cancelled if number == 3 else State.planned
            made = meetings.put(tx, maker, draft, START, state=state)
            publication.publish(tx, made.id, START, number != 4)

    await door.database.write(work)


async def read(look: Look, path: str) -> dict[str, datetime]:
    answer = await look.at(path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "eheim" not in answer.text, "where it is, is for who comes"
    found = events(answer.text)
    # The one reader knows the zone by its name, the other reads its rules from the file.
    assert [each["dtstart"].dt.astimezone(UTC) for each in found] == [*read_by_rules(answer.text)]
    return {str(each["summary"]): each["dtstart"].dt.astimezone(UTC) for each in found}


def events(text: str) -> list[Any]:  # Any: as the library has it
    return list(Calendar.from_ical(text).walk("VEVENT"))


def read_by_rules(text: str) -> Iterator[datetime]:
    """When events begin, for a reader that knows no names of zones."""
    unfolded = text.replace("\r\n ", "")
    typed = re.findall(r"^DTSTART;TZID=Europe/Amsterdam:(\w+)", unfolded, re.MULTILINE)
    zone = tz.tzical(StringIO(unfolded)).get("Europe/Amsterdam") if typed else None
    return (isoparse(each).replace(tzinfo=zone).astimezone(UTC) for each in typed)


async def test_a_calendar_has_what_is_on_the_web_of_the_last_two_years_at_its_hour(door: Door, look: Look) -> None:
    await fill(door)
    assert await read(look, "/bijeenkomsten/kalender.ics") == {
        "Werksessie 1": START,
        "Werksessie 2": SUMMER,
        "Afgelast: Werksessie 3": START,
    }


async def test_a_calendar_has_the_filters_of_its_list_and_stands_on_it(door: Door, look: Look) -> None:
    await fill(door)
    page = await look.at("/bijeenkomsten?regio=twente")
    assert 'href="/bijeenkomsten/kalender.ics?regio=twente"' in page.text
    assert len(await read(look, "/bijeenkomsten/kalender.ics?regio=twente")) == 2
    theme = (await door.database.read(atlas.atlas)).themes[1].name
    assert f'<option value="{slug(theme)}"' in page.text
    assert await read(look, f"/bijeenkomsten/kalender.ics?thema={slug(theme)}") == {"Werksessie 2": SUMMER}
    assert await read(look, "/en/meetings/kalender.ics?region=salland") == {}
    assert (await look.at("/bijeenkomsten/kalender.ics?regio=nergens")).status == 400
    assert (await look.at("/vragen/kalender.ics")).status == 404


async def test_a_calendar_is_there_for_each_series_and_network(door: Door, look: Look) -> None:
    await fill(door)

    def work(tx: Connection) -> int:
        maker = people.meet(tx, "door", "maker", "Maker", "nl", START).id
        other = people.meet(tx, "door", "other", "Other", "nl", START).id
        open_, closed = (
            all_series.put(tx, maker, SeriesDraft(name, closed=closed), START)
            for name, closed in (("Tafel", False), ("Intervisie", True))
        )
        tx.execute(update(tables.meetings).where(tables.meetings.c.id.in_([1, 4])).values(series_id=open_))
        tx.execute(update(tables.meetings).where(tables.meetings.c.id == 2).values(series_id=closed))
        sheet = Sheet("Onder Twente", NetworkKind.leernetwerk, Level.regionaal)
        network = networks.create(tx, sheet, NetworkStatus.listed, START, by=maker).id
        there = links.Thing("network", network)
        links.link(tx, links.Thing(MEETING, 2), LinkKind.gaat_over, there, maker, START)
        links.link(tx, links.Thing(MEETING, 1), LinkKind.gaat_over, there, other, START)
        return network

    network = await door.database.write(work)
    assert await read(look, "/bijeenkomsten/kalender.ics?bij=R-1") == {"Werksessie 1": START}
    assert await read(look, "/bijeenkomsten/kalender.ics?bij=R-2") == {}, "a closed one is nobody's business"
    of_network = {"Werksessie 2": SUMMER}
    assert await read(look, f"/en/meetings/kalender.ics?of=N-{network}") == of_network, "what its maker said"
    assert await read(look, "/bijeenkomsten/kalender.ics?bij=N-999") == {}
    for nothing in ("K-1", "R", "R-", "R-1x", "R-٣", "1"):
        assert (await look.at(f"/bijeenkomsten/kalender.ics?bij={nothing}")).status == 400, nothing
    assert (await look.at(f"/netwerken?bij=N-{network}")).status == 400
    page = await look.at(f"/netwerken/N-{network}")
    assert f'href="/bijeenkomsten?bij=N-{network}"' in page.text
    listed = await look.at(f"/bijeenkomsten?bij=N-{network}")
    assert f'href="/bijeenkomsten/kalender.ics?bij=N-{network}"' in listed.text


async def test_what_changed_is_the_same_event_and_a_later_one(door: Door, look: Look) -> None:
    """What calendars go by: a number that stays, one that rises, and a cancelled one that is told as such."""
    await fill(door)

    async def told() -> list[tuple[str, int, str, str]]:
        answer = await look.at("/bijeenkomsten/kalender.ics?thema=" + slug(theme))
        assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H" in answer.text
        return [
            (str(each["uid"]), int(each["sequence"]), str(each["status"]), f"{each['dtstart'].dt:%H:%M}")
            for each in events(answer.text)
        ]

    theme = (await door.database.read(atlas.atlas)).themes[1].name
    ((uid, first, status, at),) = await told()
    assert (status, at) == ("CONFIRMED", "10:00")

    def moved(tx: Connection) -> None:
        meeting = meetings.get(tx, 2)
        assert meeting
        later = SUMMER + timedelta(hours=3)
        assert meetings.move(tx, meeting, later, later + timedelta(hours=2), START)

    await door.database.write(moved)
    assert await told() == [(uid, first + 1, "CONFIRMED", "13:00")]
    await door.database.write(lambda tx: meetings.change(tx, 2, START, state=State.cancelled))
    assert await told() == [(uid, first + 2, "CANCELLED", "13:00")]


async def test_a_page_says_when_it_begins(door: Door, look: Look) -> None:
    await fill(door)
    assert "maandag 2 november 09:00" in (await look.at("/bijeenkomsten/B-1")).text
