"""Writes what a network says as evidence for search, with the change itself."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time

from sqlalchemy import Connection

from storage import search
from storage.atlas import theme_names
from storage.networks.network import Network
from storage.search import Evidence, Owner
from storage.vocabulary import NetworkStatus


def network(tx: Connection, what: Network, names: Sequence[str], convenors: Iterable[int]) -> None:
    """Let a listed network be found, and its convenors by it."""
    if what.status is not NetworkStatus.listed:
        search.withdraw(tx, "network", what.id)
        search.remove(tx, "network", what.id)
        return
    search.admit(
        tx,
        search.Subject(
            "network",
            what.id,
            what.name,
            regions=tuple(sorted(what.regions)),
            themes=tuple(sorted(what.themes)),
            level=what.level,
            sort=what.kind,
            confirmed=datetime.combine(what.confirmed_on, time.min, UTC) if what.confirmed_on else None,
        ),
    )
    owners = (
        Owner("network", what.id, "self"),
        *(Owner("member", convenor, "convenor") for convenor in convenors),
    )
    also = ", ".join(name for name in names if name != what.name)
    search.put(
        tx,
        "network",
        what.id,
        [
            Evidence("name", ", ".join(filter(None, (what.name, also))), owners=owners),
            Evidence("aim", "", what.aim, owners),
            Evidence("themes", ", ".join(theme_names(tx, what.themes)), owners=owners),
            Evidence("organisation", what.organisation or "", owners=owners[:1]),
        ],
    )
