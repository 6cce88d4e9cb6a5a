"""All that is held about a member as one document, to the letter: JSON for a computer, Markdown for a reader."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.chat.message import Identity
from bot.chat.reply import File
from bot.chat.texts import Language, Msg, _
from storage.accounts import erasure
from storage.database.database import Tx
from storage.members import people

JSON, MARKDOWN = "application/json", "text/markdown"

TITLES: Mapping[str, Msg] = {
    "member": _("Who you are"),
    "identities": _("Where you speak to me"),
    "consents": _("What you agreed to show"),
    "regions": _("Your regions"),
    "themes": _("Your themes"),
    "roles": _("Your roles"),
    "networks": _("Your networks"),
    "proposed": _("Networks that you put on the list"),
    "follows": _("What you follow"),
    "questions": _("Your questions"),
    "answers": _("Your answers"),
    "said": _("Where you spoke about questions"),
    "requests": _("Questions that were brought to you"),
    "settled": _("What you said to those"),
    "asked_others": _("Whom you brought a question to"),
    "links": _("Links that you made"),
    "reuses": _("Earlier answers that helped you"),
    "drafts": _("Your drafts"),
    "digests": _("Your weekly digest"),
    "digests_made": _("Digests that you set up"),
    "reports": _("What you reported"),
    "granted": _("Roles that you gave"),
    "acts": _("What you did for others"),
    "done": _("What was done to your account"),
    "codes": _("One-time codes"),
    "cards": _("Cards that are kept up to date for you"),
    "found_by": _("What you are found by"),
    "files": _("What imported files call you"),
    "messages": _("Messages that are still kept"),
}
"""The parts of what `storage.accounts.erasure.held` finds, as they are told. Messages come last: they grow."""

Held = Mapping[str, Any]  # Any: rows of plain values, or names


@dataclass(frozen=True, slots=True)
class OwnData:
    """What a topic keeps about members: how it is called and told in chat, where the letter of it stands in a file.

    `name` is what `storage.accounts.erasure.held` calls it: that of the table, unless its column says otherwise.
    """

    name: str
    title: Msg
    told: Callable[[Mapping[str, Any]], str]
    """A row in a few words, from its plain values."""


def file(media_type: str, owner: Identity, language: Language, line: str) -> File:
    """All of it as a file of that type, for its owner; `line` is what to type to read it as text."""
    form = "json" if media_type == JSON else "md"
    name = language.text(_("my-data")) + f".{form}"
    return File(name, media_type, line, owner)


def contents(tx: Tx, file: File) -> bytes | None:
    """What is in such a file now; None when nothing is kept about its owner any more."""
    member = people.by_identity(tx, file.owner.platform, file.owner.id)
    if member is None:
        return None
    held = erasure.held(tx, member.id)
    told = as_json(held) if file.media_type == JSON else as_markdown(held, Language(member.language))
    return told.encode()


def as_json(held: Held) -> str:
    """The whole of it, as a computer reads it."""
    return json.dumps(_in_order(held), ensure_ascii=False, indent=1, default=str)


def as_markdown(held: Held, language: Language) -> str:
    """The whole of it, for reading: a heading for each part, a list for each row."""
    lines = [f"# {language.text(_('This is what is kept about you.'))}"]
    for name, rows in _in_order(held).items():
        lines += ["", f"## {language.text(TITLES[name]) if name in TITLES else name}", ""]
        for row in rows:
            lines += _bullets(row)
    return "\n".join(lines) + "\n"


def parts(document: str, most: int) -> Sequence[str]:
    """A document in pieces of at most that many characters, cut between lines where it can be; together they are it."""
    found: list[str] = []
    rest = document
    while len(rest) > most:
        cut = rest.rfind("\n", 0, most) + 1 or most
        found.append(rest[:cut])
        rest = rest[cut:]
    return [*found, rest]


def _in_order(held: Held) -> dict[str, Any]:  # Any: as `Held`
    known = [name for name in TITLES if name in held]
    others = sorted(set(held) - set(known))
    told = {name: held[name] for name in (*known, *others)}
    return {**{name: rows for name, rows in told.items() if name != "messages"}, **_only(told, "messages")}


def _only(held: Held, name: str) -> Held:
    return {name: held[name]} if name in held else {}


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
