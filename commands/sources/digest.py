"""Tells in a digest of new sources, and of new issues."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Item, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import _
from bot.digest.selection import Section, Story, look
from commands.sources.browse import list_sources
from storage.database.database import Tx
from storage.sources import sources
from storage.sources.source import Source

MOST_READ = 5_000


def _story(source: Source, key: str, at: datetime, by: int | None, told: str) -> Story:
    return Story(
        key=key,
        thing=f"source/{source.id}",
        at=at,
        draw=partial(_drawn, source, told),
        regions=source.draft.regions,
        themes=source.draft.themes,
        by=frozenset({by} if by is not None else ()),
    )


def _drawn(source: Source, told: str) -> Item:
    notes = (words(shorten(told, 110)),) if told else ()
    return Item(words(Bold(source.number), " ", source.title), notes, look(source.number, _("View")))


def _gather(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    new = [
        _story(each, f"source/{each.id}", each.made_at, each.member_id, each.draft.owner)
        for each in sources.put_between(tx, since, until, MOST_READ)
    ]
    issued = [
        _story(each, f"issue/{note.id}", note.at, note.member_id, note.text)
        for each, note in sources.issued_between(tx, since, until, MOST_READ)
    ]
    return sorted((*new, *issued), key=lambda each: each.at, reverse=True)


NEW = Section("sources", _("Maps and figures"), 56, _gather, most=2, more=list_sources.line())
