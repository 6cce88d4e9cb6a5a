"""Draws networks that search found, and tells what is found by their names, aims and themes."""

from bot.chat.reply import Action, Item, Words, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.search.findable import Findable, Source
from bot.search.reasons import Reason
from bot.search.results import said, themes_said
from bot.search.search import Hit
from storage.database.text import fold
from storage.networks import networks
from storage.vocabulary import Subject


def _draw(ctx: Context, hit: Hit, _known: None, notes: tuple[Words, ...], need: str) -> Item:
    number = f"N-{hit.id}"
    ask = Action(_("Ask them"), ctx.line("ask_network", number, need))
    actions = (Action(_("View"), number), ask, Action(_("Follow"), ctx.line("follow", number)))
    return Item(words(Bold(hit.name)), notes, actions)


def _reason(ctx: Context, hit: Hit, reason: Reason, name: str | None) -> Words | None:
    row = reason.row
    if row is None:
        return None
    if hit.kind == Subject.member:
        number = Code(f"N-{row.source_id}")
        return words(_("convenor of {network}", network=Bold(name)), " (", number, ")") if name else None
    match row.evidence.field:
        case "name":
            return _also(hit.name, reason)
        case "organisation":
            named_so = fold(row.evidence.title) in fold(hit.name)
            return _in_its_name(reason) if named_so else words(_("belongs to: "), *said(reason))
        case "themes":
            return words(_("themes: "), themes_said(ctx, reason))
        case _:
            return said(reason)


def _also(name: str, reason: Reason) -> Words | None:
    """Return the other names that match, else the words of the name that do: the name itself stands above already."""
    above = f"{name}, "
    at = 0
    other: list[tuple[str, bool]] = []
    for piece, matched in reason.text:
        other.append((piece[max(0, len(above) - at) :], matched))
        at += len(piece)
    if not any(matched and piece for piece, matched in other):
        return _in_its_name(reason)
    return words(_("also called: "), *(Bold(piece) if matched else piece for piece, matched in other if piece))


def _in_its_name(reason: Reason) -> Words | None:
    matching = [Bold(piece) for piece, matched in reason.text if matched]
    return words(_("in its name: {said}", said=matching)) if matching else None


FINDABLE = Findable(
    Subject.network,
    _("Networks"),
    _draw,
    words=("netwerken", "networks"),
    only=_("Only networks"),
    rank=10,
)
SOURCE = Source(Subject.network, _reason, networks.named)
