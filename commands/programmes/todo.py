"""Tells keepers, and those whose networks fit, what nobody does; and asks once a year whether functions are as said."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.chat.reply import Action, Words, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import Msg, _
from bot.members.todo import MOST, Chore, Chores, Keeper
from bot.process.choices import Choices
from bot.things.upkeep import Check, Upkeep
from commands.programmes.doing import do_part
from commands.programmes.duo import ask_for_side, take_side
from commands.programmes.functions import confirm_function, fill_function
from commands.programmes.hubs import show_hub
from commands.programmes.labels import PARTS, side
from storage import atlas, keepers
from storage.atlas import Atlas
from storage.database.database import Tx
from storage.links import Thing
from storage.networks import networks
from storage.programmes import hubs, vacancies
from storage.programmes.hub import Function
from storage.programmes.task import TASK
from storage.programmes.vacancies import Vacancy
from storage.vocabulary import Level

YEAR = timedelta(days=365)
WEEK = timedelta(days=7)
"""A duo may find its other half by itself first."""
FEW = 20
"""Vacancies that are looked at together, and people who hear of one."""
VACANT, CONFIRM = 0.5, 0.05
"""What nobody does weighs more than a page that may be out of date."""


def _due(tx: Tx, now: datetime, _choices: Choices) -> Sequence[Check]:
    found = [*vacancies.half_duos(tx, now - WEEK, FEW), *vacancies.open_functions(tx, FEW)]
    checks: list[Check] = []
    if found:
        around = atlas.atlas(tx)
        for each in found:
            checks += _told(tx, each, around, now)
    return [*checks, *_unconfirmed(tx, now)]


def _told(tx: Tx, what: Vacancy, around: Atlas, now: datetime) -> Iterator[Check]:
    """Whoever looks after it is asked, once; and whose networks and themes fit are told, once a year."""
    for member in () if what.asked else _keepers(tx, what):
        yield Check(
            member,
            what.since,
            _title(what),
            words(_ask(what)),
            _buttons(what, keeps=True),
            partial(_note, what, member),
        )
    fitting = vacancies.fitting(tx, what, _near(around, what.regions), now - YEAR, FEW)
    for member in fitting:
        question = words(_ask(what), " ", _("Your network works on this there."))
        yield Check(
            member, what.since, _title(what), question, _buttons(what, keeps=False), partial(_note, what, member)
        )


def _note(what: Vacancy, member: int, tx: Tx, now: datetime) -> None:
    vacancies.tell(tx, what, member, now)


def _keepers(tx: Tx, what: Vacancy) -> Sequence[int]:
    if what.task_id is None:
        return what.keepers
    kept = keepers.of(tx, Thing(TASK, what.task_id))
    return tuple(dict.fromkeys((*what.keepers, *([kept] if kept is not None else []))))


def _near(around: Atlas, regions: frozenset[int]) -> frozenset[int]:
    """The regions themselves, what lies in them and what they lie in; not the country, which is everywhere."""
    country = {each.id for each in around.regions.values() if each.level is Level.nationaal}
    near = around.within(regions) | around.around(regions)
    return near if regions & country else near - country


def _title(what: Vacancy) -> Words:
    if what.task_id is not None:
        return words(Code(f"T-{what.task_id}"), " ", shorten(what.title, 100))
    return words(Bold(what.title))


def _ask(what: Vacancy) -> Msg:
    if what.task_id is not None:
        return _("Nobody stands {side} yet. Who could?", side=side(what.part))
    return _("Nobody takes care of {part} yet. Who could?", part=PARTS[what.part])


def _buttons(what: Vacancy, *, keeps: bool) -> tuple[Action, ...]:
    if what.task_id is not None:
        number = f"T-{what.task_id}"
        first = (
            Action(_("Ask somebody"), ask_for_side.line(number))
            if keeps
            else Action(_("I take part"), take_side.line(number))
        )
        return (first, Action(_("View"), number))
    number = f"N-{what.network_id}"
    first = (
        Action(_("Say who does it"), fill_function.line(what.part.value, number))
        if keeps
        else Action(_("We do that"), do_part.line(what.part.value, number))
    )
    return (first, Action(_("View"), show_hub.line(number)))


def _unconfirmed(tx: Tx, now: datetime) -> Iterator[Check]:
    """A function of which nobody said for a year that it is still so: for who drives the hub."""
    found = hubs.unconfirmed(tx, now - YEAR, FEW)
    known = {each.id: each for each in networks.load(tx, sorted({each.network_id for each, _since in found}))}
    for each, since in found:
        network = known.get(each.network_id)
        for member in network.convenors if network else ():
            title = words(Bold(network.name if network else ""), ": ", PARTS[each.part])
            yield Check(
                member, since, title, words(_("Is this still so?")), _confirming(each), partial(_asked, each.id)
            )


def _asked(function: int, tx: Tx, now: datetime) -> None:
    hubs.asked(tx, function, now)


def _confirming(function: Function) -> tuple[Action, ...]:
    number = f"N-{function.network_id}"
    return (
        Action(_("Yes"), confirm_function.line(function.part.value, number)),
        Action(_("Change"), fill_function.line(function.part.value, number)),
        Action(_("View"), show_hub.line(number)),
    )


def _find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """What keepers did not do anything about, with the coordinators too."""
    for each in (*vacancies.half_duos(tx, keeper.now - WEEK, MOST, asked=True), *vacancies.open_functions(tx, MOST)):
        mine = keeper.member.id in each.keepers and each.asked
        if not (mine or (keeper.coordinates(each.regions) and (each.asked or not each.keepers))):
            continue
        yield Chore(_title(each), _ask(each), each.since, VACANT, _buttons(each, keeps=True))


CHORES = Chores(_find)
UPKEEP = Upkeep("programmes", _due)
