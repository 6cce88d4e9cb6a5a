"""Declares the file of networks: those that are listed."""

from collections.abc import Iterator

from bot.exchange.format import NUMBER, Format
from bot.exchange.row import LONGEST_TEXT, Rejected, Row
from bot.exchange.view import View, also
from storage.exchange import Result
from storage.networks import lists
from storage.networks.network import Sheet
from storage.vocabulary import Level, NetworkKind, NetworkStatus


def _network(row: Row) -> Result:
    website = row.text("website", 400)
    if website and not website.startswith(("https://", "http://")):
        raise Rejected("website: an address begins with https://")
    sheet = Sheet(
        name=row.name("name", 160),
        kind=row.one_of("kind", NetworkKind, needed=True) or NetworkKind.kennisnetwerk,
        level=row.one_of("level", Level, needed=True) or Level.regionaal,
        aim=row.text("aim", LONGEST_TEXT),
        organisation_id=row.organisation("organisation"),
        website=website or None,
        how_to_join=row.text("join", LONGEST_TEXT),
        regions=row.regions("region"),
        themes=row.themes("themes"),
        also=row.several("also"),
    )
    confirmed = row.day("confirmed")
    return lists.put_network(row.tx, sheet, row.world.now, confirmed_on=confirmed, example=row.world.example)[1]


def _networks(view: View) -> Iterator[dict[str, str]]:
    names = lists.network_names(view.tx)
    for each in lists.all_networks(view.tx):
        if each.status is not NetworkStatus.listed:
            continue
        yield {
            "name": each.name,
            "kind": each.kind,
            "level": each.level,
            "region": view.regions(each.regions),
            "themes": view.themes(each.themes),
            "organisation": each.organisation or "",
            "aim": each.aim,
            "also": also(names, each.id, each.name),
            "join": each.how_to_join,
            "confirmed": each.confirmed_on.isoformat() if each.confirmed_on else "",
            "website": each.website or "",
            NUMBER: str(each.id),
        }


NETWORKS = Format(
    "networks",
    ("name", "kind", "level"),
    ("region", "themes", "organisation", "aim", "also", "join", "confirmed", "website", NUMBER),
    _network,
    _networks,
    rank=40,
    private=frozenset({NUMBER}),
)
