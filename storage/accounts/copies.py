"""Takes back what we sent of things that are gone: of a list their line, and else the letter that shows one.

A letter shows a thing when its number stands there as ours (`Code`, a button, the card itself), or words known as the
thing's (`bot.chat.spans.Named`). What people typed is not looked at.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, cast, delete, or_, select, update
from sqlalchemy import Text as SqlText

from storage.links import Thing
from storage.messaging.outbox import Letter
from storage.tables import outbox, posts
from storage.tables.base import metadata
from storage.vocabulary import Lane, Operation

NOTHING: Mapping[str, Any] = {"$": "Reply", "blocks": []}  # Any: JSON
"""A letter of which nothing is kept but that it was sent."""

MARK = 12
"""Letters of a digest that tell the corrections of one letter apart."""

AT_ONCE = 200
"""Things that are looked for in one statement: SQLite takes a thousand conditions."""


@dataclass(frozen=True)
class Gone:
    """Things of which nothing is to be shown, with their numbers; of what has none, an empty one."""

    things: Mapping[Thing, str]

    @cached_property
    def marks(self) -> frozenset[str]:
        return frozenset(f"{thing.kind}/{thing.id}" for thing in self.things)

    @cached_property
    def _numbers(self) -> re.Pattern[str]:
        any_of_them = "|".join(re.escape(number) for number in self.things.values() if number)
        return re.compile(rf"(?<![\w-])(?:{any_of_them or '(?!)'})(?!\w)", re.IGNORECASE)

    def shown_in(self, data: Any) -> bool:  # Any: JSON
        """Tell whether a letter, or a piece of one, shows any of them."""
        match data:
            case {"$": "Named", "thing": str(thing)} if thing in self.marks:
                return True
            case {"$": "Code", "text": str(text)}:
                return bool(self._numbers.search(text))
            case {"line": str(line)} if self._numbers.search(line):
                return True
            case list():
                return any(map(self.shown_in, data))
            case Mapping():
                return any(map(self.shown_in, data.values()))
            case _:
                return False

    def without(self, data: Any) -> Any:  # Any: JSON
        """Return the same with the lines of lists and the facts left out that show one."""
        match data:
            case {"$": "Items", "items": list(items)}:
                return {**data, "items": [each for each in items if not self.shown_in(each)]}
            case {"$": "Facts", "rows": list(rows)}:
                return {**data, "rows": [each for each in rows if not self.shown_in(each)]}
            case list():
                return list(map(self.without, data))
            case Mapping():
                return {key: self.without(each) for key, each in data.items()}
            case _:
                return data


def forget(tx: Connection, things: Mapping[Thing, str]) -> list[Letter]:
    """Take them out of all that was sent: the letters that bring this to the platforms."""
    letters: dict[str | None, Letter] = {}
    every = list(things.items())
    for start in range(0, len(every), AT_ONCE):
        gone = Gone(dict(every[start : start + AT_ONCE]))
        for column in replies():
            id = column.table.c.id
            for row in tx.execute(select(id, column).where(_may_show(column, gone))).all():
                kept = gone.without(row[1])
                if gone.shown_in(kept) and column.info.get("goes_whole"):
                    tx.execute(delete(column.table).where(id == row[0]))
                    continue
                told = NOTHING if gone.shown_in(kept) else kept
                tx.execute(update(column.table).where(id == row[0]).values({column: told}))
        lives = outbox.c.key.in_(select(posts.c.outbox_key)).label("lives")
        for row in tx.execute(select(outbox, lives).where(_may_show(outbox.c.payload, gone))).all():
            for letter in _corrected(tx, row, gone):
                # A message is taken back once, however often it was corrected.
                if letter.target not in letters or letters[letter.target].operation != Operation.delete:
                    letters[letter.target] = letter
    return list(letters.values())


def replies() -> Iterator[Column[Any]]:  # Any: JSON
    """Yield the columns in which replies are kept besides the outbox: `info={"reply": True}`."""
    for table in metadata.sorted_tables:
        yield from (column for column in table.columns if column.info.get("reply"))


def take_back(tx: Connection, row: Any) -> Iterator[Letter]:  # Any: a row of the outbox
    """Let a letter say nothing any more, on its platform too. What is on its way is taken back behind it."""
    if row.sent_at is None and (row.attempts == 0 or row.parked_at is not None):
        tx.execute(delete(outbox).where(outbox.c.id == row.id))
        return
    tx.execute(update(outbox).where(outbox.c.id == row.id).values(payload=NOTHING))
    if row.operation != Operation.delete:
        yield following(row, Operation.delete, NOTHING)


def following(row: Any, operation: Operation, payload: Mapping[str, Any]) -> Letter:  # Any: a row, JSON
    """Return what is to become of a letter, in the line of that letter: it never overtakes it.

    One letter may be corrected for several people, one after the other: what is left of it tells those apart.
    """
    first = row.key.partition("/erased/")[0]  # a correction of a correction has no longer key
    left = sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()[:MARK]
    return Letter(
        key=f"{first}/erased/{row.id}/{left}",
        platform=row.platform,
        conversation_key=row.conversation_key,
        conversation=row.conversation,
        lane=Lane(row.lane),
        operation=operation,
        payload=payload,
        payload_version=row.payload_version,
        trace=row.trace,
        target=row.target or row.key,
    )


def _corrected(tx: Connection, row: Any, gone: Gone) -> Iterator[Letter]:  # Any: a row of the outbox
    kept = gone.without(row.payload)
    if gone.shown_in(kept):
        if row.lives:
            # What is left of the thing is drawn there again.
            tx.execute(update(outbox).where(outbox.c.id == row.id).values(payload=NOTHING))
        else:
            yield from take_back(tx, row)
    elif kept != row.payload:
        tx.execute(update(outbox).where(outbox.c.id == row.id).values(payload=kept))
        if row.sent_at is not None:
            yield following(row, Operation.update, kept)


def _may_show(column: ColumnElement[Any], gone: Gone) -> ColumnElement[bool]:  # Any: JSON
    """Rows that may show one, a few too many: what is in them is looked at one by one."""
    looked_for = [*filter(None, gone.things.values()), *(f'"{mark}"' for mark in gone.marks)]
    return or_(*(cast(column, SqlText).contains(each, autoescape=True) for each in looked_for))
