"""Tells whether this member may do this to that agenda item now, and in words why not."""

from bot.chat.reply import Action, Actions, Reply, Subject, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.life import checking, parties
from bot.things.rooms import shown_here
from commands.agenda.labels import list_of
from commands.agenda.life import CONVENOR, LIFE, Act
from commands.agenda.readers import Agenda
from storage.agenda.item import ITEM, Item, State
from storage.links import Thing
from storage.vocabulary import Role


def subject(item: Item) -> Subject:
    """An agenda item as the engine and other topics know it."""
    return Subject(ITEM, item.id, item.number)


def around(item: Item) -> frozenset[int]:
    """The regions whose coordinator looks after it: that of its agenda, else those that it is about."""
    return frozenset({item.region_id}) if item.region_id is not None else item.regions


def drives(ctx: Context, network: int | None) -> bool:
    return network is not None and any(
        each.role is Role.convenor and each.network_id == network for each in ctx.member.grants
    )


def coordinates(ctx: Context, agenda: Agenda) -> bool:
    """Whether the member decides what is on an agenda."""
    regions = [agenda.region_id] if agenda.region_id is not None else []
    return drives(ctx, agenda.network_id) or ctx.may(Role.coordinator, regions=regions)


async def held(ctx: Context, item: Item) -> frozenset[str]:
    """Tell what the member is to this item."""
    its = await parties(ctx, Thing(ITEM, item.id), maker=item.maker_id, regions=around(item))
    return its | {CONVENOR} if drives(ctx, item.network_id) else its


async def can(ctx: Context, item: Item) -> frozenset[str]:
    """All that the member can do to this item now."""
    return LIFE.possible(item.state, await held(ctx, item))


async def sees(ctx: Context, item: Item) -> bool:
    """Whether who reads this reply may see it: one of a closed room is for those in it and its maker."""
    if item.state is State.hidden:
        return ctx.may(Role.coordinator, regions=around(item))
    return await shown_here(ctx, item.room_id, item.maker_id)


async def require(ctx: Context, item: Item, act: Act) -> None:
    """Raises `Refused` when the member may not do that, or not in this state."""
    if act in await can(ctx, item):
        return
    if not await sees(ctx, item):
        raise Refused(unseen(item))
    if not LIFE.may(act, await held(ctx, item)):
        raise Refused(_who(act, item))
    raise not_now(item)


requiring = checking("item", require)
"""Refuses before a command asks for more."""


def not_now(item: Item) -> Refused:
    """Its state does not allow it: what would."""
    number = Code(item.number)
    match item.state:
        case State.merged:
            return Refused(reply=goes_on(item))
        case State.proposed:
            return Refused(_("{number} is a proposal. The coordinator puts it on the agenda first.", number=number))
        case State.listed:
            return Refused(_("{number} is on the agenda, and nobody works on it yet.", number=number))
        case State.parked:
            return Refused(_("{number} is parked. Who keeps it can open it again.", number=number))
        case State.done:
            return Refused(_("{number} is finished. Who keeps it can open it again.", number=number))
        case State.withdrawn:
            return Refused(_("{number} was taken back.", number=number))
        case _:
            return Refused(_("{number} is open.", number=number))


def goes_on(item: Item) -> Reply:
    """Tell where a merged item goes on."""
    other = f"G-{item.merged_into}"
    told = _("{number} goes on in {other}, which wants the same.", number=Code(item.number), other=Code(other))
    return Reply((Text(words(told)), Actions((Action(_("View"), other),))))


def unseen(item: Item) -> Msg:
    return _("{number} is not shown.", number=Code(item.number))


def taken_back(item: Item) -> Reply:
    return say(_("{number} was taken back.", number=Code(item.number)))


def _who(act: Act, item: Item) -> Msg:
    match act:
        case Act.list | Act.not_now | Act.merge:
            return _("The coordinator keeps the agenda of {list}.", list=list_of(item))
        case Act.withdraw | Act.publish:
            return _("Only who put {number} can do this.", number=Code(item.number))
        case Act.finish | Act.park | Act.reopen | Act.change:
            return _(
                "Who keeps {number} can do this, or the coordinator of {list}.",
                number=Code(item.number),
                list=list_of(item),
            )
        case _:
            return _("Only a coordinator of {list} can do this.", list=list_of(item))
