"""Draws a learning evaluation for its group: its question, how far it is, and what was answered in four boxes."""

from collections.abc import Sequence

from bot.chat.reply import (
    Action,
    Actions,
    Block,
    Fact,
    Facts,
    Heading,
    Inline,
    Item,
    Items,
    Quote,
    Reply,
    Text,
    say,
    words,
)
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, command
from bot.command.labels import Labels
from bot.command.one_view import on_one_view
from bot.things.card import buttons_of, facts_of
from bot.things.keeping import Held
from bot.things.names import links_of
from commands.lessons.evaluation.answer import questions_of
from commands.lessons.evaluation.life import Act
from commands.lessons.evaluation.rights import can, of_the_group, reads_answers, sees, subject
from commands.lessons.evaluation.rounds import adjust_evaluation, more_time
from commands.lessons.evaluation.take_part import answers_to_asking, leave_evaluation, stop_evaluation
from commands.lessons.labels import BOXES, QUADRANTS, Quadrant
from storage import links
from storage.lessons import evaluations
from storage.lessons.evaluation import EVALUATION, Evaluation, Stage, Voice
from storage.lessons.lesson import Side
from storage.links import Thing
from storage.vocabulary import Role

BRIEF = 60
IN_A_BOX = 3
"""Answers in each of the four boxes: what fits a phone."""
MOST = 12

STAGES = Labels(
    Stage,
    {
        Stage.planned: _("planned"),
        Stage.running: _("under way"),
        Stage.resting: _("rests until the next round"),
        Stage.stopped: _("stopped"),
    },
)


@command(
    nl=("toon evaluatie", "e"),
    en=("show evaluation", "e"),
    summary=_("Look at a learning evaluation"),
    allow=Role.member,
    safe=True,
    private=True,
    hidden=True,
)
async def show_evaluation(ctx: Context, evaluation: Evaluation) -> Reply:
    return await on_one_view(ctx, lambda reading: card(reading, evaluation))


@command(
    nl=("evaluaties", "mijn evaluaties"),
    en=("evaluations", "my evaluations"),
    summary=_("See the learning evaluations that you take part in"),
    allow=Role.member,
    safe=True,
    private=True,
)
async def list_evaluations(ctx: Context) -> Reply:
    mine = await ctx.read(evaluations.of_member, ctx.member.id, MOST)
    if not mine:
        return say(_("You take part in no evaluation now. A convenor of a network starts one."))
    items = tuple(
        Item(words(Code(each.number), " ", shorten(each.text, 120)), (words(STAGES[each.stage]),), (_look(each),))
        for each in mine
    )
    return Reply((Heading(words(_("Evaluations ({n})", n=len(mine)))), Items(items)))


def _look(evaluation: Evaluation) -> Action:
    return Action(_("View"), evaluation.number)


async def card(ctx: Context, evaluation: Evaluation) -> Reply:
    """The evaluation with what this member can do, kept up to date where it stands."""
    if not await sees(ctx, evaluation):
        return say(of_the_group(evaluation))
    thing, its = subject(evaluation), Thing(EVALUATION, evaluation.id)
    inside = await reads_answers(ctx, evaluation)
    linked = (await ctx.read(links.of, [its])).get(its, [])
    rows = [*_facts(evaluation), *await links_of(ctx, linked), *await facts_of(ctx, thing)]
    blocks: list[Block] = [
        Heading(words(evaluation.number, " · ", STAGES[evaluation.stage])),
        Quote(words(evaluation.text or _("withdrawn"))),
        Facts(tuple(rows)),
    ]
    if inside and evaluation.answered:
        blocks += boxes(ctx, evaluation)
    first, more = await _buttons(ctx, evaluation)
    if first:
        blocks.append(Actions(tuple(first)))
    more += await buttons_of(ctx, thing)
    if more:
        blocks.append(Actions(tuple(more), under=_("More")))
    return Reply(tuple(blocks), subject=thing)


def _facts(evaluation: Evaluation) -> list[Fact]:
    n = len(evaluation.joined)
    rows = [Fact(_("Takes part"), words(_n("{n} person", "{n} people", n)))]
    if evaluation.stage is Stage.planned:
        rows.append(Fact(_("Asked"), words(_n("{n} person", "{n} people", len(evaluation.asked)))))
    if evaluation.stage is Stage.running:
        rows.append(Fact(_("Day"), words(_("{day} of 10", day=evaluation.day))))
        rows.append(Fact(_("Answered"), words(_n("{n} person", "{n} people", len(evaluation.answered)))))
    changed = next((each.text for each in reversed(evaluation.answers) if each.voice is Voice.adjust), None)
    return [*rows, *([Fact(_("What we change"), words(changed))] if changed else [])]


def boxes(ctx: Context, evaluation: Evaluation) -> list[Block]:
    """What the group answered: what it sees, and the four boxes. Nobody by name."""
    seen = [each.text for each in evaluation.answers if each.voice is Voice.seen]
    blocks: list[Block] = [*_box(ctx, _("What we see"), seen)] if seen else []
    if evaluation.day == 0:
        return blocks
    for box in Quadrant:
        side, aspect = BOXES[box]
        voice = Voice.well if side is Side.well else Voice.better
        told = [each.text for each in evaluation.answers if (each.voice, each.aspect) == (voice, aspect)]
        blocks += _box(ctx, QUADRANTS[box], told)
    return blocks


def _box(ctx: Context, title: Msg, told: Sequence[str]) -> list[Block]:
    heading = Text(words(Bold(f"{ctx.language.text(title)} ({len(told)})")))
    if not told:
        return [heading]
    return [heading, Items(tuple(Item(words(shorten(each, 90))) for each in told[-IN_A_BOX:]))]


async def _buttons(ctx: Context, evaluation: Evaluation) -> tuple[list[Action], list[Action]]:
    acts, number = await can(ctx, evaluation), evaluation.number
    first: list[Action] = []
    more: list[Action] = []
    if Act.take_part in acts:
        first += answers_to_asking(evaluation)
    elif Act.tell in acts:
        first += questions_of(evaluation)[1][:-1]
    if Act.adjust in acts and evaluation.day == LAST_DAY:
        more += [
            Action(_("This is what we change"), adjust_evaluation.line(number)),
            Action(_("Another week"), more_time.line(number)),
        ]
    if Act.leave in acts and Act.take_part not in acts:
        more.append(Action(_("I stop with it"), leave_evaluation.line(number)))
    if Act.stop in acts:
        more.append(Action(_("Stop it"), stop_evaluation.line(number)))
    return first, more


LAST_DAY = 10


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what evaluations are called, to their groups."""
    found = await ctx.read(evaluations.load, ids)
    return {each.id: f"{each.number} {shorten(each.text, BRIEF)}" for each in found if await sees(ctx, each)}


async def held_of(ctx: Context, id: int) -> Held | None:
    """Tell the core what an evaluation is, for who keeps it."""
    evaluation = await ctx.read(evaluations.get, id)
    if evaluation is None or not await sees(ctx, evaluation):
        return None
    return Held(evaluation.text, evaluation.maker_id, frozenset())
