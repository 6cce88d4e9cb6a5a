"""Tells what things are called to a reader who may see them; a card tells so what its thing is linked to."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.chat.reply import Fact, Inline, words
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from storage.links import Linked, Thing
from storage.vocabulary import LinkKind

SHOWN = 3
"""Linked things that a card names; of the others it says how many."""


@dataclass(frozen=True, slots=True)
class Named:
    """Names things of that kind, those that the reader in `Context` may see: the others are left out."""

    kind: str
    names: Callable[[Context, Sequence[int]], Awaitable[Mapping[int, Inline]]]


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


async def names_of(ctx: Context, things: Collection[Thing]) -> Mapping[Thing, Inline]:
    """Tell what these are called, as far as the reader may see them and a topic names them."""
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for thing in things:
        wanted[thing.kind].append(thing.id)
    return {
        Thing(each.kind, id): name
        for each in ctx.topics.all(Named)
        if each.kind in wanted
        for id, name in (await each.names(ctx, wanted[each.kind])).items()
    }


async def links_of(ctx: Context, found: Sequence[Linked]) -> list[Fact]:
    """Tell what a thing is linked to, for its card: a row for each way of being linked."""
    names = await names_of(ctx, {each.other for each in found}) if found else {}
    told: defaultdict[tuple[LinkKind, bool], list[Inline]] = defaultdict(list)
    for each in found:
        if each.other in names:
            told[each.kind, each.back].append(names[each.other])
    return [
        Fact(_BACK[kind] if back else _THERE[kind], words(_listed(told[kind, back])))
        for kind in LinkKind
        for back in (False, True)
        if (kind, back) in told
    ]


def _listed(names: Sequence[Inline]) -> list[Inline]:
    shown: list[Inline] = []
    for name in names[:SHOWN]:
        shown += ["; ", name] if shown else [name]
    if len(names) > SHOWN:
        shown += ["; ", _n("and {n} more", "and {n} more", len(names) - SHOWN)]
    return shown
