"""Reads shared sources from their numbers: D-3."""

import re
from typing import Final

from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.kind import HYPHENS
from bot.reading import numbered
from bot.reading.numbered import Numbered
from storage.sources import sources
from storage.sources.source import Source


class ASource(Numbered[Source]):
    letter = "D"
    WITHIN: Final = re.compile(rf"(?<!\w)d\s?[{HYPHENS}]?\s?\d{{1,9}}(?!\w)", re.IGNORECASE)
    source = numbered.Source(sources.get, sources.latest)
    which = _("Which source? Give its number, like {example}.", example=Code("D-3"))
    missing = _("Source {number} does not exist.")
