"""Reads lines that ask after an organisation known here: "RWS", "wat doet gemeente Zwolle", "wie zit er bij Saxion"."""

import re
from typing import Final

from bot.command.command import Context
from bot.command.known import Known
from commands.organisations.page import show_organisation
from commands.organisations.reader import bare, called
from storage.database.database import Tx
from storage.database.text import fold
from storage.members.organisations import Organisation
from storage.networks import networks

MOST_WORDS = 8
"""Words of a name that stands alone: more is a sentence."""
SHORTEST = 2
"""Letters of a name that stands alone."""

_NAME: Final = r"(?P<name>.+?)"
_HERE: Final = r"(?: (?:hier|allemaal|eigenlijk|zoal|nou|nu|precies|bij plek|in plek|in het café))*"
_WE: Final = "(?:we|wij|jullie|je|ik|jij)"


def _asks(*shapes: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"^\W*{each}[\s?!.]*$", re.IGNORECASE) for each in shapes)


_ASKS: Final = _asks(
    rf"(?:en )?wat (?:doet|doen) {_NAME}{_HERE}",
    rf"(?:en )?wie (?:zit|zitten)(?: er)?(?: allemaal)? bij {_NAME}{_HERE}",
    rf"wie (?:is|zijn|komt|komen|hoort|horen)(?: er| hier)?(?: allemaal)? (?:van|bij|uit|namens) {_NAME}{_HERE}",
    rf"wie (?:ken|kennen) {_WE} (?:bij|van) {_NAME}",
    rf"wat (?:vroeg|vraagt|beantwoordde|antwoordde) {_NAME}{_HERE}",
    rf"wat (?:heeft|hebben) {_NAME}{_HERE} (?:gevraagd|beantwoord|gevraagd en beantwoord)",
    rf"wat (?:weet|weten) {_WE} (?:van|over) {_NAME}",
    rf"in welke netwerken (?:zit|zitten) {_NAME}",
    rf"(?:de )?(?:pagina|kaart) van {_NAME}",
    rf"(?:vertel|laat)(?: (?:me|mij|eens|iets|wat))* (?:over|van) {_NAME}(?: zien)?",
    rf"what does {_NAME} do(?: here)?",
    rf"who (?:is|are|comes?)(?: there| here)? (?:at|with|of|from) {_NAME}",
    rf"who do (?:we|you|i) know (?:at|of) {_NAME}",
    rf"what did {_NAME} (?:ask|answer|ask and answer)",
    rf"(?:the )?page of {_NAME}",
    rf"(?:tell|show) (?:me )?(?:about )?{_NAME}",
)


async def read(ctx: Context, text: str) -> str | None:
    """Return the line that shows an organisation; None when the text is no more than it, or asks for something else."""
    asked = next((said["name"] for shape in _ASKS if (said := shape.match(text))), None)
    if asked is not None:
        found = await ctx.read(called, asked)
    elif _may_be_name(ctx, text):
        found = await ctx.read(_alone, text)
    else:
        return None
    return show_organisation.line(found.name) if found else None


def _may_be_name(ctx: Context, text: str) -> bool:
    """Tell whether a line may be nothing but a name: it calls no command, and is no place or theme."""
    name = bare(text)
    if not len(name) >= SHORTEST or len(text.split()) > MOST_WORDS or text.strip().isdecimal():
        return False
    known = ctx.atlas.region(name) or ctx.atlas.theme(name)
    return known is None and ctx.commands.match(text, ctx.language.code) is None


def _alone(tx: Tx, text: str) -> Organisation | None:
    """The organisation of that name; none when a network on the list goes by it as well."""
    found = called(tx, text)
    return found if found and not networks.among(tx, [fold(bare(text))]) else None


KNOWN = Known(read)
