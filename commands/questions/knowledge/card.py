"""Tells on a card what knowledge a question needs and where that stands, where it says something."""

from collections.abc import Sequence

from bot.chat.reply import Fact, Inline, Words, own, words
from bot.chat.texts import Msg, _
from bot.command.labels import KNOWING, label_of
from storage.questions.question import Draft, Question
from storage.vocabulary import Knowing, QuestionKind


def facts(of: Question | Draft) -> list[Fact]:
    """Return what it needs that is not plain from the rest of it, and where that stands."""
    rows = []
    if needs := needed(of):
        rows.append(Fact(_("Asks for"), joined(needs)))
    if of.knowing is not Knowing.unknown or of.knowing_how:
        rows.append(Fact(_("The knowledge"), stand(of)))
    return rows


def needed(of: Question | Draft) -> list[Msg]:
    """Name the kind when it is not the usual one, the knowledge type, and the level where no region tells it."""
    kind = None if of.kind is QuestionKind.inhoudelijk else of.kind
    level = None if of.regions else of.level
    return [label_of(each) for each in (kind, of.knowledge_type, level) if each]


def stand(of: Question | Draft) -> Words:
    """Tell how far the knowledge is there, and who takes it up."""
    by = of.knowing_by if isinstance(of, Question) else None
    how: Words = () if not of.knowing_how else own((of.knowing_how,), by) if by else (of.knowing_how,)
    return words(KNOWING[of.knowing], *((", ", *how) if how else ()))


def joined(named: Sequence[Msg]) -> Words:
    """Name several things in a line."""
    told: list[Inline | Msg] = []
    for each in named:
        told += [" · ", each] if told else [each]
    return words(*told)
