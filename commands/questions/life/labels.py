"""Names the states and outcomes of questions."""

from bot.chat.texts import _
from bot.command.labels import Labels
from storage.vocabulary import Outcome, QuestionStatus

STATUSES = Labels(
    QuestionStatus,
    {
        QuestionStatus.open: _("open"),
        QuestionStatus.answered: _("answered"),
        QuestionStatus.closed: _("closed"),
        QuestionStatus.hidden: _("hidden"),
        QuestionStatus.merged: _("merged with another question"),
    },
    {
        QuestionStatus.open: (
            *("onbeantwoord", "onbeantwoorde", "openstaand", "openstaande", "openstaan", "zonder antwoord"),
            *("zonder reactie", "geen antwoord", "unanswered", "without answer", "without an answer", "no answer"),
            *("niet beantwoord", "niet beantwoorde", "not answered", "not yet answered"),
            *("zonder enige reactie", "geen reactie", "geen reacties", "zonder reacties", "no reply", "no response"),
            *("niemand op gereageerd", "niemand op heeft gereageerd", "niemand op reageerde", "niet op gereageerd"),
            *("niemand antwoord op", "niemand een antwoord op", "niemand op geantwoord", "niemand op heeft geantwoord"),
            *("nobody answered", "nobody has answered", "no one answered", "no one has answered", "nobody replied"),
            *("nobody has replied", "nobody responded", "nobody has responded", "without a reply", "no answers"),
        ),
        QuestionStatus.answered: ("beantwoorde", "met antwoord", "met een antwoord", "with an answer"),
        QuestionStatus.closed: ("gesloten", "afgesloten", "afgerond", "afgeronde", "opgelost", "solved", "done"),
    },
)
OUTCOMES = Labels(
    Outcome,
    {
        Outcome.answered: _("answered"),
        Outcome.partly: _("partly answered"),
        Outcome.to_agenda: _("taken to the agenda"),
        Outcome.no_answer: _("no answer found"),
        Outcome.withdrawn: _("withdrawn"),
    },
)
