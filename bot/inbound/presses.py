"""Reads the press of a button as its line, typed where the button stands."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.chat import payload
from bot.chat.message import Message, Reacted
from bot.dialogue import buttons
from storage.database.database import Database
from storage.messaging import sent
from storage.messaging.sent import Sent

SENDING = 2.0
"""Seconds that a button may be ahead of the record of its message."""

OVER = "over"
"""What a button answers whose question did not say what it is called."""


class Presses:
    """For one process. `settled` waits until all that is being sent was recorded."""

    def __init__(self, database: Database, settled: Callable[[], Awaitable[None]]) -> None:
        self._database = database
        self._settled = settled

    async def line(self, event: Reacted) -> Message | None:
        """Tell what its line says, where the button stands; None when the press means nothing, or no longer."""
        post = await self._post(event)
        if post is None:
            return None
        reply = payload.load(post.payload, post.payload_version)
        if event.number < 1 and reply.ballot is None:
            return None
        number = event.number or sum(1 for _action in reply.actions())
        line = buttons.line_of(reply, number, event.sender)
        if line is None:
            return None
        asking = ""
        if buttons.is_choice(reply, number):
            last = await self._database.read(sent.latest_to, post.conversation_key, event.sender.id)
            if last is None or last.key != post.key:
                # The question was answered, or is asked again: whoever presses hears which.
                asking = buttons.asking_of(reply, number) or OVER
        thread = post.conversation_key.partition("#")[2] or event.conversation.thread
        place = replace(event.conversation, thread=thread)
        return Message(
            event.id, place, event.sender, line, event.sent_at, reply_to=event.message_id, pressed=True, asking=asking
        )

    async def _post(self, event: Reacted) -> Sent | None:
        """Return our message whose button was pressed.
        That may be pressed before we wrote down what it is called there.
        """
        post = await self._database.read(buttons.post_of, event.conversation, event.sender, event.message_id)
        if post is None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SENDING):
                    await self._settled()
            post = await self._database.read(buttons.post_of, event.conversation, event.sender, event.message_id)
        return post
