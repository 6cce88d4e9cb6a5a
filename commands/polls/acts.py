"""Closes a poll, tells who voted what came of it and what is done with it, asks it again, takes it back."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from bot.chat.reply import Actions, Reply, Subject, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.process.office_hours import OfficeHours, working_days_later
from bot.things.hearing import tell
from bot.things.life import checking
from bot.things.names_guard import people_named, without_names
from bot.things.sure import of_another
from bot.things.undoing import Undoable, did, done, undo_button
from commands.polls.card import card
from commands.polls.life import LIFE, Act
from commands.polls.make import DAYS, UNTIL
from commands.polls.publish import put
from commands.polls.results import spaced
from commands.polls.rights import require, subject
from commands.polls.telling import followed_up, hearers, outcome
from storage.polls import polls, votes
from storage.polls.poll import POLL, Poll, State
from storage.polls.tables import LONGEST
from storage.vocabulary import Role


@command(
    nl=("sluit peiling", "sluit de peiling", "peiling sluiten"),
    en=("close poll", "close the poll"),
    summary=_("Close a poll, and see what came of it"),
    allow=Role.member,
    hidden=True,
    others=of_another,
)
async def close_poll(ctx: Context, poll: Poll) -> Reply:
    if poll.state in (State.closed, State.done):
        return await card(ctx, poll)
    await require(ctx, poll, Act.close)
    if not await ctx.write(votes.close, poll.id, ctx.now):
        raise Refused(_("{number} changed just now. Look at it first.", number=Code(poll.number)))
    entry = await did(ctx, subject(poll), Act.close)
    held = await ctx.read(polls.get_one, poll.id)
    told = await tell(ctx, await ctx.read(outcome, held), await ctx.read(hearers, held), entry=entry)
    said = [_("{number} is closed. No vote has a name any more.", number=Code(poll.number))]
    if told:
        said.append(_("Who voted hears it."))
    shown = await card(ctx, held)
    buttons = Actions((undo_button(ctx, entry),))
    return replace(shown, blocks=(Text(words(*spaced(said))), *shown.blocks, buttons))


def _follow_up_asked(number: str) -> Msg:
    return _("What is done with {number}? Who voted reads it.", number=Code(number))


async def _ask_follow_up(ctx: Context, known: Values) -> Reply | None:
    return say(_follow_up_asked(known["poll"].number))


_requiring = checking("poll", require)


@command(
    nl=("vervolg", "vervolg op", "vervolg van"),
    en=("follow up", "follow-up", "outcome of"),
    summary=_("Tell who voted what is done with a poll"),
    allow=Role.member,
    hidden=True,
    adds=True,
    check=_requiring(Act.follow_up),
)
async def follow_up(
    ctx: Context,
    poll: Poll,
    text: Annotated[str, Ask(_ask_follow_up, label=_("What was done with it"), max_length=LONGEST, long=True)],
) -> Reply:
    await require(ctx, poll, Act.follow_up)
    said = await _nameless(ctx, text)
    rule = LIFE.rules[Act.follow_up]
    moved = await ctx.write(
        polls.move, poll.id, State.done, ctx.now, among=rule.among, follow_up=said, told_by=ctx.member.id
    )
    if not moved:
        raise Refused(_("{number} changed just now. Look at it first.", number=Code(poll.number)))
    entry = await did(ctx, subject(poll), Act.follow_up)
    held = await ctx.read(polls.get_one, poll.id)
    told = await tell(ctx, followed_up(held), await ctx.read(hearers, held), entry=entry)
    more = (_("Who voted reads this."),) if told else ()
    return done(ctx, _("{number} is complete.", number=Code(poll.number)), subject(poll), entry, *more)


@command(
    nl=("doel van peiling", "waarvoor is peiling"),
    en=("purpose of poll",),
    summary=_("Tell what happens with a poll"),
    allow=Role.member,
    hidden=True,
    adds=True,
    check=_requiring(Act.say_purpose),
)
async def say_poll_purpose(
    ctx: Context,
    poll: Poll,
    text: Annotated[
        str,
        Ask(
            _("What happens with it? People vote for that."),
            label=_("What happens with it"),
            max_length=LONGEST,
            long=True,
        ),
    ],
) -> Reply:
    await require(ctx, poll, Act.say_purpose)
    await ctx.write(polls.say_purpose, poll.id, await _nameless(ctx, text), ctx.now)
    entry = await did(ctx, subject(poll), Act.say_purpose)
    return done(ctx, _("It stands with {number}.", number=Code(poll.number)), subject(poll), entry)


async def _nameless(ctx: Context, text: str) -> str:
    said = " ".join(text.split()).strip(" :")
    return without_names(said, await people_named(ctx, said))[:LONGEST]


@command(
    nl=("peiling opnieuw", "herhaal peiling", "herhaal de peiling"),
    en=("poll again", "repeat poll", "repeat the poll", "repeat"),
    summary=_("Ask a poll again, and see what shifted"),
    allow=Role.member,
    hidden=True,
)
async def repeat_poll(ctx: Context, poll: Poll) -> Reply:
    await require(ctx, poll, Act.repeat)
    zone = ZoneInfo(ctx.member.time_zone)
    later = working_days_later(ctx.now, DAYS, ctx.member.time_zone, ctx.choices.of(OfficeHours))
    until = datetime.combine(later.astimezone(zone).date(), UNTIL, zone)
    await did(ctx, subject(poll), Act.repeat)
    return await put(ctx, replace(poll.draft, until=until, again_of=poll.id))


@command(
    nl=("trek peiling in", "trek de peiling in"),
    en=("withdraw poll", "take back poll"),
    summary=_("Take back a poll"),
    allow=Role.member,
    hidden=True,
    others=of_another,
)
async def withdraw_poll(ctx: Context, poll: Poll) -> Reply:
    if poll.state is State.withdrawn:
        return say(_("{number} is withdrawn.", number=Code(poll.number)))
    return await _moved(ctx, poll, Act.withdraw, _("{number} is withdrawn.", number=Code(poll.number)))


@command(nl=("heropen peiling",), en=("reopen poll",), summary=_("Put a poll back"), allow=Role.member, hidden=True)
async def reopen_poll(ctx: Context, poll: Poll) -> Reply:
    if poll.state is State.open:
        return say(_("{number} is open.", number=Code(poll.number)))
    if poll.state is State.withdrawn and poll.draft.until <= ctx.now:
        raise Refused(_("The time of {number} is over.", number=Code(poll.number)))
    return await _moved(ctx, poll, Act.reopen, _("{number} is open again.", number=Code(poll.number)))


async def _moved(ctx: Context, poll: Poll, act: Act, told: Msg) -> Reply:
    """Bring it to where the act leads. Raises `Refused`."""
    await require(ctx, poll, act)
    rule = LIFE.rules[act]
    if not await ctx.write(polls.move, poll.id, rule.leads[poll.state], ctx.now, among=rule.among):
        raise Refused(_("{number} changed just now. Look at it first.", number=Code(poll.number)))
    entry = await did(ctx, subject(poll), act, was=poll.state)
    return done(ctx, told, subject(poll), entry)


async def _others_voted(ctx: Context, thing: Subject) -> bool:
    """Tell whether somebody built on it: then it is taken back by nothing."""
    return bool(set(await ctx.read(votes.voters, thing.id)) - {ctx.member.id})


async def _unput(ctx: Context, thing: Subject, _detail: Any) -> Msg | None:  # Any: what was noted
    if await _others_voted(ctx, thing) or not await ctx.write(
        polls.move, thing.id, State.withdrawn, ctx.now, among={State.open}
    ):
        return None
    return _("{number} is withdrawn.", number=Code(thing.line))


async def _unclose(ctx: Context, thing: Subject, _detail: Any) -> Msg | None:  # Any: what was noted
    if not await ctx.write(votes.reopen, thing.id, ctx.now):
        return None
    return _("{number} is open again. Who voted before cannot change that any more.", number=Code(thing.line))


async def _unfollow_up(ctx: Context, thing: Subject, _detail: Any) -> Msg | None:  # Any: what was noted
    back = await ctx.write(polls.move, thing.id, State.closed, ctx.now, among={State.done}, follow_up="", told_by=None)
    return _("{number} is as it was.", number=Code(thing.line)) if back else None


async def _unmove(ctx: Context, thing: Subject, detail: Any) -> Msg | None:  # Any: what was noted
    was = State(detail["was"])
    if was is State.withdrawn and await _others_voted(ctx, thing):
        return None
    if not await ctx.write(
        polls.move, thing.id, was, ctx.now, among=frozenset(State) - {was, State.closed, State.done}
    ):
        return None
    return _("{number} is as it was.", number=Code(thing.line))


async def _unpurpose(ctx: Context, thing: Subject, _detail: Any) -> Msg | None:  # Any: what was noted
    await ctx.write(polls.say_purpose, thing.id, "", ctx.now)
    return _("{number} is as it was.", number=Code(thing.line))


UNDO = (
    Undoable(POLL, Act.put, _unput),
    Undoable(POLL, Act.close, _unclose),
    Undoable(POLL, Act.follow_up, _unfollow_up),
    Undoable(POLL, Act.withdraw, _unmove),
    Undoable(POLL, Act.reopen, _unmove),
    Undoable(POLL, Act.say_purpose, _unpurpose),
)
