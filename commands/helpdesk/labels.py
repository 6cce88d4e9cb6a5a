"""Names the desks, the states of requests, and the sorts of help that are asked."""

from bot.chat.texts import Msg, _
from bot.command.labels import Labels
from storage.helpdesk.request import Desk, Help, Part, Request, State

DESKS = Labels(Desk, {Desk.civic: _("the desk"), Desk.cafe: _("the help desk of the Café")})
STATES = Labels(
    State,
    {
        State.new: _("new at the desk"),
        State.taken: _("taken up"),
        State.waits: _("waits for who asked"),
        State.passed: _("passed on"),
        State.solved: _("solved"),
        State.failed: _("did not work out"),
        State.withdrawn: _("taken back"),
    },
)
HELPS = Labels(
    Help,
    {
        Help.refer: _("whom to turn to"),
        Help.money: _("money"),
        Help.legal: _("legal"),
        Help.technique: _("technique"),
        Help.training: _("training"),
        Help.office: _("office and room"),
        Help.network: _("others who do the same"),
        Help.rules: _("rules"),
        Help.access: _("a seat at the table"),
        Help.research: _("finding out together"),
        Help.feedback: _("what happened with it"),
        Help.contact: _("somebody to call"),
        Help.overview: _("an overview"),
        Help.explain: _("how it works"),
    },
)


def stands(request: Request) -> Msg:
    """Tell where a request stands: "passed on to Greenwish"."""
    to = request.last(Part.passed)
    if request.state is State.passed and to:
        return _("passed on to {where}", where=to)
    return STATES[request.state]
