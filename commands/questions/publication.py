"""Gives the web the questions that are in sight, without anybody's name.

It gives less than `plek export --place web`, which holds the answers too, and names who agreed to that.
"""

from collections.abc import Mapping, Sequence

from bot.things.publication import Projection, Published
from commands.questions.publish import ASK
from storage.database.database import Tx
from storage.questions import questions
from storage.questions.question import Question
from storage.vocabulary import QuestionStatus

_UNSEEN = frozenset({QuestionStatus.hidden, QuestionStatus.merged})


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    return {each.id: _shown(each) for each in questions.load(tx, ids) if each.text and each.status not in _UNSEEN}


def _shown(question: Question) -> Projection:
    return {
        "number": question.number,
        "text": question.text,
        "status": question.status.value,
        "outcome": question.outcome_text,
        "regions": sorted(question.regions),
        "themes": sorted(question.themes),
        "asked": question.asked_at.isoformat(),
        # What they say is put on the web by who wrote it.
        "answers": len(question.answers),
    }


PUBLISHED = Published("question", ASK, _project)
