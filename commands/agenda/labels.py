"""Names the states of agenda items, the halves of an agenda, and how far the knowledge is there."""

from bot.chat.texts import Msg, _
from bot.command.labels import Labels
from storage.agenda.item import Half, Item, Knowing, State

STATES = Labels(
    State,
    {
        State.proposed: _("proposed"),
        State.listed: _("on the agenda"),
        State.taken_up: _("taken up"),
        State.done: _("finished"),
        State.parked: _("parked"),
        State.merged: _("merged with another item"),
        State.withdrawn: _("taken back"),
        State.hidden: _("hidden"),
    },
)
HALVES = Labels(
    Half,
    {Half.opgave: _("the task"), Half.kennisinfrastructuur: _("how knowledge is organised")},
)
KNOWING = Labels(
    Knowing,
    {
        Knowing.there: _("it is there"),
        Knowing.elsewhere: _("to be found elsewhere"),
        Knowing.develop: _("to be developed"),
        Knowing.unknown: _("unknown"),
    },
)


def stands(item: Item) -> Msg:
    """Tell where an item stands: "on the agenda of Twente"."""
    match item.state:
        case State.proposed:
            return _("proposed for the agenda of {list}", list=item.list_name)
        case State.listed:
            return _("on the agenda of {list}", list=item.list_name)
        case _:
            return _("{state}, agenda of {list}", state=STATES[item.state], list=item.list_name)
