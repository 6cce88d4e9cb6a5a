"""Lets people think along with a case, tell how it goes on, finish it with its result, keep it in a circle."""

from typing import Annotated, Any

from bot.chat.reply import Action, Actions, Reply, Subject, Text, label, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.things.acts import Chance, offered
from bot.things.circles import circles_of
from bot.things.hearing import Hearer, Tale, tell
from bot.things.life import keeper_of
from bot.things.names import names_of
from bot.things.sure import UNCHANGED, are_you_sure, of_another
from bot.things.undoing import did, done, undo_button
from commands.cases.labels import ASPECTS
from commands.cases.life import LIFE, Act
from commands.cases.rights import not_now, require, requiring, subject
from storage.cases import cases
from storage.cases.case import CASE, Aspect, Case
from storage.cases.tables import LONGEST, LONGEST_LINE
from storage.links import Thing
from storage.members import follows
from storage.vocabulary import Role

BROUGHT = _("You hear this because you put it in.")
KEEPS = _("You hear this because you keep it.")
THOUGHT = _("You hear this because you thought along.")
FOLLOWS = _("You hear this because you follow it.")


async def tell_keeper(ctx: Context, case: Case, news: Msg, entry: int) -> int:
    """Let who put it in and who keeps it hear it, and who follows it."""
    told = [Hearer(case.maker_id, BROUGHT)] if case.maker_id is not None else []
    keeper = await keeper_of(ctx, Thing(CASE, case.id), case.maker_id)
    told += [Hearer(keeper, KEEPS)] if keeper is not None else []
    told += [Hearer(each.id, FOLLOWS) for each in await ctx.read(follows.followers, CASE, [case.id])]
    return await tell(ctx, Tale(subject(case), case.title, news), told, entry=entry)


async def tell_thinkers(ctx: Context, case: Case, news: Msg, entry: int) -> int:
    """Let who thought along hear it, who put it in, and who follows it."""
    told = [Hearer(each, THOUGHT) for each in sorted(case.thinkers)]
    told += [Hearer(case.maker_id, BROUGHT)] if case.maker_id is not None else []
    told += [Hearer(each.id, FOLLOWS) for each in await ctx.read(follows.followers, CASE, [case.id])]
    return await tell(ctx, Tale(subject(case), case.title, news), told, entry=entry)


def heard(n: int) -> list[Msg]:
    return [_n("{n} person who took part hears it.", "{n} people who took part hear it.", n)] if n else []


async def _turned(ctx: Context, case: Case, act: Act, **values: Any) -> None:  # Any: columns
    """Bring it to where the act leads. Raises `Refused`."""
    await require(ctx, case, act)
    to = LIFE.rules[act].leads[case.state]
    if not await ctx.write(cases.turn, case.id, {case.state}, ctx.now, state=to, was=case.state, **values):
        raise not_now(await ctx.read(cases.get_one, case.id))


@command(
    nl=("denk mee", "denk mee met", "denk mee over"),
    en=("think along", "think along with"),
    summary=_("Think along with a case"),
    allow=Role.member,
    adds=True,
    check=requiring(Act.think),
)
async def think_along(
    ctx: Context,
    case: Case,
    text: Annotated[
        str,
        Ask(
            _("What do you think of it, or know of elsewhere?"),
            label=_("Your thought"),
            max_length=LONGEST,
            long=True,
        ),
    ],
) -> Reply:
    await require(ctx, case, Act.think)
    thought = await ctx.write(cases.think, case.id, ctx.member.id, text, ctx.now)
    entry = await did(ctx, subject(case), Act.think, thought=thought)
    await tell_keeper(ctx, case, _("somebody thinks along: {text}", text=text), entry)
    told = _("You think along with {number} {title}.", number=Code(case.number), title=case.title)
    return done(ctx, told, subject(case), entry, _("Who put it in hears that."))


@command(
    nl=("moment bij casus",),
    en=("case moment",),
    summary=_("Tell how a case goes on"),
    allow=Role.member,
    adds=True,
    check=requiring(Act.move),
)
async def tell_moment(
    ctx: Context,
    case: Case,
    text: Annotated[str, Ask(_("What happened?"), label=_("What happened"), max_length=LONGEST_LINE, long=True)],
) -> Reply:
    return await _moved(ctx, case, text, Act.move)


@command(
    nl=("casus besproken", "besproken casus"),
    en=("case discussed",),
    summary=_("Tell what came of talking a case over"),
    allow=Role.member,
    adds=True,
    hidden=True,
    check=requiring(Act.discuss),
)
async def discuss_case(
    ctx: Context,
    case: Case,
    text: Annotated[str, Ask(_("What came of it?"), label=_("What came of it"), max_length=LONGEST_LINE, long=True)],
) -> Reply:
    return await _moved(ctx, case, text, Act.discuss)


async def _moved(ctx: Context, case: Case, text: str, act: Act) -> Reply:
    await _turned(ctx, case, act)
    moment = await ctx.write(cases.move, case.id, ctx.member.id, text, ctx.now)
    entry = await did(ctx, subject(case), act, was=case.state, moment=moment)
    n = await tell_thinkers(ctx, case, _("it went on: {text}", text=text), entry)
    told = _("It stands with {number} {title}.", number=Code(case.number), title=case.title)
    return done(ctx, told, subject(case), entry, *heard(n))


@command(
    nl=("vul casus in",),
    en=("fill in case",),
    summary=_("Tell what a case is compared by"),
    allow=Role.member,
    hidden=True,
    check=requiring(Act.compare),
)
async def fill_in_case(
    ctx: Context,
    case: Case,
    aspect: Annotated[Aspect, Ask(_("What do you tell of it?"), label=_("What"))],
    text: Annotated[str, Ask(_("Say it in a sentence or two."), label=_("Text"), max_length=LONGEST_LINE, long=True)],
) -> Reply:
    await require(ctx, case, Act.compare)
    await ctx.write(cases.change, case.id, ctx.now, **{aspect.column: text})
    entry = await did(ctx, subject(case), Act.compare, aspect=aspect)
    told = _("{what} stands with {number}.", what=_capital(ctx, aspect), number=Code(case.number))
    return done(ctx, told, subject(case), entry)


def _capital(ctx: Context, aspect: Aspect) -> str:
    said = ctx.language.text(ASPECTS[aspect])
    return f"{said[:1].upper()}{said[1:]}"


@command(
    nl=("rond casus af", "sluit casus"),
    en=("finish case", "close case"),
    summary=_("Finish a case, with what came of it"),
    allow=Role.member,
    check=requiring(Act.close),
    others=of_another,
)
async def close_case(
    ctx: Context,
    case: Case,
    result: Annotated[
        str,
        Ask(
            _("What came of it? Who thought along reads it."),
            label=_("What came of it"),
            max_length=LONGEST,
            long=True,
        ),
    ],
) -> Reply:
    await _turned(ctx, case, Act.close, result=result, closed_at=ctx.now)
    entry = await did(ctx, subject(case), Act.close, was=case.state)
    n = await tell_thinkers(ctx, case, _("finished: {text}", text=result), entry)
    told = _("{number} is finished.", number=Code(case.number))
    lines = [Text(words(each)) for each in (told, *heard(n), _("What did we learn?"))]
    # What is of a closed circle becomes nothing outside it by itself.
    lessons = [] if case.closed_in else await offered(ctx, subject(case), Chance.learnt, said=result)
    look = Action(_("View"), case.number)
    return Reply((*lines[: None if lessons else -1], Actions((*lessons, look, undo_button(ctx, entry)))))


@command(
    nl=("wat leerden we van",),
    en=("what did we learn from",),
    summary=_("Make a lesson of a case"),
    allow=Role.member,
    hidden=True,
    shows=True,
)
async def learn_from(ctx: Context, case: Case) -> Reply:
    await require(ctx, case, Act.compare)
    lessons = [] if case.closed_in else await offered(ctx, subject(case), Chance.learnt)
    if not lessons:
        raise Refused(_("{number} is for its group: a lesson of it stays there.", number=Code(case.number)))
    return Reply((Text(words(_("What did we learn?"))), Actions((*lessons, Action(_("View"), case.number)))))


@command(
    nl=("heropen casus",),
    en=("reopen case",),
    summary=_("Take up a case again"),
    allow=Role.member,
    hidden=True,
)
async def reopen_case(ctx: Context, case: Case) -> Reply:
    await _turned(ctx, case, Act.reopen, closed_at=None)
    entry = await did(ctx, subject(case), Act.reopen, was=case.state)
    await tell_thinkers(ctx, case, _("taken up again"), entry)
    return done(ctx, _("{number} goes on.", number=Code(case.number)), subject(case), entry)


@command(
    nl=("trek casus in",),
    en=("take back case",),
    summary=_("Take back a case"),
    allow=Role.member,
    hidden=True,
)
async def withdraw_case(ctx: Context, case: Case) -> Reply:
    await _turned(ctx, case, Act.withdraw)
    entry = await did(ctx, subject(case), Act.withdraw, was=case.state)
    told = _("{number} was taken back. Its text is found and shown nowhere any more.", number=Code(case.number))
    return done(ctx, told, subject(case), entry)


@command(
    nl=("casus alleen voor", "maak casus besloten"),
    en=("case only for",),
    summary=_("Let a case be for a closed group alone"),
    allow=Role.member,
    hidden=True,
)
async def restrict_case(ctx: Context, case: Case, circle: Subject) -> Reply:
    await require(ctx, case, Act.restrict)
    its = Thing(circle.kind, circle.id)
    if its not in await circles_of(ctx):
        raise Refused(_("{number} is no closed group that you are in.", number=Code(circle.line)))
    was = case.circle
    await ctx.write(cases.restrict, case.id, its, ctx.now)
    entry = await did(ctx, subject(case), Act.restrict, **_circle(was))
    name = (await names_of(ctx, [its])).get(its, circle.line)
    told = _("{number} is only for {group} from now on.", number=Code(case.number), group=label(name))
    return done(ctx, told, subject(case), entry)


def _circle(was: Thing | None) -> dict[str, str | int]:
    return {"kind": was.kind, "circle": was.id} if was else {}


async def _sure_open(_ctx: Context, known: Values) -> Reply | None:
    case: Case = known["case"]
    if not case.closed_in:
        return None
    asked = _(
        "Let all members see {number} {title}? What was said along with it too.", number=case.number, title=case.title
    )
    return are_you_sure(asked)


@command(
    nl=("casus voor iedereen",),
    en=("case for everybody",),
    summary=_("Let all members see a case"),
    allow=Role.member,
    hidden=True,
    check=requiring(Act.restrict),
)
async def open_case(ctx: Context, case: Case, sure: Annotated[bool, Ask(_sure_open)] = True) -> Reply:
    if not sure:
        return say(UNCHANGED)
    await require(ctx, case, Act.restrict)
    was = case.circle
    await ctx.write(cases.restrict, case.id, None, ctx.now)
    entry = await did(ctx, subject(case), Act.restrict, **_circle(was))
    return done(ctx, _("All members see {number} now.", number=Code(case.number)), subject(case), entry)
