"""Reads cases from their numbers: C-3."""

from bot.chat.spans import Code
from bot.chat.texts import _
from bot.reading.numbered import Numbered, Source
from storage.cases import cases
from storage.cases.case import Case


class ACase(Numbered[Case]):
    letter = "C"
    source = Source(cases.get, cases.latest)
    which = _("Which case? Give its number, like {example}.", example=Code("C-3"))
    missing = _("Case {number} does not exist.")
