"""Fetches what is in a file that somebody sent: Teams tells an address for it that works for a short while.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4

The address opens the file for whoever has it: it is held in memory only, for as long as it works.
"""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Final

from aiohttp import ClientError, ClientSession, ClientTimeout

from adapters.teams.parse import event_id, files_of
from adapters.teams.settings import TeamsSettings
from adapters.teams.words import Json
from bot.chat.adapter import RetryLater, Unfetched, gathered

INFO: Final = "application/vnd.microsoft.teams.file.download.info"
REMEMBERED: Final = 500
"""Messages with files of which the addresses are held."""
WITHIN: Final = ClientTimeout(total=12)
"""Seconds: who sent it waits for an answer."""
PIECE: Final = 65_536


class Downloads:
    """Remembers where the files are that came in of late."""

    def __init__(self, settings: TeamsSettings) -> None:
        self._settings = settings
        self._held: OrderedDict[str, list[str]] = OrderedDict()

    def remember(self, activity: Json) -> None:
        """Hold the addresses of what came with a message, each in the place of its attachment."""
        found = [_address(each) for each in files_of(activity)]
        if not any(found):
            return
        self._held[event_id(activity)] = found
        while len(self._held) > REMEMBERED:
            self._held.popitem(last=False)

    async def fetch(self, http: ClientSession, message: str, number: int, *, most: int) -> bytes:
        """Return what is in a file of that message. Raises `Unfetched`, `RetryLater`."""
        held = self._held.get(message, [])
        url = held[number] if number < len(held) else ""
        if not url:
            raise Unfetched("no address is known for it here")
        if not self._settings.allows_upload(url):
            raise Unfetched("the address is not one of upload_hosts")
        try:
            # Without the bot's token, and nowhere else than there.
            async with http.get(url, timeout=WITHIN, allow_redirects=False) as answer:
                if answer.status >= 500:
                    raise RetryLater(f"{answer.status} from where the file is")
                if answer.status != 200:
                    raise Unfetched(f"{answer.status} from where the file is")
                return await gathered(answer.content.iter_chunked(PIECE), most)
        except (ClientError, TimeoutError, OSError) as failure:
            raise RetryLater(type(failure).__name__) from failure


def _address(attachment: Json) -> str:
    content = attachment.get("content")
    told = isinstance(content, Mapping) and attachment.get("contentType") == INFO
    return str(content.get("downloadUrl") or "") if told and isinstance(content, Mapping) else ""
