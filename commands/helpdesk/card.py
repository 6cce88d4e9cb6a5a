"""Draws a request for who asked it and for the desk: its card, its name in links, and a line of it in a list."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Item, Quote, Reply, Text, say, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.members.visibility import by_name, name_in
from bot.things.card import buttons_of, facts_of
from bot.things.names import links_of
from commands.helpdesk.labels import DESKS, stands
from commands.helpdesk.life import ASKER, DESK, OWNER, Act
from commands.helpdesk.put import hears_by
from commands.helpdesk.rights import can, held, region_name, sees, subject, unseen
from storage import links
from storage.helpdesk import requests
from storage.helpdesk.request import REQUEST, Part, Request, State
from storage.links import Thing
from storage.members import people
from storage.vocabulary import Place

BRIEF = 60
FIRST = 3
"""Buttons that stand in sight; the others are behind `More`."""


async def card(ctx: Context, request: Request) -> Reply:
    """The request with who has it and what this member can do, kept up to date where it stands."""
    its = await held(ctx, request)
    if not its:
        return say(unseen(request))
    if request.state is State.withdrawn:
        return say(_("{number} was taken back.", number=Code(request.number)))
    thing, me = subject(request), Thing(REQUEST, request.id)
    linked = (await ctx.read(links.of, [me])).get(me, [])
    rows = (*await _facts(ctx, request, its), *await links_of(ctx, linked), *await facts_of(ctx, thing))
    blocks: list[Block] = [
        Heading(words(request.number, " · ", stands(request))),
        Quote(words(request.text if not request.more else f"{request.text}\n{request.more}")),
        Facts(rows),
        Text(
            words(_("Only you and the desk see this.") if ASKER in its else _("Only who asked and the desk see this."))
        ),
    ]
    buttons = [*await _buttons(ctx, request), *await buttons_of(ctx, thing)]
    if buttons:
        blocks.append(Actions(tuple(buttons[:FIRST])))
    if buttons[FIRST:]:
        blocks.append(Actions(tuple(buttons[FIRST:]), under=_("More")))
    return Reply(tuple(blocks), subject=thing)


async def _facts(ctx: Context, request: Request, its: frozenset[str]) -> list[Fact]:
    draft = request.draft
    region = region_name(ctx, draft.region_id)
    where: list[Inline] = [DESKS[draft.desk], *([" · ", region] if region else [])]
    rows = [Fact(_("At"), words(*where))]
    involved = [each for each in (request.owner, request.asker_id) if each is not None]
    known = {each.id: each for each in await ctx.read(people.load, involved)}
    owner = known.get(request.owner or 0)
    if owner is not None:
        rows.append(Fact(_("Stays with it"), words(by_name(owner))))
    elif request.state is State.new and request.asker_id is not None:
        rows.append(Fact(_("A person answers"), words(_("before {moment}", moment=hears_by(ctx, request.made_at)))))
    if not its.isdisjoint({OWNER, DESK}):
        asker = known.get(request.asker_id or 0)
        if asker is not None:
            who = name_in(asker, Place.members) if asker.signed_up_at else _("somebody who did not sign up")
            rows.append(Fact(_("Asked by"), words(who)))
        elif draft.asked_by:
            rows.append(Fact(_("Asked by"), words(draft.asked_by)))
        if draft.advice:
            rows.append(Fact(_("What must happen"), words(draft.advice)))
        if request.alike:
            rows.append(
                Fact(_("Asked before"), words(_n("{n} time in 90 days", "{n} times in 90 days", request.alike)))
            )
    for part, told in ((Part.answer, _("Answer")), (Part.failed, _("Because"))):
        if text := request.last(part):
            rows.append(Fact(told, words(text)))
    return rows


async def _buttons(ctx: Context, request: Request) -> list[Action]:
    """What the member can do, what is likeliest first."""
    acts, number = await can(ctx, request), request.number
    possible: tuple[tuple[Act, Msg, str], ...] = (
        (Act.solve, _("Helped"), "solve_request"),
        (Act.not_yet, _("Not yet"), "not_yet_solved"),
        (Act.add, _("Add"), "add_to_request"),
        (Act.withdraw, _("Take back"), "withdraw_request"),
        (Act.take, _("I take it up"), "take_request"),
        (Act.answer, _("Answer"), "answer_request"),
        (Act.pass_on, _("Pass on"), "pass_request_on"),
        (Act.fail, _("Did not work out"), "fail_request"),
        (Act.keep, _("Keep as fixed answer"), "keep_answer"),
    )
    left = acts if request.last(Part.answer) else acts - {Act.keep}
    if request.state in (State.new, State.taken):
        # Nobody answered yet: what who asked can do first is add.
        possible = tuple(sorted(possible, key=lambda each: each[0] is Act.not_yet))
    return [Action(label, ctx.line(command, number)) for act, label, command in possible if act in left]


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what requests are called, alone with somebody who sees them: nobody else reads that they are there."""
    if not ctx.personal:
        return {}
    found = [each for each in await ctx.read(requests.load, ids) if each.state is not State.withdrawn]
    return {each.id: f"{each.number} {shorten(each.text, BRIEF)}" for each in found if await sees(ctx, each)}


def line_of(request: Request) -> Item:
    """A line of a list: the number and text, and where it stands."""
    return Item(
        words(Code(request.number), " ", shorten(request.text, 140)),
        (words(stands(request)),),
        (Action(_("View"), request.number),),
    )
