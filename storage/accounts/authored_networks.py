"""Says what becomes of a network when who put it forward is forgotten."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select, update
from sqlalchemy.sql import exists

from storage.accounts.authored import Authored
from storage.messaging import cards
from storage.networks import networks as listed
from storage.tables import network_members, network_names, networks
from storage.tables.base import metadata
from storage.vocabulary import NetworkRole, NetworkStatus, Subject

LETTER = "N"


def _was_listed(_member: int) -> ColumnElement[bool]:
    return networks.c.listed_at.is_not(None)


def _driven_by_others(member: int) -> ColumnElement[bool]:
    """Tell whether another drives it too, and keeps its texts as much."""
    drives = (network_members.c.network_id == networks.c.id, network_members.c.role == NetworkRole.convenor)
    return exists(select(network_members.c.member_id).where(*drives, network_members.c.member_id != member))


def withdraw(tx: Connection, network: int, now: datetime) -> None:
    """Leave its number only: it is on the list no more."""
    tx.execute(delete(network_names).where(network_names.c.network_id == network))
    number = f"{LETTER}-{network}"
    tx.execute(
        update(networks)
        .where(networks.c.id == network)
        .values(
            name=number,
            folded=number.lower(),
            aim="",
            how_to_join="",
            website=None,
            organisation_id=None,
            sent_back_because=None,
            status=NetworkStatus.archived,
            changed_at=now,
        )
    )
    _call_it(tx, network, number)
    listed.reindexed(tx, network)


def _drop(tx: Connection, network: int) -> None:
    _call_it(tx, network, f"{LETTER}-{network}")
    tx.execute(delete(networks).where(networks.c.id == network))


def _call_it(tx: Connection, network: int, name: str) -> None:
    """Rename it where rows of others say what it is called: `info={"called_as": "network_id"}`."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if its := column.info.get("called_as"):
                here = update(table).where(table.c[its] == network).values({column: name})
                for row in tx.execute(here.returning(table.c.id)).scalars().all():
                    cards.touch(tx, table.info["thing"], row)


AUTHORED = Authored(
    Subject.network,
    LETTER,
    networks,
    "proposed_by",
    withdraw,
    drop=_drop,
    built_on=_was_listed,
    shared=_driven_by_others,
)
