"""Lets agenda items be reported, taken out of sight and shown again."""

from bot.things.moderation import Moderated, found_by, turned_by
from commands.agenda.life import Act, among
from commands.agenda.readers import AnItem
from commands.agenda.rights import around
from storage.agenda import items
from storage.agenda.item import ITEM, State

_HIDE = turned_by(
    items.get_one,
    items.turn,
    hide=among(Act.hide),
    unhide=among(Act.unhide),
    hidden_as=State.hidden,
    shown_as=State.listed,
    regions=around,
)
MODERATED = Moderated(ITEM, "G", found_by(AnItem), _HIDE)
