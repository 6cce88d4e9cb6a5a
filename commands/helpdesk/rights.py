"""Tells who keeps which desk, who sees a request, and in words why somebody may not do something with it."""

from collections.abc import Iterable, Sequence

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.life import checking
from commands.helpdesk.labels import stands
from commands.helpdesk.life import ASKER, DESK, LIFE, OWNER, Act
from storage.atlas import Atlas
from storage.helpdesk import requests, seats
from storage.helpdesk.request import REQUEST, Desk, Request, Scope, Seat
from storage.members import people
from storage.members.member import Member


def subject(request: Request) -> Subject:
    """A request as the engine and other topics know it."""
    return Subject(REQUEST, request.id, request.number)


def region_name(ctx: Context, region: int | None) -> str:
    """Return what the region of a desk or request is called; nothing for the whole country."""
    known = ctx.atlas.regions.get(region) if region is not None else None
    return known.name if known else ""


def scopes_of(held: Iterable[Seat], atlas: Atlas) -> tuple[Scope, ...]:
    """Tell which requests somebody keeps who sits there; a seat for the whole country takes the others in."""
    found = []
    for desk in Desk:
        regions = [each.region_id for each in held if each.desk is desk]
        if None in regions:
            found.append(Scope(desk, None))
        elif regions:
            found.append(Scope(desk, atlas.within(each for each in regions if each is not None)))
    return tuple(found)


def keeps(scopes: Iterable[Scope], request: Request) -> bool:
    return any(
        each.desk is request.draft.desk and (each.regions is None or request.draft.region_id in each.regions)
        for each in scopes
    )


async def mine(ctx: Context) -> tuple[Scope, ...]:
    """Tell which requests the member keeps."""
    if not ctx.member.signed_up_at:
        return ()
    return scopes_of(await ctx.read(seats.of, ctx.member.id), ctx.atlas)


def in_order(held: Sequence[Seat], atlas: Atlas, request: Request, busy: dict[int, int]) -> list[int]:
    """Return who keeps a request, whom to turn to first: of its own region, and with the least to do."""
    fitting = [each for each in held if keeps(scopes_of([each], atlas), request)]
    fitting.sort(key=lambda each: (each.region_id is None, busy.get(each.member_id, 0), each.id))
    return list(dict.fromkeys(each.member_id for each in fitting))


async def keepers_of(ctx: Context, request: Request) -> list[Member]:
    """Find who keeps it and can be reached, whom to turn to first."""
    held = [each for each in await ctx.read(seats.at, request.draft.desk) if each.member_id != request.asker_id]
    busy = await ctx.read(requests.load_of, {each.member_id for each in held})
    found = await ctx.read(people.load, in_order(held, ctx.atlas, request, busy))
    today = ctx.now.date()
    return [each for each in found if not each.blocked_at and not each.away(today)]


async def held(ctx: Context, request: Request) -> frozenset[str]:
    """Tell what the member is to this request."""
    found = {ASKER} if request.asker_id == ctx.member.id else set()
    if request.owner == ctx.member.id:
        found.add(OWNER)
    # Who asks and also keeps that desk leaves it to somebody else there.
    if not found and keeps(await mine(ctx), request):
        found.add(DESK)
    return frozenset(found)


async def sees(ctx: Context, request: Request) -> bool:
    """Tell whether the member is who asked, its owner, or keeps that desk; nobody else sees it, of whatever role."""
    return bool(await held(ctx, request))


async def can(ctx: Context, request: Request) -> frozenset[str]:
    """All that the member can do to it now."""
    acts = LIFE.possible(request.state, await held(ctx, request))
    return acts if is_free(request) else acts - {Act.take}


def is_free(request: Request) -> bool:
    """Tell whether it can be taken up: it has no owner any more, or its owner is silent."""
    return request.owner is None or request.silent > 0


async def require(ctx: Context, request: Request, act: Act) -> None:
    """Raises `Refused` when the member may not do that, or not in this state."""
    if act in await can(ctx, request):
        return
    its = await held(ctx, request)
    if not its:
        raise Refused(unseen(request))
    number = Code(request.number)
    if act is Act.take and request.owner is not None:
        raise Refused(_("{number} has an owner already.", number=number))
    if LIFE.may(act, its):
        raise not_now(request)
    if ASKER in its:
        raise Refused(_("The desk does this with {number}, not you.", number=number))
    if act in (Act.solve, Act.not_yet, Act.add, Act.withdraw):
        raise Refused(_("Only who asked {number} can do this.", number=number))
    raise Refused(_("Take {number} up first. Then you are its owner.", number=number))


requiring = checking("request", require)
"""Refuses before a command asks for more."""


def not_now(request: Request) -> Refused:
    """Its state does not allow it."""
    return Refused(
        _("{number} is {state}, so this cannot be done now.", number=Code(request.number), state=stands(request))
    )


def unseen(_request: Request) -> Msg:
    return _("This is a request at the desk. Only who asked it and the desk see it.")
