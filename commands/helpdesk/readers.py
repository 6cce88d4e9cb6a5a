"""Reads requests from their numbers: H-3. Nobody is told which others there are."""

from bot.chat.spans import Code
from bot.chat.texts import _
from bot.reading.numbered import Numbered, Source
from storage.helpdesk import requests
from storage.helpdesk.request import Request


class ARequest(Numbered[Request]):
    letter = "H"
    source = Source(requests.get, lambda _tx, _most: ())
    which = _("Which request? Give its number, like {example}.", example=Code("H-3"))
    missing = _("Request {number} does not exist.")
