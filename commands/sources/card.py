"""Draws a shared source as people see it: its card, its name in links, a line of it in a list."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Item, Reply, Text, say, words
from bot.chat.spans import Bold, Code, Link, shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.visibility import name_to
from bot.things.card import buttons_of, facts_of
from bot.things.following import follow_button
from bot.things.keeping import Held
from bot.things.names import links_of
from commands.sources.labels import OPENNESS
from commands.sources.life import Act
from commands.sources.rights import can, sees, subject
from storage import links
from storage.links import Thing
from storage.members import people
from storage.sources import sources
from storage.sources.source import SOURCE, Source, State

CLAIMS = 3
"""What contradicts it, as far as a card shows it."""


async def card(ctx: Context, source: Source) -> Reply:
    """Whose it is, how often it comes, and what contradicts it; kept up to date where it stands."""
    if not await sees(ctx, source):
        return say(_("{number} is out of sight.", number=Code(source.number)))
    thing, its = subject(source), Thing(SOURCE, source.id)
    acts = await can(ctx, source)
    if source.state is State.withdrawn:
        told = say(_("{number} is withdrawn.", number=Code(source.number))).blocks
        back = Actions((Action(_("Put it back"), ctx.line("reopen_source", source.number)),))
        return Reply((*told, *((back,) if Act.reopen in acts and source.title else ())), subject=thing)
    linked = (await ctx.read(links.of, [its])).get(its, [])
    rows = (*await _facts(ctx, source), *await links_of(ctx, linked), *await facts_of(ctx, thing))
    first = await follow_button(ctx, thing)
    if Act.contradict in acts or not ctx.member.signed_up_at:
        first.append(Action(_("Contradicts"), ctx.line("contradict_source", source.number)))
    more = [Action(_("New issue"), ctx.line("issue_source", source.number))] if Act.issue in acts else []
    more += [Action(_("Take back"), ctx.line("withdraw_source", source.number))] if Act.withdraw in acts else []
    more += await buttons_of(ctx, thing)
    blocks: list[Block] = [
        Heading(words(f"{source.number} · {source.title}")),
        *((Text(words(source.draft.text)),) if source.draft.text else ()),
        Facts(rows),
        *((Actions(tuple(first)),) if first else ()),
        *((Actions(tuple(more), under=_("More")),) if more else ()),
    ]
    return Reply(tuple(blocks), subject=thing)


async def _facts(ctx: Context, source: Source) -> list[Fact]:
    draft = source.draft
    rows = [Fact(_("Of"), words(draft.owner))]
    about: list[Inline] = [draft.rhythm] if draft.rhythm else []
    about += sorted(ctx.atlas.regions[each].name for each in draft.regions if each in ctx.atlas.regions)
    about += sorted(ctx.atlas.themes[each].name for each in draft.themes if each in ctx.atlas.themes)
    rows.append(Fact(_("About"), words(*_joined([*about, OPENNESS[draft.openness]]))))
    rows += [Fact(_("For"), words(draft.used_for))] if draft.used_for else []
    rows += [Fact(_("Open it"), words(Link(shorten(draft.link, 60), draft.link)))] if draft.link else []
    if source.issues:
        latest = source.issues[-1]
        rows.append(Fact(_("New issue"), words(ctx.language.text(latest.at.date()), ": ", shorten(latest.text, 80))))
    rows += await _claims(ctx, source)
    return rows


async def _claims(ctx: Context, source: Source) -> list[Fact]:
    """What contradicts it, side by side, each with who says so. No side is taken."""
    if not source.claims:
        return [Fact(_("Contradicted by"), words(_("nothing known")))]
    shown = source.claims[-CLAIMS:]
    by = sorted({each.member_id for each in shown if each.member_id is not None})
    known = {each.id: each for each in await ctx.read(people.load, by)}
    return [
        Fact(_("Contradicted by"), words(name_to(ctx, known.get(each.member_id or 0)), ": ", shorten(each.text, 120)))
        for each in shown
    ]


def _joined(parts: list[Inline]) -> list[Inline]:
    told: list[Inline] = []
    for each in parts:
        told += [" · ", each] if told else [each]
    return told


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what sources are called, but for those that the reader does not see."""
    found = [each for each in await ctx.read(sources.load, ids) if each.state is State.there]
    return {each.id: f"{each.number} {each.title}" for each in found if await sees(ctx, each)}


async def held_of(ctx: Context, id: int) -> Held | None:
    """Tell the core what a source is, for who keeps it."""
    source = await ctx.read(sources.get, id)
    if source is None or not await sees(ctx, source):
        return None
    return Held(source.title, source.member_id, source.draft.regions, source.draft.unnamed)


def line_of(source: Source) -> Item:
    """A line of a list: the number and name, whose it is, and whether it is open."""
    told: list[Inline] = [_("of {owner}", owner=source.draft.owner), OPENNESS[source.draft.openness]]
    notes = [words(shorten(source.draft.text, 100))] if source.draft.text else []
    notes.append(words(*_joined(told)))
    return Item(words(Code(source.number), " ", Bold(source.title)), tuple(notes), (Action(_("View"), source.number),))
