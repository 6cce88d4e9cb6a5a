"""Makes the digests that are due, and previews of them: each window of each audience once.

Reading, choosing and rendering happen on a read-only view; claiming the window and posting its letter in one short
transaction, so that writers never wait for a digest to be composed.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

import structlog

from bot.chat.message import Conversation, Identity
from bot.chat.reply import PAYLOAD_VERSION, Action, Actions, Block, Heading, Items, Reply, Text, codec, words
from bot.chat.spans import Code
from bot.chat.texts import Language, Msg, _
from bot.digest.footer import footer
from bot.digest.schedule import LATE, Schedule
from bot.digest.screen import DOORS, LINES, Drawn, fitted, height_of, height_of_item
from bot.digest.selection import Chosen, Interests, Section, Stories, Story, Window, sections_of
from bot.process.work import Services
from bot.topic import Topics
from storage.atlas import Atlas, Cache
from storage.database.database import Tx
from storage.digest import audiences, digests
from storage.digest.audiences import Reader
from storage.digest.digests import Issue, Subscription
from storage.messaging.outbox import Letter, personal_key
from storage.vocabulary import Frequency, Lane, Operation, Quiet

log = structlog.get_logger()

BATCH = 200
"""Digests composed on one view of the database."""

CHUNK = 25
"""Digests claimed in one transaction: some 10 ms, for which a reply may have to wait on SQLite."""

FURTHEST = timedelta(days=92)
"""A window that is longer tells only of its last part."""

LATELY = timedelta(weeks=5)
"""A question that needs an answer is not brought up again within this time."""

REMEMBERED = timedelta(days=360)
"""All else is told once: what was told is known as long as issues are kept."""

TITLES: dict[Frequency, Msg] = {
    Frequency.daily: _("Daily digest"),
    Frequency.weekly: _("Weekly digest"),
    Frequency.biweekly: _("Digest of two weeks"),
    Frequency.monthly: _("Monthly digest"),
}


@dataclass(frozen=True, slots=True)
class Postponed:
    """Left out this time: skipped, paused, or nobody there. Its news goes into the next."""

    subscription: Subscription
    next_due: datetime


Decision: TypeAlias = Issue | Postponed | None
"""None: it waits for the end of the quiet hours."""


class DigestMaker:
    """Makes digests in one process; any number may work at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._metrics = services.metrics
        self._topics = services.topics
        self._sections = sections_of(services.topics)
        self._atlas = Cache()
        self._news: Stories | None = None
        self._drawn: dict[tuple[str, str, str], Drawn] = {}
        self._at_work = asyncio.Lock()

    async def make_due(self) -> int:
        """Make every digest that is due: how many windows were claimed here, with or without a letter."""
        async with self._at_work:  # who comes meanwhile finds done what there was
            return await self._make_due()

    async def _make_due(self) -> int:
        made = 0
        seen: set[int] = set()
        self._news = None
        while True:
            now = self._clock()
            batch = await self._database.read(digests.due, now, limit=BATCH, but=seen)
            if not batch:
                break
            decisions = await self._database.read(self.decide, batch, now)
            seen.update(each.id for each, decision in zip(batch, decisions, strict=True) if decision is None)
            made += await self._carry_out([each for each in decisions if each is not None], now)
        self._news = None
        self._drawn.clear()
        oldest = await self._database.read(digests.oldest_due, self._clock())
        self._metrics.digest_lag.set((self._clock() - oldest).total_seconds() if oldest else 0)
        return made

    def decide(self, tx: Tx, batch: Sequence[Subscription], now: datetime) -> list[Decision]:
        """Tell what is to happen with each of them, letters and all; writes nothing."""
        atlas = self._atlas.read(tx)
        plans = {each.id: _Plan.of(each, now) for each in batch}
        known = {each.subscription.id: each for each in audiences.load(tx, batch)}
        told = _known(tx, list(known.values()), now)
        self._gather(tx, atlas, [plan.window for plan in plans.values()])
        return [self._decide(plans[each.id], known.get(each.id), told.get(each.id, _Known()), now) for each in batch]

    def _decide(self, plan: "_Plan", reader: Reader | None, told: "_Known", now: datetime) -> Decision:
        subscription = plan.subscription
        if reader is None or not reader.reachable or subscription.skip_next or _away(reader, now):
            return Postponed(subscription, plan.next_due)
        if plan.schedule.waits(plan.window.end, now):
            return None
        if self._news is None:
            raise RuntimeError("Nothing was gathered")
        chosen = self._news.choose(_interests(reader, told), plan.window)
        language = Language(reader.language, reader.time_zone)
        reply, told_now = compose(chosen, subscription, plan.window, language, self._topics, draw=self._draw)
        letter = _letter(reader, plan.window, reply) if reply else None
        held = tuple(story.key for each in told_now for story in each.stories)
        return Issue(subscription, plan.window.end, plan.next_due, letter, held)

    def _gather(self, tx: Tx, atlas: Atlas, windows: Sequence[Window]) -> None:
        """Read what happened, unless what was read for the batch before covers it too."""
        since = max(min(each.since for each in windows), max(each.until for each in windows) - FURTHEST)
        until = max(each.until for each in windows)
        if self._news is None or self._news.since > since or self._news.until < until:
            self._news = Stories(tx, self._sections, atlas, since, until)
            self._drawn.clear()

    def _draw(self, section: Section, story: Story, language: Language) -> Drawn:
        """Return a story in a language: drawn once, for however many readers."""
        key = section.name, story.key, language.code
        if key not in self._drawn:
            self._drawn[key] = drawn(section, story, language)
        return self._drawn[key]

    async def _carry_out(self, decisions: Sequence[Issue | Postponed], now: datetime) -> int:
        made = 0
        for start in range(0, len(decisions), CHUNK):
            chunk = decisions[start : start + CHUNK]
            claimed = await self._database.write(_carry_out, chunk, now)
            for issue in claimed:
                outcome = "sent" if issue.letter else "quiet"
                self._metrics.digests.labels(outcome).inc()
                log.info("digest", outcome=outcome, subscription=issue.subscription.id, until=str(issue.window_end))
            made += len(claimed)
        return made


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which window of a subscription is to be made now, and when the next is due."""

    subscription: Subscription
    schedule: Schedule
    window: Window
    next_due: datetime

    @classmethod
    def of(cls, subscription: Subscription, now: datetime) -> "_Plan":
        schedule = schedule_of(subscription)
        end = schedule.latest(subscription.due_at, now)
        late = end != subscription.due_at or now - end > LATE
        window = Window(min(subscription.window_start, end), end, late)
        return cls(subscription, schedule, window, schedule.following(end))


def schedule_of(subscription: Subscription) -> Schedule:
    rhythm = subscription.rhythm
    return Schedule(
        rhythm.frequency,
        rhythm.weekday,
        rhythm.at,
        rhythm.time_zone,
        rhythm.holidays,
        rhythm.quiet_from,
        rhythm.quiet_until,
    )


def preview(
    tx: Tx, subscription: Subscription, topics: Topics, atlas: Atlas, now: datetime
) -> tuple[Reply | None, list[Chosen]]:
    """Return the issue to come as it would be now, and what it holds. No reply: nothing would be sent."""
    end = max(subscription.due_at, now)
    window = Window(min(subscription.window_start, end), end)
    found = audiences.load(tx, [subscription])
    if not found:
        return None, []
    reader = found[0]
    known = _known(tx, found, now).get(subscription.id, _Known())
    news = Stories(tx, sections_of(topics), atlas, max(window.since, window.until - FURTHEST), window.until)
    chosen = news.choose(_interests(reader, known), window)
    language = Language(reader.language, reader.time_zone)
    return compose(chosen, subscription, window, language, topics)


def drawn(_section: Section, story: Story, language: Language) -> Drawn:
    """Return a story in a language."""
    (item,) = Reply((Items((story.draw(),)),)).localised(language).blocks[0].items  # type: ignore[union-attr]  # the one block is Items
    return Drawn(item, height_of_item(item))


Draw: TypeAlias = Callable[[Section, Story, Language], Drawn]


def compose(
    chosen: Sequence[Chosen],
    subscription: Subscription,
    window: Window,
    language: Language,
    topics: Topics,
    *,
    draw: Draw = drawn,
) -> tuple[Reply | None, list[Chosen]]:
    """Return the digest in its reader's language with what it tells: no more than a phone shows at once.

    No reply: there is nothing worth a message.
    """
    edits = subscription.edits
    news = any(not each.section.standing or set(edits.pinned) & {s.key for s in each.stories} for each in chosen)
    if not news and not edits.introduction:
        chosen = [each for each in chosen if each.section.standing] if subscription.quiet is Quiet.need else []
        if subscription.quiet is Quiet.nothing:
            return None, []
    head = _said(language, *_head(subscription, window, language, quiet=not news and not chosen))
    foot = _said(language, Actions(footer(subscription, topics)))
    room = LINES - height_of(head) - height_of(foot)
    told = fitted(chosen, room, lambda section, story: draw(section, story, language))
    body: list[Block] = []
    for each in told:
        if each.stories:
            body += _said(language, Heading(words(each.section.heading)))
            body.append(Items(tuple(draw(each.section, story, language).item for story in each.stories)))
    body += _doors(told, language)
    return Reply((*head, *body, *foot), language=language.code), [each for each in told if each.stories]


def _head(subscription: Subscription, window: Window, language: Language, *, quiet: bool) -> Iterator[Block]:
    zone = ZoneInfo(language.time_zone)
    first, last = (moment.astimezone(zone).date() for moment in (window.start, window.end))
    yield Heading(words(TITLES[subscription.rhythm.frequency]))
    yield Text(words(_("From {first} to {last}.", first=first, last=last)))
    if window.late:
        yield Text(words(_("It comes later than planned, and covers all that happened since the last one.")))
    if subscription.edits.introduction:
        yield Text(words(subscription.edits.introduction))
    if quiet:
        questions = Code(language.text(_("questions")))
        yield Text(words(_("There is no news for you this time. {all} shows what is still open.", all=questions)))


def _doors(told: Sequence[Chosen], language: Language) -> list[Block]:
    """Return the way to what did not fit, in the lines that are kept for that."""
    doors: dict[str, Action] = {}
    room = DOORS
    for each in told:
        if each.left and each.section.more and each.section.more not in doors:
            name = language.text(_("{section}: {n} more", section=each.section.heading, n=each.left))
            door = Action(name, each.section.more)
            room -= height_of((Actions((door,)),))
            if room < 0:
                break
            doors[door.line] = door
    return [Actions(tuple(doors.values()))] if doors else []


def _said(language: Language, *blocks: Block) -> list[Block]:
    """Blocks of our own in that language; stories are by the time they are drawn."""
    return list(Reply(blocks).localised(language).blocks)


def _carry_out(tx: Tx, decisions: Iterable[Issue | Postponed], now: datetime) -> list[Issue]:
    issues = []
    for decision in decisions:
        if isinstance(decision, Issue):
            issues.append(decision)
        else:
            digests.postpone(tx, decision.subscription, decision.next_due)
    return digests.publish(tx, issues, now)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a reader was shown before, in a digest or as a card of its own: ever, and in the last weeks."""

    ever: frozenset[str] = frozenset()
    lately: frozenset[str] = frozenset()


def _interests(reader: Reader, known: _Known) -> Interests:
    subscription = reader.subscription
    return Interests(
        regions=reader.regions,
        themes=reader.themes,
        member=subscription.member_id,
        place=subscription.conversation_id,
        known=known.ever,
        lately=known.lately,
        edits=subscription.edits,
        kinds=reader.kinds,
        needs=subscription.needs,
    )


def _known(tx: Tx, found: Sequence[Reader], now: datetime) -> dict[int, _Known]:
    ids = [each.subscription.id for each in found]
    ever, lately = digests.told(tx, ids, now - REMEMBERED), digests.told(tx, ids, now - LATELY)
    members = [each.subscription.member_id for each in found if each.subscription.member_id is not None]
    places, viewers = digests.shown(tx, [each.place for each in found if each.place], members, now - LATELY)
    none: frozenset[str] = frozenset()
    known = {}
    for each in found:
        id, member = each.subscription.id, each.subscription.member_id or 0
        seen = places.get(each.place, none) | viewers.get(member, none)
        known[id] = _Known(ever.get(id, none) | seen, lately.get(id, none) | seen)
    return known


def _away(reader: Reader, now: datetime) -> bool:
    today = now.astimezone(ZoneInfo(reader.time_zone)).date()
    return reader.paused_until is not None and today <= reader.paused_until


def _letter(reader: Reader, window: Window, reply: Reply) -> Letter:
    to: Conversation | Identity
    if reader.address is not None:
        to = codec.load(reader.address)
    elif reader.identity is not None:
        to = Identity(*reader.identity)
    else:
        raise LookupError(f"Nowhere to bring digest {reader.subscription.id}")
    key = f"digest/{reader.subscription.id}/{window.end.isoformat()}"
    alone = reader.subscription.member_id is not None
    return Letter(
        key=key,
        platform=to.platform,
        conversation_key=to.key if isinstance(to, Conversation) else personal_key(to.platform, to.id),
        conversation=codec.dump(to),
        lane=Lane.digest,
        operation=Operation.send,
        payload=codec.dump(replace(reply, private=False, rings=alone, asked_for=alone)),
        payload_version=PAYLOAD_VERSION,
        trace=key,
    )
