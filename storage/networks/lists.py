"""Takes networks from lists, and gives them all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, select

from storage import exchange, tables
from storage.exchange import Result
from storage.networks import endings, networks
from storage.networks.network import Network, Sheet
from storage.vocabulary import NetworkStatus


def put_network(
    tx: Connection,
    sheet: Sheet,
    now: datetime,
    *,
    confirmed_on: date | None,
    until: date | None = None,
    example: bool = False,
) -> tuple[int, Result]:
    """List the network of that name from the start, or bring it up to date."""
    held = next(iter(networks.load(tx, networks.by_name(tx, sheet.name)[:1])), None)
    if held is None:
        made = networks.create(tx, sheet, NetworkStatus.listed, now, by=None, confirmed_on=confirmed_on)
        exchange.mark(tx, tables.networks, made.id, example=example)
        if until:
            endings.ends(tx, made.id, until)
        return made.id, Result.new
    before = _sheet_of(tx, held)
    after = replace(
        before,
        name=sheet.name,
        kind=sheet.kind,
        level=sheet.level,
        aim=sheet.aim or before.aim,
        organisation_id=sheet.organisation_id or before.organisation_id,
        website=sheet.website or before.website,
        how_to_join=sheet.how_to_join or before.how_to_join,
        regions=sheet.regions or before.regions,
        themes=sheet.themes or before.themes,
        also=tuple(sorted({*before.also, *sheet.also})),
        needs=sheet.needs or before.needs,
        offers=sheet.offers or before.offers,
    )
    changed = after != before
    if changed:
        networks.change(tx, held.id, after, now)
    if confirmed_on and (held.confirmed_on is None or held.confirmed_on < confirmed_on):
        networks.confirm(tx, held.id, confirmed_on)
        changed = True
    if until and endings.ending(tx, held.id) != endings.Ending(held.id, until):
        endings.ends(tx, held.id, until)
        changed = True
    return held.id, Result.changed if changed else Result.same


def all_networks(tx: Connection) -> Iterator[Network]:
    for ids in exchange.pages(tx, tables.networks):
        yield from networks.load(tx, ids)


def network_names(tx: Connection) -> dict[int, list[str]]:
    return exchange.other_names(tx, tables.network_names, "network_id")


def _sheet_of(tx: Connection, network: Network) -> Sheet:
    names = tables.network_names
    also = tx.execute(select(names.c.name).where(names.c.network_id == network.id)).scalars()
    others = tuple(sorted(name for name in also if name != network.name))
    return replace(networks.sheet_of(network), also=others)
