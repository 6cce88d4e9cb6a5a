"""Lets groups be found by who asks `wie weet`: a place to go to, which knows nothing itself."""

from collections.abc import Collection, Mapping
from typing import Final

from bot.chat.reply import Action, Item, Words, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Context
from bot.search.findable import Findable, Source
from bot.search.reasons import Reason
from bot.search.search import Hit
from commands.groups.browse import show_group
from storage.database.database import Tx
from storage.groups import groups
from storage.groups.group import GROUP, Group


def _read(tx: Tx, ids: Collection[int]) -> Mapping[int, Group]:
    return {each.id: each for each in groups.every(tx) if each.id in ids}


def _draw(_ctx: Context, hit: Hit, group: Group | None, reasons: tuple[Words, ...], _need: str) -> Item | None:
    if group is None:
        return None
    closed = (words(_("a closed group: ask to be let in")),) if group.closed else ()
    return Item(words(Bold(hit.name)), (*reasons, *closed), (Action(_("View"), show_group.line(group.name)),))


def _reason(_ctx: Context, _hit: Hit, why: Reason, group: Group | None) -> Words | None:
    return words(_("for {whom}", whom=group.for_whom)) if group is not None and group.for_whom else None


FINDABLE: Final = Findable(GROUP, _("Groups"), _draw, _read, rank=70, knows=False)
SOURCE: Final = Source(GROUP, _reason, _read)
