"""Takes out of what was written and sent what tells of a member: by whose it is, never by what it says.

Whose something is, is said by ids: columns that point at members, who sent an event, whom a letter answers, spans with
the number of a member (`bot.chat.spans.Named`), and mentions of an identity. So what somebody is called harms nobody.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, and_, cast, delete, func, or_, select, update
from sqlalchemy import Text as SqlText

from storage import tables
from storage.accounts import copies
from storage.members.member import KnownIdentity
from storage.messaging.outbox import Letter, personal_key
from storage.tables import inbox, outbox, posts
from storage.tables.base import metadata
from storage.tables.retention import is_kept
from storage.vocabulary import Operation, Subject

SOMEONE = {"nl": "een deelnemer", "en": "a member"}
"""What takes the place of a name in what was written already, by the language that it was written in."""

KNOWN_SINCE = 2
"""The version of payloads from which on spans tell of whom they are."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Of one member: what they are known by."""

    member: int
    identities: frozenset[tuple[str, str]]
    """(platform, native id)"""

    def without(self, data: Any, someone: str = SOMEONE["nl"]) -> Any:  # Any: JSON
        """The same without what tells of them."""
        match data:
            case {"$": "Named", "member": self.member, "own": True}:
                return ""
            case {"$": "Named", "member": self.member, "span": {"$": ("Bold" | "Italic") as kind}}:
                return {"$": kind, "text": someone}
            case {"$": "Named", "member": self.member}:
                return someone
            case {"$": "Mention", "platform": str(platform), "id": str(id)} if (platform, id) in self.identities:
                return someone
            case {"$": "Identity", "platform": str(platform), "id": str(id)} if (platform, id) in self.identities:
                return {"$": "Identity", "platform": platform, "id": "erased", "name": ""}
            case list():
                kept = (self.without(each, someone) for each in data)
                return [each for each in kept if not _is_empty(each)]
            case Mapping():
                return {key: self.without(each, someone) for key, each in data.items()}
            case _:
                return data


def _is_empty(block: Any) -> bool:  # Any: JSON
    """Tell whether nothing is left of a text, a quote or a fact."""
    match block:
        case {"$": "Text" | "Quote", "words": [""]} | {"$": "Fact", "value": [""]}:
            return True
        case _:
            return False


def of(member: int, identities: Iterable[KnownIdentity]) -> Traces:
    return Traces(member, frozenset((each.platform, each.native_id) for each in identities))


def forget_messages(tx: Connection, traces: Traces) -> list[Letter]:
    """Let go of what they wrote, and of what was written to them: answers in places of many are taken back."""
    letters: list[Letter] = []
    for platform, native_id in sorted(traces.identities):
        _forget_messages(tx, platform, native_id)
        letters += _take_back(tx, platform, native_id)
    return letters


def forget(tx: Connection, traces: Traces, *, everything: bool) -> list[Letter]:
    """Take them out of all else that is kept; with `everything`, also words on which others built.

    Gives what is to be sent: what others were told comes again without them, where a platform allows it.
    """
    for mark in ("words_of", "kept_words_of") if everything else ("words_of",):
        _forget_words(tx, traces.member, mark)
    _forget_acts(tx, traces.member)
    return _rewrite(tx, traces)


def hand_over(tx: Connection, goes: int, stays: int) -> None:
    """Words in letters that tell of one member are of another from now on: two became one."""

    def renamed(data: Any) -> Any:  # Any: JSON
        match data:
            case {"$": "Named", "member": member} if member == goes:
                return {**data, "member": stays}
            case list():
                return [renamed(each) for each in data]
            case Mapping():
                return {key: renamed(each) for key, each in data.items()}
            case _:
                return data

    for table, column in ((each.table, each) for each in (outbox.c.payload, *copies.replies())):
        for row in tx.execute(select(table.c.id, column).where(may_hold(column, of(goes, ())))).all():
            tx.execute(update(table).where(table.c.id == row[0]).values({column: renamed(row[1])}))


def unresolved(tx: Connection) -> int:
    """Letters from before spans told of whom they are, in which a name may stand that is not known as somebody's."""
    return tx.execute(select(func.count()).where(outbox.c.payload_version < KNOWN_SINCE)).scalar_one()


def written_by(platform: str, native_id: str) -> ColumnElement[bool]:
    """The events in the inbox that someone sent."""
    sender, inner = inbox.c.payload["sender"], inbox.c.payload["message"]["sender"]
    return or_(
        (sender["platform"].as_string() == platform) & (sender["id"].as_string() == native_id),
        (inner["platform"].as_string() == platform) & (inner["id"].as_string() == native_id),
    )


def sent_to(platform: str, native_id: str) -> ColumnElement[bool]:
    """The letters to someone alone."""
    direct = select(tables.identities.c.direct_conversation).where(
        tables.identities.c.platform == platform, tables.identities.c.native_id == native_id
    )
    place = cast(direct.scalar_subquery(), SqlText)
    return or_(
        outbox.c.conversation_key == personal_key(platform, native_id),
        cast(outbox.c.conversation, SqlText) == place,
        (outbox.c.conversation["kind"]["value"].as_string() == "personal") & _answers(platform, native_id),
    )


def _answers(platform: str, native_id: str) -> ColumnElement[bool]:
    return and_(outbox.c.payload["asker"].as_string() == native_id, outbox.c.platform == platform)


def _forget_messages(tx: Connection, platform: str, native_id: str) -> None:
    """Empty what they wrote; the row stays so that a repeat is still known as one. Drop what was written to them."""
    written = written_by(platform, native_id)
    tx.execute(update(inbox).where(written).values(payload={}, conversation_key="erased", reply=None))
    tx.execute(delete(outbox).where(sent_to(platform, native_id)))


def _take_back(tx: Connection, platform: str, native_id: str) -> list[Letter]:
    """What answered them in a place of many says what they asked. A card that lives on there is drawn again."""
    letters: list[Letter] = []
    lives = or_(is_kept(outbox.c.key), outbox.c.key.in_(select(posts.c.outbox_key)))
    for row in tx.execute(select(outbox, lives.label("lives")).where(_answers(platform, native_id))).all():
        if row.lives:
            payload = {**row.payload, "asker": None, "line": None}
            tx.execute(update(outbox).where(outbox.c.id == row.id).values(payload=payload))
        else:
            letters += copies.take_back(tx, row)
    return letters


def _forget_words(tx: Connection, member: int, mark: str) -> None:
    """A column says whose words it holds: `info={"words_of": "reporter_id"}`."""
    for column in _that_say(mark):
        whose = column.table.c[column.info[mark]]
        nothing = None if column.nullable else ""
        tx.execute(update(column.table).where(whose == member).values({column: nothing}))


def _forget_acts(tx: Connection, member: int) -> None:
    """Keep what was done to them, to be answered for, but not to whom; of a report that it was, not what it says."""
    audit, reports = tables.audit.c, tables.reports.c
    about = and_(audit.subject == Subject.member, audit.subject_id == member)
    tx.execute(update(tables.audit).where(about).values(subject_id=None))
    named = audit.detail["member"].as_integer() == member
    for row in tx.execute(select(audit.id, audit.detail).where(named)).all():
        told = {key: value for key, value in row.detail.items() if key != "member"}
        tx.execute(update(tables.audit).where(audit.id == row.id).values(detail=told))
    tx.execute(
        update(tables.reports).where(reports.subject == Subject.member, reports.subject_id == member).values(reason="")
    )


def _rewrite(tx: Connection, traces: Traces) -> list[Letter]:
    for column in (inbox.c.payload, *copies.replies()):
        id = column.table.c.id
        for row in tx.execute(select(id, column).where(may_hold(column, traces))).all():
            tx.execute(update(column.table).where(id == row[0]).values({column: traces.without(row[1])}))
    letters: dict[str, Letter] = {}
    for row in tx.execute(select(outbox).where(may_hold(outbox.c.payload, traces))).all():
        payload = traces.without(row.payload, SOMEONE.get(row.payload.get("language", "nl"), SOMEONE["nl"]))
        if payload != row.payload:
            tx.execute(update(outbox).where(outbox.c.id == row.id).values(payload=payload))
            if row.sent_at is not None:
                letters[row.key] = copies.following(row, Operation.update, payload)
    return list(letters.values())


def may_hold(column: ColumnElement[Any], traces: Traces) -> ColumnElement[bool]:  # Any: JSON
    """Rows that may hold one of their ids, a few too many: what is in them is looked at one by one."""
    ids = {
        json.dumps(native_id, ensure_ascii=plain)
        for _platform, native_id in traces.identities
        for plain in (False, True)
    }
    keys = [f'"member": {traces.member}', *(f'"id": {id}' for id in sorted(ids))]
    return or_(*(cast(column, SqlText).contains(key, autoescape=True) for key in keys))


def _that_say(mark: str) -> Iterator[Column[Any]]:
    for table in metadata.sorted_tables:
        yield from (column for column in table.columns if mark in column.info)
