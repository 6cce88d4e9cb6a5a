"""Tells what a thing is linked to, for its card: what `bot.command.names` calls the others."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.chat.reply import Fact, Inline, words
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.command.names import Named, names_of
from storage.links import Linked
from storage.vocabulary import LinkKind

__all__ = ["Named", "has_card", "links_of", "listed", "names_of", "some"]

SHOWN = 3
"""Linked things that a card names; of the others it says how many."""


def has_card(ctx: Context, kind: str) -> bool:
    """Tell whether a thing of that kind is shown by its number: an answer stands on the card of its question."""
    return any(each.kind == kind for each in ctx.topics.all(Named))


_THERE: Mapping[LinkKind, Msg] = {
    LinkKind.komt_uit: _("Comes from"),
    LinkKind.gaat_over: _("Is about"),
    LinkKind.hoort_bij: _("Belongs to"),
    LinkKind.dubbel_van: _("Says the same as"),
    LinkKind.opvolger_van: _("Comes after"),
}
_BACK: Mapping[LinkKind, Msg] = {
    LinkKind.komt_uit: _("Led to"),
    LinkKind.gaat_over: _("Is told of in"),
    LinkKind.hoort_bij: _("Belongs with it"),
    LinkKind.dubbel_van: _("Says the same as"),
    LinkKind.opvolger_van: _("Is followed by"),
}


async def links_of(ctx: Context, found: Sequence[Linked]) -> list[Fact]:
    """Tell what a thing is linked to, for its card: a row for each way of being linked."""
    names = await names_of(ctx, {each.other for each in found}) if found else {}
    told: defaultdict[tuple[LinkKind, bool], list[Inline]] = defaultdict(list)
    for each in found:
        if each.other in names:
            told[each.kind, each.back].append(names[each.other])
    return [
        Fact(_BACK[kind] if back else _THERE[kind], words(*listed(told[kind, back])))
        for kind in LinkKind
        for back in (False, True)
        if (kind, back) in told
    ]


def listed(names: Sequence[Inline]) -> list[Inline]:
    """Name the first of these behind each other, and say how many more there are."""
    shown = _joined(names[:SHOWN])
    if len(names) > SHOWN:
        shown += ["; ", _n("and {n} more", "and {n} more", len(names) - SHOWN)]
    return shown


def some(names: Sequence[Inline], most: int = SHOWN) -> list[Inline]:
    """Name at most so many of these behind each other, and say whether there are more: they were not counted."""
    more: list[Inline] = ["; ", _("and more")] if len(names) > most else []
    return [*_joined(names[:most]), *more]


def _joined(names: Sequence[Inline]) -> list[Inline]:
    return [part for name in names for part in ("; ", name)][1:]
