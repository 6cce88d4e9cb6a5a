"""Draws a poll as people see it: its card, its ballot where platforms have their own, and how it is named."""

from collections import defaultdict
from collections.abc import Sequence

from bot.chat.reply import (
    Action,
    Actions,
    Ballot,
    Block,
    Fact,
    Facts,
    Heading,
    Inline,
    Quote,
    Reply,
    Subject,
    Text,
    Words,
    say,
    words,
)
from bot.chat.spans import Code, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.members.visibility import name_to
from bot.things.card import buttons_of, facts_of
from bot.things.following import follow_button
from bot.things.names import links_of
from commands.polls.life import Act
from commands.polls.results import SHOWN_REASONS, name_of, of_poll, options_told, result_blocks, spread_of
from commands.polls.rights import can, is_in, sees, subject, unseen
from storage import links
from storage.links import Thing
from storage.members import people
from storage.networks import networks
from storage.polls import polls, votes
from storage.polls.poll import LEAST, POLL, Poll, Sort, State

BRIEF = 60
"""Letters of a poll that are enough to know it by."""
DIRECT = 3
"""Choices that have a button each on a card where everybody sees what is chosen."""
MOST_NAMES = 5
"""Names that stand with one choice."""


async def card(ctx: Context, poll: Poll) -> Reply:
    """What is asked, what came of it, and what this member can do; kept up to date where it stands."""
    thing = subject(poll)
    if not await sees(ctx, poll):
        return say(unseen(poll))
    acts = await can(ctx, poll)
    if poll.state is State.withdrawn:
        told = _("{number} is withdrawn.", number=Code(poll.number))
        back = (Actions((Action(_("Put it back"), ctx.line("reopen_poll", poll.number)),)),)
        return Reply((*say(told).blocks, *(back if Act.reopen in acts else ())), subject=thing)
    blocks: list[Block] = [Heading(words(*title(ctx, poll))), Quote(of_poll(poll, poll.text))]
    blocks += await (_open(ctx, poll) if poll.state is State.open else _closed(ctx, poll))
    its = Thing(POLL, poll.id)
    rows = [
        *await _facts(ctx, poll),
        *await links_of(ctx, (await ctx.read(links.of, [its])).get(its, [])),
        *await facts_of(ctx, thing),
    ]
    if rows:
        blocks.append(Facts(tuple(rows)))
    return Reply((*blocks, *await _buttons(ctx, poll, acts)), subject=thing)


def title(ctx: Context, poll: Poll) -> list[Inline]:
    """Its number, state, and until when it is open or how many voted."""
    if poll.state is State.open:
        sort = _("open poll") if poll.draft.named else _("poll")
        until = ctx.language.text(_("until {moment}", moment=poll.draft.until))
        return [" · ".join((poll.number, ctx.language.text(sort), until))]
    state = _("finished") if poll.state is State.done else _("closed")
    number = ctx.language.text(_n("{n} vote", "{n} votes", poll.voters))
    return [" · ".join((poll.number, ctx.language.text(state), number))]


async def _open(ctx: Context, poll: Poll) -> list[Block]:
    """What can be chosen, who sees it, and how many voted."""
    blocks: list[Block] = []
    if poll.draft.named:
        rows = [Fact(name, told) for name, told in await _named(ctx, poll)]
        blocks.append(Facts(tuple(rows)))
        blocks.append(Text(words(_("Everyone who sees this sees who chooses what."))))
        return blocks
    blocks.append(Text(words(*options_told(poll.draft))))
    blocks.append(Text(words(_("Nobody sees who chose what."), " ", counted(poll))))
    return blocks


def counted(poll: Poll) -> Msg:
    """How many voted in a poll that is open, and when the result comes."""
    if not poll.voters:
        return _("The result comes when the poll closes, from {least} votes on.", least=LEAST)
    return _n(
        "{n} person voted. The result comes when the poll closes, from {least} votes on.",
        "{n} people voted. The result comes when the poll closes, from {least} votes on.",
        poll.voters,
        least=LEAST,
    )


async def _named(ctx: Context, poll: Poll) -> list[tuple[str, Words]]:
    """Each choice with its count and, as far as they show themselves here, who chose it."""
    every = await ctx.read(votes.of_poll, poll.id)
    tally = await ctx.read(votes.result, poll.id)
    known = {each.id: each for each in await ctx.read(people.load, [each.member_id for each in every])}
    by: defaultdict[int, list[int]] = defaultdict(list)
    for each in every:
        by[each.picked[0]].append(each.member_id)
    told: list[tuple[str, Words]] = []
    for place, option in enumerate(poll.draft.options, 1):
        names: list[Inline] = []
        for member in by[place][:MOST_NAMES]:
            names += [", " if names else ": ", name_to(ctx, known.get(member))]
        if len(by[place]) > MOST_NAMES:
            names += [", ", _n("and {n} more", "and {n} more", len(by[place]) - MOST_NAMES)]
        told.append((option, words(str(tally.counts.get(place, 0)), *names)))
    return told


async def _closed(ctx: Context, poll: Poll) -> list[Block]:
    if not poll.told:
        few = _("Fewer than {least} people voted, so there is no result to show.", least=LEAST)
        return [Text(words(few))]
    result = await ctx.read(votes.result, poll.id)
    return result_blocks(poll, result)


async def _facts(ctx: Context, poll: Poll) -> list[Fact]:
    draft, rows = poll.draft, []
    if draft.network is not None:
        names = await ctx.read(networks.named, [draft.network])
        if draft.network in names:
            rows.append(Fact(_("For"), words(names[draft.network])))
    if draft.purpose and poll.state is State.open:
        rows.append(Fact(_("What happens with it"), of_poll(poll, draft.purpose)))
    if poll.over:
        told = of_poll(poll, poll.follow_up) if poll.follow_up else words(_("not told yet"))
        rows.append(Fact(_("What was done with it"), told))
        rows += await _before(ctx, poll)
    return rows


async def _before(ctx: Context, poll: Poll) -> list[Fact]:
    """What came of it the time before: the shift is plain when both stand there."""
    earlier = await ctx.read(polls.get, poll.draft.again_of) if poll.draft.again_of is not None else None
    if earlier is None or not (earlier.told and poll.told) or not await sees(ctx, earlier):
        return []
    result = await ctx.read(votes.result, earlier.id)
    if earlier.draft.sort in (Sort.scale, Sort.dilemma):
        said = spread_of(earlier.draft, result.counts)
    else:
        places = range(1, earlier.draft.places + 1)
        said = ", ".join(f"{shorten(name_of(earlier.draft, each), 30)} {result.counts.get(each, 0)}" for each in places)
    return [Fact(_("The time before, {number}", number=earlier.number), words(said))]


async def _buttons(ctx: Context, poll: Poll, acts: frozenset[str]) -> list[Actions]:
    number, first = poll.number, list[Action]()
    if poll.state is State.open:
        if poll.draft.named and len(poll.draft.options) <= DIRECT:
            first += vote_buttons(ctx, poll)
        else:
            first.append(Action(_("Vote"), ctx.line("vote", number)))
    elif poll.told and poll.draft.sort is Sort.dilemma and poll.voters > SHOWN_REASONS:
        first.append(Action(_("All reasons"), ctx.line("all_of_poll", number)))
    elif poll.told:
        first.append(Action(_("More of it"), ctx.line("all_of_poll", number)))
    more = await follow_button(ctx, subject(poll))
    offered: tuple[tuple[Act, Msg, str], ...] = (
        (Act.close, _("Close the poll"), "close_poll"),
        (Act.say_purpose, _("Tell what happens with it"), "say_poll_purpose"),
        (Act.follow_up, _("Tell what is done with it"), "follow_up"),
        (Act.repeat, _("Ask it again"), "repeat_poll"),
        (Act.withdraw, _("Take back"), "withdraw_poll"),
    )
    more += [Action(label, ctx.line(name, number)) for act, label, name in offered if act in acts]
    more += await buttons_of(ctx, subject(poll))
    shown = [Actions(tuple(first))] if first else []
    return [*shown, *([Actions(tuple(more), under=_("More"))] if more else [])]


def vote_buttons(ctx: Context, poll: Poll) -> list[Action]:
    """A button for each that can be chosen: its line votes for it."""
    return [
        Action(shorten(option, BRIEF), ctx.line("vote", poll.number, place))
        for place, option in enumerate(poll.draft.options, 1)
    ]


async def ballot(ctx: Context, poll: Poll) -> Reply:
    """The poll of the platform's own: open as long as one can vote, then over, with what came of it everywhere."""
    # Its line draws the ballot, as that of the card draws the card.
    thing = Subject(POLL, poll.id, ctx.line("draw_ballot", poll.number))
    if poll.hidden or not (poll.draft.named and (not poll.shut or await is_in(ctx, poll))):
        return say(unseen(poll))
    asked = Text(words(f"{poll.number} ", *of_poll(poll, poll.text)))
    if poll.state is State.open:
        none = Action(_("None after all"), ctx.line("take_vote_back", poll.number))
        return Reply((asked, Actions((*vote_buttons(ctx, poll), none))), subject=thing, ballot=Ballot.open)
    result = await ctx.read(votes.result, poll.id)
    places = range(1, poll.draft.places + 1)
    counts = ", ".join(f"{name_of(poll.draft, each)} {result.counts.get(each, 0)}" for each in places)
    told = _n(
        "{n} vote in all, on every platform: {counts}.",
        "{n} votes in all, on every platform: {counts}.",
        poll.voters,
        counts=counts,
    )
    return Reply((asked, Text(words(told))), subject=thing, ballot=Ballot.over)


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what polls are called, those that are shown to the reader."""
    return {
        each.id: f"{each.number} {shorten(each.text, BRIEF)}"
        for each in await ctx.read(polls.load, ids)
        if each.state is not State.withdrawn and await sees(ctx, each)
    }


def look(poll: Poll) -> Action:
    return Action(_("View"), poll.number)
