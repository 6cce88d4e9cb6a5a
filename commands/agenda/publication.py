"""Gives the web the agenda items that their maker put there, without anybody's name."""

from collections.abc import Mapping, Sequence

from bot.things.publication import Projection, Published
from commands.agenda.life import Act
from storage.agenda import items
from storage.agenda.item import ITEM, Item, State
from storage.database.database import Tx

_SEEN = frozenset({State.listed, State.taken_up, State.done})


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    found = items.load(tx, ids)
    return {each.id: _shown(each) for each in found if each.published and each.room_id is None and each.state in _SEEN}


def _shown(item: Item) -> Projection:
    return {
        "number": item.number,
        "text": item.text,
        "agenda": item.list_name,
        "half": item.half.value,
        "state": item.state.value,
        "knowing": item.knowing.value,
        "result": item.result,
        "regions": sorted(item.regions),
        "themes": sorted(item.themes),
        "supporters": len(item.supporters),
        "made": item.made_at.isoformat(),
    }


PUBLISHED = Published(ITEM, Act.publish, _project)
