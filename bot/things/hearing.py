"""Lets everyone with a part in a thing hear of an act once: never who did it, and acts shortly after each other as one.

    await tell(ctx, Tale(thing, "Dorpsscholen houden", _("parked, because: {why}", why=why)), hearers, entry=entry)

Notices wait ten minutes, and for office hours. What was undone meanwhile is not told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

import structlog

from bot.chat.line import Line
from bot.chat.reply import (
    Action,
    Actions,
    Block,
    Heading,
    Item,
    Items,
    Quote,
    Reply,
    Subject,
    Text,
    codec,
    say,
    words,
)
from bot.chat.spans import Code, shorten
from bot.chat.texts import Language, Msg, _, _n
from bot.command.command import Context, Notice
from bot.outbound.letters import ENOUGH, KEPT, MOST, REST, heard_of_late
from bot.process.office_hours import OfficeHours, office_moment
from bot.process.work import Services, Work
from bot.things.names import has_card
from bot.things.sending import send
from storage import hearing
from storage.database.database import Tx
from storage.hearing import Hearing
from storage.links import Thing
from storage.members import people
from storage.members.member import Member

log = structlog.get_logger()

TOGETHER = timedelta(minutes=10)
"""Acts on a thing within that time are one notice."""

A_DAY = timedelta(days=1)
"""Who was told enough in a week hears the rest together, on a later day."""
EVERY = timedelta(minutes=1)
BATCH = 100
MOST_LINES = 3
"""Acts that one notice tells of: with what it is about and why one hears it, that is five lines."""
MOST_THINGS = 3
"""Things of which somebody hears at once; of more, as after a pause, there is one summary."""
MOST_ITEMS = 4
"""Things that a summary names, in two lines each: all of them are behind its button."""
HEARD = Line("wat hoorde ik", en="what did i hear")
"""Shows all that somebody heard of late."""
BRIEF = 70
"""Letters of a text that are enough to know it by."""


@dataclass(frozen=True, slots=True)
class Tale:
    """What is told of a thing: its text, what happened in a few words, and what the reader can do."""

    thing: Subject
    text: str
    news: Msg
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Hearer:
    """Somebody who is to hear it, and why: "You hear this because you support it."."""

    member_id: int
    why: Msg


async def tell(
    ctx: Context,
    tale: Tale,
    hearers: Iterable[Hearer],
    *,
    entry: int,
    together: timedelta = TOGETHER,
    visitors: bool = False,
) -> int:
    """Let these hear of an act, noted as `entry`: how many will. Who is told twice hears it for the first reason.

    With `visitors` those hear it too who never signed up: it is of something that they gave. What happens `together`
    within that time is one notice: a week for what rings nobody's bell.
    """
    others = [each for each in hearers if each.member_id != ctx.member.id]
    if not others:
        return 0
    at, hours = ctx.now + together - TOGETHER, ctx.choices.of(OfficeHours)
    return await ctx.write(wait_for, tale, others, at, hours, entry=entry, visitors=visitors)


def wait_for(
    tx: Tx,
    tale: Tale,
    hearers: Iterable[Hearer],
    at: datetime,
    hours: OfficeHours,
    *,
    entry: int | None = None,
    visitors: bool = False,
) -> int:
    """As `tell`, of what the clock did `at` that moment, in its own transaction."""
    why: dict[int, Msg] = {}
    for each in hearers:
        why.setdefault(each.member_id, each.why)
    known = people.load(tx, sorted(why))
    heard = [each for each in known if (each.signed_up_at or visitors) and not each.blocked_at]
    thing = Thing(tale.thing.kind, tale.thing.id)
    for member in heard:
        said = codec.dump(_said(tale, why[member.id]).localised(Language(member.language, member.time_zone)))
        hearing.wait(tx, member.id, thing, said, _due(member, at, hours), entry=entry)
    return len(heard)


async def kept_for_later(ctx: Context, tale: Tale, hearer: Hearer) -> bool:
    """Keep what somebody who was told enough this week is to hear, for together with the rest; False when they may
    hear it now.
    """
    if await ctx.read(heard_of_late, hearer.member_id, ctx.now) < ENOUGH:
        return False
    await ctx.write(wait_for, tale, [hearer], ctx.now, ctx.choices.of(OfficeHours))
    return True


def _said(tale: Tale, why: Msg) -> Reply:
    """A notice as it is kept: a line of what it is about, one of what happened, one of why, and the buttons."""
    about = words(Code(tale.thing.line), " ", shorten(tale.text, BRIEF))
    look = Action(_("View"), tale.thing.line)
    return Reply((Text(about), Text(words(tale.news)), Text(words(why)), Actions((*tale.actions, look))))


def _due(member: Member, now: datetime, hours: OfficeHours) -> datetime:
    """When they may hear it: in office hours on their own clock, and after their pause."""
    moment = office_moment(now + TOGETHER, member.time_zone, hours)
    while member.away(moment.date()):
        moment = office_moment(moment + timedelta(days=1), member.time_zone, hours)
    return moment


class Telling:
    """Sends what is due, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._language = services.language
        self._choices = services.choices

    async def work(self) -> int:
        """Send all that is due: how many members heard something."""
        now, told = self._clock(), 0
        while found := await self._database.read(hearing.due, now, limit=BATCH):
            for member, theirs in groupby(found, lambda each: each.member_id):
                told += await self._database.write(self._tell, member, list(theirs), now)
        return told

    def _tell(self, tx: Tx, member_id: int, waiting: Sequence[Hearing], now: datetime) -> int:
        ids = [each.id for each in waiting]
        member = people.get(tx, member_id)
        if member is not None and member.away(now.date()):
            # They went on a pause after it was kept for them.
            hearing.put_off(tx, ids, _due(member, now, self._choices.of(OfficeHours)))
            return 0
        # Once a week they hear the rest together, however much else they were told: nothing waits for ever.
        heard, rest = heard_of_late(tx, member_id, now), 1 - heard_of_late(tx, member_id, now, of=REST)
        if (left := max(ENOUGH - heard, min(rest, MOST - heard))) <= 0 and member is not None:
            hearing.put_off(tx, ids, _due(member, now + A_DAY, self._choices.of(OfficeHours)))
            return 0
        if not hearing.send(tx, ids, now) or member is None or member.blocked_at:
            return 0
        told = by_thing(waiting)
        if len(told) > min(MOST_THINGS, left):
            told = [summary(by_thing(waiting, 1), Language(member.language))]
        send(tx, f"{REST}{ids[0]}", [Notice(member, reply) for reply in told], now, self._language)
        log.info("members told", count=len(told))
        return 1


def by_thing(waiting: Sequence[Hearing], most: int = MOST_LINES) -> list[Reply]:
    """Return a notice for each thing, in the order of these, and each that was kept as it was written.

    Of what happened to a thing it tells so many, the latest; a list has room for one.
    """
    things: dict[tuple[Thing, int], list[Hearing]] = {}
    for each in waiting:
        alone = each.id if each.thing.kind == KEPT else 0
        things.setdefault((each.thing, alone), []).append(each)
    return [together(each, most) for each in things.values()]


def together(waiting: Sequence[Hearing], most: int = MOST_LINES) -> Reply:
    """All that is told of one thing, as one notice: of many acts the latest."""
    said: list[Reply] = [codec.load(each.said) for each in waiting]
    if waiting[-1].thing.kind == KEPT:
        return said[-1]
    about, _news, why, buttons = said[-1].blocks
    news: list[Block] = [each.blocks[1] for each in said[-most:]]
    return Reply((about, *news, why, buttons), language=said[-1].language)


def summary(told: Sequence[Reply], language: Language) -> Reply:
    """What happened to several things, two lines for each: a phone shows them, and the rest is behind a button."""
    intro = Text(words(_("This happened to what you gave, follow or keep:")))
    blocks: list[Block] = [intro, Items(tuple(map(item, told[:MOST_ITEMS])))]
    if (left := len(told) - MOST_ITEMS) > 0:
        blocks.append(Actions((Action(_n("{n} more", "{n} more", left), HEARD),)))
    return Reply(tuple(blocks)).localised(language)


def item(told: Reply) -> Item:
    """Return a notice as a thing of a list: its first lines, and the button that shows it."""
    lines = [each.words for each in told.blocks if isinstance(each, Text | Heading | Quote)]
    buttons = [action for each in told.blocks if isinstance(each, Actions) for action in each.actions]
    return Item(lines[0] if lines else (), tuple(lines[1:2]), tuple(buttons[-1:]))


async def take_back(ctx: Context, thing: Subject, entry: int) -> None:
    """An act was undone: who did not hear of it never will, and who did is told so."""
    heard = await ctx.write(hearing.take_back, entry)
    for member in await ctx.read(people.load, sorted({each.member_id for each in heard})):
        if not member.blocked_at:
            ctx.notify(member, _undone(ctx, thing))


def _undone(ctx: Context, thing: Subject) -> Reply:
    """Say that it was undone. What has no number, as a request to be let in, is told by when one heard of it."""
    if not has_card(ctx, thing.kind):
        return say(_("What you heard last was undone by who did it."))
    undone = _("What you heard about {number} was undone.", number=Code(thing.line))
    return Reply((Text(words(undone)), Actions((Action(_("View"), thing.line),))))


WORK = Work("hearing", EVERY, lambda services: Telling(services).work)
