"""Offers a document as Teams does: the person is asked first, and what they take goes to their OneDrive.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout

from adapters.teams.connector import Connectors
from adapters.teams.markup import Element
from adapters.teams.parse import Malformed, conversation, event_id, locale, sender, sent_at
from adapters.teams.settings import TeamsSettings
from adapters.teams.words import Json
from bot.chat.adapter import Receiver, RetryLater, Undeliverable
from bot.chat.message import Message
from bot.chat.reply import File

log = structlog.get_logger()

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"

WITHIN = ClientTimeout(total=8)
"""Seconds for the file to be taken: Teams waits some ten for our answer."""


def consent(file: File, size: int) -> Element:
    """Return the card that asks whether they want it. `size` in bytes; the file itself is made once they say yes."""
    told = {"name": file.name, "media_type": file.media_type, "line": file.line}
    content = {"description": file.name, "sizeInBytes": size, "acceptContext": told, "declineContext": told}
    return {"contentType": CONSENT, "name": file.name, "content": content}


class NotTaken(Exception):
    """The file could not be put where Teams said."""


@dataclass(frozen=True, slots=True)
class Files:
    """Does what was answered to such a card."""

    receiver: Receiver
    settings: TeamsSettings
    http: ClientSession
    connectors: Connectors
    clock: Callable[[], datetime]

    async def answered(self, activity: Json) -> None:
        """Who said yes gets the file; who did not, or where it fails, reads the same as text. Raises `Malformed`.

        What is in it is drawn for whoever answered: whatever a card says, nobody gets what is another's.
        """
        value = activity.get("value")
        told = value.get("context") if isinstance(value, Mapping) else None
        if not isinstance(value, Mapping) or not isinstance(told, Mapping):
            raise Malformed("no answer to a file of ours")
        name, media_type, line = (str(told.get(part) or "") for part in ("name", "media_type", "line"))
        file = File(name, media_type, line, sender(activity))
        if value.get("action") == "accept":
            try:
                await self._put(activity, file, value.get("uploadInfo"))
            except NotTaken as failure:
                log.warning("file not taken", why=str(failure))
            else:
                return
        await self.receiver.store([self._typed(activity, file)])
        if value.get("action") == "decline":
            await self._take_back(activity)

    async def _put(self, activity: Json, file: File, where: Any) -> None:  # Any: JSON from outside
        url = str(where.get("uploadUrl") or "") if isinstance(where, Mapping) else ""
        if not self.settings.allows_upload(url):
            raise NotTaken("the address is not one of upload_hosts")
        held = await self.receiver.contents(file)
        if held is None:
            raise NotTaken("nothing is kept about them any more")
        last = len(held) - 1
        headers = {"Content-Type": file.media_type, "Content-Range": f"bytes 0-{last}/{len(held)}"}
        try:
            async with self.http.put(url, data=held, headers=headers, timeout=WITHIN, allow_redirects=False) as answer:
                if answer.status >= 300:
                    raise NotTaken(f"{answer.status} from where it was to go")
        except (ClientError, TimeoutError, OSError) as failure:
            raise NotTaken(type(failure).__name__) from failure
        await self._show(activity, where)

    async def _show(self, activity: Json, where: Json) -> None:
        """In place of the card that asked: the file, to open."""
        info = {"uniqueId": where.get("uniqueId"), "fileType": where.get("fileType")}
        shown = {"contentType": INFO, "contentUrl": where.get("contentUrl"), "name": where.get("name"), "content": info}
        asked, place = str(activity.get("replyToId") or ""), conversation(activity)
        message = {"type": "message", "id": asked, "attachments": [shown]}
        try:
            await self.connectors.update(str(place.address["service"]), place.id, asked, message)
        except (RetryLater, Undeliverable) as failure:
            log.info("file not shown", why=str(failure))  # it is in their OneDrive all the same

    async def _take_back(self, activity: Json) -> None:
        """The card that asked: what was declined is not to be taken later by mistake."""
        asked, place = str(activity.get("replyToId") or ""), conversation(activity)
        try:
            await self.connectors.delete(str(place.address["service"]), place.id, asked)
        except (RetryLater, Undeliverable) as failure:
            log.info("question about a file not taken back", why=str(failure))

    def _typed(self, activity: Json, file: File) -> Message:
        """As if they had typed what gives the same as text."""
        return Message(
            id=event_id(activity),
            conversation=conversation(activity),
            sender=file.owner,
            text=file.line,
            sent_at=sent_at(activity, self.clock()),
            locale=locale(activity),
        )
