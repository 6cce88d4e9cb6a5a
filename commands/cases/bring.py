"""Brings a case in, in one message: what it is, where, and what one wants to know of others."""

import re
from typing import Annotated

from bot.chat.reply import Action, Actions, Inline, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context, Takes, Values, command
from bot.dialogue import calls
from bot.dialogue.draft import Draft as Typed
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
from commands.cases.labels import SIZES
from commands.cases.life import Act
from commands.cases.rights import subject
from storage.cases import cases
from storage.cases.case import CASE, Draft, Size
from storage.cases.tables import LONGEST, LONGEST_LINE, LONGEST_TITLE
from storage.members import follows
from storage.vocabulary import Role

_ASKS = re.compile(
    r"(?:(?<=[.!;:,?])|^)\s*((?:onze vraag|de vraag|our question|vraag|question)\s*(?:is|:)\s*.+|[^.!;:,?]*\?)",
    re.IGNORECASE | re.DOTALL,
)
_LEAD = re.compile(r"^(?:onze vraag|de vraag|our question|vraag|question)\s*(?:is|:)\s*", re.IGNORECASE)
_SMALL = re.compile(r"\b(?:klein|kleine|small)\b", re.IGNORECASE)
_LARGE = re.compile(r"\b(?:groot|grote|large|big)\b", re.IGNORECASE)


def parted(text: str) -> tuple[str, str]:
    """Return what a case is, and what is asked of others with it; that is empty when the text asks nothing."""
    for found in _ASKS.finditer(text):
        before, after = text[: found.start()].strip(" ,:;"), text[found.end() :].strip()
        if told := f"{before} {after}".strip(" .,:;"):
            return told if after else before, _LEAD.sub("", found[1].strip())
    return text.strip(" ,:;"), ""


def title_of(text: str) -> str:
    """Return what a case is called: its first words, up to a comma or stop."""
    first = re.split(r"\s*[,.:;(]\s", f"{text} ", maxsplit=1)[0].strip()
    if len(first) <= LONGEST_TITLE:
        return first
    return f"{first[: LONGEST_TITLE - 1].rsplit(' ', 1)[0]}…"


def _size_of(text: str) -> Size | None:
    small, large = bool(_SMALL.search(text)), bool(_LARGE.search(text))
    return None if small is large else Size.small if small else Size.large


def _drafted(ctx: Context, known: Values) -> Draft:
    """What is read of the words, with what its maker changed."""
    whole = text_of(known)
    text, asked = parted(whole)
    read = read_of(ctx, known, whole, here=ctx.member.regions if len(ctx.member.regions) == 1 else ())
    question = (asked or str(known.get("question") or ""))[:LONGEST_LINE]
    return Draft(title_of(text), text, question, _size_of(whole), regions=read.regions, themes=read.themes)


async def _wonders(ctx: Context, known: Values) -> Reply | None:
    """Nothing to ask when the text says it itself."""
    if parted(str(known["text"]))[1]:
        return None
    return say(_("What do you want to know of others?"))


async def _alike(ctx: Context, known: Values) -> Reply | None:
    hit = await alike(ctx, CASE, str(known["text"]))
    return is_it_that(f"C-{hit.id}", hit.name, _("No, this is another")) if hit else None


async def _shown(ctx: Context, known: Values) -> Reply | None:
    if not known["other"]:
        return None
    draft = _drafted(ctx, known)
    about: list[Inline] = [
        *sorted(ctx.atlas.regions[each].name for each in draft.regions),
        *sorted(ctx.atlas.themes[each].name for each in draft.themes),
        *([SIZES[draft.size]] if draft.size else []),
    ]
    asked = [Text(words(_("Question: {text}", text=Bold(draft.question))))] if draft.question else []
    seen = _("Only this room sees it.") if await room_of(ctx) else None
    return put_like_this(ctx, draft.text, about, *asked, change=known.get("change"), seen=seen)


@command(
    nl=("casus", "nieuwe casus", "breng een casus in"),
    en=("case", "bring in a case"),
    summary=_("Bring in a case, for others to think along"),
    allow=Role.member,
    begun_by=Role.visitor,
    takes=Takes.sentence,
)
async def bring_case(
    ctx: Context,
    text: Annotated[
        Saying,
        Ask(
            _("What is it about, and where? And what do you want to know of others?"),
            label=_("Case"),
            hint=_("Two sentences are enough. The last one may be your question."),
            max_length=LONGEST,
            long=True,
        ),
    ],
    question: Annotated[str, Ask(_wonders, label=_("Question"), max_length=LONGEST_LINE, long=True)] = "",
    change: Annotated[Change | None, Ask(nothing_to_change, unnamed=True)] = None,
    other: Annotated[Another, Ask(_alike)] = ANOTHER,
    agreed: Annotated[Agreed | None, Ask(_shown)] = None,
) -> Reply:
    known = {"text": text, "question": question, "change": change, "other": other}
    if not other:
        hit = await alike(ctx, CASE, str(text))
        if hit is None:
            return say(_("All right. Nothing was put."))
        call, number = ctx.commands.by_name["think_along"], f"C-{hit.id}"
        return await calls.proceed(ctx, call, Typed(call.line(number), {"case": number}))
    if agreed is None or not agreed.yes:
        return say(_("All right. Nothing was put."))
    draft = _drafted(ctx, known)
    if agreed.change or agreed.facts:
        more = {"question": draft.question} if draft.question else {}
        return await again(ctx, bring_case, str(text), agreed, change, **more)
    return await _bring(ctx, draft, unnamed=is_nameless(ctx, known, agreed))


async def _bring(ctx: Context, draft: Draft, *, unnamed: bool) -> Reply:
    room = await room_of(ctx)
    whole = Draft(
        draft.title,
        draft.text,
        draft.question,
        draft.size,
        unnamed=unnamed,
        room_id=room.id if room else None,
        regions=draft.regions,
        themes=draft.themes,
    )
    case = await ctx.write(cases.put, ctx.member.id, whole, ctx.now)
    await ctx.write(follows.follow, ctx.member.id, CASE, case.id, ctx.now)
    entry = await did(ctx, subject(case), Act.bring)
    told = _("{number} is put in.", number=Code(case.number))
    if unnamed:
        told = _("{number} is put in, without your name.", number=Code(case.number))
    return done(ctx, told, subject(case), entry, _("You hear it when somebody thinks along."))


def empty(ctx: Context) -> Actions:
    """What to do where there are no cases."""
    return Actions((Action(_("Bring in a case"), bring_case.line()),))
