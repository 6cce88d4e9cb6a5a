"""Inputs that make a reader work: each is a piece that is repeated, and a way in by which anybody can send it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cached_property, partial
from typing import Any
from zoneinfo import ZoneInfo

import commands
from adapters.matrix import parse as matrix
from adapters.matrix.parse import Where
from adapters.matrix.render import render as matrix_render
from adapters.matrix.written import HTML, Me
from adapters.teams import shape
from adapters.teams.parse import Malformed
from adapters.teams.parse import parse as teams_parse
from adapters.teams.render import render as teams_render
from bot.chat.limits import bounded_message
from bot.chat.message import Conversation, Identity, Kind, Message
from bot.chat.reply import Action, Actions, Quote, Reply, codec
from bot.chat.texts import Language
from bot.command.command import Commands, Context
from bot.command.reader import Unclear
from bot.command.refusal import Refused
from bot.language.intents import Intents
from bot.language.sentence import understand
from bot.language.spelling import spelled
from bot.language.vocabulary import vocabulary
from bot.reading.filter import filtered
from bot.reading.reader_registry import reader_for
from bot.reading.value_readers import Url
from bot.sentences import beginning
from storage.atlas import Region, Theme, atlas
from storage.database.database import Database
from storage.members import people
from storage.members.member import Member
from storage.networks.network import Network
from storage.search.lexicon import Lexicon
from storage.vocabulary import NetworkKind

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
BOT = "@plek:plek.test"
ME = Me(BOT, "!plek", "PLeK")
ROOM, CHAT = Where("!bodem:plek.test", personal=False), Where("!chat:plek.test", personal=True)

MARKUP: Mapping[str, str] = {
    "open tag": '<a "',
    "open link": "<a href=",
    "open quote": '<a href="',
    "open comment": "<!--",
    "declaration": "<![",
    "instruction": "<?",
    "open end": "</a",
    "nested lists": "<ul><li>",
    "nested bold": "<b>",
    "crossed": "<b><i></b>",
    "closed": "</b></i></li>",
    "blocks": "<div>x",
    "cells": "<td>x",
    "paragraphs": "<p>x</p>",
    "links": '<a href="https://voorbeeld.nl/x">x</a>',
    "pills": f'<a href="https://matrix.to/#/{BOT}">PLeK</a> ',
    "attributes": '<b x="',
    "many attributes": "<b a=1 a=1",
    "spans": '<span class="inline-compose-card"',
    "closed spans": '<span class="inline-compose-card">x</span>',
    "attachment tags": "<attachment ",
    "attachments with space": "<attachment> ",
    "references": "&#",
    "long reference": "&#9999999999",
    "names": "&amp",
    "scripts": "<script>",
    "closed scripts": "<script></script>",
    "preformatted": "<pre> \n x</pre>",
    "breaks": "<br>",
    "pictures": '<img alt="x">',
    "quotes": "<mx-reply>x",
    "lone signs": "< ",
    "lines": "\n",
}
TEXTS: Mapping[str, str] = {
    "commas": "a,",
    "and": "a en ",
    "semicolons": "a;",
    "known": "Twente, ",
    "one word": "a",
    "one number": "9",
    "spaces": " ",
    "lines": "\n",
    "tabs between": "a\t",
    "words": "netwerk ",
    "accents": "e\u0301",
    "numbers": "M-7 ",
    "quoting": "> a\n",
    "hyphens": "- ",
    "seen": " zien!",
    "not": " maar niet ",
    "in": "in Tventen ",
    "who": "wie weet ",
    "abbreviated": "a.b.",
    "apostrophes": "a's'",
    "slips": "grondwatre ",
    "english": "groundwaters ",
    "addresses": "https://x.nl/ ",
    "half characters": "\ud83d",
}
READ: Mapping[str, Any] = {  # Any: annotations
    "text": str,
    "yes or no": bool,
    "day": date,
    "time": time,
    "zone": ZoneInfo,
    "address": Url,
    "region": Region,
    "regions": list[Region],
    "theme": Theme,
    "themes": list[Theme],
    "network": Network,
    "member": Member,
    "kind": NetworkKind,
}


def repeated(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


@dataclass(frozen=True)
class Hostile:
    """All ways in, on a Café with members, networks and a map."""

    database: Database
    intents: Intents | None = None

    def ways(self) -> Iterator[tuple[str, Callable[[int], Callable[[], object]]]]:
        """Each by its name; told a size it gives the work that is to be measured, with its input made."""
        for name, piece in MARKUP.items():
            yield f"Teams text: {name}", partial(self._teams_text, piece)
            yield f"Teams HTML: {name}", partial(self._teams_html, piece)
            yield f"Matrix HTML: {name}", partial(self._matrix_html, piece, CHAT)
        for name, piece in TEXTS.items():
            yield f"Matrix text: {name}", partial(self._matrix_text, piece)
            yield f"form: {name}", partial(self._form, piece)
            yield f"command: {name}", partial(self._command, piece)
            yield f"sentence: {name}", partial(self._sentence, piece)
            yield f"shown: {name}", partial(self._shown, piece)
            for kind in READ:
                yield f"{kind}: {name}", partial(self._reader, kind, piece)
        yield "Matrix HTML in a room", partial(self._matrix_html, "<b>x ", ROOM)
        yield "Matrix: mentioned", self._matrix_mentions
        yield "Teams: mentioned", self._teams_mentions
        yield "Teams: files", self._teams_files
        yield "Teams: file names", self._teams_file_name
        yield "Teams: fields", self._teams_fields
        yield "Teams: members added", self._teams_added
        yield "Teams: name", lambda size: self._teams({**_ACTIVITY, "from": {"id": "29:a", "name": "x" * size}})
        yield "Teams: id", lambda size: self._teams({**_ACTIVITY, "id": "x" * size})
        yield "Teams: parameters", self._teams_parameters

    # Ways in.

    def _teams(self, activity: dict[str, Any]) -> Callable[[], object]:  # Any: JSON
        def work() -> object:
            try:
                shape.check(activity)
                return teams_parse(activity, now=NOW)
            except Malformed:
                return None

        return work

    def _teams_text(self, piece: str, size: int) -> Callable[[], object]:
        return self._teams({**_ACTIVITY, "text": repeated(piece, size)})

    def _teams_html(self, piece: str, size: int) -> Callable[[], object]:
        html = [{"contentType": "text/html", "content": repeated(piece, size)}]
        return self._teams({**_ACTIVITY, "text": "x", "attachments": html})

    def _teams_mentions(self, size: int) -> Callable[[], object]:
        one = {"type": "mention", "text": "<at>x</at>", "mentioned": {"id": "29:b", "name": "x"}}
        return self._teams({**_ACTIVITY, "text": "<at>x</at>" * (size // 10), "entities": [one] * (size // 70)})

    def _teams_files(self, size: int) -> Callable[[], object]:
        one = {"contentType": "x", "contentUrl": "https://x.nl/a", "name": "a"}
        return self._teams({**_ACTIVITY, "attachments": [one] * (size // 60)})

    def _teams_file_name(self, size: int) -> Callable[[], object]:
        one = {"contentType": "x", "contentUrl": "https://x.nl/" + "a" * size, "name": "a" * size}
        return self._teams({**_ACTIVITY, "attachments": [one]})

    def _teams_fields(self, size: int) -> Callable[[], object]:
        value = {"line": "aanmelden", "fields": "a " * (size // 2), "in.a": "x"}
        return self._teams({**_ACTIVITY, "value": value})

    def _teams_added(self, size: int) -> Callable[[], object]:
        added = [{"id": "29:b"}] * (size // 12)
        return self._teams({**_ACTIVITY, "type": "conversationUpdate", "membersAdded": added})

    def _teams_parameters(self, size: int) -> Callable[[], object]:
        value = {"commandId": "x", "parameters": [{"name": "words", "value": "x"}] * (size // 30)}
        return self._teams({**_ACTIVITY, "type": "invoke", "name": "composeExtension/query", "value": value})

    def _matrix_html(self, piece: str, where: Where, size: int) -> Callable[[], object]:
        content = {"msgtype": "m.text", "body": "x", "format": HTML, "formatted_body": repeated(piece, size)}
        return partial(matrix.message, _event(content), where, ME)

    def _matrix_text(self, piece: str, size: int) -> Callable[[], object]:
        relation = {"m.in_reply_to": {"event_id": "$0"}}
        content = {"msgtype": "m.text", "body": repeated(piece, size), "m.relates_to": relation}
        return partial(matrix.message, _event(content), CHAT, ME)

    def _matrix_mentions(self, size: int) -> Callable[[], object]:
        users = {"user_ids": ["@a:b"] * (size // 8)}
        return partial(matrix.message, _event({"msgtype": "m.text", "body": "x", "m.mentions": users}), ROOM, ME)

    # What is read of a text, as the doors let it in.

    def _reader(self, kind: str, piece: str, size: int) -> Callable[[], object]:
        message = saying(repeated(piece, size))

        async def read() -> None:
            text = kept(message)
            reader = reader_for(self.context.topics, READ[kind])
            try:
                await reader.take(self.context, text)
                await reader.read(self.context, text, None)
            except Unclear:
                pass

        return partial(run, read)

    def _form(self, piece: str, size: int) -> Callable[[], object]:
        """Return what a form holds, up to the readers."""
        message = replace(saying("x"), values={name: repeated(piece, size // 8) for name in "abcdefgh"})
        return partial(bounded_message, message)

    def _command(self, piece: str, size: int) -> Callable[[], object]:
        """Return what a text calls, or nearly calls."""
        message = saying(repeated(piece, size))

        def work() -> object:
            text = kept(message)
            return beginning.read(text, self.commands, "nl") or self.commands.near(text, lambda _each: True, "nl")

        return work

    def _sentence(self, piece: str, size: int) -> Callable[[], object]:
        """Return what a question names and wants."""
        message = saying(repeated(piece, size))

        def work() -> None:
            text = kept(message)
            spelled(replace(understand(text, self.context.vocabulary), english=True), self._lexicon)
            filtered(text, self.context.vocabulary)

        return work

    def _shown(self, piece: str, size: int) -> Callable[[], object]:
        """Return what somebody said, as both platforms show it to others."""
        message = saying(repeated(piece, size))

        def work() -> None:
            reply = Reply((Quote((kept(message)[:4_000],)),))
            matrix_render(reply)
            teams_render(reply)

        return work

    # What they are read with.

    @cached_property
    def commands(self) -> Commands:
        return Commands.within(commands)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon({f"grondwater{number}": 5 for number in range(3_000)})

    @cached_property
    def shown(self) -> Reply:
        """An answer with as many buttons as there are."""
        return Reply((Actions(tuple(Action(f"Ja, doe nummer {number}", "hulp") for number in range(6))),))

    @cached_property
    def context(self) -> Context:
        with self.database.begin() as tx:
            known = atlas(tx)
        return Context(
            member=people.passer_by("nl"),
            message=saying("x"),
            now=NOW,
            language=Language("nl"),
            atlas=known,
            vocabulary=vocabulary(known),
            commands=self.commands,
            intents=self.intents,
            tx=_Reads(self.database),  # type: ignore[arg-type]  # readers only read
        )


@dataclass(frozen=True)
class _Reads:
    """Reads at once, where a transaction would go to a thread: what it costs is measured too."""

    database: Database

    async def read(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # Any: whatever is read
        with self.database.begin() as tx:
            return work(tx, *args, **kwargs)


def run(work: Callable[[], Any]) -> None:  # Any: a coroutine that waits for nothing
    try:
        work().send(None)
    except (StopIteration, Refused):
        return
    raise RuntimeError("It waited")


def kept(message: Message) -> str:
    """Return the text as it comes back from the inbox."""
    held: Message = codec.load(codec.dump(bounded_message(message)))
    return held.text


def saying(text: str) -> Message:
    return Message("1", Conversation("door", "a", Kind.personal), Identity("door", "a", "A"), text, NOW)


def _event(content: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
    return {"type": "m.room.message", "event_id": "$1", "sender": "@a:plek.test", "content": content}


_ACTIVITY: dict[str, Any] = {  # Any: JSON
    "type": "message",
    "id": "1",
    "serviceUrl": "https://teams.test/",
    "from": {"id": "29:a", "aadObjectId": "a", "name": "A"},
    "conversation": {"id": "a:1", "conversationType": "personal"},
    "recipient": {"id": "28:b"},
    "channelData": {"tenant": {"id": "t"}},
}
