"""Draws a task as people see it: its card, its name in links, and a line of it in a list."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Item, Quote, Reply, Text, say, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.reading.record_readers import list_name
from bot.things.card import buttons_of, facts_of
from bot.things.following import follow_button
from bot.things.keeping import Held as Keeping
from bot.things.names import links_of
from commands.programmes.labels import PARTS, STATES
from commands.programmes.life import Act
from commands.programmes.people import known_people, named_people
from commands.programmes.rights import around, can, in_regions, sees, subject
from storage import links
from storage.links import Thing
from storage.networks import networks
from storage.programmes import tasks
from storage.programmes.part import SIDES, Part
from storage.programmes.task import TASK, Half, State, Task

BRIEF = 60


async def card(ctx: Context, task: Task) -> Reply:
    """The task with its duo and what runs, and what this member can do, kept up to date where it stands."""
    if task.state is State.withdrawn:
        return say(_("{number} was taken back.", number=Code(task.number)))
    if not sees(ctx, task):
        return say(_("{number} is not shown.", number=Code(task.number)))
    thing, its = subject(task), Thing(TASK, task.id)
    where = await _agenda(ctx, task)
    heading: list[Inline] = [task.number, " · ", STATES[task.state]]
    rows = [*await _duo(ctx, task), Fact(_("Lines"), words(*_lines(task)))]
    if task.draft.learnt:
        rows.append(Fact(_("Learnt"), words(shorten(task.draft.learnt, 120))))
    if task.result:
        rows.append(Fact(_("What came of it"), words(shorten(task.result, 120))))
    rows += await links_of(ctx, (await ctx.read(links.of, [its])).get(its, []))
    rows += await facts_of(ctx, thing)
    blocks: list[Block] = [
        Heading(words(*heading, *([" · ", where] if where else []))),
        Quote(words(task.title)),
        *([Text(words(in_regions(ctx, task.draft.regions)))] if task.draft.regions else []),
        Facts(tuple(rows)),
    ]
    first, more = await _buttons(ctx, task)
    if first:
        blocks.append(Actions(tuple(first)))
    more += await buttons_of(ctx, thing)
    if more:
        blocks.append(Actions(tuple(more), under=_("More")))
    return Reply(tuple(blocks), subject=thing)


async def _agenda(ctx: Context, task: Task) -> Inline:
    """Whose agenda it is on: the network by the name that it has now."""
    if task.draft.network_id is not None:
        found = await ctx.read(networks.named, [task.draft.network_id])
        return list_name(found.get(task.draft.network_id, task.draft.list_name), task.draft.network_id)
    return task.draft.list_name


async def _duo(ctx: Context, task: Task) -> list[Fact]:
    """A row for each side: who has it, else who is looked for."""
    known = await known_people(ctx, task.people)
    rows = []
    for part, role in zip(SIDES, task.draft.roles, strict=True):
        who = named_people(ctx, task.people, part, known)
        if who:
            rows.append(Fact(PARTS[part], words(*who)))
        elif part is not Part.third:
            wanted: list[Inline] = [" (", _("for instance: {role}", role=role), ")"] if role else []
            rows.append(Fact(PARTS[part], words(_("nobody yet"), *wanted)))
        elif role:
            rows.append(Fact(PARTS[part], words(_("for instance: {role}", role=role))))
    return rows


def _lines(task: Task) -> list[Inline]:
    """How much runs already and comes with it: the latest in words."""
    told: list[Inline] = []
    for half, label in ((Half.running, _("runs already")), (Half.coming, _("comes with it"))):
        those = [each.text for each in task.lines if each.half is half]
        told += [" · "] if told else []
        told += [label, ": "]
        told += [_("nothing yet")] if not those else [shorten(those[-1], BRIEF)]
        if len(those) > 1:
            told += [" ", _n("and {n} more", "and {n} more", len(those) - 1)]
    return told


async def _buttons(ctx: Context, task: Task) -> tuple[list[Action], list[Action]]:
    number, acts = task.number, await can(ctx, task)
    mine = ctx.member.id in task.duo
    first: list[Action] = []
    more: list[Action] = []
    if not mine and (Act.take in acts or not ctx.member.signed_up_at) and task.vacant:
        first.append(Action(_("I take part"), ctx.line("take_side", number)))
    if Act.add in acts:
        first += [
            Action(_("Runs already"), ctx.line("runs_already", number)),
            Action(_("Comes with it"), ctx.line("comes_with", number)),
        ]
    if Act.ask in acts and task.vacant:
        more.append(Action(_("Ask somebody"), ctx.line("ask_for_side", number)))
    if Act.finish in acts:
        more.append(Action(_("It is done"), ctx.line("finish_task", number)))
    if Act.reopen in acts:
        more.append(Action(_("Open again"), ctx.line("reopen_task", number)))
    if Act.stop in acts and mine:
        more.append(Action(_("I stop"), ctx.line("stop_task", number)))
    if task.lines:
        more.append(Action(_("All lines"), ctx.line("show_lines", number)))
    return first, [*more, *await follow_button(ctx, subject(task))]


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what tasks are called, but for those that the reader does not see."""
    found = [each for each in await ctx.read(tasks.load, ids) if each.state is not State.withdrawn and sees(ctx, each)]
    return {each.id: f"{each.number} {shorten(each.title, BRIEF)}" for each in found}


async def held_of(ctx: Context, id: int) -> Keeping | None:
    """Tell the core what a task is, for who keeps it."""
    task = await ctx.read(tasks.get, id)
    if task is None or task.state is State.withdrawn or not sees(ctx, task):
        return None
    return Keeping(task.title, task.maker_id, around(task))


def line_of(task: Task) -> Item:
    """A line of a list: the number and title, how far it is, which sides it misses."""
    told: list[Inline] = [STATES[task.state]]
    if task.vacant and task.state is State.open:
        told += [" · ", missing(task)]
    if task.draft.list_name:
        told += [" · ", list_name(task.draft.list_name, task.draft.network_id)]
    return Item(
        words(Code(task.number), " ", shorten(task.title, 140)), (words(*told),), (Action(_("View"), task.number),)
    )


def missing(task: Task) -> Msg:
    """Tell which sides nobody has."""
    if len(task.vacant) > 1:
        return _("nobody yet")
    return _("misses: {side}", side=PARTS[task.vacant[0]])
