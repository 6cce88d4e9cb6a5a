"""Takes learning evaluations through their rounds: day 0, 5 and 10, what the group changes, and the next round."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

from bot.chat.reply import Action, Actions, Block, Reply, Text, words
from bot.chat.spans import Code
from bot.chat.texts import _, _n
from bot.command.command import Ask, Context, Notice, command
from bot.process.office_hours import OfficeHours, office_moment, working_days_later
from bot.process.work import Services, Work
from bot.things.sending import send
from bot.things.undoing import did, done
from commands.lessons.evaluation.answer import questions_of
from commands.lessons.evaluation.life import Act, among
from commands.lessons.evaluation.rights import not_now, require, requiring, subject
from commands.lessons.evaluation.take_part import FEWEST, due_of, tell_group
from storage import keepers
from storage.database.database import Tx
from storage.lessons import evaluations
from storage.lessons.evaluation import EVALUATION, Evaluation, Stage, Voice
from storage.lessons.tables import LONGEST
from storage.links import Thing
from storage.members import people
from storage.vocabulary import HOME_ZONE, Role

EVERY = timedelta(minutes=10)
BATCH = 100
HALF, WHOLE = 5, 10
"""Working days of a round."""
REST = 65
"""Working days until the next round: three months."""
SHORTEST = 15
"""Letters of a change that says something."""


@command(
    nl=("nog een week voor",),
    en=("another week for",),
    summary=_("Give a learning evaluation another week"),
    allow=Role.member,
    check=requiring(Act.more_time),
    hidden=True,
)
async def more_time(ctx: Context, evaluation: Evaluation) -> Reply:
    await require(ctx, evaluation, Act.more_time)
    due = working_days_later(ctx.now, HALF, ctx.member.time_zone, ctx.choices.of(OfficeHours))
    if not await ctx.write(evaluations.turn, evaluation.id, among(Act.more_time), ctx.now, due_at=due, day=HALF):
        raise not_now(evaluation)
    entry = await did(ctx, subject(evaluation), Act.more_time, day=evaluation.day, due=due_of(evaluation))
    silent = replace(evaluation, joined=evaluation.joined - evaluation.answered)
    asked, actions = questions_of(replace(evaluation, day=HALF))
    await tell_group(ctx, silent, asked, entry, *actions)
    told = _("{number} goes on until {day}.", number=Code(evaluation.number), day=due.date())
    return done(ctx, told, subject(evaluation), entry, _("Who did not answer yet is asked once more."))


@command(
    nl=("dit passen we aan bij",),
    en=("we change for",),
    summary=_("Say what a group changes after a learning evaluation"),
    allow=Role.member,
    check=requiring(Act.adjust),
    hidden=True,
)
async def adjust_evaluation(
    ctx: Context,
    evaluation: Evaluation,
    text: Annotated[
        str,
        Ask(
            _("What do you change? The whole group reads it."), label=_("What we change"), max_length=LONGEST, long=True
        ),
    ],
) -> Reply:
    await require(ctx, evaluation, Act.adjust)
    due = working_days_later(ctx.now, REST, ctx.member.time_zone, ctx.choices.of(OfficeHours))
    values = {"stage": Stage.resting, "due_at": due}
    if not await ctx.write(evaluations.turn, evaluation.id, among(Act.adjust), ctx.now, **values):
        raise not_now(evaluation)
    said = await ctx.write(evaluations.say, evaluation, ctx.member.id, Voice.adjust, None, text.strip(), ctx.now)
    entry = await did(ctx, subject(evaluation), Act.adjust, said=said, was=evaluation.stage, due=due_of(evaluation))
    heard = await tell_group(ctx, evaluation, _("this is what we change: {text}", text=text.strip()), entry)
    told = _("{number} rests. The next round begins on {day}.", number=Code(evaluation.number), day=due.date())
    more = [_n("{n} person who took part hears it.", "{n} people who took part hear it.", heard)] if heard else []
    return done(ctx, told, subject(evaluation), entry, *more)


class Rounds:
    """Takes up what is due, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._language = services.language
        self._hours = services.choices.of(OfficeHours)

    async def work(self) -> int:
        now = self._clock()
        if office_moment(now, HOME_ZONE, self._hours) > now:
            return 0
        found = await self._database.read(evaluations.due, now, BATCH)
        return sum([await self._database.write(self._take, each, now) for each in found])

    def _take(self, tx: Tx, evaluation: Evaluation, now: datetime) -> int:
        later = working_days_later(now, HALF, HOME_ZONE, self._hours)
        match evaluation.stage:
            case Stage.planned:
                return self._ask(tx, evaluation, 0, now, stage=Stage.running, due_at=later)
            case Stage.resting:
                values = {"stage": Stage.running, "round": evaluation.round + 1, "due_at": later}
                return self._ask(tx, evaluation, 0, now, **values)
            case Stage.running if evaluation.day < HALF:
                return self._ask(tx, evaluation, HALF, now, due_at=later)
            case Stage.running:
                return self._gather(tx, evaluation, now)
            case _:
                return int(evaluations.claim(tx, evaluation.id, now, due_at=None))

    def _ask(self, tx: Tx, evaluation: Evaluation, day: int, now: datetime, **values: object) -> int:
        """Ask everybody who takes part what this day of the round asks."""
        if not evaluations.claim(tx, evaluation.id, now, day=day, **values):
            return 0
        asked, actions = questions_of(replace(evaluation, day=day))
        about = _("{number}, day {day} of 10: {text}", number=Code(evaluation.number), day=day, text=evaluation.text)
        blocks = (Text(words(about)), Text(words(asked)), Actions(actions))
        return self._send(tx, evaluation, evaluation.joined, Reply(blocks), f"{evaluation.round}/{day}", now)

    def _gather(self, tx: Tx, evaluation: Evaluation, now: datetime) -> int:
        """Bring what was answered to who keeps it; with too few answers, ask for another week."""
        if not evaluations.claim(tx, evaluation.id, now, day=WHOLE, due_at=None):
            return 0
        keeper = keepers.of(tx, Thing(EVALUATION, evaluation.id)) or evaluation.maker_id
        number, n, of = evaluation.number, len(evaluation.answered), len(evaluation.joined)
        about = _("{number}, day {day} of 10: {text}", number=Code(number), day=WHOLE, text=evaluation.text)
        adjust = Action(_("This is what we change"), adjust_evaluation.line(number))
        look, week = Action(_("View"), number), Action(_("Another week"), more_time.line(number))
        if n < FEWEST:
            few = _("{n} of {of} answered: too few to learn together. Another week?", n=n, of=of)
            blocks: tuple[Block, ...] = (Text(words(about)), Text(words(few)), Actions((week, adjust, look)))
        else:
            told = _n("{n} person answered.", "{n} people answered.", n)
            asked = _("Read the four boxes, and say what you change.")
            blocks = (Text(words(about)), Text(words(told, " ", asked)), Actions((look, adjust, week)))
        return self._send(tx, evaluation, [keeper] if keeper else [], Reply(blocks), f"{evaluation.round}/10", now)

    def _send(self, tx: Tx, evaluation: Evaluation, to: Iterable[int], reply: Reply, step: str, now: datetime) -> int:
        known = [each for each in people.load(tx, sorted(to)) if not each.blocked_at and not each.away(now.date())]
        key = f"evaluation/{evaluation.id}/{step}/{now:%Y%m%d}"
        send(tx, key, [Notice(each, reply) for each in known], now, self._language)
        return 1


WORK = Work("evaluations", EVERY, lambda services: Rounds(services).work)
