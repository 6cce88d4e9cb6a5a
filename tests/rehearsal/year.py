"""Plays a year of digests for readers of all kinds, and prints how much each kind got.

`make digests`, or a smaller one: `python -m tests.rehearsal.year --readers 20 --weeks 8`.
"""

import argparse
import asyncio
import logging
import re
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from random import Random
from statistics import mean
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from bot.chat.reply import Items, spans
from bot.digest.screen import LINES, height_of
from storage import tables
from storage.database.database import Database, Tx
from storage.digest import audiences, digests
from storage.members.roles import Grant
from storage.vocabulary import HOME_ZONE
from tests.cafe import START, Clock, Door, Said
from tests.conftest import make_examples
from tests.rehearsal import days
from tests.rehearsal.cast import Player, cast, present
from tests.rehearsal.days import Story
from tests.rehearsal.play import ROLES

RHYTHMS: Final = ("elke week", "elke week", "elke week", "elke dag", "elke twee weken", "elke maand")
"""How often people want it."""

ACTS: Final = ((days.ask, 3), (days.answer, 3), (days.thank, 4), (days.bring, 6), (days.take_part, 4))
"""What people do, and how much of each in a busy week."""

BUSY: Final = (1.0, 0.3, 0.6, 2.0, 0.1, 0.6)
"""How busy the weeks are that follow each other."""

AWAY: Final = range(7, 11)
"""Weeks around the turn of the year in which nobody does anything."""

SETTLED: Final = AWAY.stop - 1
"""In this week nothing of before it is news any more."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One digest that somebody got."""

    reader: str
    week: int
    said: Said

    @property
    def lines(self) -> int:
        return height_of(self.said.reply.blocks)

    @property
    def stories(self) -> list[str]:
        """The first words of each story: its number, or its name."""
        told = [item for block in self.said.reply.blocks if isinstance(block, Items) for item in block.items]
        return ["".join(map(str, spans(item.words))) for item in told]

    def numbers(self) -> Iterator[str]:
        """Yield the numbers of things that stories are about."""
        for each in self.stories:
            if found := re.match(r"[A-Z]-\d+", each):
                yield found[0]


@dataclass(slots=True)
class Year:
    """What came of it."""

    issues: list[Issue] = field(default_factory=list)
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Of what kind each reader is."""
    windows: Mapping[str, int] = field(default_factory=dict)
    """How many digests each reader could have got."""
    wrong: list[str] = field(default_factory=list)


async def play(database: Database, readers: int, weeks: int, seed: int = 20261102) -> Year:
    """Let so many people read what they do together for so many weeks."""
    chance, year = Random(seed), Year()  # no secret
    async with Door(database, clock=Clock(START)) as door:
        story = Story(door, list(cast(door, readers, chance)), [await door.room("Plein")], chance)
        for place, who in enumerate(story.players):
            await _joins(story, who, RHYTHMS[place % len(RHYTHMS)])
        for week in range(weeks):
            monday = START + timedelta(weeks=week)
            await _week(story, monday, 0 if week in AWAY else BUSY[week % len(BUSY)])
            for said in door.far.sent:
                if said.key.startswith("digest/"):
                    year.issues.append(Issue(said.conversation.id.removeprefix("chat with "), week, said))
            door.far.sent.clear()
        names = {(await each.person.member()).id: each.person.identity.id for each in story.players}
        year.kinds = await database.read(_kinds, names, story.players)
        held = await database.read(_held, names)
        year.windows = {who: len(told) for who, told in held.items()}
        year.wrong = [*story.refused, *_wrong(year.issues), *_twice(held)]
    return year


async def _joins(story: Story, who: Player, rhythm: str) -> None:
    await days.join(story, who)
    if role := ROLES.get(who.part):
        await story.door.grant(who.person, Grant(role))
    if who.part == "convenor":
        await days.register(story, who)
    await who.person.in_turn("weekbericht aan maandag 09:00", f"weekbericht {rhythm}")


async def _week(story: Story, monday: datetime, busy: float) -> None:
    """Let people do things on two days, and the clock make the digests of each working day."""
    here, nine = present(story.players), clock_time(9, 5)
    for day in range(5):
        today = (monday + timedelta(days=day)).date()
        story.door.clock.now = datetime.combine(today, nine, ZoneInfo(HOME_ZONE)).astimezone(UTC)
        await story.door.cafe.digests.make_due()
        await story.door.cafe.settled()
        if day in (1, 3):
            for act, times in ACTS:
                for _each in range(round(times * busy / 2 + story.chance.random() * busy)):
                    await act(story, story.chance.choice(here))
        if day == 4:
            for work in story.door.cafe.work.values():
                await work()


def _kinds(tx: Tx, names: Mapping[int, str], players: Sequence[Player]) -> dict[str, str]:
    """Return as what each of them reads: the role that they play, or else what their organisation makes of them."""
    parts = {each.person.identity.id: each.part for each in players}
    found = {}
    subscriptions = [held for id in names if (held := digests.of_member(tx, id))]
    for reader in audiences.load(tx, subscriptions):
        who = names[reader.subscription.member_id or 0]
        others = " and ".join(sorted(kind.replace("_", " ") for kind in reader.kinds)) or "others"
        part = parts[who] if parts[who] in ROLES else others
        found[who] = f"{part}, {reader.subscription.rhythm.frequency}"
    return found


def _held(tx: Tx, names: Mapping[int, str]) -> dict[str, list[tuple[datetime, list[str]]]]:
    """Return what each issue of theirs held."""
    issues, subscriptions = tables.digest_issues, tables.digest_subscriptions
    rows = select(subscriptions.c.member_id, issues.c.held, issues.c.window_end)
    found: defaultdict[str, list[tuple[datetime, list[str]]]] = defaultdict(list)
    for row in tx.execute(rows.join(issues, issues.c.subscription_id == subscriptions.c.id)):
        if row.member_id in names:
            found[names[row.member_id]].append((row.window_end, row.held))
    return found


def _wrong(issues: Sequence[Issue]) -> Iterator[str]:
    for each in issues:
        if each.lines > LINES:
            yield f"{each.reader} got {each.lines} lines in week {each.week}:\n{each.said}"
        numbers = list(each.numbers())
        if len(numbers) != len(set(numbers)):
            yield f"{each.reader} was told of a thing twice in week {each.week}:\n{each.said}"
        if each.week == SETTLED:
            yield f"{each.reader} got news when nobody did anything:\n{each.said}"


def _twice(held: Mapping[str, Sequence[tuple[datetime, Sequence[str]]]]) -> Iterator[str]:
    """Tell what was told to somebody in two of their digests; a question that waits for an answer may be."""
    for who, told in held.items():
        seen: dict[str, datetime] = {}
        for at, keys in sorted(told):
            for key in keys:
                weeks = timedelta(weeks=5 if key.startswith("question/") else 500)
                if key in seen and at - seen[key] < weeks:
                    yield f"{who} was told of {key} on {seen[key]:%d-%m} and on {at:%d-%m}"
                seen[key] = at


def main() -> int:
    """Play, print, and return 1 when something went wrong."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--readers", type=int, default=60)
    given.add_argument("--weeks", type=int, default=52)
    told = given.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'year.db'}"
        make_examples(url)
        database = Database(url)
        year = asyncio.run(play(database, told.readers, told.weeks))
        database.close()
        shutil.rmtree(folder, ignore_errors=True)
    show(year, told.weeks, time.perf_counter() - begin)
    return 1 if year.wrong else 0


def show(year: Year, weeks: int, seconds: float) -> None:
    """Print how much each kind of reader got, three of the fullest digests, and what went wrong."""
    console = Console(width=120)
    table = Table("reader", "people", title=f"Digests of {weeks} weeks; a phone shows {LINES} lines")
    for heading in ("got", "quiet", "stories", "most", "lines", "most"):
        table.add_column(heading, justify="right")
    for kind in sorted(set(year.kinds.values())):
        people = [who for who, theirs in year.kinds.items() if theirs == kind]
        issues = [each for each in year.issues if each.reader in people]
        stories, lines = [len(each.stories) for each in issues] or [0], [each.lines for each in issues] or [0]
        windows = sum(year.windows.get(who, 0) for who in people)
        each_got = (f"{len(issues) / len(people):.0f}", f"{(windows - len(issues)) / len(people):.0f}")
        numbers = (f"{mean(stories):.1f}", str(max(stories)), f"{mean(lines):.0f}", str(max(lines)))
        table.add_row(kind, str(len(people)), *each_got, *numbers)
    console.print(table)
    for kind in ("convenors", "policy makers", "initiatives"):
        full = [each for each in year.issues if year.kinds[each.reader].startswith(kind)]
        if full:
            best = max(full, key=lambda each: (each.lines, each.week))
            console.print(f"\n--- {best.reader} ({year.kinds[best.reader]}), week {best.week + 1}, {best.lines} lines")
            console.print(str(best.said), markup=False, highlight=False)
    console.print(f"\nPlayed in {seconds:.0f} seconds.")
    for wrong in year.wrong:
        console.print(f"  - {wrong}", markup=False)
    console.print(f"{len(year.wrong)} things went wrong." if year.wrong else "Nothing went wrong.")


if __name__ == "__main__":
    sys.exit(main())
