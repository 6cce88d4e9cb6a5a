"""Tells what this member may do to a task, programme or hub now, and in words why not."""

from collections.abc import Iterable

from bot.chat.reply import Subject
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import coordinators
from bot.reading.record_readers import network_number, network_title
from bot.things.life import checking, parties
from commands.programmes.life import CONVENOR, DUO, LIFE, Act
from storage import audit
from storage.links import Thing
from storage.members import people
from storage.members.member import Member
from storage.networks.network import Network
from storage.programmes.task import SHOWN, TASK, State, Task
from storage.vocabulary import Role
from storage.vocabulary import Subject as Kind


def subject(task: Task) -> Subject:
    """A task as the engine and other topics know it."""
    return Subject(TASK, task.id, task.number)


def network_subject(network: Network, line: str = "") -> Subject:
    """A network as they know it, drawn again by that line: its own card, or that of the programme or hub it is."""
    return Subject(Kind.network, network.id, line or network_number(network))


async def noted(ctx: Context, network: Network, act: str, **detail: str | int | None) -> int:
    """Note that the member did that to a programme or hub: the number of the note. No other topic has a part in it."""
    return await ctx.write(audit.record, ctx.member.id, act, Kind.network, network.id, ctx.now, **detail)


def around(task: Task) -> frozenset[int]:
    """The regions whose coordinator looks after it: that of its agenda, else those that it is about."""
    return frozenset({task.draft.region_id}) if task.draft.region_id is not None else task.draft.regions


def drives(ctx: Context, network: int | None) -> bool:
    return network is not None and any(
        each.role is Role.convenor and each.network_id == network for each in ctx.member.grants
    )


def looks_after(ctx: Context, network: Network) -> bool:
    """Whether the member may say what a programme or hub is: its convenor, or a coordinator there."""
    return ctx.may(Role.convenor, regions=network.regions, network=network.id)


def require_looks_after(ctx: Context, network: Network) -> None:
    """Raises `Refused` for who may not."""
    if not looks_after(ctx, network):
        raise Refused(_("Who drives {network} can do this, or a coordinator.", network=network_title(network)))


async def keepers_of(ctx: Context, network: Network) -> list[Member]:
    """Find who decides who does what there: its convenors, else the coordinators."""
    driving = [each for each in await ctx.read(people.load, network.convenors) if not each.blocked_at]
    return driving or await coordinators(ctx, regions=network.regions, network=network.id)


async def held(ctx: Context, task: Task) -> frozenset[str]:
    """Tell what the member is to this task."""
    its = await parties(ctx, Thing(TASK, task.id), maker=task.maker_id, regions=around(task))
    if drives(ctx, task.draft.network_id):
        its |= {CONVENOR}
    return its | {DUO} if ctx.member.id in task.duo else its


async def can(ctx: Context, task: Task) -> frozenset[str]:
    """All that the member can do to this task now."""
    return LIFE.possible(task.state, await held(ctx, task))


def sees(ctx: Context, task: Task) -> bool:
    return task.state in SHOWN or (task.state is State.hidden and ctx.may(Role.coordinator, regions=around(task)))


async def require(ctx: Context, task: Task, act: Act) -> None:
    """Raises `Refused` when the member may not do that, or not in this state."""
    if act in await can(ctx, task):
        return
    if task.state is State.withdrawn:
        raise Refused(_("{number} was taken back.", number=Code(task.number)))
    if not sees(ctx, task):
        raise Refused(_("{number} is not shown.", number=Code(task.number)))
    if not LIFE.may(act, await held(ctx, task)):
        raise Refused(_who(act, task))
    raise not_now(task)


requiring = checking("task", require)
"""A check before a command asks for more: whether the member may do that to the task it is about."""


def not_now(task: Task) -> Refused:
    """Its state does not allow it: what would."""
    number = Code(task.number)
    match task.state:
        case State.open:
            return Refused(_("{number} has no complete duo yet.", number=number))
        case State.done:
            return Refused(_("{number} is done. Its duo can open it again.", number=number))
        case State.withdrawn:
            return Refused(_("{number} was taken back.", number=number))
        case _:
            return Refused(_("{number} is under way.", number=number))


def _who(act: Act, task: Task) -> Msg:
    match act:
        case Act.add | Act.stop:
            return _("Only who has a side of {number} can do this.", number=Code(task.number))
        case Act.withdraw:
            return _("Only who put {number} can do this.", number=Code(task.number))
        case Act.hide | Act.unhide:
            return _("Only a coordinator can do this.")
        case _:
            return _("The duo of {number} can do this, or a coordinator.", number=Code(task.number))


def in_regions(ctx: Context, ids: Iterable[int]) -> str:
    """Name regions, in the order of the alphabet."""
    return "; ".join(sorted(ctx.atlas.regions[each].name for each in ids if each in ctx.atlas.regions))


def about(ctx: Context, ids: Iterable[int]) -> str:
    """Name themes, in the order of the alphabet."""
    return "; ".join(sorted(ctx.atlas.themes[each].name for each in ids if each in ctx.atlas.themes))


def titled(task: Task) -> Msg:
    """A task with its number: "T-5 Levend landelijk gebied"."""
    return _("{number} {title}", number=Code(task.number), title=Bold(task.title))
