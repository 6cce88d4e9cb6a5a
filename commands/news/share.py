"""Shares news in one message: a link and why somebody else should read it, or a sentence."""

from typing import Annotated

from bot.chat.reply import Action, Actions, Inline, Quote, Reply, Text, say, words
from bot.chat.spans import Code, Link, shorten
from bot.chat.texts import _
from bot.command.command import Ask, Context, Takes, Values, command
from bot.command.refusal import Refused
from bot.things.making import (
    ANOTHER,
    SHORTEST,
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
)
from bot.things.undoing import did, done
from commands.news.card import card
from commands.news.labels import SORTS
from commands.news.life import Act
from commands.news.rights import sees, subject
from commands.news.written import parted, sort_of
from storage.members import follows
from storage.news import news
from storage.news.item import NEWS, Draft, Item, Sort, site_of
from storage.news.tables import LONGEST, LONGEST_LINK
from storage.vocabulary import Role


def drafted(ctx: Context, known: Values) -> Draft:
    """What is read of the words, with what its maker changed."""
    change: Change | None = known.get("change")
    link, text = parted(str(known["text"]))
    text = _sentence(text) or str(known.get("why") or "")
    if change and change.text:
        other, said = parted(change.text)
        link, text = other or link, said or text
    read = read_of(ctx, known, text, here=ctx.member.regions if len(ctx.member.regions) == 1 else ())
    return Draft(shorten(text, LONGEST), link, sort_of(text), regions=read.regions, themes=read.themes)


def _sentence(text: str) -> str:
    """What stands beside a link, when it says something."""
    return text if len(text) >= SHORTEST else ""


async def _not_there_yet(ctx: Context, known: Values) -> None:
    """Raises `Refused` for a link that is there already: it shows that one."""
    link, _text = parted(str(known.get("text") or ""))
    room = await room_of(ctx)
    held = await ctx.read(news.at_address, link, room.id if room else None) if link else None
    if held is not None:
        await there_already(ctx, held)


async def not_there_yet(ctx: Context, item: Item) -> None:
    """Raises `Refused` when the page of an item that is to be shared is there by another."""
    held = await ctx.read(news.at_address, item.draft.link, item.draft.room) if item.draft.link else None
    if held is not None and held.id != item.id:
        await there_already(ctx, held)


async def there_already(ctx: Context, held: Item) -> None:
    """Raises `Refused` for what is there already, and shows it to who may see it."""
    told = _("That is there already: {number}.", number=Code(held.number))
    quote = [Quote(words(held.text))] if await sees(ctx, held) else []
    raise Refused(told, reply=Reply((Text(words(told)), *quote, Actions((Action(_("View"), held.number),)))))


async def _alike(ctx: Context, known: Values) -> Reply | None:
    link, text = parted(str(known["text"]))
    hit = None if link else await alike(ctx, NEWS, text)
    return is_it_that(f"U-{hit.id}", hit.name, _("No, this is another")) if hit else None


async def _wonders(_ctx: Context, known: Values) -> Reply | None:
    """Nothing to ask when the text says it itself."""
    if known.get("other") is False or _sentence(parted(str(known["text"]))[1]):
        return None
    return say(_("Why should somebody else read this?"))


def about(ctx: Context, draft: Draft) -> list[Inline]:
    """What it is about, and what sort of news it is when that is not plain."""
    return [
        *sorted(ctx.atlas.regions[each].name for each in draft.regions if each in ctx.atlas.regions),
        *sorted(ctx.atlas.themes[each].name for each in draft.themes if each in ctx.atlas.themes),
        *([SORTS[draft.sort]] if draft.sort is not Sort.news else []),
    ]


async def _shown(ctx: Context, known: Values) -> Reply | None:
    if known.get("other") is False:
        return None
    draft = drafted(ctx, known)
    link = [Text(words(Link(site_of(draft.link), draft.link)))] if draft.link else []
    seen = _("Only those in this room see it.") if await room_of(ctx) else _("All members see it, once in the digest.")
    return put_like_this(ctx, draft.text, about(ctx, draft), *link, change=known.get("change"), seen=seen)


@command(
    nl=("deel nieuws", "meld nieuws", "nieuws melden"),
    en=("share news", "news item"),
    summary=_("Share news: a link, and why others should read it"),
    allow=Role.member,
    begun_by=Role.visitor,
    takes=Takes.sentence,
    check=_not_there_yet,
)
async def share_news(
    ctx: Context,
    text: Annotated[
        Saying,
        Ask(
            _("What is the news? A link, and why somebody else should read it."),
            label=_("News"),
            hint=_("One sentence is enough."),
            max_length=LONGEST + LONGEST_LINK,
            long=True,
        ),
    ],
    other: Annotated[Another, Ask(_alike)] = ANOTHER,
    why: Annotated[str, Ask(_wonders, label=_("Why"), max_length=LONGEST, long=True)] = "",
    change: Annotated[Change | None, Ask(nothing_to_change, unnamed=True)] = None,
    agreed: Annotated[Agreed | None, Ask(_shown)] = None,
) -> Reply:
    known = {"text": text, "why": why, "change": change, "other": other}
    if not other:
        hit = await alike(ctx, NEWS, parted(str(text))[1])
        held = await ctx.read(news.get, hit.id) if hit else None
        return await card(ctx, held) if held else say(_("All right. Nothing was shared."))
    if agreed is None or not agreed.yes:
        return say(_("All right. Nothing was shared."))
    draft = drafted(ctx, known)
    if agreed.change or agreed.facts:
        return await again(ctx, share_news, str(text), agreed, change, **({"why": draft.text} if why else {}))
    await _not_there_yet(ctx, known)
    return await _share(ctx, draft, unnamed=is_nameless(ctx, known, agreed))


async def _share(ctx: Context, draft: Draft, *, unnamed: bool) -> Reply:
    room = await room_of(ctx)
    whole = Draft(
        draft.text,
        draft.link,
        draft.sort,
        unnamed=unnamed,
        regions=draft.regions,
        themes=draft.themes,
        room=room.id if room else None,
    )
    item = await ctx.write(news.put, ctx.member.id, whole, ctx.now)
    await ctx.write(follows.follow, ctx.member.id, NEWS, item.id, ctx.now)
    entry = await did(ctx, subject(item), Act.share)
    number = Code(item.number)
    told = _("{number} goes into the digest once.", number=number)
    if room:
        told = _("{number} is there, for those in this room.", number=number)
    elif unnamed:
        told = _("{number} goes into the digest once, without your name.", number=number)
    return done(ctx, told, subject(item), entry)
