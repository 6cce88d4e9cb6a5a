"""Says what would come of lists, and what came of them."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.chat.reply import Action, Actions, Block, Heading, Inline, Item, Items, Reply, Text, say, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import Msg, _, _n
from bot.exchange.bounded_import import Told
from bot.exchange.importing import Outcome
from commands.intake.send import drop_lists, put_lists

SHOWN: Final = 8
"""Rows that are told with what is wrong: the first view of a phone."""
LONGEST: Final = 200


def would_be(told: Told, number: int) -> Reply:
    """Show what would come of it, with the yes that does it."""
    if not changes(told):
        nothing = Text(words(_("Nothing would change: all that I can read in it is here already.")))
        return Reply((*_shown(told), nothing))
    ask = Text(words(_("Nothing is written yet.")))
    buttons = (
        Action(_("Take them in"), put_lists.line(number)),
        Action(_("Throw them away"), drop_lists.line(number)),
    )
    return Reply((Heading(words(_("This would come of it"))), *_shown(told), ask, Actions(buttons)))


def came(told: Told) -> Reply:
    return Reply((Heading(words(_("This came of it"))), *_shown(told)))


def broken_off() -> Reply:
    return say(_("That did not work, and I do not know how far it came. Send it again in smaller parts."))


def changes(told: Told) -> bool:
    return any(each[outcome] for each in told["counts"].values() for outcome in (Outcome.new, Outcome.changed))


def _shown(told: Told) -> Iterator[Block]:
    lists = tuple(Item(words(Code(kind), ": ", *_counted(counts))) for kind, counts in told["counts"].items())
    if lists:
        yield Items(lists)
    wrong = [*told["rejected"], *told["notes"]]
    left = len(wrong) - SHOWN + told["left_out"]
    if wrong:
        yield Text(words(_("This I could not use:")))
        yield Items(tuple(Item(words(_where(*each))) for each in wrong[:SHOWN]))
    if left > 0:
        yield Text(words(_n("And {n} row more. Mend these first.", "And {n} rows more. Mend these first.", left)))


def _counted(counts: Mapping[str, int]) -> list[Inline]:
    """ "3 new, 1 changed, 10 as they were"."""
    told: list[Inline] = []
    for outcome, text in (
        (Outcome.new, _n("{n} new", "{n} new", counts[Outcome.new])),
        (Outcome.changed, _n("{n} changed", "{n} changed", counts[Outcome.changed])),
        (Outcome.same, _n("{n} as it was", "{n} as they were", counts[Outcome.same])),
        (Outcome.rejected, _n("{n} not usable", "{n} not usable", counts[Outcome.rejected])),
    ):
        if counts[outcome]:
            told += [*([", "] if told else []), text]
    return told or [_("no rows")]


def _where(place: str, line: int, reason: str) -> Msg:
    return _("{file}, line {line}: {reason}", file=shorten(place, 60), line=str(line), reason=shorten(reason, LONGEST))
