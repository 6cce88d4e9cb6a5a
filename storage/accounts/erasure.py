"""Gives all that is held about a member in one piece, and erases it (AVG art. 15, 17 and 20)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    insert,
    null,
    select,
    text,
    update,
)

from storage import search, tables, things
from storage.accounts import authored as made
from storage.accounts import copies, traces
from storage.accounts.authored import Authored
from storage.links import Thing
from storage.members import evidence, organisations, people
from storage.messaging import cards
from storage.messaging import outbox as letters
from storage.networks import networks
from storage.search.tables import search_row
from storage.tables import inbox, outbox
from storage.tables.base import metadata
from storage.tables.records import ERASURES_KEPT_DAYS
from storage.vocabulary import Subject

_BY_NAME = {"member_regions", "member_themes"}
"""Tables that are told by the names of what they point at."""
KEPT_DAYS = ERASURES_KEPT_DAYS

_UNREADABLE = {"direct_conversation", "hash", "conversation", "digest", "owners", "archive"}
"""Columns that say something to a machine only."""


def held(tx: Connection, member: int) -> dict[str, Any]:
    """Everything about a member, by what it is: plain values, ready for JSON."""
    found: dict[str, Any] = {"member": _rows(tx, tables.members, tables.members.c.id == member, member)}
    for name, column in points_at_members():
        rows = _rows(tx, column.table, column == member, member)
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
    done = _rows(tx, tables.audit, about, member)
    for each in found.get("acts", ()):
        # To whom it was done is theirs, as above.
        if each["subject"] == Subject.member and each.get("subject_id") != member:
            each.pop("subject_id", None)
        each["detail"] = {name: value for name, value in each["detail"].items() if name != "member"}
    if done:
        found["done"] = done
    known = _rows(tx, search_row, and_(search_row.c.source_kind == "member", search_row.c.source_id == member), member)
    if known:
        found["found_by"] = known
    keys = tables.exchange_keys.c
    files = _rows(tx, tables.exchange_keys, and_(keys.kind == "member", keys.id == member), member)
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


@dataclass(frozen=True, slots=True)
class Mark:
    """Says when somebody was erased, and whether everything was to go or what others built on stayed."""

    at: datetime
    everything: bool = False


def erase(
    tx: Connection, member: int, now: datetime, authored: Sequence[Authored] = (), *, everything: bool = False
) -> None:
    """Forget a member. Texts on which others built stay, as by "een deelnemer"; with `everything` those go too.

    Messages of ours that named them are sent again in place without the name, where the platform allows, and those that
    show what is gone are taken back. `authored` is what topics declare.
    """
    if tx.dialect.name == "postgresql":
        # What is being written to them at this moment is waited for, and then seen. Whoever draws a card takes these
        # tables in the same order.
        tx.execute(text("LOCK TABLE posts, outbox IN SHARE ROW EXCLUSIVE MODE"))
    identities = people.identities_of(tx, member)
    named = organisations.added_by(tx, member)
    known = traces.of(member, identities)
    corrected = traces.forget_messages(tx, known)
    corrected += made.forget(tx, authored, member, now, everything=everything)
    involved = things.involving(tx, member)
    _take_files(tx, member)
    corrected += traces.forget(tx, known, everything=everything)
    for identity in identities:
        mark = fingerprint(identity.platform, identity.native_id)
        tx.execute(delete(tables.erasures).where(tables.erasures.c.identity_hash == mark))
        tx.execute(insert(tables.erasures).values(identity_hash=mark, erased_at=now, everything=everything))
    evidence.forgotten(tx, member)
    search.rename(tx, ("member", member), None)
    things.forget(tx, [*things.going_with(tx, member), Thing("member", member)])
    tx.execute(delete(tables.posts).where(tables.posts.c.viewer_id == member))
    keys = tables.exchange_keys.c
    tx.execute(delete(tables.exchange_keys).where(keys.kind == "member", keys.id == member))
    # What still points at the member is set to null, or goes with it: the foreign keys say which.
    tx.execute(delete(tables.members).where(tables.members.c.id == member))
    unused, were_of_one = organisations.drop_unused(tx, named)
    for network in were_of_one:
        networks.reindexed(tx, network)
    corrected += copies.forget(tx, {Thing(organisations.ORGANISATION, each): "" for each in unused})
    for thing in involved:
        cards.touch(tx, *thing)
    # Of a letter that two of these changed, what it says last is sent.
    last = {each.key.rpartition("/")[0]: each for each in corrected}
    letters.post(tx, list(last.values()), now, leased=False)


def replay(tx: Connection, marks: Mapping[str, Mark], now: datetime, authored: Sequence[Authored] = ()) -> int:
    """After a restore: erase again who was erased since that backup, and did not come back before it. How many."""
    again = {
        row.member_id: erased.everything
        for row in tx.execute(select(tables.identities))
        if (erased := marks.get(fingerprint(row.platform, row.native_id))) and row.created_at <= erased.at
    }
    for member, everything in sorted(again.items()):
        erase(tx, member, now, authored, everything=everything)
    return len(again)


def marks(tx: Connection) -> dict[str, Mark]:
    """Find who was erased, as fingerprints, when, and how."""
    return {row.identity_hash: Mark(row.erased_at, row.everything) for row in tx.execute(select(tables.erasures))}


def is_erased(tx: Connection, platform: str, native_id: str) -> bool:
    """Tell whether that person asked to be erased."""
    mark = fingerprint(platform, native_id)
    return tx.execute(select(tables.erasures).where(tables.erasures.c.identity_hash == mark)).first() is not None


def fingerprint(platform: str, native_id: str) -> str:
    return sha256(f"{platform}:{native_id}".encode()).hexdigest()


def _rows(tx: Connection, table: Table, condition: ColumnElement[bool], member: int) -> list[dict[str, Any]]:
    """Return rows as they are told, without the numbers of others: one would say who asked without a name."""
    of_people = {key.parent.name for key in table.foreign_keys if key.column is tables.members.c.id}
    return [
        {
            name: _plain(value)
            for name, value in row.items()
            if value is not None and name not in _UNREADABLE and (name not in of_people or value == member)
        }
        for row in tx.execute(select(table).where(condition)).mappings()
    ]


def _plain(value: Any) -> Any:  # Any: what a column holds
    return value.isoformat() if hasattr(value, "isoformat") else value


def _messages(tx: Connection, member: int) -> list[dict[str, Any]]:
    """Return what they wrote to the bot and is still kept, and what it wrote to them."""
    found = []
    for identity in people.identities_of(tx, member):
        them = (identity.platform, identity.native_id)
        written = select(inbox.c.received_at, inbox.c.payload).where(traces.written_by(*them))
        for row in tx.execute(written.order_by(inbox.c.id)):
            message = _message(row.payload)
            files = [file["url"] for file in message.get("attachments", ())]
            told = {"at": row.received_at.isoformat(), "you": message.get("text", "")}
            found.append(told | ({"files": files} if files else {}))
        sent = select(outbox.c.created_at, outbox.c.payload).where(traces.sent_to(*them))
        for row in tx.execute(sent.order_by(outbox.c.id)):
            found.append({"at": row.created_at.isoformat(), "bot": " ".join(_strings(row.payload))})
    return sorted(found, key=lambda message: str(message["at"]))


def _take_files(tx: Connection, member: int) -> None:
    """Take the links to their files from what they wrote: they often say whose they are."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if whose := column.info.get("files_of"):
                tx.execute(update(table).where(table.c[whose] == member).values({column: null()}))


def _message(payload: Mapping[str, Any]) -> Mapping[str, Any]:  # Any: JSON
    """Return what was said in an event; of an edit, what it says now."""
    message: Mapping[str, Any] = payload.get("message", payload)
    return message


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
