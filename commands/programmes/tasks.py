"""Shows tasks: one, its lines, or those of a region, theme or agenda, and those that miss a duo."""

from dataclasses import replace

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, Takes, command
from bot.command.one_view import on_one_view
from bot.members.visibility import name_to
from bot.things.listed import listed
from bot.things.listing import Asked, asked, names_of_values, only, page_size
from commands.programmes.card import card, line_of
from commands.programmes.labels import STATES
from storage.database.text import fold
from storage.members import people
from storage.programmes import tasks
from storage.programmes.task import LIVE, SHOWN, TASK, Filter, Half, State, Task

_WITHOUT = (
    "zonder duo",
    "geen duo",
    "nog geen duo",
    "zonder koppel",
    "without a pair",
    "without a duo",
    "no duo",
    "no pair",
)
_EMPTY = (
    "taak",
    "taken",
    "task",
    "tasks",
    "opgaven",
    "opgave",
    "staan",
    "agenda",
    "stand",
    "hebben",
    "have",
    "nog",
    "still",
    "met",
    "over",
    "about",
    "welke",
    "duo",
    "duos",
    "compleet duo",
    "zijn",
    "are",
    "which",
)
_KNOWN = {
    **names_of_values({each: STATES[each] for each in SHOWN}, STATES.also),
    **dict.fromkeys(map(fold, _WITHOUT), State.open.value),
}


@command(
    nl=("toon taak", "taak", "bekijk taak", "duo", "duo van", "t"),
    en=("show task", "task", "duo of", "pair of", "t"),
    summary=_("Look at one task and its duo"),
    safe=True,
    takes=Takes.names,
)
async def show_task(ctx: Context, task: Task) -> Reply:
    return await on_one_view(ctx, lambda reading: card(reading, task))


@command(
    nl=("taken", "welke taken", "alle taken"),
    en=("tasks", "which tasks", "all tasks"),
    summary=_("See which tasks there are, and which miss a duo"),
    safe=True,
    takes=Takes.names,
    filters=(STATES,),
)
async def list_tasks(ctx: Context, which: str = "") -> Reply:
    found = asked(ctx, which, _KNOWN, empty=_EMPTY)
    list_name, unknown = await _agenda(ctx, found.unknown, which)
    found = replace(found, unknown=unknown)

    async def find(each: Asked) -> tuple[list[Task], int]:
        states = [state for state in SHOWN if state.value in only(each.values, State)]
        what = Filter(
            regions=each.regions if not list_name else None,
            themes=each.themes,
            states=tuple(states) or LIVE,
            list_name=list_name,
            narrow=each.narrow,
        )
        return await ctx.read(tasks.find, what, limit=page_size(ctx), offset=each.offset)

    what = _("the list of tasks")
    shown = await listed(ctx, found, find, line_of, kind=TASK, command="list_tasks", what=what)
    open_alone = only(found.values, State) == {State.open}
    if not shown.things:
        none: Msg = _("Every task there has a duo.") if open_alone else _("There are no such tasks.")
        every = [] if shown.ways else [Action(_("All tasks"), list_tasks.line())]
        blank = [Text(words(none))] if open_alone or not shown.told else []
        return Reply((*blank, *shown.told, Actions((*shown.ways, *every))))
    count = _n("{n} task", "{n} tasks", shown.total)
    if open_alone:
        count = _n("{n} task without a duo", "{n} tasks without a duo", shown.total)
    blocks: list[Block] = [*shown.told, Heading(words(count))]
    blocks.append(Items(tuple(map(line_of, shown.things))))
    buttons = []
    left = shown.total - found.page * page_size(ctx)
    if left > 0:
        more = list_tasks.line(found.text, f"p{found.page + 1}")
        buttons.append(Action(_n("{n} more", "{n} more", left), more))
    if not only(found.values, State):
        _some, done = await find(replace(found, values=found.values | {State.done.value}, page=1))
        finished = list_tasks.line(found.text, Line("klaar", en="done"))
        buttons += [Action(_n("{n} finished", "{n} finished", done), finished)] if done else []
    return Reply((*blocks, Actions(tuple(buttons)))) if buttons else Reply(tuple(blocks))


async def _agenda(ctx: Context, unknown: tuple[str, ...], text: str) -> tuple[str, tuple[str, ...]]:
    """The agenda that words name which name nothing else, and the words that are left."""
    if not unknown:
        return "", unknown
    said = set(fold(text).split())
    for each in await ctx.read(tasks.list_names):
        known = set(fold(each).split())
        if set(unknown) & known and len(known & said) > len(known) / 2:
            return each, tuple(word for word in unknown if word not in known)
    return "", unknown


@command(
    nl=("lijnen van taak", "wat loopt er bij"),
    en=("lines of task", "what runs at"),
    summary=_("See what runs already at a task, and what comes with it"),
    safe=True,
    hidden=True,
)
async def show_lines(ctx: Context, task: Task) -> Reply:
    writers = {each.member_id for each in task.lines if each.member_id is not None}
    known = {each.id: each for each in await ctx.read(people.load, sorted(writers))}
    blocks: list[Block] = [Heading(words(Code(task.number), " ", Bold(task.title)))]
    for half, label in ((Half.running, _("Runs already")), (Half.coming, _("Comes with it"))):
        those = [each for each in task.lines if each.half is half]
        blocks.append(Text(words(Bold(ctx.language.text(label)))))
        items = [Item(words(each.text), (words(name_to(ctx, known.get(each.member_id or 0))),)) for each in those]
        blocks.append(Items(tuple(items)) if items else Text(words(_("Nothing yet."))))
    return Reply((*blocks, Actions((Action(_("View"), task.number),))))
