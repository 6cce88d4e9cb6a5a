"""Answers what members ask about hubs, duos and tasks, and one fact of one hub or task."""

from collections import Counter

from bot.chat.line import Line
from bot.chat.spans import Code
from bot.chat.texts import Msg, _, _n
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.reading.record_readers import network_title
from bot.things.answers import answer
from commands.programmes import sentences
from commands.programmes.doing import do_part
from commands.programmes.duo import take_side
from commands.programmes.hubs import list_hubs, what_misses
from commands.programmes.labels import PARTS, PHASES, STATES, nobody_of
from commands.programmes.programmes import list_programmes
from commands.programmes.put import put_task
from commands.programmes.readers import AHub
from commands.programmes.tasks import list_tasks
from storage.programmes import tasks
from storage.programmes.hub import Covered
from storage.programmes.task import SHOWN, Filter, State, Task

_SEEN = _("All members see a task and who is in its duo, each by the name that they show here.")
ASIDES = Asides(
    (take_side, put_task),
    {
        Aside.seen: _SEEN,
        Aside.hears: _("Yes. The duo and who follows the task hear when somebody joins, and when it goes on."),
        Aside.decides: _("Who has the other side says yes first. After that the duo says how it goes."),
        Aside.undone: _("Yes. You can stop at any moment; your partner and the coordinator hear that."),
        Aside.lasts: _("It lasts until the duo says that it is done. You can stop at any moment."),
    },
)
TASKS = (_("See the tasks"), list_tasks)
HUBS = (_("See the hubs"), list_hubs)
MISSES = (_("What misses where"), what_misses)
MOST = 1


@answer(
    nl=("hoe werkt een duo", "wie kan er in een duo", "wat is een duo"),
    en=("how does a duo work", "who can be in a duo", "what is a duo"),
    asks=_("How a duo goes, and who can be in it"),
    then=(TASKS,),
)
async def how_duos_go(_ctx: Context) -> Msg:
    return _(
        "A duo is somebody of the national government and somebody of the region; a third, such as a group of "
        "residents or a company, can join. Type {example}: who is there already says yes first.",
        example=Code(Line("ik trek T-3 erbij", en="i take T-3 beside the duo")),
    )


@answer(
    nl=("sta ik voor het rijk of voor de regio",),
    en=("do i stand for the national government or for the region",),
    asks=_("Who stands for the region, and who for the national government"),
    then=(TASKS,),
)
async def which_side_one_has(ctx: Context) -> Msg:
    body = ctx.member.organisation
    told = _(
        "A province, municipality, water authority or environmental service stands for the region, a ministry or "
        "agency for the national government. Others stand beside the duo."
    )
    if body is None:
        return told
    return _("{told} You are of {organisation}.", told=told, organisation=body.name)


@answer(
    nl=("hoe staan de taken ervoor",),
    en=("how do the tasks stand",),
    asks=_("How many tasks there are in each state"),
    then=(TASKS,),
)
async def how_tasks_stand(ctx: Context) -> Msg:
    counts = Counter[str]()
    for state in SHOWN:
        _some, total = await ctx.read(tasks.find, Filter(states=(state,)), limit=MOST)
        counts[state] = total
    held = [_("{state}: {n}", state=STATES[state], n=str(counts[state])) for state in SHOWN if counts[state]]
    if not held:
        return _("There are no tasks yet.")
    return _n("There is {n} task: {held}.", "There are {n} tasks: {held}.", counts.total(), held=held)


@answer(
    nl=("is er al iemand op taak", "wie mist er nog bij taak"),
    en=("is anybody on task", "who is missing at task"),
    asks=_("Whether a task has a duo"),
)
async def duo_of_task(_ctx: Context, task: Task) -> Msg:
    number = Code(task.number)
    if not task.vacant or task.state in (State.complete, State.running, State.done):
        return _("The duo of {number} is complete.", number=number)
    if task.duo:
        return _("{number} has one side. {nobody}", number=number, nobody=nobody_of(task.vacant[0]))
    return _("Nobody leads {number} yet, neither for the national government nor for the region.", number=number)


@answer(
    nl=("wat heb ik aan een hub", "wat doet een hub"),
    en=("what is a hub for", "what does a hub do"),
    asks=_("What a hub is, and what it does for you"),
    then=(HUBS, MISSES),
)
async def what_a_hub_is(_ctx: Context) -> Msg:
    return _(
        "A hub sees to four things in a region: data and information, brokering of knowledge, learning and strategy. "
        "It does not do them itself, networks and organisations do; you ask it something with {example}.",
        example=Code(Line("hub Twente", en="hub Twente")),
    )


@answer(
    nl=("hoe help ik mee in een hub",),
    en=("how do i help in a hub",),
    asks=_("How to do something for a hub or programme"),
    then=((_("I do that"), do_part), MISSES),
)
async def how_to_help_a_hub(_ctx: Context) -> Msg:
    return _(
        "Type {example}: you stand there by your own name, and who leads it hears that. "
        "Which organisation does a function, who leads the hub puts down, or a coordinator.",
        example=Code(Line("ik doe leren bij hub Twente", en="i do learning at hub Twente")),
    )


@answer(
    nl=("in welke fase zit hub",),
    en=("in which phase is hub",),
    asks=_("In which phase a hub is"),
    fills=sentences.hub,
)
async def phase_of_hub(_ctx: Context, hub: AHub) -> Msg:
    network, phase = network_title(hub.network), PHASES[hub.hub.phase]
    done = sum(each.covered is not Covered.no for each in hub.hub.functions)
    return _(
        "{network} is in the phase {phase}; {n} of {all} functions are taken care of.",
        network=network,
        phase=phase,
        n=done,
        all=len(hub.hub.functions),
    )


@answer(
    nl=("wat is de volgende stap van hub",),
    en=("what is the next step of hub",),
    asks=_("What is next for a hub"),
    fills=sentences.hub,
)
async def next_step_of_hub(ctx: Context, hub: AHub) -> Msg:
    part = sentences.function_in(ctx.message.text)
    network = network_title(hub.network)
    those = [each for each in hub.hub.functions if each.next_step and part in (None, each.part)]
    if not those:
        return _("No next step was told of {network}.", network=network)
    first = min(those, key=lambda each: each.covered is Covered.yes)
    return _("{part} at {network}: {step}.", part=PARTS[first.part], network=network, step=first.next_step.strip(" ."))


@answer(
    nl=("hoe werkt een programma", "wat is een programma"),
    en=("how does a programme work", "what is a programme"),
    asks=_("What stands of a programme, and who tells that"),
    then=((_("See the programmes"), list_programmes),),
)
async def how_programmes_go(_ctx: Context) -> Msg:
    return _(
        "Of each programme stands who leads it, who does learning, knowledge and data, and until when it runs. "
        "Its convenor or a coordinator tells that; three months before its end I ask who takes it over.",
    )
