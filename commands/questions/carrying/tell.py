"""Lets who answered say in a few words how far that carries: "A-7: uit onderzoek, WUR 2023"."""

from collections.abc import Mapping
from typing import Annotated, Any

from bot.chat.reply import Action, Actions, Reply, Subject, Text, own, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.things.undoing import Undoable, did, undo_button
from commands.questions.carrying.labels import CARRYING, Reach
from storage.questions import carrying, questions
from storage.questions.question import ANSWER, Answer
from storage.vocabulary import QuestionStatus, Role

CARRY = "carry"


async def _own(ctx: Context, known: Values) -> None:
    """Raises `Refused` for who did not give the answer and coordinates none of the regions of its question."""
    answer: Answer | None = known.get("answer")
    if answer is None:
        return
    question = await ctx.read(questions.get_one, answer.question_id)
    coordinates = ctx.may(Role.coordinator, regions=question.regions)
    if question.status is QuestionStatus.hidden or not (answer.member_id == ctx.member.id or coordinates):
        raise Refused(_("Only who gave an answer, or a coordinator, can say how far it carries."))


@command(
    nl=("zet reikwijdte",),
    en=("set reach",),
    summary=_("Say how far an answer carries"),
    allow=Role.member,
    hidden=True,
    adds=True,
    check=_own,
)
async def tell_reach(
    ctx: Context,
    answer: Answer,
    reach: Annotated[
        Reach,
        Ask(
            _("How far does your answer carry?"),
            label=_("How far it carries"),
            hint=_("A source may stand behind it: from research, WUR 2023."),
        ),
    ],
) -> Reply:
    await _own(ctx, {"answer": answer})
    look = Action(_("View"), f"K-{answer.question_id}")
    if (answer.carries, answer.source) == (reach.carries, reach.source):
        already = _("{number} says that already.", number=Code(answer.number))
        return Reply((Text(words(already)), Actions((look,))))
    said = await ctx.write(carrying.put, answer.id, reach.carries, reach.source, by=ctx.member.id)
    await ctx.write(questions.reindexed, answer.question_id)
    entry = await did(ctx, Subject(ANSWER, answer.id, answer.number), CARRY, said=said)
    source = (": ", *own((reach.source,), ctx.member.id)) if reach.source else ()
    told = words(Code(answer.number), ": ", CARRYING[reach.carries], *source)
    return Reply((Text(told), Actions((undo_button(ctx, entry), look))))


async def _as_before(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: ids
    if not await ctx.write(carrying.take_back, int(detail.get("said") or 0)):
        return None
    answer = await ctx.read(questions.one_answer, thing.id)
    if answer is not None:
        await ctx.write(questions.reindexed, answer.question_id)
    return _("{number} says of that what it said before.", number=Code(thing.line))


UNDO = Undoable(ANSWER, CARRY, _as_before)
