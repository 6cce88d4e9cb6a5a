"""Names the states of agenda items and the halves of an agenda."""

from bot.chat.spans import Span
from bot.chat.texts import Msg, _
from bot.command.labels import Labels
from bot.reading.record_readers import list_name
from storage.agenda.item import Draft, Half, Item, State

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


def list_of(item: Item | Draft) -> Span:
    """Return whose agenda it is."""
    return list_name(item.list_name, item.network_id)


def stands(item: Item) -> Msg:
    """Tell where an item stands: "on the agenda of Twente"."""
    match item.state:
        case State.proposed:
            return _("proposed for the agenda of {list}", list=list_of(item))
        case State.listed:
            return _("on the agenda of {list}", list=list_of(item))
        case _:
            return _("{state}, agenda of {list}", state=STATES[item.state], list=list_of(item))
