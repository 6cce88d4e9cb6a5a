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
from storage.members.member import KnownIdentity
from storage.messaging.outbox import Letter, personal_key
from storage.tables import inbox, outbox, posts
from storage.tables.base import metadata
from storage.tables.retention import is_kept
from storage.vocabulary import Lane, Operation, Subject

SOMEONE = {"nl": "een deelnemer", "en": "a member"}
"""What takes the place of a name in what was written already, by the language that it was written in."""

KNOWN_SINCE = 2
"""The version of payloads from which on spans tell of whom they are."""

_NOTHING = {"$": "Reply", "blocks": []}


@dataclass(frozen=True, slots=True)
class Traces:
    """Of one member: what they are known by."""

    member: int
    identities: frozenset[tuple[str, str]]
    """(platform, native id)"""

    def without(self, data: Any, someone: str = SOMEONE["nl"]) -> Any:  # Any: JSON
        """The same without what tells of them."""
        match data:
            case {"$": "Named", "member": self.member, "span": {"$": "Link", "text": text}}:
                return text  # a file keeps what it was called, as answers keep their words; where it lies is theirs
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
                return [self.without(each, someone) for each in data]
            case Mapping():
                return {key: self.without(each, someone) for key, each in data.items()}
            case _:
                return data


def of(member: int, identities: Iterable[KnownIdentity]) -> Traces:
    return Traces(member, frozenset((each.platform, each.native_id) for each in identities))


def forget(tx: Connection, traces: Traces) -> list[Letter]:
    """Take them out of all that is kept.

    Gives what is to be sent: what others were told comes again without them, where a platform allows it, and what
    answered them where others read it is taken back.
    """
    letters = []
    for platform, native_id in sorted(traces.identities):
        _forget_messages(tx, platform, native_id)
        letters += _take_back(tx, platform, native_id)
    _forget_words(tx, traces.member)
    _forget_acts(tx, traces.member)
    return [*letters, *_rewrite(tx, traces)]


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

    for table, column in ((outbox, outbox.c.payload), (inbox, inbox.c.reply)):
        for row in tx.execute(select(table.c.id, column).where(_may_hold(column, of(goes, ())))).all():
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
    letters = []
    lives = or_(is_kept(outbox.c.key), outbox.c.key.in_(select(posts.c.outbox_key)))
    for row in tx.execute(select(outbox, lives.label("lives")).where(_answers(platform, native_id))).all():
        payload = {**row.payload, "asker": None, "line": None} if row.lives else _NOTHING
        tx.execute(update(outbox).where(outbox.c.id == row.id).values(payload=payload))
        if row.native_id is not None and not row.lives:
            letters.append(_following(row, Operation.delete, payload))
    return letters


def _forget_words(tx: Connection, member: int) -> None:
    """A column says whose words it holds: `info={"words_of": "reporter_id"}`."""
    for column in _that_say("words_of"):
        whose = column.table.c[column.info["words_of"]]
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
    for column in (inbox.c.payload, inbox.c.reply):
        for row in tx.execute(select(inbox.c.id, column).where(_may_hold(column, traces))).all():
            tx.execute(update(inbox).where(inbox.c.id == row[0]).values({column: traces.without(row[1])}))
    letters: dict[str, Letter] = {}
    for row in tx.execute(select(outbox).where(_may_hold(outbox.c.payload, traces))).all():
        payload = traces.without(row.payload, SOMEONE.get(row.payload.get("language", "nl"), SOMEONE["nl"]))
        if payload != row.payload:
            tx.execute(update(outbox).where(outbox.c.id == row.id).values(payload=payload))
            if row.native_id is not None:
                letters[row.key] = _following(row, Operation.update, payload)
    return list(letters.values())


def _may_hold(column: ColumnElement[Any], traces: Traces) -> ColumnElement[bool]:  # Any: JSON
    """Rows that may hold one of their ids, a few too many: what is in them is looked at one by one."""
    ids = {
        json.dumps(native_id, ensure_ascii=plain)
        for _platform, native_id in traces.identities
        for plain in (False, True)
    }
    keys = [f'"member": {traces.member}', *(f'"id": {id}' for id in sorted(ids))]
    return or_(*(cast(column, SqlText).contains(key, autoescape=True) for key in keys))


def _following(row: Any, operation: Operation, payload: Mapping[str, Any]) -> Letter:  # Any: a row, JSON
    """What is to become of a letter that was sent."""
    return Letter(
        key=f"{row.key}/erased/{row.id}",
        platform=row.platform,
        conversation_key=row.conversation_key,
        conversation=row.conversation,
        lane=Lane.notice,
        operation=operation,
        payload=payload,
        payload_version=row.payload_version,
        trace=row.trace,
        target=row.key,
    )


def _that_say(mark: str) -> Iterator[Column[Any]]:
    for table in metadata.sorted_tables:
        yield from (column for column in table.columns if mark in column.info)
