"""Tells what is held of learning evaluations, what became of answers, and what waits for who takes part."""

from collections.abc import Iterator, Sequence

from bot.chat.reply import Action, Subject, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row
from bot.members.todo import MOST, Chore, Chores, Keeper
from bot.things.contributions import Contribution, Contributions
from bot.things.measures import Counts
from commands.lessons.evaluation.answer import questions_of
from commands.lessons.evaluation.card import STAGES
from commands.lessons.evaluation.rounds import WHOLE, adjust_evaluation
from storage.database.database import Tx
from storage.lessons import evaluations
from storage.lessons.evaluation import EVALUATION, Evaluation, Stage, Voice

WAITS = 1


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    said = await ctx.read(evaluations.answers_of, ctx.member.id, most)
    held = {each.id: each for each in await ctx.read(evaluations.load, list({id for id, *_more in said}))}
    return [
        Contribution(
            Subject(EVALUATION, id, held[id].number),
            at,
            _VOICES[voice],
            text,
            STAGES[held[id].stage],
            _changed(held[id]),
        )
        for id, voice, text, at in said
        if id in held
    ]


_VOICES = {
    Voice.seen: _("told what you see"),
    Voice.well: _("told what goes well"),
    Voice.better: _("told what can be better"),
    Voice.adjust: _("said what you change"),
}


def _changed(evaluation: Evaluation) -> str:
    """What the group changes, which is the last word on what was answered."""
    return next((each.text for each in reversed(evaluation.answers) if each.voice is Voice.adjust), "")


def _find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """What waits for an answer, and what the group is to hear from who keeps it."""
    me = keeper.member.id
    for each in evaluations.waiting(tx, me, MOST):
        title, look = words(Code(each.number), " ", shorten(each.text, 100)), Action(_("View"), each.number)
        if me in each.asked:
            yield Chore(title, _("asks whether you take part"), each.made_at, WAITS, (look,))
        elif each.stage is Stage.running and each.day == WHOLE and each.maker_id == me:
            adjust = Action(_("This is what we change"), adjust_evaluation.line(each.number))
            yield Chore(title, _("waits for what you change"), each.changed_at, WAITS, (adjust, look))
        elif each.stage is Stage.running and each.day < WHOLE and me in each.joined - each.answered:
            _asked, actions = questions_of(each)
            yield Chore(title, _("waits for your answer"), each.changed_at, WAITS, (*actions[:-1], look))


async def _evaluations(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"E-{row['id']} {shorten(row['text'], LONGEST)}" for row in rows]


async def _people(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"E-{row['evaluation_id']}" for row in rows]


async def _answers(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"E-{row['evaluation_id']} {shorten(row['text'], LONGEST)}" for row in rows]


PARTS = (
    Contributions(_given),
    Chores(_find),
    OwnData("evaluations", _("Learning evaluations that you began"), _evaluations, rank=133),
    OwnData("evaluation_people", _("Learning evaluations that you were asked for"), _people, rank=134),
    OwnData("evaluation_answers", _("What you told in learning evaluations"), _answers, rank=135),
    Counts("evaluations begun", _("learning evaluations that were begun"), evaluations.count_begun),
)
