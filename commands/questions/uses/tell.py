"""Lets members say what they did with an answer; who gave it hears that."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from bot.chat.reply import Action, Actions, Choice, Quote, Reply, Subject, Text, own, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.things.undoing import Undoable, did, undo_button
from commands.questions.card.card import about, look
from commands.questions.life.lifecycle import Act
from commands.questions.life.permissions import require
from storage.database.text import fold
from storage.members import people
from storage.questions import carrying, questions
from storage.questions.question import ANSWER, Answer
from storage.vocabulary import Role

USE = "use"
NOT_YET = _("not yet")
_NOT_YET = frozenset({"nog niet", "not yet", "nee", "no", "nog niks", "nog niets", "nothing yet"})


async def _seen(ctx: Context, known: Values) -> None:
    """Raises `Refused` for one's own answer, or one to a question out of sight."""
    answer: Answer | None = known.get("answer")
    if answer is None:
        return
    await require(ctx, await ctx.read(questions.get_one, answer.question_id), Act.follow)
    if answer.member_id == ctx.member.id:
        raise Refused(_("You gave that answer yourself. Who used it can say so."))


async def _nothing(ctx: Context, _known: Values) -> Sequence[Choice]:
    return (Choice(ctx.language.text(NOT_YET), _("Not yet")),)


@command(
    nl=("antwoord gebruikt",),
    en=("used answer",),
    summary=_("Say what you did with an answer"),
    allow=Role.member,
    hidden=True,
    adds=True,
    check=_seen,
)
async def use_answer(
    ctx: Context,
    answer: Answer,
    said: Annotated[
        str,
        Ask(
            _("What did you do with it, in a sentence?"),
            label=_("What you did"),
            hint=_("Whoever answered reads this."),
            max_length=carrying.LONGEST,
            long=True,
            suggest=_nothing,
        ),
    ],
) -> Reply:
    await _seen(ctx, {"answer": answer})
    question = await ctx.read(questions.get_one, answer.question_id)
    if fold(said) in _NOT_YET:
        await ctx.write(carrying.use, answer.id, ctx.member.id, None, ctx.now)
        line = Code(use_answer.line(answer.number))
        return say(_("That is fine. I do not ask again; say {line} when you do.", line=line))
    use = await ctx.write(carrying.use, answer.id, ctx.member.id, said, ctx.now)
    await ctx.write(questions.reindexed, answer.question_id)
    entry = await did(ctx, Subject(ANSWER, answer.id, answer.number), USE, use=use)
    by = await ctx.read(people.get, answer.member_id) if answer.member_id is not None else None
    if by and not by.blocked_at:
        ctx.notify(by, about(_("Something was done with your answer:"), question, Quote(own((said,), ctx.member.id))))
    thanks = _("Thank you. Whoever answered hears it.") if by else _("Thank you. It stands with the answer.")
    return Reply((Text(words(thanks)), Actions((undo_button(ctx, entry), look(question)))))


async def _unused(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: ids
    if not await ctx.write(carrying.unuse, int(detail.get("use") or 0)):
        return None
    answer = await ctx.read(questions.one_answer, thing.id)
    if answer is not None:
        await ctx.write(questions.reindexed, answer.question_id)
    return _("It is no longer told that you used {number}.", number=Code(thing.line))


UNDO = Undoable(ANSWER, USE, _unused, alone=True)


def asked(answer: Answer) -> Actions:
    """Tell what somebody can say who is asked."""
    line = use_answer.line(answer.number)
    yes, no = Action(_("Yes, I did"), line), Action(_("Not yet"), use_answer.line(answer.number, NOT_YET))
    return Actions((yes, no, Action(_("View"), f"K-{answer.question_id}")))
