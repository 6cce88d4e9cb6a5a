"""Counts new networks, and tells which networks share members."""

from collections.abc import Sequence

from bot.chat.texts import _
from bot.things.measures import Counts, Tie, Ties
from storage.database.database import Tx
from storage.links import Thing
from storage.networks import measures


def _sharing(tx: Tx, least: int) -> Sequence[Tie]:
    return [
        Tie(Thing("network", one), Thing("network", other), shared)
        for one, other, shared in measures.shared_members(tx, least)
    ]


LISTED = Counts("networks listed", _("networks that came on the list"), measures.listed)
SHARED_MEMBERS = Ties("shared members", _("members in common"), 2, _sharing)
