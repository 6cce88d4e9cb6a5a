"""Declares the file of networks: those that are listed."""

from collections.abc import Iterator

from bot.chat.texts import _
from bot.exchange.format import NUMBER, Format
from bot.exchange.refused import none_of
from bot.exchange.row import LONGEST_TEXT, Rejected, Row, joined
from bot.exchange.view import View, also
from storage.exchange import Result
from storage.networks import endings, lists
from storage.networks.network import Sheet
from storage.vocabulary import Level, NetworkKind, NetworkStatus, Place, Resource


def _network(row: Row) -> Result:
    website = row.text("website", 400)
    if website and not website.startswith(("https://", "http://")):
        raise Rejected(_("an address begins with https://."), "website")
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
        needs=_resources(row, "needs"),
        offers=_resources(row, "offers"),
    )
    confirmed = row.day("confirmed")
    until = row.day("until")
    now, example = row.world.now, row.world.example
    return lists.put_network(row.tx, sheet, now, confirmed_on=confirmed, until=until, example=example)[1]


def _resources(row: Row, column: str) -> frozenset[Resource]:
    said = row.several(column)
    unknown = [each for each in said if each not in frozenset(Resource)]
    if unknown:
        raise Rejected(none_of(unknown[0], Resource), column)
    return frozenset(map(Resource, said))


_NOT_ON_WEB = ("also", "needs", "offers", "until")
"""What its page does not show."""


def _networks(view: View) -> Iterator[dict[str, str]]:
    names, until = lists.network_names(view.tx), endings.every(view.tx)
    for each in lists.all_networks(view.tx):
        if each.status is not NetworkStatus.listed:
            continue
        row = {
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
            "needs": joined(sorted(each.needs)),
            "offers": joined(sorted(each.offers)),
            "until": until[each.id].isoformat() if each.id in until else "",
            NUMBER: str(each.id),
        }
        yield row if view.place is not Place.web else {**row, **dict.fromkeys(_NOT_ON_WEB, "")}


NETWORKS = Format(
    "networks",
    ("name", "kind", "level"),
    (
        "region",
        "themes",
        "organisation",
        "aim",
        "also",
        "join",
        "confirmed",
        "website",
        "needs",
        "offers",
        "until",
        NUMBER,
    ),
    _network,
    _networks,
    rank=40,
    private=frozenset({NUMBER}),
    web=True,
)
