"""Tells what the agenda knows of things of others, as questions that items come from, and adds that to their cards."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.reply import Action, Subject
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.reading.numbers import number_of
from bot.things.names import names_of
from commands.agenda.labels import list_of
from storage import links, search
from storage.agenda import items
from storage.agenda.item import ITEM, Item, State
from storage.database.database import Tx
from storage.links import Thing
from storage.members import follows
from storage.vocabulary import KnowledgeType, Level, LinkKind

QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Matter:
    """What another topic's thing says, as the index knows it."""

    text: str
    regions: frozenset[int]
    themes: frozenset[int]
    level: Level | None
    knowledge: KnowledgeType | None


def _matter(tx: Tx, thing: Thing) -> Matter | None:
    found = search.subjects(tx, {(thing.kind, thing.id)}).get((thing.kind, thing.id))
    if found is None:
        return None
    level = Level(found.level) if found.level else None
    knowledge = KnowledgeType(found.knowledge[0]) if found.knowledge else None
    return Matter(found.name, frozenset(found.regions), frozenset(found.themes), level, knowledge)


async def matter_of(ctx: Context, thing: Subject) -> Matter:
    """Tell what a thing says that the reader may see. Raises `Refused`."""
    its = Thing(thing.kind, thing.id)
    seen = await names_of(ctx, {its})
    found = await ctx.read(_matter, its)
    if found is None or its not in seen:
        raise Refused(_("{number} is not shown.", number=Code(thing.line)))
    return found


async def askers_of(ctx: Context, item: Item) -> dict[str, list[int]]:
    """Find who asked or follows the questions that an item comes from, by the number of the question."""
    mine = Thing(ITEM, item.id)
    found = (await ctx.read(links.of, [mine])).get(mine, [])
    told: dict[str, list[int]] = {}
    for each in found:
        if each.other.kind == QUESTION and each.kind is LinkKind.komt_uit and not each.back:
            followers = await ctx.read(follows.followers, QUESTION, [each.other.id])
            told[number_of(ctx, QUESTION, each.other.id)] = [one.id for one in followers]
    return told


async def button(ctx: Context, thing: Subject) -> Sequence[Action]:
    """On the card of a question that is on no agenda yet, for members."""
    if not ctx.member.signed_up_at:
        return ()
    its = Thing(thing.kind, thing.id)
    found = (await ctx.read(links.of, [its])).get(its, [])
    if any(each.other.kind == ITEM for each in found):
        return ()
    return (Action(_("Put it on the agenda"), ctx.line("put_question_on_agenda", thing.line)),)


async def states(ctx: Context, thing: Subject) -> Sequence[Msg]:
    """Behind the status of a question: on which agendas it is."""
    return [
        _("on the agenda of {list}", list=list_of(each))
        for each in await ctx.read(_put_from, Thing(thing.kind, thing.id))
        if each.state in (State.listed, State.taken_up) and each.room_id is None
    ]


def _put_from(tx: Tx, thing: Thing) -> Sequence[Item]:
    """Read the items that come from a thing."""
    found = links.of(tx, [thing]).get(thing, [])
    ids = [each.other.id for each in found if each.other.kind == ITEM and each.back]
    return items.load(tx, ids) if ids else ()


async def offer_any(ctx: Context, thing: Subject, _said: str, _how: str) -> Sequence[Action]:
    """To members who see that something comes back: they say in words of their own what is to be found out."""
    return (Action(_("Put it on the agenda"), ctx.line("item_from", thing.line)),) if ctx.member.signed_up_at else ()
