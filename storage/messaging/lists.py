"""Takes from lists what places read and are about, and gives all that the bot is in."""

from collections.abc import Iterator

from sqlalchemy import Connection

from storage import exchange, tables
from storage.exchange import Result
from storage.messaging import conversations


def put_place(
    tx: Connection, audience: conversations.Audience, language: str, regions: frozenset[int], themes: frozenset[int]
) -> Result:
    """Say what a place that the bot is in reads and is about."""
    after = (language, regions or audience.regions, themes or audience.themes)
    if after == (audience.language, audience.regions, audience.themes):
        return Result.same
    conversations.describe(tx, audience.id, language=after[0], regions=after[1], themes=after[2])
    return Result.changed


def all_places(tx: Connection) -> Iterator[conversations.Audience]:
    """Channels and groups that the bot is in."""
    for ids in exchange.pages(tx, tables.conversations):
        for id_ in ids:
            found = conversations.get(tx, id_)
            if found and found.left_at is None and found.kind != "personal":
                yield found
