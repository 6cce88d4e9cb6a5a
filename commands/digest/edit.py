"""Edits the digest to come: an introduction, stories pinned or left out, another order."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from bot.chat.reply import Action, Actions, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import LANGUAGES, Language, Msg, _
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.digest.maker import preview
from bot.digest.selection import sections_of
from bot.members.permissions import own_place
from storage.database.text import fold
from storage.digest import digests
from storage.digest.digests import Edits, Subscription
from storage.vocabulary import Role

LONGEST = 600
"""Characters of an introduction: what leaves room for the news on a phone screen."""

_NUMBER = re.compile(r"^\s*([kn])\s*-?\s*(\d{1,9})\s*$", re.IGNORECASE)
_KEYS = {"k": ("question", "answered"), "n": ("network", "changed")}


@command(
    nl=("weekbericht inleiding",),
    en=("digest introduction",),
    summary=_("Write an introduction to the next digest of this channel"),
    allow=Role.coordinator,
)
async def introduce(
    ctx: Context,
    text: Annotated[str, Ask(_("What shall I say at the top of the next digest?"), max_length=LONGEST, long=True)],
) -> Reply:
    return await _edit(ctx, lambda edits: replace(edits, introduction=text.strip()))


@command(
    nl=("weekbericht zonder inleiding",),
    en=("digest no introduction",),
    summary=_("Leave out the introduction to the next digest"),
    allow=Role.coordinator,
    hidden=True,
)
async def drop_introduction(ctx: Context) -> Reply:
    return await _edit(ctx, lambda edits: replace(edits, introduction=""))


@command(
    nl=("weekbericht vastzetten", "weekbericht bovenaan"),
    en=("digest pin",),
    summary=_("Put a question or network at the top of the next digest"),
    allow=Role.coordinator,
)
async def pin(
    ctx: Context, which: Annotated[str, Ask(_("Which one? Give its number, like K-12 or N-3."), label=_("Which"))]
) -> Reply:
    keys = _keys(which)
    return await _edit(
        ctx,
        lambda edits: replace(
            edits,
            pinned=(*edits.pinned, *(key for key in keys if key not in edits.pinned)),
            dropped=tuple(key for key in edits.dropped if key not in keys),
        ),
    )


@command(
    nl=("weekbericht weglaten",),
    en=("digest drop",),
    summary=_("Leave a question or network out of the next digest"),
    allow=Role.coordinator,
)
async def drop(
    ctx: Context, which: Annotated[str, Ask(_("Which one? Give its number, like K-12 or N-3."), label=_("Which"))]
) -> Reply:
    keys = _keys(which)
    return await _edit(
        ctx,
        lambda edits: replace(
            edits,
            pinned=tuple(key for key in edits.pinned if key not in keys),
            dropped=(*edits.dropped, *(key for key in keys if key not in edits.dropped)),
        ),
    )


@command(
    nl=("weekbericht volgorde",),
    en=("digest order",),
    summary=_("Put the parts of the next digest in another order"),
    allow=Role.coordinator,
    hidden=True,
)
async def reorder(
    ctx: Context, parts: Annotated[str, Ask(_("Which parts first? Separate them with a comma."))]
) -> Reply:
    known = {
        fold(name): section.name
        for section in sections_of(ctx.topics)
        for name in (section.name, *(Language(code).text(section.heading) for code in LANGUAGES))
    }
    order = []
    for part in filter(None, (each.strip() for each in parts.split(","))):
        found = known.get(fold(part)) or next((name for key, name in known.items() if fold(part) in key), None)
        if found is None:
            names = [section.heading for section in sections_of(ctx.topics)]
            raise Refused(_("I do not know a part called {name}. There are: {names}.", name=Bold(part), names=names))
        order.append(found)
    return await _edit(ctx, lambda edits: replace(edits, order=tuple(dict.fromkeys(order))))


@command(
    nl=("weekbericht herstellen",),
    en=("digest restore",),
    summary=_("Undo what was changed to the next digest"),
    allow=Role.coordinator,
    hidden=True,
)
async def restore(ctx: Context) -> Reply:
    return await _edit(ctx, lambda _edits: Edits())


async def _edit(ctx: Context, change: Callable[[Edits], Edits]) -> Reply:
    """Change the issue to come, and show what it would be now."""
    audience = await own_place(ctx)
    held = await ctx.read(digests.of_conversation, audience.id)
    if held is None or not held.active:
        raise Refused(_("This channel gets no digest."))
    edits = change(held.edits)
    await ctx.write(digests.change, held.id, edits=edits, by=ctx.member.id)
    return await _shown(ctx, replace(held, edits=edits))


async def _shown(ctx: Context, held: Subscription) -> Reply:
    reply, _chosen = await ctx.read(preview, held, ctx.topics, ctx.atlas, ctx.now)
    if reply is None:
        return say(_("Done. As it is now, I would send nothing."))
    undo = Actions((Action(_("Undo my changes"), restore.line()),))
    return Reply((Text(words(_HEAD, " ", _hint())), *reply.blocks, undo))


_HEAD = _("Done. This is what the digest would hold now.")


def _hint() -> Msg:
    return _("To leave one out: {command}.", command=Code(drop.line("K-12")))


def _keys(which: str) -> tuple[str, ...]:
    found = _NUMBER.match(which)
    if found is None:
        raise Refused(_("Which one? Give its number, like K-12 or N-3."))
    return tuple(f"{kind}/{int(found[2])}" for kind in _KEYS[found[1].lower()])
