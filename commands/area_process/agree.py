"""Shows and writes down what the partners of an area agreed on: for them alone."""

from collections.abc import Mapping
from typing import Annotated, Any

from bot.chat.reply import Action, Actions, Fact, Facts, Heading, Reply, Subject, Text, words
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Takes, command
from bot.command.labels import Labels
from bot.command.refusal import Refused
from bot.reading.record_readers import network_title
from bot.things.undoing import Undoable, did, undo_button
from commands.area_process import card
from commands.area_process.areas import Several, area, going, is_partner, looks_after
from commands.area_process.steps import show_process
from storage.area_process import agreements
from storage.area_process.area_process import Topic
from storage.area_process.tables import LONGEST_AGREEMENT
from storage.networks.network import Network
from storage.vocabulary import Role
from storage.vocabulary import Subject as Kind

AGREE = "agree"
TOPICS = Labels(
    Topic,
    {
        Topic.roles: _("roles"),
        Topic.decides: _("who decides"),
        Topic.capacity: _("capacity"),
        Topic.influence: _("influence of residents"),
        Topic.stuck: _("when we are stuck"),
    },
)


@command(
    nl=("afspraken", "welke afspraken zijn er", "wie besluit hier eigenlijk", "wie besluit hier"),
    en=("agreements", "which agreements are there", "who decides here"),
    summary=_("See what the partners of an area agreed on"),
    allow=Role.member,
    safe=True,
    private=True,
    takes=Takes.names,
)
async def show_agreements(ctx: Context, which: str = "") -> Reply:
    try:
        found = await area(ctx, which, show_agreements.line())
    except Several as several:
        return several.reply
    if not await is_partner(ctx, found.network):
        if found.process is None:
            none = _("{name} is no area process yet, so nothing was agreed.", name=network_title(found.network))
            return Reply((Text(words(none)), Actions((Action(_("View the network"), found.number),))))
        process, look = going(found), Action(_("View"), show_process.line(found.number))
        told = _("Agreements are for who takes part in {name}.", name=network_title(found.network))
        seen = _("This you do see: {step}.", step=card.step_of(process))
        return Reply((Text(words(told)), Text(words(seen)), Actions((look,))))
    held = await ctx.read(agreements.of, found.network.id)
    rows = tuple(Fact(TOPICS[each], words(held.get(each) or _("nothing agreed yet"))) for each in Topic)
    buttons = tuple(Action(TOPICS[each], agree.line(found.number, each)) for each in Topic)
    title = words(_("Agreements of {name}", name=found.network.name))
    only = Text(words(_("Only who takes part sees this.")))
    return Reply((Heading(title), Facts(rows), only, Actions(buttons, under=_("Write down"))))


@command(
    nl=("afspraak",),
    en=("agreement",),
    summary=_("Write down what the partners of an area agreed on"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def agree(
    ctx: Context,
    network: Network,
    topic: Topic,
    text: Annotated[
        str, Ask(_("What did you agree on?"), label=_("Agreement"), max_length=LONGEST_AGREEMENT, long=True)
    ],
) -> Reply:
    if not await is_partner(ctx, network):
        raise Refused(_("Agreements are for who takes part in {name}.", name=network_title(network)))
    writers = await ctx.read(agreements.written_by, network.id, topic)
    if writers and ctx.member.id not in writers and not looks_after(ctx, network):
        # Anybody may take part, and nobody writes over what others agreed on.
        raise Refused(
            _(
                "Something is agreed on that already. Who wrote it down can change it, or who drives {name}.",
                name=network_title(network),
            )
        )
    was = await ctx.write(agreements.put, network.id, topic, " ".join(text.split()), ctx.member.id, ctx.now)
    thing = Subject(Kind.network, network.id, f"N-{network.id}")
    entry = await did(ctx, thing, AGREE, topic=topic, first=int(not was))
    look = Action(_("Agreements"), show_agreements.line(thing.line))
    told = _("Written down: {topic}. Only who takes part sees it.", topic=TOPICS[topic])
    buttons = (look, undo_button(ctx, entry)) if not was else (look,)
    return Reply((Text(words(told)), Actions(buttons)))


async def _disagree(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    if not detail.get("first") or not await ctx.write(agreements.drop, thing.id, Topic(detail["topic"])):
        return None
    return _("That agreement is gone.")


UNDO = Undoable(Kind.network, AGREE, _disagree, alone=True)
