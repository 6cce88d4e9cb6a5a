"""Answers what a round of a learning evaluation asks: what somebody sees, what goes well and what can be better."""

from collections.abc import Mapping
from typing import Annotated

from bot.chat.reply import Action, Actions, Reply, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.things.names_guard import people_named, without_names
from bot.things.undoing import did, undo_button
from commands.lessons.evaluation.life import Act
from commands.lessons.evaluation.rights import require, requiring, subject
from commands.lessons.labels import ASPECTS, SIDES
from commands.lessons.share import lesson_from
from commands.lessons.signs import aspect_of
from storage.lessons import evaluations
from storage.lessons.evaluation import Evaluation, Voice
from storage.lessons.lesson import Aspect, Side
from storage.lessons.tables import LONGEST
from storage.vocabulary import Role

DAYS: Mapping[Voice, int] = {Voice.seen: 0, Voice.well: 5, Voice.better: 5}
"""From which day of a round on something is asked."""
SIDE_OF: Mapping[Voice, Side] = {Voice.well: Side.well, Voice.better: Side.better}

_Seen = Annotated[str, Ask(_("What do you see happen?"), label=_("What you see"), max_length=LONGEST, long=True)]
_Well = Annotated[str, Ask(_("What goes well?"), label=_("What goes well"), max_length=LONGEST, long=True)]
_Better = Annotated[str, Ask(_("What can be better?"), label=_("What can be better"), max_length=LONGEST, long=True)]


@command(
    nl=("vertel bij",),
    en=("tell for",),
    summary=_("Tell in a learning evaluation what you see"),
    allow=Role.member,
    check=requiring(Act.tell),
    hidden=True,
    adds=True,
)
async def tell_seen(ctx: Context, evaluation: Evaluation, text: _Seen) -> Reply:
    return await _told(ctx, evaluation, Voice.seen, text)


@command(
    nl=("goed bij",),
    en=("well in",),
    summary=_("Tell in a learning evaluation what goes well"),
    allow=Role.member,
    check=requiring(Act.tell),
    hidden=True,
    adds=True,
)
async def tell_well(ctx: Context, evaluation: Evaluation, text: _Well) -> Reply:
    return await _told(ctx, evaluation, Voice.well, text)


@command(
    nl=("beter bij",),
    en=("better in",),
    summary=_("Tell in a learning evaluation what can be better"),
    allow=Role.member,
    check=requiring(Act.tell),
    hidden=True,
    adds=True,
)
async def tell_better(ctx: Context, evaluation: Evaluation, text: _Better) -> Reply:
    return await _told(ctx, evaluation, Voice.better, text)


@command(
    nl=("sla over bij",),
    en=("skip in",),
    summary=_("Skip a question of a learning evaluation"),
    allow=Role.member,
    check=requiring(Act.tell),
    hidden=True,
)
async def skip_question(ctx: Context, evaluation: Evaluation) -> Reply:
    await require(ctx, evaluation, Act.tell)
    return say(_("Fine. You hear from {number} when there is more.", number=Code(evaluation.number)))


async def _told(ctx: Context, evaluation: Evaluation, voice: Voice, text: str) -> Reply:
    await require(ctx, evaluation, Act.tell)
    if evaluation.day < DAYS[voice]:
        raise Refused(_("That is asked on day {n}. Now: what do you see happen?", n=DAYS[voice]))
    said = without_names(" ".join(text.split()).strip(" :"), await people_named(ctx, text))
    aspect = aspect_in(said) if voice in SIDE_OF else None
    number = await ctx.write(evaluations.say, evaluation, ctx.member.id, voice, aspect, said, ctx.now)
    entry = await did(ctx, subject(evaluation), Act.tell, said=number)
    told: Msg = _("It is there, for the group.")
    if aspect is not None:
        box = (SIDES[SIDE_OF[voice]], ASPECTS[aspect])
        told = _("It is there, for the group: {side}, {aspect}.", side=box[0], aspect=box[1])
    buttons = [undo_button(ctx, entry)]
    if voice is Voice.well and evaluation.by(ctx.member.id, Voice.better) is None:
        buttons.insert(0, Action(_("What can be better"), tell_better.line(evaluation.number)))
    # Only who wrote it makes a lesson of it.
    buttons.append(Action(_("Share as a lesson"), lesson_from.line(f"{evaluation.number}: {said}")))
    return Reply((Text(words(told)), Actions(tuple(buttons))))


def aspect_in(text: str) -> Aspect:
    """What it is about: how people work together where its words say so, else the task."""
    return aspect_of(text, ()) or Aspect.content


def questions_of(evaluation: Evaluation) -> tuple[Msg, tuple[Action, ...]]:
    """What is asked on this day of the round, and how it is answered."""
    number = evaluation.number
    skip = Action(_("Skip"), skip_question.line(number))
    if evaluation.day == 0:
        return _("What do you see happen?"), (Action(_("Tell"), tell_seen.line(number)), skip)
    well = Action(_("Goes well"), tell_well.line(number))
    better = Action(_("Can be better"), tell_better.line(number))
    return _("What goes well, what can be better?"), (well, better, skip)
