"""Writes all that is held about a member, to the letter: JSON for a computer, Markdown for a reader."""

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.chat.message import Identity
from bot.chat.reply import File
from bot.chat.texts import Language, Msg, _
from bot.command.command import Context
from storage.accounts import erasure
from storage.database.database import Tx
from storage.members import people

JSON, MARKDOWN = "application/json", "text/markdown"

LONGEST = 80
"""Letters of a text that the overview shows: enough to recognise it."""

Row = Mapping[str, Any]  # Any: plain values
Data = Mapping[str, Any]
"""What `storage.accounts.erasure.held` finds, by the name of each part. Any: rows of plain values, or names."""


@dataclass(frozen=True, slots=True)
class OwnData:
    """A part of what is kept about a member, as its topic tells it.

    Nothing has to be declared for rows to be held, and erased: it gives them a title and words of their own.
    """

    name: str
    """Of the table, or what its column calls such rows: `storage.accounts.erasure.points_at_members`."""
    title: Msg
    told: Callable[[Context, Sequence[Any]], Awaitable[Sequence[str]]] | None = None
    """A phrase for each row. None: they say little in few words, and stand in the documents only."""
    rank: int = 500
    """The parts are told of in this order."""


def in_order(data: Data, declared: Iterable[OwnData]) -> list[tuple[OwnData, Any]]:  # Any: as `Data`
    """Tell what there is, each part with how it is told; one that nobody declared says which table it is from."""
    known = {each.name: each for each in declared}
    found = [known.get(name) or OwnData(name, _("Kept as {name}", name=name)) for name in data]
    return [(each, data[each.name]) for each in sorted(found, key=lambda each: (each.rank, each.name))]


def file(media_type: str, owner: Identity, language: Language, line: str) -> File:
    """Return all of it as a file of that type, for its owner; `line` is what to type to read it as text."""
    form = "json" if media_type == JSON else "md"
    name = language.text(_("my-data")) + f".{form}"
    return File(name, media_type, line, owner)


def contents(tx: Tx, file: File, declared: Sequence[OwnData]) -> bytes | None:
    """Tell what is in such a file now; None when nothing is kept about its owner any more."""
    member = people.by_identity(tx, file.owner.platform, file.owner.id)
    if member is None:
        return None
    held = erasure.held(tx, member.id)
    return document(file.media_type, held, declared, Language(member.language)).encode()


def document(media_type: str, held: Data, declared: Sequence[OwnData], language: Language) -> str:
    """Return the whole of it, as a computer reads it, or to read: a heading for each part, a list for each row."""
    told = in_order(held, declared)
    if media_type == JSON:
        return json.dumps({part.name: rows for part, rows in told}, ensure_ascii=False, indent=1, default=str)
    lines = [f"# {language.text(_('This is what is kept about you.'))}"]
    for part, rows in told:
        lines += ["", f"## {language.text(part.title)}", ""]
        for row in rows:
            lines += _bullets(row)
    return "\n".join(lines) + "\n"


def parts(document: str, most: int) -> Sequence[str]:
    """Return a document in pieces of at most that many characters, cut between lines where it can be.
    Together they are it.
    """
    found: list[str] = []
    rest = document
    while len(rest) > most:
        cut = rest.rfind("\n", 0, most) + 1 or most
        found.append(rest[:cut])
        rest = rest[cut:]
    return [*found, rest]


def _bullets(row: Any) -> list[str]:  # Any: a row of plain values, or a name
    if not isinstance(row, Mapping):
        return [f"- {row}"]
    told = [f"{column}: {_indented(value)}" for column, value in row.items()]
    return [f"{'-' if place == 0 else ' '} {each}  " for place, each in enumerate(told)]


def _indented(value: Any) -> str:  # Any: a plain value
    return _read(value).strip().replace("\n", "\n    ")


def _read(value: Any) -> str:  # Any: a plain value, or JSON
    match value:
        case Mapping():
            return ", ".join(f"{name}: {_read(each)}" for name, each in value.items() if name != "$")
        case list():
            return "; ".join(map(_read, value))
        case _:
            return str(value)
