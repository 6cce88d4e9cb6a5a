"""Puts a way of working in one message: what it is called, what it is for, and how it goes."""

import re
from typing import Annotated

from bot.chat.reply import Inline, Reply, Text, say, words
from bot.chat.spans import Bold, Code, shorten
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
    is_it_that,
    is_nameless,
    nothing_to_change,
    put_like_this,
    read_of,
    room_of,
    text_of,
)
from bot.things.undoing import did, done
from commands.methods.card import card
from commands.methods.life import Act
from commands.methods.rights import subject
from storage.members import follows
from storage.methods import methods
from storage.methods.method import METHOD, Draft
from storage.methods.tables import LONGEST, LONGEST_HOW, LONGEST_TITLE
from storage.vocabulary import Role


def parted(text: str) -> tuple[str, str, str]:
    """Return what it is called, what it is for and how it goes: up to a comma or colon, a sentence, and the rest."""
    told = " ".join(text.split())
    name, _sign, rest = re.sub(r"\s*[,:;]\s+|\s+[-\u2013\u2014]\s+|\.\s+", "\0", told, count=1).partition("\0")
    purpose, *how = re.split(r"(?<=[.!?])\s+", rest, maxsplit=1)
    return shorten(name, LONGEST_TITLE), shorten(purpose, LONGEST), shorten(how[0] if how else "", LONGEST_HOW)


def _drafted(ctx: Context, known: Values) -> Draft:
    whole = text_of(known)
    title, purpose, how = parted(whole)
    read = read_of(ctx, known, whole)
    purpose = purpose or shorten(str(known.get("purpose") or ""), LONGEST)
    return Draft(title, purpose, how, regions=read.regions, themes=read.themes)


async def _what_for(_ctx: Context, known: Values) -> Reply | None:
    """Nothing to ask when the text says it itself."""
    if known.get("other") is False or parted(str(known["text"]))[1]:
        return None
    return say(_("What is it for? One sentence."))


async def _alike(ctx: Context, known: Values) -> Reply | None:
    hit = await alike(ctx, METHOD, parted(str(known["text"]))[0])
    return is_it_that(f"F-{hit.id}", hit.name, _("No, this is another")) if hit else None


async def _shown(ctx: Context, known: Values) -> Reply | None:
    if known.get("other") is False:
        return None
    draft = _drafted(ctx, known)
    about: list[Inline] = [
        *sorted(ctx.atlas.regions[each].name for each in draft.regions),
        *sorted(ctx.atlas.themes[each].name for each in draft.themes),
    ]
    told = [Text(words(_("For: {text}", text=Bold(draft.purpose))))]
    told += [Text(words(_("Like this: {text}", text=draft.how)))] if draft.how else []
    seen = _("Only those in this room see it.") if await room_of(ctx) else None
    return put_like_this(ctx, draft.title, about, *told, change=known.get("change"), seen=seen)


@command(
    nl=("nieuwe werkvorm", "deel een werkvorm"),
    en=("new work form", "share a way of working"),
    summary=_("Share a way of working"),
    allow=Role.member,
    begun_by=Role.visitor,
    takes=Takes.sentence,
)
async def put_method(
    ctx: Context,
    text: Annotated[
        Saying,
        Ask(
            _("What is it called, what is it for, and how does it go?"),
            label=_("Way of working"),
            hint=_("Name, what for. Then in a sentence or two how."),
            max_length=LONGEST + LONGEST_HOW,
            long=True,
        ),
    ],
    other: Annotated[Another, Ask(_alike)] = ANOTHER,
    purpose: Annotated[str, Ask(_what_for, label=_("What for"), max_length=LONGEST)] = "",
    change: Annotated[Change | None, Ask(nothing_to_change, unnamed=True)] = None,
    agreed: Annotated[Agreed | None, Ask(_shown)] = None,
) -> Reply:
    known = {"text": text, "purpose": purpose, "change": change, "other": other}
    if not other:
        hit = await alike(ctx, METHOD, parted(str(text))[0])
        held = await ctx.read(methods.get, hit.id) if hit else None
        return await card(ctx, held) if held else say(_("All right. Nothing was put."))
    if agreed is None or not agreed.yes:
        return say(_("All right. Nothing was put."))
    draft = _drafted(ctx, known)
    if agreed.change or agreed.facts:
        return await again(ctx, put_method, str(text), agreed, change, **({"purpose": purpose} if purpose else {}))
    room = await room_of(ctx)
    unnamed = is_nameless(ctx, known, agreed)
    whole = Draft(
        draft.title, draft.purpose, draft.how, unnamed, draft.regions, draft.themes, room.id if room else None
    )
    made = await ctx.write(methods.put, ctx.member.id, whole, ctx.now)
    await ctx.write(follows.follow, ctx.member.id, METHOD, made.id, ctx.now)
    entry = await did(ctx, subject(made), Act.put)
    told = _("{number} is there, as an idea.", number=Code(made.number))
    if unnamed:
        told = _("{number} is there, as an idea, without your name.", number=Code(made.number))
    return done(ctx, told, subject(made), entry, _("Once somebody else used it, it is tried."))
