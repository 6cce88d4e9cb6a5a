"""Finds the networks that wait for a coordinator: to approve, and to confirm once a year."""

from collections.abc import Iterator

from bot.chat.reply import Action, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.members.todo import MOST, Chore, Chores, Keeper
from commands.networks.approve import approve_network, send_back_network
from commands.networks.maintain import confirm_network
from commands.networks.together import buttons
from storage.database.database import Tx
from storage.networks import networks, pairs, todo
from storage.vocabulary import Role

APPROVE, CONFIRM, TOGETHER = 2, 0.05, 0.5
"""A person who waits for approval weighs more than a page that may be out of date."""


def find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """Yield the networks to approve, and then those to confirm, in the regions of a coordinator."""
    for each in todo.to_approve(tx, keeper.reach, MOST):
        if keeper.coordinates(each.regions):
            number = f"N-{each.id}"
            yield Chore(
                words(Bold(each.name)),
                _("a network to approve"),
                each.since,
                APPROVE,
                (
                    Action(_("Approve"), approve_network.line(number)),
                    Action(_("Send back"), send_back_network.line(number)),
                    Action(_("View"), number),
                ),
            )
    for each in todo.to_confirm(tx, keeper.now, keeper.today, keeper.reach, MOST):
        if keeper.coordinates(each.regions):
            number = f"N-{each.id}"
            yield Chore(
                words(Bold(each.name)),
                _("nobody confirmed this network for a year"),
                each.since,
                CONFIRM,
                (Action(_("It is still right"), confirm_network.line(number)), Action(_("View"), number)),
            )


def own(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """Yield what waits for who drives a network: others that want the same."""
    driven = [each.network_id for each in keeper.member.grants if each.role is Role.convenor and each.network_id]
    offers = pairs.open_for(tx, driven)[:MOST] if driven else []
    named = networks.named(tx, {id_ for each in offers for id_ in (each.network, each.other)})
    for each in offers:
        title = words(Bold(named.get(each.other, "")))
        why = _("wants the same as {own}. Act together?", own=named.get(each.network, ""))
        yield Chore(title, why, each.found_at, TOGETHER, buttons(each))


CHORES = Chores(find, for_regions=True), Chores(own)
