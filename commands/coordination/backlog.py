"""What waits for a coordinator, by age and weight, each line with what to do about it: as `te doen` and each week."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.reply import Action, Item, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import covers
from bot.process.office_hours import Rules
from storage import todo
from storage.atlas import Atlas
from storage.database.database import Tx
from storage.members.people import Member
from storage.todo import Chore, Kind
from storage.vocabulary import Role

WEIGHTS: Mapping[Kind, float] = {Kind.silent: 3, Kind.unrouted: 2, Kind.approve: 2, Kind.confirm: 0.05}
"""Days waited count so much: a person who waits for an answer weighs more than a page that may be out of date."""


def waiting(tx: Tx, coordinator: Member, atlas: Atlas, now: datetime, rules: Rules) -> list[Chore]:
    """All that waits for them, what weighs most first."""
    grants = [each for each in coordinator.grants if each.role >= Role.coordinator]
    reach = atlas.within(each.region_id for each in grants if each.region_id is not None)
    held = todo.waiting(
        tx,
        now,
        now.astimezone(ZoneInfo(coordinator.time_zone)).date(),
        patience=timedelta(days=rules.unrouted_after),
        regions=None if any(each.everywhere for each in grants) else reach,
    )
    mine = [each for each in held if covers(coordinator, atlas, Role.coordinator, regions=each.regions)]
    return sorted(mine, key=lambda each: -_weight(each, now))


def lines(found: Sequence[Chore], now: datetime) -> tuple[Item, ...]:
    """One line for each: what it is, why it waits and how long, and what can be done."""
    return tuple(_line(each, now) for each in found)


def _weight(chore: Chore, now: datetime) -> float:
    return (now - chore.since) / timedelta(days=1) * WEIGHTS[chore.kind]


def _line(chore: Chore, now: datetime) -> Item:
    days = _n("waits {n} day", "waits {n} days", max((now - chore.since).days, 0))
    is_question = chore.kind in (Kind.silent, Kind.unrouted)
    number = f"{'K' if is_question else 'N'}-{chore.subject_id}"
    title = words(Code(number), " ", chore.title) if is_question else words(Bold(chore.title))
    return Item(title, (words(_WHY[chore.kind], " · ", days),), _doing(chore.kind, number))


_WHY: Mapping[Kind, Msg] = {
    Kind.unrouted: _("nobody was asked yet"),
    Kind.silent: _("nobody who was asked answers"),
    Kind.approve: _("a network to approve"),
    Kind.confirm: _("nobody confirmed this network for a year"),
}


def _doing(kind: Kind, number: str) -> tuple[Action, ...]:
    look = Action(_("Look"), number)
    match kind:
        case Kind.unrouted | Kind.silent:
            return (Action(_("Who can help"), f"breng {number}"), look)
        case Kind.approve:
            return (
                Action(_("Approve"), f"netwerk goedkeuren {number}"),
                Action(_("Send back"), f"netwerk terugsturen {number}"),
                look,
            )
        case Kind.confirm:
            return (Action(_("It is still right"), f"klopt nog {number}"), look)
