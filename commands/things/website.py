"""Lets members put what they made on the website, and take it off: by their own act, and never by another's."""

import re
from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Action, Actions, Block, Reply, Subject, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context, command
from bot.command.shapes import Shape
from bot.things.names import has_card
from bot.things.publication import PUBLISH, UNPUBLISH, Consent
from bot.things.undoing import Undoable, did, undo_button
from commands.things.verbs import otherwise
from storage.vocabulary import Role


@command(
    nl=("zet op de website",),
    en=("put on the website",),
    summary=_("Let it be on the website"),
    allow=Role.member,
    hidden=True,
)
async def publish(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    consent = _consent(ctx, thing.kind)
    if consent is None:
        return otherwise(ctx, "publish", thing, {each.kind for each in ctx.topics.all(Consent)})
    await consent.may(ctx, thing, True)
    if not await ctx.write(consent.turn, thing.id, ctx.now, True):
        return say(_("{number} may be on the website already.", number=Code(thing.line)))
    entry = await did(ctx, thing, PUBLISH)
    return _done(ctx, thing, entry, _told(consent, Code(thing.line)), consent.told)


@command(
    nl=("haal van de website",),
    en=("take off the website", "take off the web"),
    summary=_("Take it off the website"),
    allow=Role.member,
    hidden=True,
)
async def unpublish(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    consent = _consent(ctx, thing.kind)
    if consent is None:
        return otherwise(ctx, "publish", thing, {each.kind for each in ctx.topics.all(Consent)})
    await consent.may(ctx, thing, False)
    if not await ctx.write(consent.turn, thing.id, ctx.now, False):
        return say(_("{number} is not on the website.", number=Code(thing.line)))
    entry = await did(ctx, thing, UNPUBLISH)
    return _done(ctx, thing, entry, _("{number} is not for the website any more.", number=Code(thing.line)))


_SITE = {"nl": "de website|de site|het web|internet", "en": "the website|the site|the web"}
_NUMBER = r"(?P<number>[a-z]\s?[-\u2010-\u2014\u2212]?\s?\d{1,9})"


def _shape(called: str, verbs: Mapping[str, str], between: Mapping[str, str]) -> Shape:
    """Return the shape of a line of which the words stand around the number: "zet L-3 op de website"."""
    patterns = {
        code: re.compile(
            rf"^\s*(?:{verbs[code]})\s+{_NUMBER}\s+(?:{between[code]})\s+(?:{site})(?: af)?[.!]?\s*$", re.I
        )
        for code, site in _SITE.items()
    }

    def read(line: str) -> tuple[str, str] | None:
        found = ((code, pattern.match(line)) for code, pattern in patterns.items())
        return next(((code, match["number"]) for code, match in found if match), None)

    return Shape(called, read)


SHAPES = (
    _shape("publish", {"nl": "zet|plaats", "en": "put"}, {"nl": "op", "en": "on"}),
    _shape("unpublish", {"nl": "haal", "en": "take"}, {"nl": "van", "en": "off|from"}),
)


def undone(ctx: Context, kind: str, act: str) -> Undoable | None:
    """Tell how either act is undone for things of a kind; None for another act, and where there is none."""
    consent = _consent(ctx, kind)
    if consent is None or act not in (PUBLISH, UNPUBLISH):
        return None
    turn, on = consent.turn, act == UNPUBLISH

    async def back(ctx: Context, thing: Subject, _detail: Any) -> Msg | None:  # Any: what was noted
        if not await ctx.write(turn, thing.id, ctx.now, on):
            return None
        number = Code(thing.line)
        return _told(consent, number) if on else _("{number} is not for the website any more.", number=number)

    return Undoable(kind, act, back, alone=True)


def _consent(ctx: Context, kind: str) -> Consent | None:
    return next((each for each in ctx.topics.all(Consent) if each.kind == kind), None)


def _told(consent: Consent, number: Code) -> Msg:
    if consent.names:
        return _("{number} may be on the website.", number=number)
    return _("{number} may be on the website, without names.", number=number)


def _done(ctx: Context, thing: Subject, entry: int, told: Msg, more: Msg | None = None) -> Reply:
    below: tuple[Block, ...] = (Text(words(more)),) if more else ()
    look = [Action(_("View"), thing.line)] if has_card(ctx, thing.kind) else []
    return Reply((Text(words(told)), *below, Actions((undo_button(ctx, entry), *look))))
