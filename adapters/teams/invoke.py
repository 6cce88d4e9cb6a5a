"""Answers requests that want it at once: a card's buttons, its refresh, the message extension."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import takewhile
from typing import Any, TypeVar

import structlog

from adapters.teams.files import Files
from adapters.teams.manifest import EXTENSION
from adapters.teams.markup import Element, plain
from adapters.teams.parse import Malformed, Pressed, conversation, event_id, locale, pressed_in, sender, sent_at
from adapters.teams.pictures import pictures_of
from adapters.teams.render import CARD, render_card
from adapters.teams.words import Json
from bot.chat.adapter import Receiver
from bot.chat.limits import bounded_message
from bot.chat.message import Message
from bot.chat.reply import Actions, Block, Form, Heading, Items, Quote, Reply
from bot.chat.texts import LANGUAGES, Language, Msg, _

log = structlog.get_logger()

PATIENCE = 4.0
"""Seconds. Teams waits 5 for a message extension; what takes longer is finished all the same."""

_LATER = _("This takes a little longer. Look again in a moment.")

MOST_RESULTS = 25
"""What a message extension shows at once."""

_LISTS = tuple(line for line, _title, _summary in EXTENSION)

MESSAGE = "application/vnd.microsoft.activity.message"

T = TypeVar("T")

Answer = tuple[int, Mapping[str, Any] | None]
"""Status and body. Any: JSON."""


@dataclass(frozen=True, slots=True)
class Invokes:
    """Answers from the committed reply, so that the same request again gets the same answer."""

    receiver: Receiver
    files: Files
    clock: Callable[[], datetime]
    viewers: Callable[[Json], Iterable[str]]
    """Teams ids of those for whom a living card there is drawn anew."""
    under_way: set[asyncio.Task[Any]] = field(default_factory=set)
    """What is worked on, also after its answer was due: the event loop keeps no task alive. Any: what they make."""

    async def answer(self, activity: Json) -> Answer:
        """Status and body of the answer. Raises `Malformed`, `NoId`."""
        match activity.get("name"):
            case "adaptiveCard/action":
                return 200, await self._action(activity)
            case "composeExtension/query":
                return 200, await self._query(activity)
            case "fileConsent/invoke":
                with suppress(TimeoutError):
                    await self._in_time(self.files.answered(activity))
                return 200, None
            case name:
                log.info("unknown invoke", name=str(name)[:80])
                return 501, None

    async def _action(self, activity: Json) -> Element:
        action = _within(activity, "value", "action")
        pressed = pressed_in(action.get("data"))
        if pressed is None:
            raise Malformed("the action has no line")
        message = self._message(activity, pressed.line, pressed.values, asking=pressed.asking or "")
        if pressed.only not in (None, message.sender.id):
            return _said(activity, _("This button is meant for the person who asked."))
        try:
            return await self._in_time(self._pressed(activity, message, pressed))
        except TimeoutError:
            return _said(activity, _LATER)

    async def _pressed(self, activity: Json, message: Message, pressed: Pressed) -> Element:
        reply = await self.receiver.answer(message)
        if reply is None:
            return _said(activity, _("This has been done already."))
        seen = self.viewers(activity)
        shown = await pictures_of(self.receiver, reply)
        form = any(isinstance(block, Form) for block in reply.blocks)
        if reply.subject or not pressed.subject:
            drawn = render_card(reply, back=pressed.back, subject=pressed.subject, viewers=seen, pictures=shown)
            return _card(drawn)
        # On a living card: what came of it, on top of what the card says by now.
        current = await self.receiver.answer(self._message(activity, pressed.subject, None, part="/card"))
        if current is None:
            return _card(render_card(reply))
        if form:  # it takes the place of the card: what it is about stays in sight
            about = takewhile(lambda block: isinstance(block, Heading | Quote), current.blocks)
            asked = replace(reply, blocks=(*about, *reply.blocks))
            return _card(render_card(asked, back=pressed.back, subject=pressed.subject, viewers=seen))
        return _card(render_card(current, said=_besides(reply, pressed.subject, current), viewers=seen))

    async def _query(self, activity: Json) -> Element:
        """Return each thing that a list holds, as a card to insert; of networks, when no list of ours is named."""
        value = _within(activity, "value")
        told = [str(each.get("value") or "") for each in value.get("parameters") or () if isinstance(each, Mapping)]
        initial = any(each.get("name") == "initialRun" for each in value.get("parameters") or ())
        asked = value.get("commandId")
        command = asked if asked in _LISTS else _LISTS[0]
        line = f"{command} {'' if initial else ' '.join(told)}".strip()
        try:
            reply = await self._in_time(self.receiver.answer(self._message(activity, line, None)))
        except TimeoutError:
            return {"composeExtension": {"type": "message", "text": _language(activity).text(_LATER)}}
        return {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": _results(reply)}}

    async def _in_time(self, work: Coroutine[Any, Any, T]) -> T:  # Any: as the type has it
        """Return what `work` makes. Raises `TimeoutError` when Teams would give up before; then it goes on by itself.

        It is not cancelled: what waits for a database would make us wait until that gives up.
        """
        task = asyncio.create_task(work)
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)
        done, _running = await asyncio.wait({task}, timeout=PATIENCE)
        if done:
            return task.result()
        log.warning("answered before it was done")
        task.add_done_callback(_tell_failure)
        raise TimeoutError

    def _message(
        self, activity: Json, line: str, values: Mapping[str, str] | None, *, part: str = "", asking: str = ""
    ) -> Message:
        return bounded_message(
            Message(
                id=event_id(activity) + part,
                conversation=conversation(activity),
                sender=sender(activity),
                text=line,
                sent_at=sent_at(activity, self.clock()),
                values=values,
                reply_to=str(activity["replyToId"]) if activity.get("replyToId") else None,
                locale=locale(activity),
                pressed=True,
                asking=asking,
                answer_inline=True,
            )
        )


def _tell_failure(late: asyncio.Task[Any]) -> None:  # Any: whatever it made
    if not late.cancelled() and (failure := late.exception()):
        log.error("what was late failed", exc_info=failure)


def _besides(reply: Reply, shown: str, current: Reply) -> Iterator[Block]:
    """Yield the reply without a button that leads to what is shown anyway, or that stands there too."""
    there = {shown, *(action.line for action in current.actions())}
    for block in reply.blocks:
        if isinstance(block, Actions):
            kept = tuple(action for action in block.actions if action.line not in there)
            if kept:
                yield replace(block, actions=kept)
        else:
            yield block


def _results(reply: Reply | None) -> list[Element]:
    if reply is None:
        return []
    items = [item for block in reply.blocks if isinstance(block, Items) for item in block.items][:MOST_RESULTS]
    found = []
    for item in items:
        title, notes = plain(item.words), [plain(note) for note in (item.about, *item.notes) if note]
        card = render_card(Reply((Items((item,)),), language=reply.language))
        preview = {"title": title, "text": " · ".join(notes)[:200]}
        found.append(
            {
                "contentType": CARD,
                "content": card,
                "preview": {"contentType": "application/vnd.microsoft.card.thumbnail", "content": preview},
            }
        )
    return found


def _card(card: Element) -> Element:
    return {"statusCode": 200, "type": CARD, "value": card}


def _said(activity: Json, words: Msg) -> Element:
    return {"statusCode": 200, "type": MESSAGE, "value": _language(activity).text(words)}


def _language(activity: Json) -> Language:
    spoken = (locale(activity) or "")[:2]
    return Language(spoken if spoken in LANGUAGES else "nl")


def _within(activity: Json, *path: str) -> Json:
    part: Any = activity  # Any: JSON
    for name in path:
        part = part.get(name) if isinstance(part, Mapping) else None
    if not isinstance(part, Mapping):
        raise Malformed(f"no {'.'.join(path)}")
    return part
