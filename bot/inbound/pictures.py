"""Finds the drawing of a picture at the moment it is sent, by the topic that draws pictures of its kind.

    Drawing("relations", _drawn)        in the declaration of relations

A picture shows what anybody may see: it is drawn for no reader in particular.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.chat.reply import Picture
from bot.chat.texts import Language
from bot.topic import Topics
from storage.database.database import Tx


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws pictures of that kind as SVG, in a language; None when there is nothing to draw (any more)."""

    kind: str
    draw: Callable[[Tx, Picture, Language, Topics], str | None]


def drawn(tx: Tx, picture: Picture, language: str, topics: Topics) -> str | None:
    """Return the SVG of a picture; None when nobody draws such pictures, or there is nothing to draw."""
    found = next((each for each in topics.all(Drawing) if each.kind == picture.kind), None)
    return found.draw(tx, picture, Language(language), topics) if found else None
