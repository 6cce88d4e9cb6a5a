"""Gives all that is held about a member in one piece, and erases it (AVG art. 15, 17 and 20)."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    and_,
    cast,
    delete,
    func,
    insert,
    null,
    or_,
    select,
    text,
    update,
)
from sqlalchemy import Text as SqlText

from storage import search, tables, things
from storage.links import Thing
from storage.members import evidence, people
from storage.members.member import KnownIdentity
from storage.messaging import cards
from storage.messaging import outbox as letters
from storage.messaging.outbox import Letter, personal_key
from storage.search.tables import search_row
from storage.tables import inbox, outbox
from storage.tables.base import metadata
from storage.tables.records import ERASURES_KEPT_DAYS
from storage.vocabulary import Lane, Operation, Subject

_BY_NAME = {"member_regions", "member_themes"}
"""Tables that are told by the names of what they point at."""
KEPT_DAYS = ERASURES_KEPT_DAYS

NAMES_AT_ONCE = 100
"""That are looked for in one statement: SQLite takes a thousand conditions, and each name may be two."""

SHORTEST_NAME = 4
"""Letters of a name that is taken out of old messages: a shorter one is too often a word."""

_UNREADABLE = {"direct_conversation", "hash", "conversation", "digest", "owners"}
"""Columns that say something to a machine only."""


def held(tx: Connection, member: int) -> dict[str, Any]:
    """Return everything about a member, by what it is: plain values, ready for JSON."""
    found: dict[str, Any] = {"member": _rows(tx, tables.members, tables.members.c.id == member)}
    for name, column in points_at_members():
        rows = _rows(tx, column.table, column == member)
        if rows:
            found[name] = rows
    for name, table, other in (
        ("regions", tables.member_regions, tables.regions),
        ("themes", tables.member_themes, tables.themes),
    ):
        names = tx.execute(select(other.c.name).join(table).where(table.c.member_id == member)).scalars().all()
        if names:
            found[name] = list(names)
    about = and_(tables.audit.c.subject == Subject.member, tables.audit.c.subject_id == member)
    done = _rows(tx, tables.audit, about)
    if done:
        found["done"] = done
    known = _rows(tx, search_row, and_(search_row.c.source_kind == "member", search_row.c.source_id == member))
    if known:
        found["found_by"] = known
    keys = tables.exchange_keys.c
    files = _rows(tx, tables.exchange_keys, and_(keys.kind == "member", keys.id == member))
    if files:
        found["files"] = files
    messages = _messages(tx, member)
    if messages:
        found["messages"] = messages
    return found


def points_at_members() -> list[tuple[str, Column[Any]]]:
    """Return every column of every table that says whose a row is, with what it is called in `held`.

    Read from the tables themselves, so that none can be forgotten. A column whose rows are called otherwise than its
    table says so: `info={"held": "drafts"}`.
    """
    found = []
    for table in metadata.sorted_tables:
        for column in table.columns:
            if table.name not in _BY_NAME and any(key.column is tables.members.c.id for key in column.foreign_keys):
                found.append((column.info.get("held", table.name), column))
    return found


def erase(tx: Connection, member: int, now: datetime) -> None:
    """Forget a member. What they asked and answered stays, as by "een deelnemer".

    Messages of ours that named them are sent again in place without the name, where the platform allows.
    """
    if tx.dialect.name == "postgresql":
        # What is being written to them at this moment is waited for, and then seen.
        tx.execute(text("LOCK TABLE outbox IN SHARE ROW EXCLUSIVE MODE"))
    who = people.get_one(tx, member)
    identities = people.identities_of(tx, member)
    files = _take_files(tx, member, identities)
    involved = things.involving(tx, member)
    for identity in identities:
        _forget_messages(tx, identity.platform, identity.native_id)
        mark = fingerprint(identity.platform, identity.native_id)
        tx.execute(delete(tables.erasures).where(tables.erasures.c.identity_hash == mark))
        tx.execute(insert(tables.erasures).values(identity_hash=mark, erased_at=now))
    named = {who.name, *(identity.name for identity in identities), *(identity.native_id for identity in identities)}
    named |= files
    corrected = _scrub(tx, named)
    evidence.forgotten(tx, member)
    search.rename(tx, ("member", member), None)
    things.forget(tx, [*things.going_with(tx, member), Thing("member", member)])
    tx.execute(delete(tables.posts).where(tables.posts.c.viewer_id == member))
    keys = tables.exchange_keys.c
    tx.execute(delete(tables.exchange_keys).where(keys.kind == "member", keys.id == member))
    # What still points at the member is set to null, or goes with it: the foreign keys say which.
    tx.execute(delete(tables.members).where(tables.members.c.id == member))
    for thing in involved:
        cards.touch(tx, *thing)
    letters.post(tx, corrected, now, leased=False)


def replay(tx: Connection, marks: Mapping[str, datetime], now: datetime) -> int:
    """After a restore: erase again who was erased since that backup, and did not come back before it. How many."""
    again = {
        row.member_id
        for row in tx.execute(select(tables.identities))
        if (erased := marks.get(fingerprint(row.platform, row.native_id))) and row.created_at <= erased
    }
    for member in sorted(again):
        erase(tx, member, now)
    return len(again)


def marks(tx: Connection) -> dict[str, datetime]:
    """Find who was erased, as fingerprints, and when."""
    rows = tx.execute(select(tables.erasures.c.identity_hash, tables.erasures.c.erased_at))
    return {row.identity_hash: row.erased_at for row in rows}


def is_erased(tx: Connection, platform: str, native_id: str) -> bool:
    """Tell whether that person asked to be erased."""
    mark = fingerprint(platform, native_id)
    return tx.execute(select(tables.erasures).where(tables.erasures.c.identity_hash == mark)).first() is not None


def fingerprint(platform: str, native_id: str) -> str:
    return sha256(f"{platform}:{native_id}".encode()).hexdigest()


def _that_say(mark: str) -> list[Column[Any]]:
    """Return the columns with a mark.

    `may_name`: others may have typed a name there, or we have kept what we told them. `files_of`: it holds links to
    files of the member in the column that it names.
    """
    return [column for table in metadata.sorted_tables for column in table.columns if mark in column.info]


def _rows(tx: Connection, table: FromClause, condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    return [
        {name: _plain(value) for name, value in row.items() if value is not None and name not in _UNREADABLE}
        for row in tx.execute(select(table).where(condition)).mappings()
    ]


def _plain(value: Any) -> Any:  # Any: what a column holds
    return value.isoformat() if hasattr(value, "isoformat") else value


def _messages(tx: Connection, member: int) -> list[dict[str, Any]]:
    """Return what they wrote to the bot and is still kept, and what it wrote to them."""
    found = []
    for identity in people.identities_of(tx, member):
        written = select(inbox.c.received_at, inbox.c.payload).where(_written_by(identity.platform, identity.native_id))
        for row in tx.execute(written.order_by(inbox.c.id)):
            message = _message(row.payload)
            files = [file["url"] for file in message.get("attachments", ())]
            told = {"at": row.received_at.isoformat(), "you": message.get("text", "")}
            found.append(told | ({"files": files} if files else {}))
        sent = select(outbox.c.created_at, outbox.c.payload).where(_sent_to(identity.platform, identity.native_id))
        for row in tx.execute(sent.order_by(outbox.c.id)):
            found.append({"at": row.created_at.isoformat(), "bot": " ".join(_strings(row.payload))})
    return sorted(found, key=lambda message: str(message["at"]))


def _take_files(tx: Connection, member: int, identities: Iterable[KnownIdentity]) -> set[str]:
    """Return the addresses of their files, which often say whose they are. What they wrote keeps none."""
    held: list[Any] = []  # Any: JSON
    for column in _that_say("files_of"):
        whose = column.table.c[column.info["files_of"]]
        held += tx.execute(select(column).where(whose == member)).scalars()
        tx.execute(update(column.table).where(whose == member).values({column: null()}))
    for identity in identities:
        written = select(inbox.c.payload).where(_written_by(identity.platform, identity.native_id))
        held += [_message(payload).get("attachments") for payload in tx.execute(written).scalars()]
    return {file["url"] for files in held for file in files or ()}


def _message(payload: Mapping[str, Any]) -> Mapping[str, Any]:  # Any: JSON
    """Return what was said in an event; of an edit, what it says now."""
    message: Mapping[str, Any] = payload.get("message", payload)
    return message


def _forget_messages(tx: Connection, platform: str, native_id: str) -> None:
    """Empty what they wrote; the row stays so that a repeat is still known as one. Drop what was written to them."""
    written = _written_by(platform, native_id)
    tx.execute(update(inbox).where(written).values(payload={}, conversation_key="erased", reply=None))
    tx.execute(delete(outbox).where(_sent_to(platform, native_id)))


def _written_by(platform: str, native_id: str) -> ColumnElement[bool]:
    sender, inner = inbox.c.payload["sender"], inbox.c.payload["message"]["sender"]
    return or_(
        (sender["platform"].as_string() == platform) & (sender["id"].as_string() == native_id),
        (inner["platform"].as_string() == platform) & (inner["id"].as_string() == native_id),
    )


def _sent_to(platform: str, native_id: str) -> ColumnElement[bool]:
    direct = select(tables.identities.c.direct_conversation).where(
        tables.identities.c.platform == platform, tables.identities.c.native_id == native_id
    )
    place = cast(direct.scalar_subquery(), SqlText)
    return or_(
        outbox.c.conversation_key == personal_key(platform, native_id),
        cast(outbox.c.conversation, SqlText) == place,
        (outbox.c.conversation["kind"]["value"].as_string() == "personal")
        & (outbox.c.payload["asker"].as_string() == native_id)
        & (outbox.c.platform == platform),
    )


def _scrub(tx: Connection, names: set[str]) -> list[Letter]:
    """Take their names out of what we wrote to others, and the links to their files.

    Gives what was sent already, to be sent again in its place.
    """
    told = sorted(name for name in names if len(name) >= SHORTEST_NAME)
    changed: dict[str, Letter] = {}
    for start in range(0, len(told), NAMES_AT_ONCE):
        changed |= _scrub_some(tx, set(told[start : start + NAMES_AT_ONCE]))
    return list(changed.values())


def _scrub_some(tx: Connection, telling: set[str]) -> dict[str, Letter]:
    changed: dict[str, Letter] = {}
    for column in _that_say("may_name"):
        (key,) = column.table.primary_key.columns
        for row in tx.execute(select(key, column).where(_names(column, telling))).all():
            told = _without(row[1], telling)
            tx.execute(update(column.table).where(key == row[0]).values({column: told}))
    mentions = _names(outbox.c.payload, telling)
    for row in tx.execute(select(outbox).where(mentions)).all():
        payload = _without(row.payload, telling)
        tx.execute(update(outbox).where(outbox.c.id == row.id).values(payload=payload))
        if row.native_id is not None:
            changed[row.key] = Letter(
                key=f"{row.key}/erased/{row.id}",
                platform=row.platform,
                conversation_key=row.conversation_key,
                conversation=row.conversation,
                lane=Lane.notice,
                operation=Operation.update,
                payload=payload,
                payload_version=row.payload_version,
                trace=row.trace,
                target=row.key,
            )
    return changed


def _names(column: ColumnElement[Any], names: set[str]) -> ColumnElement[bool]:  # Any: a column of JSON
    """Tell whether the JSON in a column holds any of these, however it is escaped or capitalised."""
    return or_(
        *(
            func.lower(cast(column, SqlText)).contains(form.lower(), autoescape=True)
            for name in names
            for form in {name, json.dumps(name)[1:-1]}
        )
    )


def _without(data: Any, names: set[str]) -> Any:  # Any: JSON
    match data:
        case {"$": "Link", "url": url, "text": text} if url in names:
            return _without(text, names)
        case str():
            for name in names:
                data = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "een deelnemer", data, flags=re.IGNORECASE)
            return data
        case list():
            return [_without(item, names) for item in data]
        case Mapping():
            return {key: _without(item, names) for key, item in data.items()}
        case _:
            return data


def _strings(data: Any) -> list[str]:  # Any: JSON
    """Return the words of a stored reply, without what only a program reads."""
    match data:
        case {"$": _, "value": str()}:
            return []
        case Mapping():
            return [text for key, item in data.items() if key not in _NO_WORDS for text in _strings(item)]
        case list():
            return [text for item in data for text in _strings(item)]
        case str():
            return [data]
        case _:
            return []


_NO_WORDS = {"$", "url", "line", "id", "asker", "language", "kind", "platform", "media_type", "owner"}
