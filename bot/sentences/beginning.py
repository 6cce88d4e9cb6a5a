"""Finds the command that a line calls by how it begins: a phrase, a wish to do what that says, or a search."""

import re
from dataclasses import replace

from bot.chat.texts import Language, _
from bot.command.command import Call, Commands, Takes
from bot.language.intents import Intents
from bot.reading import agreement, numbers
from bot.sentences import who_knows_phrases
from storage.database.text import fold

_LEAD = re.compile(
    r"(?:please )?(?:(?:ik|we) (?:wil|zou|willen)|(?:hoe )?(?:kan|mag) ik|kun je|wil je|toon|laat|geef"
    r"|(?:i|we) want to|(?:i|we) would like to|(?:how )?(?:do|can|may) i|can you|show|give)\b"
    r"(?: (?:graag|me|mij|mezelf|een|de|het|eens|a|an|the|please))*\s+",
    re.IGNORECASE,
)
"""What a wish begins with: "ik wil graag een netwerk aanmelden" ..."""
_SEEN = re.compile(r"(?<!\s)\s+zien\W*$", re.IGNORECASE)
"""... and ends with: "laat mijn vragen zien"."""


def read(text: str, commands: Commands, prefer: str) -> Call | None:
    """Return the command that a text calls, or what follows a greeting when that only reads."""
    call = _meaning(text, commands, prefer)
    if call is None or not call.command.opening or not call.rest:
        return call
    further = _meaning(call.rest, commands, prefer)
    return further if further and further.command.safe and not further.command.opening else call


def with_slips(text: str, commands: Commands, prefer: str, intents: Intents | None) -> tuple[Call | None, str]:
    """Return the command that a short text calls, also with a slip of the finger, and the text that was meant.

    What changes something is not read so: it is proposed as own words are.
    """
    call = read(text, commands, prefer)
    if call or intents is None or len(text.split()) > FEW:
        return call, text
    meant = intents.straightened(text)
    call = read(meant, commands, prefer) if meant != text else None
    puts = call is not None and call.command.takes is Takes.sentence and not call.rest
    return (call, meant) if call and (puts or not call.command.writes) else (None, text)


FEW = 8
"""Words of a text that may be a command with a slip in it."""


def last_said(text: str, commands: Commands, prefer: str) -> str:
    """Return the act that a few words end with: "oh typefout, maak ongedaan"; else the text."""
    head, _gap, last = text.replace(". ", ", ").rpartition(", ")
    few = 0 < len(head.split()) <= FEW_BEFORE
    stops = agreement.stops(last) and fold(head) not in agreement.NO
    return last if few and (stops or commands.alone(last, prefer)) else text


FEW_BEFORE = 6
"""Words before an act that say why."""


def _meaning(text: str, commands: Commands, prefer: str) -> Call | None:
    """By its phrase, by a wish to do what that says, or by asking who knows in other words."""
    if whole := commands.alone(text, prefer):
        return whole
    if commands.shaped(text):
        return commands.match(text, prefer)
    call = commands.match(text, prefer)
    if call is None and (lead := _LEAD.match(text)):
        wish = _said(_SEEN.sub("", text[lead.end() :]), commands, prefer)
        if wish and not wish.rest:
            return wish
    language = None if numbers.names_one(text) else who_knows_phrases.language_of(text)
    look = commands.match(Language(language).text(WHO_KNOWS), language) if language else None
    if look is None or (call and call.command is look.command):
        return call
    return replace(look, rest=text)


def _said(text: str, commands: Commands, prefer: str) -> Call | None:
    return commands.alone(text, prefer) or commands.match(text, prefer)


WHO_KNOWS = _("who knows")
