"""Selects the networks that a filter asks for."""

from sqlalchemy import Select, func, intersect, select

from storage import tables
from storage.database.text import fold
from storage.networks import resources
from storage.networks.network import Filter
from storage.tables import networks
from storage.vocabulary import NetworkStatus


def matching(which: Filter) -> Select[int]:
    """Select the listed networks that fit."""
    statement = select(networks.c.id).where(networks.c.status == NetworkStatus.listed)
    about = [
        select(table.c.network_id).where(table.c[column].in_(ids))
        for ids, table, column in (
            (which.regions, tables.network_regions, "region_id"),
            (which.themes, tables.network_themes, "theme_id"),
        )
        if ids is not None
    ]
    if about:
        # What both hold is few, and found without looking at each network: PostgreSQL would go through all of them.
        statement = statement.where(networks.c.id.in_(intersect(*about) if len(about) > 1 else about[0]))
    if which.kinds:
        statement = statement.where(networks.c.kind.in_(which.kinds))
    if which.organisation is not None:
        statement = statement.where(networks.c.organisation_id == which.organisation)
    if which.side is not None:
        statement = statement.where(networks.c.id.in_(resources.having(which.side, which.resources)))
    if which.ends is not None:
        first, until = which.ends
        day = tables.network_endings.c.ends_on
        ending = select(tables.network_endings.c.network_id).where(day >= first, day < until)
        statement = statement.where(networks.c.id.in_(ending))
    if which.levels:
        statement = statement.where(networks.c.level.in_(which.levels))
    for word in which.words:
        statement = statement.where(
            networks.c.id.in_(
                select(tables.network_names.c.network_id).where(
                    tables.network_names.c.folded.contains(fold(word), autoescape=True)
                )
            )
            | func.lower(networks.c.aim).contains(word.lower(), autoescape=True)
            | networks.c.organisation_id.in_(
                select(tables.organisation_names.c.organisation_id).where(
                    tables.organisation_names.c.folded.contains(fold(word), autoescape=True)
                )
            )
        )
    return statement
