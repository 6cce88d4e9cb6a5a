"""Answers what members ask about lessons and learning evaluations: how they go, who sees them; and about one lesson."""

from bot.chat.spans import Code
from bot.chat.texts import Msg, Value, _, _n
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.visibility import name_to
from bot.things.answers import answer
from commands.lessons.browse import list_failures, list_lessons, show_lesson
from commands.lessons.evaluation.card import list_evaluations
from commands.lessons.evaluation.start import start_evaluation
from commands.lessons.labels import BASES
from commands.lessons.permissions import sees
from commands.lessons.react import other_lesson, same_lesson, use_lesson
from commands.lessons.share import add_lesson, lesson_from
from storage.lessons.lesson import Lesson, State
from storage.members import people

_SEEN = _(
    "All members see it, or only those in a closed room when you put it there. It can be put without your name, and I "
    "leave out the names of people in it."
)
ASIDES = Asides(
    (add_lesson, lesson_from, same_lesson, other_lesson, use_lesson, list_lessons, show_lesson),
    {
        Aside.decides: _("Nobody has to decide. It is there as soon as you say yes."),
        Aside.hears: _("Yes. You hear it when somebody uses it or thanks you for it."),
        Aside.lasts: _("It is there at once, and stays. Unused for two years, I ask whether it still holds."),
        Aside.seen: _SEEN,
        Aside.name: _SEEN,
    },
)
SHARE = (_("Share a lesson"), add_lesson)


@answer(
    nl=("hoe werkt een les", "wat is stralend falen"),
    en=("how does a lesson work", "what is failing brilliantly"),
    asks=_("How lessons go"),
    then=(SHARE, (_("See the lessons"), list_lessons), (_("See what failed"), list_failures)),
)
async def how_lesson_goes(_ctx: Context) -> Msg:
    return _(
        "Every member may share in a sentence what went well or can be better, and what failed is as welcome. Others "
        "say whether it holds with them and what came of using it; you hear that."
    )


@answer(
    nl=("wie ziet mijn les",),
    en=("who sees my lesson",),
    asks=_("Who sees a lesson"),
    then=(SHARE,),
)
async def who_sees_lesson(_ctx: Context) -> Msg:
    return _SEEN


@answer(
    nl=("hoe werkt een leerevaluatie",),
    en=("how does a learning evaluation work",),
    asks=_("How a learning evaluation goes"),
    then=((_("Start an evaluation"), start_evaluation), (_("See the evaluations"), list_evaluations)),
)
async def how_evaluation_goes(_ctx: Context) -> Msg:
    return _(
        "A convenor starts it in their network with a question, for 3 to 12 people. In ten working days I ask twice "
        "what they see, and what goes well or can be better. Only the group reads that, and it comes back after three "
        "months."
    )


async def _require_seen(ctx: Context, lesson: Lesson) -> None:
    if not await sees(ctx, lesson) or lesson.state is State.withdrawn:
        raise Refused(_("{number} is out of sight.", number=Code(lesson.number)))


@answer(
    nl=("hoe vaak is les gebruikt",),
    en=("how often was lesson used",),
    asks=_("How often it was used"),
)
async def uses_of_lesson(ctx: Context, lesson: Lesson) -> Msg:
    await _require_seen(ctx, lesson)
    number = Code(lesson.number)
    if not (lesson.uses or lesson.same or lesson.other):
        return _("Nobody told yet of using {number}, or that it holds with them too.", number=number)
    used: Msg = _n("used {n} time", "used {n} times", lesson.uses) if lesson.uses else _("not used yet")
    same = _n("so too in {n} region", "so too in {n} regions", lesson.same)
    other = _n("not so in {n} region", "not so in {n} regions", lesson.other)
    told = [used, *([same] if lesson.same else []), *([other] if lesson.other else [])]
    return _("Of {number} was told: {told}.", number=number, told=told)


@answer(
    nl=("wie heeft les gedeeld", "waar komt les vandaan"),
    en=("who shared lesson", "where does lesson come from"),
    asks=_("Who shared it"),
)
async def maker_of_lesson(ctx: Context, lesson: Lesson) -> Msg:
    await _require_seen(ctx, lesson)
    at: dict[str, Value] = {"number": Code(lesson.number), "day": lesson.made_at.date()}
    if lesson.shown_maker is not None:
        known = await ctx.read(people.load, [lesson.shown_maker])
        return _("{number} was shared by {who} on {day}.", **at, who=name_to(ctx, known[0] if known else None))
    if lesson.draft.where:
        basis = BASES[lesson.draft.basis] if lesson.draft.basis else _("In")
        return _(
            "{number} comes from: {where} ({basis}). No person is named.", **at, where=lesson.draft.where, basis=basis
        )
    return _("{number} was shared on {day}, without a name.", **at)


@answer(
    nl=("klopt les nog",),
    en=("does lesson still hold",),
    asks=_("Whether it still holds"),
)
async def lesson_holds(ctx: Context, lesson: Lesson) -> Msg:
    await _require_seen(ctx, lesson)
    at: dict[str, Value] = {"number": Code(lesson.number), "day": lesson.made_at.date()}
    if lesson.state is State.old:
        return _("No: {number} holds no more, said who keeps it.", **at)
    if lesson.other:
        where = _n("not so in {n} region", "not so in {n} regions", lesson.other)
        return _("{number} is of {day}. Nobody withdrew it, but it is {where}.", **at, where=where)
    return _("As far as I know: {number} is of {day}, and nobody said that it holds no more.", **at)
