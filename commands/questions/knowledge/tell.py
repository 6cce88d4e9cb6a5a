"""Lets askers and coordinators say in a few words what knowledge a question needs and where that stands."""

from collections.abc import Mapping
from typing import Annotated, Any

from bot.chat.reply import Action, Actions, Reply, Subject, Text, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from bot.things.hearing import Hearer, Tale, tell
from bot.things.undoing import Undoable, did, undo_button
from commands.questions.knowledge.card import facts
from commands.questions.knowledge.reader import Told, of_sentence
from commands.questions.life.lifecycle import Act
from commands.questions.life.permissions import require, requiring
from storage.questions import knowledge, questions, versions
from storage.questions.question import QUESTION, Question
from storage.vocabulary import Role


@command(
    nl=("zet kennis",),
    en=("set knowledge",),
    summary=_("Say how far the knowledge is there for a question"),
    allow=Role.member,
    hidden=True,
    adds=True,
    check=requiring(Act.know),
    fills=of_sentence,
)
async def tell_knowledge(
    ctx: Context,
    question: Question,
    told: Annotated[
        Told,
        Ask(
            _("How far is the knowledge there?"),
            label=_("The knowledge"),
            hint=_("Who takes it up may stand behind it: to be developed, via SIA."),
        ),
    ],
) -> Reply:
    await require(ctx, question, Act.know)
    thing, is_ = Subject(QUESTION, question.id, question.number), told.on(question)
    if is_ == knowledge.of(question):
        already = _("{number} says that already.", number=Code(question.number))
        return Reply((Text(words(already)), Actions((_look(question),))))
    was = await ctx.write(versions.keep, question, ctx.now)
    by = ctx.member.id if told.how else question.knowing_by
    now = await ctx.write(questions.know, question.id, is_, ctx.now, by=by)
    entry = await did(ctx, thing, Act.know, was=was)
    if question.asker_id is not None:
        news = _("a coordinator told how far the knowledge is there")
        asked = Hearer(question.asker_id, _("You hear this because you asked it."))
        await tell(ctx, Tale(thing, question.text, news), [asked], entry=entry)
    line = [part for fact in facts(now) for part in (" · ", *fact.value)][1:]
    said = (
        words(Code(question.number), ": ", *line)
        if line
        else words(_("{number} is as it was.", number=question.number))
    )
    return Reply((Text(said), Actions((undo_button(ctx, entry), _look(now)))))


async def _as_before(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: ids
    was = await ctx.read(versions.get, int(detail.get("was") or 0))
    if was is None:
        return None
    await ctx.write(questions.know, thing.id, was.knowledge, ctx.now, by=was.told_by)
    return _("The knowledge for {number} stands as it did.", number=Code(thing.line))


UNDO = Undoable(QUESTION, Act.know, _as_before)


def _look(question: Question) -> Action:
    return Action(_("View"), question.number)
