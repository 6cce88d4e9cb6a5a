"""Gives the web the networks on the list: approved ones, as whoever registered them describes them."""

from collections.abc import Mapping, Sequence

from bot.chat.texts import _
from bot.command.labels import LEVELS, NETWORK_KINDS
from bot.things.publication import CHANGED, NUMBER, Field, Pages, Projection, Published, Shown
from storage.database.database import Tx
from storage.networks import networks
from storage.networks.network import Network
from storage.networks.publication import SHELF
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
        "listed": network.listed_at.isoformat() if network.listed_at else "",
        "changed": network.changed_at.isoformat(),
    }


_PAGES = Pages(
    {"nl": "netwerken", "en": "networks"},
    _("Networks"),
    _("Network"),
    _("Knowledge and learning networks in which people of public organisations work together."),
    SHELF,
    "name",
    (
        NUMBER,
        Field("name", "naam", _("Name"), schema="name"),
        Field("aim", "doel", _("What it is for"), schema="description"),
        Field("kind", "soort", _("Kind"), Shown.label, NETWORK_KINDS),
        Field("level", "niveau", _("Level"), Shown.label, LEVELS),
        Field("organisation", "organisatie", _("Organisation")),
        Field("join", "meedoen", _("How to join")),
        Field("website", "website", _("Website"), Shown.link, schema="url"),
        Field("regions", "regios", _("Regions"), Shown.regions, schema="areaServed"),
        Field("themes", "themas", _("Themes"), Shown.themes, schema="knowsAbout"),
        Field("confirmed", "bevestigdOp", _("Confirmed on"), Shown.day),
        Field("listed", "sinds", _("On the list since"), Shown.moment),
        CHANGED,
    ),
    sorted_by="kind",
    schema="Organization",
    made="listed",
)
PUBLISHED = Published("network", "approve", _project, _PAGES)
