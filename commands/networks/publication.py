"""Gives the web the networks on the list: approved ones, as whoever registered them describes them."""

from collections.abc import Mapping, Sequence

from bot.things.publication import Projection, Published
from storage.database.database import Tx
from storage.networks import networks
from storage.networks.network import Network
from storage.vocabulary import NetworkStatus


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    return {each.id: _shown(each) for each in networks.load(tx, ids) if each.status is NetworkStatus.listed}


def _shown(network: Network) -> Projection:
    # The convenors are not here: whether they show their names on the web is theirs to say.
    return {
        "number": f"N-{network.id}",
        "name": network.name,
        "kind": network.kind.value,
        "level": network.level.value,
        "aim": network.aim,
        "organisation": network.organisation or "",
        "join": network.how_to_join,
        "website": network.website or "",
        "regions": sorted(network.regions),
        "themes": sorted(network.themes),
        "confirmed": network.confirmed_on.isoformat() if network.confirmed_on else "",
    }


PUBLISHED = Published("network", "approve", _project)
