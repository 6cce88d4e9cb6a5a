"""Lets who answered a question take that answer back; it can be undone."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Quote, Reply, Subject, Text, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import Msg, _
from bot.command.command import Context, Values, command
from bot.command.refusal import Refused
from bot.members.visibility import bold, name_in
from bot.things.undoing import Undoable, did, undo_button
from commands.questions.card.card import about, look, subject
from storage.members import people
from storage.questions import questions
from storage.questions.question import ANSWER, Answer, Question
from storage.vocabulary import Place, Role

TAKE_BACK = "take back"
LONGEST = 60
"""Letters of an answer by which it is told from others."""


def _own(ctx: Context, question: Question) -> Sequence[Answer]:
    return [each for each in question.answers if each.member_id == ctx.member.id]


async def _answered(ctx: Context, known: Values) -> None:
    """Raises `Refused` for who gave no answer to it."""
    question: Question | None = known.get("question")
    if question is not None and not _own(ctx, question):
        raise Refused(_("You gave no answer to {number} that stands there.", number=Code(question.number)))


@command(
    nl=("trek antwoord in", "haal antwoord weg", "neem antwoord terug"),
    en=("withdraw answer", "take back answer"),
    summary=_("Take your answer back"),
    allow=Role.member,
    check=_answered,
)
async def withdraw_answer(ctx: Context, question: Question, which: Answer | None = None) -> Reply:
    """Of several answers to one question, which one is asked."""
    await _answered(ctx, {"question": question})
    own = [each for each in _own(ctx, question) if which is None or each.id == which.id]
    if not own:
        raise Refused(_("Only who gave an answer can take it back."))
    if len(own) > 1:
        picks = (
            Action(shorten(each.text, LONGEST), withdraw_answer.line(question.number, each.number)) for each in own
        )
        return Reply((Text(words(_("Which of your answers?"))), Actions(tuple(picks))))
    answer = own[0]
    await ctx.write(questions.hide_answer, answer.id)
    entry = await did(ctx, Subject(ANSWER, answer.id, answer.number), TAKE_BACK)
    asker = await ctx.read(people.get, question.asker_id) if question.asker_id is not None else None
    if asker and asker.id != ctx.member.id:
        news = _("{who} took an answer back:", who=bold(ctx.language, name_in(ctx.member, Place.members)))
        ctx.notify(asker, about(news, question, Quote(words(answer.text)), Actions((look(question),))))
    told = _("Your answer to {number} is taken back.", number=Code(question.number))
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry), look(question)))), about=subject(question))


async def _put_back(ctx: Context, thing: Subject, _detail: object) -> Msg | None:
    await ctx.write(questions.hide_answer, thing.id, hidden=False)
    return _("{number} stands there again.", number=Code(thing.line))


UNDO = Undoable(ANSWER, TAKE_BACK, _put_back, alone=True)
