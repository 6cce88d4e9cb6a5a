"""Asks who drives an area process whether its step is still right, after half a year without one."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.chat.reply import Action, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.members.todo import MOST, Chore, Chores, Keeper
from bot.process.choices import Choices
from bot.things.upkeep import Check, Upkeep
from commands.area_process.steps import step_done, step_still_right
from storage.area_process import area_processes
from storage.area_process.area_process import AreaProcess
from storage.database.database import Tx
from storage.networks import networks

STILL = timedelta(days=183)
"""Half a year."""
LATER = timedelta(days=14)
"""Ten working days after who drives it was asked it stands in their list."""
WEIGHT = 0.5


def _actions(process: AreaProcess) -> tuple[Action, ...]:
    number = f"N-{process.network_id}"
    return Action(_("Still right"), step_still_right.line(number)), Action(_("Step done"), step_done.line(number))


def _due(tx: Tx, now: datetime, _choices: Choices) -> Sequence[Check]:
    checks = []
    for each in area_processes.still(tx, now - STILL, MOST, asked=False):
        network = networks.get(tx, each.network_id)
        for driver in network.convenors[:1] if network else ():
            title = words(Bold(network.name if network else ""))
            question = words(_("Is it still at step {number}, {title}?", number=each.number, title=each.step.title))
            asked = partial(_asked, each.network_id)
            checks.append(Check(driver, each.moved_at, title, question, _actions(each), asked))
    return checks


def _asked(network: int, tx: Tx, now: datetime) -> None:
    area_processes.asked(tx, network, now)


def _find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    for each in area_processes.still(tx, keeper.now - STILL - LATER, MOST, asked=True):
        network = networks.get(tx, each.network_id)
        if network is None:
            continue
        if keeper.member.id in network.convenors or (not network.convenors and keeper.coordinates(network.regions)):
            yield Chore(
                words(Bold(network.name)), _("half a year without a step"), each.moved_at, WEIGHT, _actions(each)
            )


CHORES = Chores(_find)
UPKEEP = Upkeep("area_process", _due)
