"""Adds programmes and hubs to the card of a network: who does what there."""

from collections.abc import Sequence

from bot.chat.reply import Action, Fact, Inline, Subject, words
from bot.chat.texts import _, _n
from bot.command.command import Context
from commands.programmes.labels import COURSES, MARKS, PARTS, PHASES
from commands.programmes.people import known_people, named_people
from storage.database.database import Tx
from storage.programmes import hubs, programmes
from storage.programmes.hub import Covered, Hub
from storage.programmes.part import IN_PROGRAMMES
from storage.programmes.programme import Programme


def _read(tx: Tx, network: int) -> tuple[Programme | None, Hub | None]:
    return programmes.load(tx, [network]).get(network), hubs.get(tx, network)


async def facts(ctx: Context, thing: Subject) -> Sequence[Fact]:
    programme, hub = await ctx.read(_read, thing.id)
    rows = []
    if hub:
        done = sum(each.covered is not Covered.no for each in hub.functions)
        told: list[Inline] = [PHASES[hub.phase], " · "]
        told.append(_n("{n} function taken care of", "{n} functions taken care of", done))
        rows.append(Fact(_("Hub"), words(*told, " ", "".join(MARKS[each.covered] for each in hub.functions))))
    if programme:
        known = await known_people(ctx, programme.people)
        line: list[Inline] = [COURSES[programme.facts.course]]
        for part in IN_PROGRAMMES:
            who = named_people(ctx, programme.people, part, known)
            if who:
                line += [" · ", PARTS[part], ": ", *who]
        rows.append(Fact(_("Programme"), words(*line)))
    return rows


async def buttons(ctx: Context, thing: Subject) -> Sequence[Action]:
    if thing.line != f"N-{thing.id}":
        return ()  # it is the card to which this button leads
    programme, hub = await ctx.read(_read, thing.id)
    number = f"N-{thing.id}"
    if hub:
        return (Action(_("Its functions"), ctx.line("show_hub", number)),)
    return (Action(_("Who does what"), ctx.line("show_programme", number)),) if programme else ()
