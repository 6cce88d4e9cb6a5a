"""Links two things by their numbers, and takes such a link away: both cards show it."""

import re
from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Action, Actions, Reply, Subject, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context, Takes, command
from bot.command.reader import Unclear
from bot.command.refusal import Refused
from bot.reading.numbers import AThing
from bot.things.names import names_of
from bot.things.undoing import undo_button
from storage import audit, links
from storage.database.database import Tx
from storage.links import Linked, Thing
from storage.vocabulary import LinkKind, Role

LINK, UNLINK = "link", "unlink"

_BETWEEN = re.compile(
    r"^\s*(?:(?:even|eens|maar|ook|graag|please|just)\s+)*(?:aan|met|van|en|to|with|from|and|[:,&])?\s*", re.IGNORECASE
)


@command(
    nl=("koppel ding",),
    en=("link thing",),
    summary=_("Link two things: both cards show it"),
    allow=Role.member,
    takes=Takes.names,
)
async def link_things(ctx: Context, one: Subject, other: str) -> Reply:
    second, kind = await _other(ctx, other)
    await _require_seen(ctx, one, second)
    from_, to = Thing(one.kind, one.id), Thing(second.kind, second.id)
    if from_ == to:
        raise Refused(_("A thing cannot be linked to itself."))
    if any(each.other == to for each in await ctx.read(_links_of, from_)):
        return say(_("{one} and {other} are linked already.", one=Code(one.line), other=Code(second.line)))
    await ctx.write(links.link, from_, kind, to, ctx.member.id, ctx.now)
    entry = await _noted(ctx, LINK, one, second, kind)
    told = _("{one} and {other} are linked. Both cards show it.", one=Code(one.line), other=Code(second.line))
    buttons = (Action(_("View"), one.line), Action(_("View {number}", number=second.line), second.line))
    return Reply((Text(words(told)), Actions((*buttons, undo_button(ctx, entry)))))


@command(
    nl=("ontkoppel ding",),
    en=("unlink thing",),
    summary=_("Take the link between two things away"),
    allow=Role.member,
    takes=Takes.names,
)
async def unlink_things(ctx: Context, one: Subject, other: str) -> Reply:
    second, _kind = await _other(ctx, other)
    await _require_seen(ctx, one, second)
    from_, to = Thing(one.kind, one.id), Thing(second.kind, second.id)
    held = [each for each in await ctx.read(_links_of, from_) if each.other == to]
    if not held:
        return say(_("{one} and {other} are not linked.", one=Code(one.line), other=Code(second.line)))
    by = await ctx.read(links.made_by, from_, to)
    if ctx.member.id not in by and not ctx.may(Role.coordinator):
        raise Refused(_("Who made this link can take it away, or a coordinator."))
    kind = held[0].kind
    await ctx.write(_take_away, from_, to, held)
    first, last = (second, one) if held[0].back else (one, second)
    entry = await _noted(ctx, UNLINK, first, last, kind)
    told = _("{one} and {other} are no longer linked.", one=Code(one.line), other=Code(second.line))
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry),))))


async def _noted(ctx: Context, act: str, one: Subject, other: Subject, kind: LinkKind) -> int:
    """Note it with the first of the two; it is no act of a topic in which others have a part."""
    detail: dict[str, str | int] = {"to_kind": other.kind, "to": other.id, "line": other.line, "how": str(kind)}
    return await ctx.write(audit.record, ctx.member.id, act, one.kind, one.id, ctx.now, **detail)


async def undo_link(ctx: Context, one: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    to = Thing(str(detail["to_kind"]), int(detail["to"]))
    if not await ctx.write(links.unlink, Thing(one.kind, one.id), LinkKind(detail["how"]), to):
        return None
    return _("{one} and {other} are no longer linked.", one=Code(one.line), other=Code(str(detail["line"])))


async def undo_unlink(ctx: Context, one: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: as above
    to, kind = Thing(str(detail["to_kind"]), int(detail["to"])), LinkKind(detail["how"])
    await ctx.write(links.link, Thing(one.kind, one.id), kind, to, ctx.member.id, ctx.now)
    return _("{one} and {other} are linked. Both cards show it.", one=Code(one.line), other=Code(str(detail["line"])))


UNDO = {LINK: undo_link, UNLINK: undo_unlink}


async def _other(ctx: Context, text: str) -> tuple[Subject, LinkKind]:
    """The second thing, and how they are linked: "aan K-12: komt uit". Raises `Refused`."""
    said = _BETWEEN.sub("", text, count=1)
    try:
        second = await AThing().read(ctx, said, None)
    except Unclear as unclear:
        raise Refused(unclear.words) from None
    kind = next((each for each in LinkKind if each in said.casefold()), LinkKind.hoort_bij)
    return second, kind


async def _require_seen(ctx: Context, *things: Subject) -> None:
    """Who may not see a thing cannot link it either. Raises `Refused`."""
    seen = await names_of(ctx, {Thing(each.kind, each.id) for each in things})
    for each in things:
        if Thing(each.kind, each.id) not in seen:
            raise Refused(_("{number} is not shown.", number=Code(each.line)))


def _links_of(tx: Tx, thing: Thing) -> list[Linked]:
    return links.of(tx, [thing]).get(thing, [])


def _take_away(tx: Tx, one: Thing, other: Thing, held: list[Linked]) -> None:
    for each in held:
        if each.back:
            links.unlink(tx, other, each.kind, one)
        else:
            links.unlink(tx, one, each.kind, other)
