"""Puts a shared source in one message: what it is called, whose it is, and how often it comes."""

from typing import Annotated

from bot.chat.line import NO, YES
from bot.chat.reply import Action, Actions, Inline, Quote, Reply, Style, Text, say, words
from bot.chat.spans import Bold, Code, Link, shorten
from bot.chat.texts import _
from bot.command.command import Ask, Context, Takes, Values, command
from bot.things.making import (
    ANOTHER,
    Agreed,
    Another,
    Change,
    Saying,
    again,
    alike,
    is_nameless,
    nothing_to_change,
    put_like_this,
    read_of,
    room_of,
    text_of,
)
from bot.things.undoing import did, done
from commands.sources.card import card
from commands.sources.labels import OPENNESS
from commands.sources.life import Act
from commands.sources.rights import sees, subject
from commands.sources.written import written
from storage.members import follows
from storage.sources import sources
from storage.sources.source import SOURCE, Draft
from storage.sources.tables import LONGEST, LONGEST_LINK, LONGEST_OWNER, LONGEST_TITLE
from storage.vocabulary import Role


def _drafted(ctx: Context, known: Values) -> Draft:
    whole = text_of(known)
    told, read = written(whole), read_of(ctx, known, whole)
    owner = told.owner or shorten(str(known.get("owner") or ""), LONGEST_OWNER)
    return Draft(
        told.title,
        owner,
        told.text,
        told.rhythm,
        told.months,
        told.link,
        told.openness,
        regions=read.regions,
        themes=read.themes,
    )


async def _whose(_ctx: Context, known: Values) -> Reply | None:
    """Nothing to ask when the text says it itself."""
    if known.get("other") is False or written(str(known["text"])).owner:
        return None
    return say(_("Whose is it?"))


async def _alike(ctx: Context, known: Values) -> Reply | None:
    hit = await alike(ctx, SOURCE, written(str(known["text"])).title)
    held = await ctx.read(sources.get, hit.id) if hit else None
    if held is None or not await sees(ctx, held):
        return None
    number, owner = Code(held.number), held.draft.owner
    told = _("That is there already: {number}, of {owner}.", number=number, owner=owner)
    if held.draft.rhythm:
        rhythm = held.draft.rhythm
        told = _("That is there already: {number}, of {owner}, {rhythm}.", number=number, owner=owner, rhythm=rhythm)
    mine = Action(_("I mean that one"), YES, style=Style.primary)
    buttons = Actions((mine, Action(_("No, this is another"), NO)), choices=True)
    return Reply((Text(words(told)), Quote(words(held.title)), buttons))


async def _shown(ctx: Context, known: Values) -> Reply | None:
    if known.get("other") is False:
        return None
    draft = _drafted(ctx, known)
    about: list[Inline] = [
        *([draft.rhythm] if draft.rhythm else []),
        *sorted(ctx.atlas.regions[each].name for each in draft.regions),
        *sorted(ctx.atlas.themes[each].name for each in draft.themes),
        OPENNESS[draft.openness],
    ]
    told = [Text(words(_("Of: {owner}", owner=Bold(draft.owner))))]
    told += [Text(words(draft.text))] if draft.text else []
    told += [Text(words(Link(draft.link, draft.link)))] if draft.link else []
    seen = _("Only those in this room see it.") if await room_of(ctx) else None
    return put_like_this(ctx, draft.title, about, *told, change=known.get("change"), seen=seen)


@command(
    nl=("bron", "nieuwe bron", "deel een bron"),
    en=("source", "share a source"),
    summary=_("Share a source: a map, monitor or figures"),
    allow=Role.member,
    begun_by=Role.visitor,
    takes=Takes.sentence,
)
async def put_source(
    ctx: Context,
    text: Annotated[
        Saying,
        Ask(
            _("What is it called, whose is it, and how often does it come?"),
            label=_("Source"),
            hint=_("Like: Monitor NOVI of PBL every two years."),
            max_length=LONGEST_TITLE + LONGEST_OWNER + LONGEST + LONGEST_LINK,
            long=True,
        ),
    ],
    other: Annotated[Another, Ask(_alike)] = ANOTHER,
    owner: Annotated[str, Ask(_whose, label=_("Owner"), max_length=LONGEST_OWNER, name=True)] = "",
    change: Annotated[Change | None, Ask(nothing_to_change)] = None,
    agreed: Annotated[Agreed | None, Ask(_shown)] = None,
) -> Reply:
    known = {"text": text, "owner": owner, "change": change, "other": other}
    if not other:
        hit = await alike(ctx, SOURCE, written(str(text)).title)
        held = await ctx.read(sources.get, hit.id) if hit else None
        return await card(ctx, held) if held else say(_("All right. Nothing was put."))
    if agreed is None or not agreed.yes:
        return say(_("All right. Nothing was put."))
    draft = _drafted(ctx, known)
    if agreed.change or agreed.facts:
        return await again(ctx, put_source, str(text), agreed, change, **({"owner": owner} if owner else {}))
    return await _put(ctx, draft, unnamed=is_nameless(ctx, known, agreed))


async def _put(ctx: Context, draft: Draft, *, unnamed: bool) -> Reply:
    room = await room_of(ctx)
    whole = Draft(
        draft.title,
        draft.owner,
        draft.text,
        draft.rhythm,
        draft.months,
        draft.link,
        draft.openness,
        unnamed=unnamed,
        regions=draft.regions,
        themes=draft.themes,
        room=room.id if room else None,
    )
    made = await ctx.write(sources.put, ctx.member.id, whole, ctx.now)
    await ctx.write(follows.follow, ctx.member.id, SOURCE, made.id, ctx.now)
    entry = await did(ctx, subject(made), Act.put)
    told = _("{number} is there.", number=Code(made.number))
    if unnamed:
        told = _("{number} is there, without your name.", number=Code(made.number))
    return done(ctx, told, subject(made), entry)
