"""Finds what of agendas waits for a coordinator or keeper, and asks once in a while whether an item is still needed."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.chat.reply import Action, Reply, say, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.members.todo import MOST, Chore, Chores, Keeper
from bot.process.choices import Choices
from bot.reading.record_readers import list_name
from bot.things.upkeep import Check, Upkeep
from commands.agenda.acts import finish_item, list_item, not_now, park_item
from commands.agenda.life import Act
from commands.agenda.recurring import different, later, put_recurring
from commands.agenda.rights import require
from storage import keepers
from storage.agenda import items, recurring
from storage.agenda.item import ITEM, Item, State
from storage.agenda.recurring import Verdict
from storage.agenda.waiting import Scope, Waiting, waiting
from storage.database.database import Tx
from storage.vocabulary import Role

PROPOSED, STALE, RECURRING = 2, 0.2, 2
"""A person who waits for an answer weighs more than an item that may be out of date."""
QUIET = timedelta(days=182)
"""Untouched for so long, its keeper is asked whether it is still needed."""
UNANSWERED = timedelta(days=14)
"""After so long without an answer (ten working days) it stands in the list of what there is to do."""


def find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """Proposals, questions that recur, and what its keeper did not answer about."""
    kept = keepers.handed_on(tx, ITEM)
    driven = {
        each.network_id for each in keeper.member.grants if each.role is Role.convenor and each.network_id is not None
    }
    own = [id for id, member in kept.items() if member == keeper.member.id]
    scope = Scope(keeper.reach, frozenset(driven), keeper.member.id, frozenset(own))
    for each in waiting(tx, scope, MOST):
        coordinates = keeper.coordinates([each.region_id] if each.region_id is not None else each.regions)
        drives = each.network_id in driven
        title = words(Code(each.number), " ", shorten(each.text, 100))
        look = Action(_("View"), each.number)
        if each.state is State.proposed and (coordinates or drives):
            doing = (
                Action(_("Put it on"), list_item.line(each.number)),
                Action(_("Not now"), not_now.line(each.number)),
                look,
            )
            why = _("proposed for the agenda of {list}", list=list_name(each.list_name, each.network_id))
            yield Chore(title, why, each.made_at, PROPOSED, doing)
        elif each.state is not State.proposed and (coordinates or _keeps(keeper, each, kept)):
            doing = (
                Action(_("Still needed"), still_needed.line(each.number)),
                Action(_("Park"), park_item.line(each.number)),
                look,
            )
            yield Chore(title, _("nothing happened to it for half a year"), each.changed_at, STALE, doing)
    if keeper.reach is None:
        for group in recurring.all_of(tx):
            if group.state is Verdict.proposed:
                numbers = ", ".join(f"K-{each}" for each in group.questions)
                doing = (
                    Action(_("Put it on"), put_recurring.line(group.id)),
                    Action(_("Not the same"), different.line(group.id)),
                    Action(_("Not now"), later.line(group.id)),
                )
                yield Chore(words(numbers), _("these questions look alike"), group.at, RECURRING, doing)


def _keeps(keeper: Keeper, item: Waiting, kept: dict[int, int]) -> bool:
    return kept.get(item.id, item.maker_id) == keeper.member.id


def due(tx: Tx, now: datetime, _choices: Choices) -> Sequence[Check]:
    """Items that nothing happened to for half a year, for their keeper."""
    kept = keepers.handed_on(tx, ITEM)
    return [
        Check(
            member,
            each.changed_at,
            words(Code(each.number), " ", shorten(each.text, 100)),
            words(_("Still needed?")),
            (
                Action(_("Yes"), still_needed.line(each.number)),
                Action(_("Finish"), finish_item.line(each.number)),
                Action(_("Park"), park_item.line(each.number)),
            ),
            lambda tx, at, id=each.id: items.asked(tx, id, at),  # type: ignore[misc]  # a default binds it
        )
        for each in items.untouched(tx, now - QUIET, MOST)
        if (member := kept.get(each.id, each.maker_id)) is not None
    ]


@command(
    nl=("nog nodig",),
    en=("still needed",),
    summary=_("Say that an agenda item is still needed"),
    allow=Role.member,
    hidden=True,
)
async def still_needed(ctx: Context, item: Item) -> Reply:
    await require(ctx, item, Act.change)
    await ctx.write(items.change, item.id, ctx.now)
    return say(_("Thank you. {number} stays on the agenda.", number=Code(item.number)))


CHORES = Chores(find)
UPKEEP = Upkeep("agenda", due)
