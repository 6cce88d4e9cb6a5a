"""Makes the duo of a task: who takes a side, whom they ask, who says yes, and who stops."""

from typing import Annotated, Final

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Reply, Style, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.command.shapes import said_of
from bot.members.permissions import coordinators
from bot.members.visibility import name_in, name_to
from bot.things.hearing import Hearer, Tale, tell
from bot.things.undoing import did, undo_button
from commands.programmes.labels import nobody_of, side
from commands.programmes.life import Act
from commands.programmes.readers import Side
from commands.programmes.rights import around, require, requiring, subject, titled
from storage.database.database import Tx
from storage.links import Thing
from storage.members import follows, people
from storage.members.member import Member
from storage.programmes import evidence, parts, tasks
from storage.programmes.part import DUO, Held, Part, Standing
from storage.programmes.task import TASK, Task
from storage.vocabulary import OrganisationKind, Place, Role

_OF_THE_REGION = frozenset(
    {
        OrganisationKind.provincie,
        OrganisationKind.gemeente,
        OrganisationKind.waterschap,
        OrganisationKind.omgevingsdienst,
    }
)
"""Organisations that do not stand for the Rijk."""


def fits(member: Member, part: Part) -> Msg | None:
    """Tell why somebody cannot stand for that side; None when they can."""
    kind = member.organisation.kind if member.organisation else None
    if part is Part.regio and kind is OrganisationKind.rijk:
        return _("Your organisation is of the national government. Who is of the region?")
    if part is Part.rijk and kind in _OF_THE_REGION:
        return _("Your organisation is of the region. Who is of the national government?")
    return None


@command(
    nl=("ik trek", "ik doe mee aan taak", "trek taak"),
    en=("i take", "i pull", "take task"),
    summary=_("Take a side of a task"),
    allow=Role.member,
    check=requiring(Act.take),
)
async def take_side(
    ctx: Context,
    task: Task,
    side_: Annotated[Side, Ask(_("For whom do you stand there?"), label=_("For whom"))],
) -> Reply:
    await require(ctx, task, Act.take)
    part = side_.part
    if why := fits(ctx.member, part):
        raise Refused(why)
    result = await ctx.write(_take, task.id, part, ctx.member.id, ctx)
    if isinstance(result, Msg):
        raise Refused(result)
    held, now = result
    await ctx.write(follows.follow, ctx.member.id, TASK, task.id, ctx.now)
    entry = await did(ctx, subject(now), Act.take, part=held.id)
    if held.standing is Standing.offered:
        return await _offered(ctx, now, held, entry)
    if held.part in DUO and not now.vacant:
        return await _complete(ctx, now, entry)
    told = _("You are at {task} {side}.", task=titled(now), side=side(part))
    buttons = [undo_button(ctx, entry)]
    lines = [Text(words(told))]
    if now.vacant:
        lines.append(Text(words(nobody_of(now.vacant[0]), " ", _("Whom shall I ask?"))))
        buttons.insert(0, Action(_("Ask somebody"), ctx.line("ask_for_side", task.number)))
    return Reply((*lines, Actions((*buttons, Action(_("View"), task.number)))))


TAKES: Final = said_of(
    "t",
    "take_side",
    nl=(
        "ik (?:wil|kan|ga|zou)(?: (?!niet)[a-z]+){0,3} # (?:(?!niet)[a-z]+ ){0,2}trekken",
        "# (?:wil|kan|ga|trek) ik(?: (?!niet|voor|namens)[a-z]+){0,2}(?: trekken)?",
    ),
    en=("i (?:want to|would like to|can|will|d like to) (?:take|pull|do) #",),
)
"""How a whole line says with its number that somebody takes a side: "ik wil T-3 wel trekken voor het Rijk"."""


def _take(tx: Tx, number: int, part: Part, member: int, ctx: Context) -> tuple[Held, Task] | Msg:
    """Give somebody a side, or let them offer: of two at once the second sees what the first made of it."""
    task = tasks.lock(tx, number)
    mine = [each for each in task.people if each.member_id == member and each.standing is not Standing.asked]
    if any(each.part is part for each in mine):
        return _("You are there already, {side}.", side=side(part))
    if part in DUO and any(each.part in DUO for each in mine):
        return _("You stand for the other side already. Stop first: {line}.", line=Code(stop_task.line(f"T-{number}")))
    if part in DUO and task.holder(part) is not None:
        return _("Somebody is there already, {side}.", side=side(part))
    asked = any(each.member_id == member and each.part is part for each in task.people)
    alone = not task.duo
    standing = Standing.holds if alone or asked else Standing.offered
    held = parts.take(tx, Thing(TASK, number), part, member, standing, ctx.now)
    if held is None:
        return _("You are there already, {side}.", side=side(part))
    return held, tasks.settle(tx, number, ctx.now)


async def _offered(ctx: Context, task: Task, held: Held, entry: int) -> Reply:
    """Who has the other side says yes first."""
    for other in await ctx.read(people.load, task.duo):
        asked = _(
            "{who} wants to do {task} with you, {side}.",
            who=name_in(ctx.member, Place.members),
            task=titled(task),
            side=side(held.part),
        )
        yes = Action(_("Yes"), agree_side.line(task.number, f"M-{held.member_id}"))
        no = Action(_("No"), decline_side.line(task.number, f"M-{held.member_id}"))
        ctx.notify(other, Reply((Text(words(asked)), Actions((yes, no, Action(_("View"), task.number))))))
    told = _("You are at {task} {side}.", task=titled(task), side=side(held.part))
    waits = _("The other says yes first.")
    return Reply((Text(words(told, " ", waits)), Actions((Action(_("View"), task.number), undo_button(ctx, entry)))))


async def _complete(ctx: Context, task: Task, entry: int | None = None) -> Reply:
    """Both sides are there: everyone with a part in it hears, and the duo is asked what runs."""
    told = _("The duo of {number} is complete. What runs already, and what comes with it?", number=Code(task.number))
    buttons = _lines_buttons(ctx, task)
    if entry is not None:
        await tell(
            ctx,
            Tale(subject(task), task.title, _("its duo is complete"), buttons),
            await hearers(ctx, task),
            entry=entry,
        )
        return Reply((Text(words(told)), Actions((*buttons, undo_button(ctx, entry)))))
    return Reply((Text(words(told)), Actions((*buttons, Action(_("View"), task.number)))))


def _lines_buttons(ctx: Context, task: Task) -> tuple[Action, ...]:
    return (
        Action(_("Runs already"), ctx.line("runs_already", task.number)),
        Action(_("Comes with it"), ctx.line("comes_with", task.number)),
    )


async def hearers(ctx: Context, task: Task) -> list[Hearer]:
    """Everyone with a part in it: the duo, who put it, who follows it."""
    found = [Hearer(each, _("You hear this because you have a side of it.")) for each in task.duo]
    if task.maker_id is not None:
        found.append(Hearer(task.maker_id, _("You hear this because you put it.")))
    for each in await ctx.read(follows.followers, TASK, [task.id]):
        found.append(Hearer(each.id, _("You hear this because you follow it.")))
    return found


@command(
    nl=("akkoord duo",),
    en=("agree with duo",),
    summary=_("Say yes to who wants to do a task with you"),
    allow=Role.member,
    hidden=True,
)
async def agree_side(ctx: Context, task: Task, member: Member) -> Reply:
    await require(ctx, task, Act.agree)
    waiting = [each for each in task.people if each.member_id == member.id and each.standing is Standing.offered]
    if not waiting or not await ctx.write(_agree, task.id, waiting[0], ctx):
        raise Refused(_("Nobody waits for your yes at {number}.", number=Code(task.number)))
    now = await ctx.read(tasks.get_one, task.id)
    entry = await did(ctx, subject(now), Act.agree, part=waiting[0].id)
    yes = _("You are at {task} {side}: they said yes.", task=titled(now), side=side(waiting[0].part))
    ctx.notify(member, Reply((Text(words(yes)), Actions((*_lines_buttons(ctx, now), Action(_("View"), now.number))))))
    if now.vacant or waiting[0].part is Part.third:
        return Reply(
            (
                Text(words(_("They take part in {task} now.", task=titled(now)))),
                Actions((Action(_("View"), now.number),)),
            )
        )
    others = [each for each in await hearers(ctx, now) if each.member_id != member.id]
    await tell(ctx, Tale(subject(now), now.title, _("its duo is complete")), others, entry=entry)
    return await _complete(ctx, now)


def _agree(tx: Tx, number: int, waiting: Held, ctx: Context) -> bool:
    task = tasks.lock(tx, number)
    if waiting.part in DUO and task.holder(waiting.part) is not None:
        return False
    if not parts.agree(tx, waiting, ctx.now):
        return False
    tasks.settle(tx, number, ctx.now)
    return True


@command(
    nl=("niet akkoord duo",),
    en=("do not agree with duo",),
    summary=_("Say no to who wants to do a task with you"),
    allow=Role.member,
    hidden=True,
)
async def decline_side(ctx: Context, task: Task, member: Member) -> Reply:
    await require(ctx, task, Act.decline)
    waiting = [each for each in task.people if each.member_id == member.id and each.standing is Standing.offered]
    if not waiting or not await ctx.write(parts.drop, waiting[0]):
        raise Refused(_("Nobody waits for your yes at {number}.", number=Code(task.number)))
    await did(ctx, subject(task), Act.decline)
    ctx.notify(member, say(_("At {task} somebody else is looked for. Thank you for the offer.", task=titled(task))))
    return say(_("All right. I told them that somebody else is looked for."))


@command(
    nl=("vraag iemand voor taak", "vraag voor het duo van"),
    en=("ask somebody for task", "ask for the duo of"),
    summary=_("Ask somebody to take the side of a task that nobody has"),
    allow=Role.member,
    check=requiring(Act.ask),
    hidden=True,
)
async def ask_for_side(
    ctx: Context,
    task: Task,
    member: Annotated[Member, Ask(_("Whom shall I ask? Give the name or the number."), label=_("Whom"))],
) -> Reply:
    await require(ctx, task, Act.ask)
    part = _side_for(task, member)
    if part is None:
        raise Refused(_("{number} misses no side for them.", number=Code(task.number)))
    if member.signed_up_at is None or member.blocked_at or member.id in task.duo:
        raise Refused(_("That member cannot take a side now."))
    held = await ctx.write(
        parts.take, Thing(TASK, task.id), part, member.id, Standing.asked, ctx.now, asked_by=ctx.member.id
    )
    if held is None:
        return say(_("They were asked already."))
    await did(ctx, subject(task), Act.ask, part=held.id)
    asked = _(
        "{who} asks whether you do {task}, {side}.",
        who=name_in(ctx.member, Place.members),
        task=titled(task),
        side=side(part),
    )
    yes = Action(_("Yes"), take_side.line(task.number, Line("voor", en="for"), part), style=Style.primary)
    no = Action(_("No"), not_me.line(task.number))
    ctx.notify(member, Reply((Text(words(asked)), Actions((yes, no, Action(_("View"), task.number))))))
    told = _("I asked {who}. Until they say yes, nothing changes.", who=name_to(ctx, member))
    return Reply((Text(words(told)), Actions((Action(_("View"), task.number),))))


def _side_for(task: Task, member: Member) -> Part | None:
    """The vacant side that somebody can stand for: by their organisation where both are vacant."""
    fitting = [part for part in task.vacant if fits(member, part) is None]
    return fitting[0] if fitting else None


@command(
    nl=("niet voor mij taak",),
    en=("not for me task",),
    summary=_("Say no to a side of a task"),
    allow=Role.member,
    hidden=True,
)
async def not_me(ctx: Context, task: Task) -> Reply:
    asked = [each for each in task.people if each.member_id == ctx.member.id and each.standing is Standing.asked]
    if not asked or not await ctx.write(parts.drop, asked[0]):
        raise Refused(_("Nobody asked you for {number}.", number=Code(task.number)))
    for other in await ctx.read(people.load, [asked[0].asked_by] if asked[0].asked_by else []):
        ctx.notify(other, say(_("Whom you asked for {task} cannot do it.", task=titled(task))))
    return say(_("All right. They hear it."))


@command(
    nl=("ik stop met", "ik stop met taak", "stop met taak"),
    en=("i stop with", "i stop with task"),
    summary=_("Stop with a task; what runs stays, and somebody else is looked for"),
    allow=Role.member,
    check=requiring(Act.stop),
)
async def stop_task(ctx: Context, task: Task) -> Reply:
    await require(ctx, task, Act.stop)
    mine = [each for each in task.people if each.member_id == ctx.member.id and each.standing is not Standing.asked]
    now = await ctx.write(_stop, task.id, mine, ctx)
    part = mine[0].part
    entry = await did(ctx, subject(now), Act.stop, side=part.value, was=task.state)
    news = _("nobody stands {side} any more; what runs stays", side=side(part))
    heard = [Hearer(each, _("You hear this because you have a side of it.")) for each in now.duo]
    heard += [
        Hearer(each.id, _("You hear this because you coordinate it."))
        for each in await coordinators(ctx, regions=around(now), network=now.draft.network_id)
    ]
    buttons = (Action(_("Ask somebody"), ctx.line("ask_for_side", now.number)),) if part in DUO else ()
    await tell(ctx, Tale(subject(now), now.title, news, buttons), heard, entry=entry)
    told = _("You no longer stand at {task}. What runs already and comes with it stays.", task=titled(now))
    whom = Text(words(_("Your partner and the coordinator hear it. Do you know who can take over?")))
    return Reply((Text(words(told)), whom, Actions((undo_button(ctx, entry), Action(_("View"), now.number)))))


def _stop(tx: Tx, number: int, mine: list[Held], ctx: Context) -> Task:
    tasks.lock(tx, number)
    for each in mine:
        parts.drop(tx, each)
        evidence.gone(tx, each)
    return tasks.settle(tx, number, ctx.now, stopped=True)
