"""Puts figures into words: what they are now, beside the quarter before."""

from typing import assert_never

from bot.chat.reply import Words, words
from bot.chat.texts import Msg, _, _n
from bot.things.figures import LEAST, Amount, Figure, Median, Number, Share, enough, hides, size

TOO_LITTLE = _("still too little to say anything")
_TENS = 10


def said(figure: Figure, amount: Amount) -> Msg:
    """Say a figure as far as it may be told."""
    if not enough(amount):
        return TOO_LITTLE
    match amount:
        case Number(of=times):
            return _n("{n} time", "{n} times", times)
        case Share(part=part, of=whole) if hides(figure, amount):
            if part < LEAST:
                return _("fewer than {least} of {whole}", least=LEAST, whole=whole)
            return _("all but fewer than {least} of {whole}", least=LEAST, whole=whole)
        case Share(part=part, of=whole):
            return _("{part} of {whole} ({percent} %)", part=part, whole=whole, percent=round(100 * part / whole))
        case Median(hours=hours):
            return _("half within {hours} working hours", hours=rounded(hours))
        case _:
            assert_never(amount)


def beside(figure: Figure, now: Amount, before: Amount) -> Words:
    """Say a figure beside the quarter before."""
    if not enough(before):
        return words(figure.label, ": ", said(figure, now))
    earlier = _("quarter before: {before}", before=said(figure, before))
    return words(figure.label, ": ", said(figure, now), " (", earlier, ")")


def rounded(hours: float) -> float | int:
    """Return hours as precise as they are read: tenths below ten."""
    return round(hours, 1) if hours < _TENS else round(hours)


def brief(amount: Amount) -> Msg:
    """Say a figure beside its bar."""
    match amount:
        case Number(of=times):
            return _("{number}", number=times)
        case Share(part=part, of=whole):
            return _("{percent} %", percent=round(100 * part / whole))
        case Median(hours=hours):
            return _("{hours} hours", hours=rounded(hours))
        case _:
            assert_never(amount)


def height(amount: Amount) -> float:
    """Return how high the bar of a figure is: as its number is said."""
    match amount:
        case Share(part=part, of=whole):
            return round(100 * part / whole) if whole else 0.0
        case Median(hours=hours):
            return rounded(hours)
        case _:
            return size(amount)


def in_units(figure: Figure, amount: Amount) -> Msg:
    """Say what the bars of a figure are of."""
    match amount:
        case Share():
            return _("{figure}, in %", figure=figure.label)
        case Median():
            return _("{figure}, in working hours", figure=figure.label)
        case _:
            return figure.label
