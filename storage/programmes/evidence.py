"""Writes who does what as evidence for search, with the change itself: tasks, those who hold a part, and who takes care
of a function of a hub.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from storage import search
from storage.atlas import theme_names
from storage.links import Thing
from storage.members import people, reach
from storage.programmes.hub import Covered, Function
from storage.programmes.part import Held, Standing
from storage.programmes.task import SHOWN, TASK, Task
from storage.search import Evidence, Owner
from storage.search.audiences import MEMBERS
from storage.tables import network_names, network_regions, network_themes

PART, FUNCTION = "part", "hub function"
DOES = "does"
"""What a member or network has to do with what they do."""


def task(tx: Connection, what: Task) -> None:
    """Let a task be found, and those who have a side by what it is about."""
    themes = ", ".join(theme_names(tx, what.draft.themes))
    shown = what.state in SHOWN
    for each in what.people:
        if not shown or each.standing is not Standing.holds:
            gone(tx, each)
        else:
            _of_part(tx, each, what.title, themes)
            _works(tx, each, what.draft.regions, what.draft.themes)
    if not shown:
        search.withdraw(tx, TASK, what.id)
        search.remove(tx, TASK, what.id)
        return
    search.admit(
        tx,
        search.Subject(
            TASK,
            what.id,
            what.title,
            audience=MEMBERS,
            regions=tuple(sorted(what.draft.regions)),
            themes=tuple(sorted(what.draft.themes)),
            sort=what.state,
            confirmed=what.changed_at,
        ),
    )
    itself = (Owner(TASK, what.id, "self"),)
    told = ". ".join(each.text for each in what.lines)
    rows = [
        Evidence("task", what.title, told, itself, audience=MEMBERS, at=what.changed_at),
        Evidence("themes", themes, owners=itself, audience=MEMBERS, at=what.changed_at),
    ]
    if what.result or what.draft.learnt:
        learnt = what.result or what.draft.learnt
        rows.append(Evidence("outcome", what.title, learnt, itself, audience=MEMBERS, at=what.changed_at))
    search.put(tx, TASK, what.id, rows)


def part(tx: Connection, what: Held) -> None:
    """Let somebody be found by what they do in a programme or hub, on what that is about."""
    if what.standing is not Standing.holds or what.network_id is None:
        gone(tx, what)
        return
    _of_part(tx, what, *_network(tx, what.network_id))
    _works(tx, what, *_where(tx, what.network_id))


def gone(tx: Connection, what: Held) -> None:
    """They do it no longer, or not yet."""
    search.remove(tx, PART, what.id)
    if reach.remove(tx, Thing(PART, what.id)):
        people.reindexed(tx, what.member_id)


def _works(tx: Connection, what: Held, in_regions: Iterable[int], themes: Iterable[int]) -> None:
    """They work there, on that: whoever looks for somebody there finds them."""
    if reach.put(tx, what.member_id, Thing(PART, what.id), in_regions, themes):
        people.reindexed(tx, what.member_id)


def function(tx: Connection, what: Function) -> None:
    """Let a network be found by the function of a hub that it takes care of."""
    if what.by_network is None or what.covered is Covered.no:
        search.remove(tx, FUNCTION, what.id)
        return
    named, themes = _network(tx, what.network_id)
    owners = (Owner("network", what.by_network, DOES),)
    row = Evidence("function", f"{named}: {what.part}", themes, owners, audience=MEMBERS, at=what.confirmed_at)
    search.put(tx, FUNCTION, what.id, [row])


def _of_part(tx: Connection, what: Held, named: str, themes: str) -> None:
    owners = (Owner("member", what.member_id, DOES),)
    rows = [
        Evidence("part", f"{named}: {what.part}", owners=owners, audience=MEMBERS, at=what.at),
        Evidence("themes", themes, owners=owners, audience=MEMBERS, at=what.at),
    ]
    search.put(tx, PART, what.id, rows)


def _network(tx: Connection, network: int) -> tuple[str, str]:
    """All that a network goes by, and its themes."""
    names = tx.execute(
        select(network_names.c.name).where(network_names.c.network_id == network).order_by(network_names.c.name)
    ).scalars()
    return ", ".join(names), ", ".join(theme_names(tx, _where(tx, network)[1]))


def _where(tx: Connection, network: int) -> tuple[frozenset[int], frozenset[int]]:
    """Read the regions and themes of a network."""
    in_regions = select(network_regions.c.region_id).where(network_regions.c.network_id == network)
    themes = select(network_themes.c.theme_id).where(network_themes.c.network_id == network)
    return frozenset(tx.execute(in_regions).scalars()), frozenset(tx.execute(themes).scalars())
