"""Answers what members ask about polls: how they go, who sees a vote, for whom one can be, and until when."""

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Reply, Text, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _, _n
from bot.command.asides import Aside, Asides
from bot.command.command import Context, command
from bot.command.refusal import Refused
from bot.things.answers import answer
from bot.things.making import room_of
from commands.polls.browse import list_polls
from commands.polls.card import card
from commands.polls.make import DAYS, make_poll, open_poll
from commands.polls.rights import sees, unseen
from commands.polls.vote import vote
from storage.polls import polls
from storage.polls.poll import LEAST, Filter, Poll, State

_SEEN = _("Nobody sees who chose what, unless it is an open poll.")
ASIDES = Asides(
    (make_poll, open_poll, vote),
    {
        Aside.seen: _SEEN,
        Aside.name: _SEEN,
        Aside.hears: _("Yes. You see the result when it closes."),
        Aside.lasts: _("It is open as long as stands there. You can change that first."),
        Aside.undone: _("What can be chosen stays as it is once it is put. Take it back, and put it again."),
    },
)
MAKE = (_("Ask a group to choose"), make_poll)
ALL = (_("See the polls"), list_polls)
NAMED = 3
"""Open polls that one sentence names."""


async def _require_seen(ctx: Context, poll: Poll) -> None:
    if poll.state is State.withdrawn or not await sees(ctx, poll):
        raise Refused(unseen(poll))


@answer(
    nl=("hoe werkt een peiling", "hoe werken peilingen", "wat is een peiling"),
    en=("how does a poll work", "how do polls work", "what is a poll"),
    asks=_("How a poll goes"),
    then=(MAKE, ALL),
)
async def how_polls_go(_ctx: Context) -> Msg:
    return _(
        "Type {example}; others vote by its number or its buttons, and may change that until it closes. "
        "The result comes when it closes, from {least} votes on.",
        example=Code(Line("peiling: wanneer? ochtend / avond", en="poll: when? morning / evening")),
        least=LEAST,
    )


@answer(
    nl=("hoe maak ik een open peiling", "wat is een open peiling"),
    en=("how do i make an open poll", "what is an open poll"),
    asks=_("How an open poll goes"),
    then=((_("Make an open poll"), open_poll),),
)
async def how_open_polls_go(_ctx: Context) -> Msg:
    return _(
        "Type {example}: then everyone who sees it sees who chooses what, by name. "
        "That is for a choice only; of a scale, a line and a top three nobody sees it.",
        example=Code(Line("open peiling: wanneer? ochtend / avond", en="open poll: when? morning / evening")),
    )


@answer(
    nl=("wie ziet wat ik stem",),
    en=("who sees what i vote",),
    asks=_("Who sees what you vote"),
    then=(ALL,),
)
async def who_sees_votes(_ctx: Context) -> Msg:
    return _(
        "Nobody sees who chose what, its maker neither, unless it is an open poll: that says so. "
        "Once it is closed your vote is not even kept with you."
    )


@answer(
    nl=("voor wie kan een peiling zijn",),
    en=("for whom can a poll be",),
    asks=_("For whom a poll can be, and who may make one"),
    then=(MAKE,),
)
async def for_whom_polls_are(_ctx: Context) -> Msg:
    return _(
        "For this channel, for who comes to your meeting ({meeting}), or for a network that you drive ({network}). "
        "Not for one organisation: put it here with me, and give your colleagues its number.",
        meeting=Code(Line("peiling voor B-4: …", en="poll for B-4: …")),
        network=Code(Line("peiling voor N-7: …", en="poll for N-7: …")),
    )


@answer(
    nl=("kan een peiling opnieuw",),
    en=("can a poll be held again",),
    asks=_("How a poll is held again, or changed"),
    then=(ALL,),
)
async def how_polls_go_again(_ctx: Context) -> Msg:
    return _(
        "What can be chosen stays as it was put; take the poll back and put it again to change it. "
        "A closed one you hold again with {line} and its number: then it shows what shifted.",
        line=Code(Line("peiling opnieuw", en="poll again")),
    )


@answer(
    nl=("tot wanneer kan ik stemmen", "tot wanneer staan de peilingen open"),
    en=("until when can i vote", "until when are the polls open"),
    asks=_("Until when you can vote"),
    then=(ALL,),
)
async def until_when_one_votes(ctx: Context) -> Msg:
    room = await room_of(ctx)
    found, more = await ctx.read(
        polls.find, Filter(states=frozenset({State.open}), room=room.id if room else None), limit=NAMED
    )
    if not found:
        return _(
            "No poll is open now. A poll is open for {n} working days, unless its maker says otherwise.",
            n=DAYS,
        )
    told = [_("{number} until {moment}", number=each.number, moment=each.draft.until) for each in found]
    if more:
        return _("These are open, and there are more: {polls}.", polls=told)
    return _("Open now: {polls}.", polls=told)


@answer(
    nl=("tot wanneer loopt peiling",),
    en=("until when is poll",),
    asks=_("Until when a poll is open"),
)
async def until_when_poll_runs(ctx: Context, poll: Poll) -> Msg:
    await _require_seen(ctx, poll)
    number = Code(poll.number)
    if poll.over:
        return _("{number} is closed: nobody can vote any more.", number=number)
    return _("You can vote in {number} until {moment}.", number=number, moment=poll.draft.until)


@answer(
    nl=("hoeveel mensen stemden in peiling",),
    en=("how many people voted in poll",),
    asks=_("How many voted in a poll"),
)
async def voters_of_poll(ctx: Context, poll: Poll) -> Msg:
    await _require_seen(ctx, poll)
    number = Code(poll.number)
    if not poll.voters:
        return _("Nobody voted in {number} yet.", number=number)
    if poll.told:
        return _n("{n} person voted in {number}.", "{n} people voted in {number}.", poll.voters, number=number)
    if poll.over:
        return _n(
            "{n} person voted in {number}. From {least} votes on what they chose is shown.",
            "{n} people voted in {number}. From {least} votes on what they chose is shown.",
            poll.voters,
            number=number,
            least=LEAST,
        )
    return _n(
        "{n} person voted in {number} so far. What they chose you see when it closes.",
        "{n} people voted in {number} so far. What they chose you see when it closes.",
        poll.voters,
        number=number,
    )


@command(
    nl=("wat kwam er uit de laatste peiling", "laatste peiling"),
    en=("what came of the last poll", "last poll"),
    summary=_("See what came of the last poll"),
    safe=True,
    hidden=True,
)
async def result_of_the_last(ctx: Context) -> Reply:
    room = await room_of(ctx)
    over = Filter(states=frozenset({State.closed, State.done}), room=room.id if room else None)
    found, _more = await ctx.read(polls.find, over, limit=1)
    if found:
        return await card(ctx, found[0])
    none = _("No poll has closed yet, so there is no result. A result comes when a poll closes.")
    return Reply((Text(words(none)), Actions((Action(ALL[0], list_polls.line()),))))
