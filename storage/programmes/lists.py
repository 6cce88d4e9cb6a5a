"""Takes programmes, hubs and tasks from lists, and gives them all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, select, update

from storage import exchange, links
from storage.exchange import Result
from storage.links import Thing
from storage.networks import endings, networks
from storage.networks.lists import put_network
from storage.networks.network import Network, Sheet
from storage.programmes import hubs, programmes, tasks
from storage.programmes.hub import Covered, Function, Phase, Reach
from storage.programmes.part import Part
from storage.programmes.programme import Facts
from storage.programmes.tables import functions
from storage.programmes.tables import programmes as programme_table
from storage.programmes.tables import tasks as task_table
from storage.programmes.task import TASK, Draft, Task
from storage.vocabulary import Level, LinkKind, NetworkKind, NetworkStatus, Subject

PROGRAMME: Final = Subject.network.value
"""Files know a programme as the network that it is."""
FUNCTION = "hub function"


@dataclass(frozen=True, slots=True)
class ProgrammeSheet:
    """Holds a row of the file of programmes."""

    key: str
    network: Sheet
    facts: Facts
    part_of: int | None = None
    """Another network that it belongs to."""
    becomes: int | None = None
    """What it goes over into."""
    until: date | None = None


def put_programme(tx: Connection, sheet: ProgrammeSheet, now: datetime, *, example: bool = False) -> Result:
    """Let the network of that name be a programme: one that is on the list keeps its kind and what it says."""
    there = networks.load(tx, networks.by_name(tx, sheet.network.name)[:1])
    if there:
        number, result = there[0].id, _named(tx, there[0], sheet.network, now)
    else:
        number, result = put_network(tx, sheet.network, now, confirmed_on=None, example=example)
    known = exchange.known(tx, PROGRAMME, sheet.key)
    exchange.remember(tx, PROGRAMME, sheet.key, number)
    changed = programmes.tell(tx, number, sheet.facts)
    if sheet.until is not None:
        changed |= endings.ending(tx, number) is None
        endings.ends(tx, number, sheet.until)
    its = Thing(Subject.network, number)
    if sheet.part_of is not None:
        changed |= links.link(tx, its, LinkKind.hoort_bij, Thing(Subject.network, sheet.part_of), None, now)
    if sheet.becomes is not None:
        changed |= links.link(tx, Thing(Subject.network, sheet.becomes), LinkKind.opvolger_van, its, None, now)
    if known is None:
        return Result.new
    return Result.changed if result is Result.same and changed else result


def _named(tx: Connection, held: Network, sheet: Sheet, now: datetime) -> Result:
    """Let a network that is known go by the names of the programme too; all else is told in its own file."""
    missing = [name for name in sheet.also if held.id not in networks.by_name(tx, name)]
    if not missing:
        return Result.same
    networks.revise(tx, held.id, now, also=tuple(missing))
    return Result.changed


def all_programmes(tx: Connection) -> Iterator[tuple[Network, Facts, date | None]]:
    """Yield the listed networks with the facts of a programme."""
    ids = tx.execute(select(programme_table.c.network_id).order_by(programme_table.c.network_id)).scalars().all()
    until = endings.every(tx)
    told = programmes.load(tx, ids)
    for each in networks.load(tx, ids):
        if each.status is NetworkStatus.listed:
            yield each, told[each.id].facts, until.get(each.id)


@dataclass(frozen=True, slots=True)
class FunctionSheet:
    """Holds a row of the file of the functions of hubs."""

    key: str
    hub: str
    reach: Reach
    phase: Phase
    part: Part
    covered: Covered
    by: str
    missing: str
    next_step: str


def put_function(tx: Connection, sheet: FunctionSheet, now: datetime, *, example: bool = False) -> Result:
    """Say of a hub how far it is, and who takes care of one function; what people here said stays."""
    found = networks.by_name(tx, sheet.hub)[:1]
    if found:
        hub = found[0]
    else:
        level = Level.regionaal if sheet.reach is Reach.regional else Level.nationaal
        kind = NetworkKind.regionale_kennishub if sheet.reach is Reach.regional else NetworkKind.kennisnetwerk
        hub = put_network(tx, Sheet(sheet.hub, kind, level), now, confirmed_on=None, example=example)[0]
    known = exchange.known(tx, FUNCTION, sheet.key)
    changed = hubs.put(tx, hub, sheet.reach, sheet.phase) if known is None else False
    its = (functions.c.network_id == hub) & (functions.c.part == sheet.part)
    held = tx.execute(select(functions).where(its)).first()
    if held is not None and (held.confirmed_at is not None or held.said_by is not None):
        return Result.same
    by_network = networks.by_name(tx, sheet.by)[:1] if sheet.by else []
    values = {
        "covered": sheet.covered,
        "by_whom": sheet.by,
        "by_network_id": by_network[0] if by_network else None,
        "missing": sheet.missing,
        "next_step": sheet.next_step,
    }
    if held is not None and all(getattr(held, name) == value for name, value in values.items()):
        return Result.changed if changed else Result.same
    made = hubs.cover(tx, hub, sheet.part, now, **values)
    exchange.remember(tx, FUNCTION, sheet.key, made.id)
    exchange.mark(tx, functions, made.id, example=example)
    return Result.new if held is None else Result.changed


def all_functions(tx: Connection) -> Iterator[tuple[str, Reach, Phase, Function]]:
    """Yield what was told of the functions of the hubs on the list."""
    names = networks.named(tx, hubs.listed(tx, MOST_HUBS))
    for each in hubs.load(tx, list(names)).values():
        for function in each.functions:
            if function.id:
                yield names[each.network_id], each.reach, each.phase, function


MOST_HUBS = 1_000


def put_task(tx: Connection, key: str, draft: Draft, now: datetime, *, example: bool = False) -> Result:
    """Put the task with that key: what a file says of it beside its state, which people here changed since."""
    id_ = exchange.known(tx, TASK, key)
    held = tasks.get(tx, id_) if id_ is not None else None
    if held is None:
        made = tasks.put(tx, None, draft, now)
        exchange.remember(tx, TASK, key, made.id)
        exchange.mark(tx, task_table, made.id, example=example)
        return Result.new
    values = {name: value for name, value in tasks.columns_of(draft).items() if value}
    before = tasks.columns_of(held.draft)
    changed = any(before[name] != value for name, value in values.items())
    if changed:
        tx.execute(update(task_table).where(task_table.c.id == held.id).values(**values, changed_at=now))
    regions, themes = draft.regions or held.draft.regions, draft.themes or held.draft.themes
    if (regions, themes) != (held.draft.regions, held.draft.themes):
        tasks.describe(tx, held.id, regions, themes)
        changed = True
    if changed:
        tasks.reindexed(tx, held.id)
    return Result.changed if changed else Result.same


def all_tasks(tx: Connection) -> Iterator[Task]:
    for ids in exchange.pages(tx, task_table):
        yield from tasks.load(tx, ids)


def becomes(tx: Connection, network: int) -> int | None:
    """Read what a programme goes over into, when that is told."""
    its = Thing(Subject.network, network)
    return next(
        (
            each.other.id
            for each in links.of(tx, [its]).get(its, [])
            if each.kind is LinkKind.opvolger_van and each.back and each.other.kind == Subject.network
        ),
        None,
    )
