"""Shows polls: one, all that came of one, those asked for, and the ballot of one."""

from functools import partial

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Quote, Reply, Text, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context, Takes, command
from bot.command.one_view import on_one_view
from bot.command.refusal import Refused
from bot.things.listed import listed
from bot.things.listing import Asked, asked, label_values, names_of_values, only, page_size
from bot.things.making import room_of
from commands.polls.card import ballot, card, look, title
from commands.polls.labels import SORTS, STATES
from commands.polls.make import make_poll
from commands.polls.results import of_poll, result_blocks
from commands.polls.rights import sees, subject, unseen
from storage.polls import polls, votes
from storage.polls.poll import POLL, Filter, Poll, Sort, State

_KNOWN = {
    **label_values(SORTS.labels, STATES.labels),
    **names_of_values(
        STATES.labels,
        {
            State.open: ("lopen", "lopende", "running", "live"),
            State.closed: ("gesloten", "dicht", "uitslagen", "results"),
            State.done: ("klaar", "afgerond", "done"),
        },
    ),
    **names_of_values(SORTS.labels, {Sort.top: ("top 3", "top drie"), Sort.scale: ("schalen", "scales")}),
}
_EMPTY = (
    "peiling",
    "peilingen",
    "polls",
    "poll",
    "er",
    "nu",
    "now",
    "zijn",
    "are",
    "over",
    "about",
    "in",
    "alle",
    "all",
)


@command(
    nl=("toon peiling", "uitslag", "uitslag van", "wat is de uitslag van", "de uitslag van", "z"),
    en=("show poll", "result of", "results of", "the result of", "what is the result of", "z"),
    summary=_("Look at one poll"),
    safe=True,
    hidden=True,
)
async def show_poll(ctx: Context, poll: Poll) -> Reply:
    return await on_one_view(ctx, lambda reading: card(reading, poll))


@command(
    nl=("alles van peiling", "alle redenen", "alle redenen van"),
    en=("all of poll", "all reasons", "all reasons of"),
    summary=_("See all that came of a poll"),
    safe=True,
    hidden=True,
)
async def all_of_poll(ctx: Context, poll: Poll) -> Reply:
    if not await sees(ctx, poll):
        raise Refused(unseen(poll))
    if not (poll.told and poll.over):
        return await card(ctx, poll)
    result = await ctx.read(votes.result, poll.id)
    blocks: list[Block] = [Heading(words(*title(ctx, poll))), Quote(of_poll(poll, poll.text))]
    blocks += result_blocks(poll, result, brief=False)
    return Reply((*blocks, Actions((look(poll),))), about=subject(poll))


@command(
    nl=("stembiljet",),
    en=("ballot",),
    summary=_("See what can be chosen in a poll"),
    safe=True,
    hidden=True,
)
async def draw_ballot(ctx: Context, poll: Poll) -> Reply:
    return await ballot(ctx, poll)


@command(
    nl=("peilingen", "alle peilingen", "welke peilingen", "lopende peilingen", "open peilingen"),
    en=("polls", "all polls", "which polls", "open polls", "running polls"),
    summary=_("See which polls there are, and what came of them"),
    safe=True,
    takes=Takes.names,
    filters=(SORTS, STATES),
)
async def list_polls(ctx: Context, which: str = "") -> Reply:
    found = asked(ctx, which, _KNOWN, empty=_EMPTY)
    room = await room_of(ctx)

    async def find(each: Asked) -> tuple[list[Poll], int]:
        what = Filter(
            regions=each.regions,
            themes=each.themes,
            states=frozenset(State(value) for value in only(each.values, State)) - {State.withdrawn},
            sorts=frozenset(Sort(value) for value in only(each.values, Sort)),
            room=room.id if room else None,
            narrow=each.narrow,
        )
        held, more = await ctx.read(polls.find, what, limit=page_size(ctx), offset=each.offset)
        return held, each.offset + len(held) + more

    what = _("the list of polls")
    shown = await listed(ctx, found, find, partial(item, ctx), kind=POLL, command="list_polls", what=what)
    if not shown.things:
        none = [] if shown.told else [Text(words(_("There are no such polls yet.")))]
        begin = Action(_("Ask a group to choose"), make_poll.line())
        every = [Action(_("All polls"), list_polls.line())] if found.text and not shown.ways else []
        return Reply((*shown.told, *none, Actions((*shown.ways, begin, *every))))
    blocks: list[Block] = [
        *shown.told,
        Heading(words(_("Polls"))),
        Items(tuple(item(ctx, each) for each in shown.things)),
    ]
    if shown.total > found.offset + len(shown.things):
        blocks.append(Actions((Action(_("More"), list_polls.line(found.text, f"p{found.page + 1}")),)))
    return Reply(tuple(blocks))


def item(ctx: Context, poll: Poll) -> Item:
    """A poll in a list."""
    about = " · ".join(str(each) for each in title(ctx, poll)).partition(" · ")[2]
    return Item(words(Code(poll.number), " ", *of_poll(poll, poll.text)), (words(about),), (look(poll),))
