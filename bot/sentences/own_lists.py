"""Tells what a list or text of one's own is to be, when a sentence adds to it or takes from it."""

import re
from collections.abc import Collection, Sequence
from typing import Any, get_origin

from bot.command.command import Ask, Command, Context
from bot.language.negation import denies
from bot.reading.slots import Slot
from bot.sentences import leads
from bot.sentences.spoken_line import bare
from storage.database.text import fold

_ADDS = frozenset("bij erbij ook toe toevoegen voeg add also too plus".split())  # noqa: SIM905  # reads better
_DROPS = frozenset(
    """weg eraf eruit haal halen weghalen verwijder verwijderen schrap schrappen geen
    remove removed drop off take""".split()  # noqa: SIM905  # reads better
)
_SENTENCES = re.compile(r"[,;.]|\b(?:maar|but)\b", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:en|and)\b", re.IGNORECASE)


async def with_now(
    ctx: Context, command: Command[Any], line: str, text: str, said: Sequence[str], found: Sequence[Slot]
) -> str:
    """Return the line that changes a list of one's own: with what is in it at present, when a sentence adds or drops.

    "Doe water er maar bij" leaves the other themes where they are; "energie hoort er niet meer bij, bodem wel" takes
    the one away, and adds the other.
    """
    parameter = next(iter(command.parameters), None)
    phrase = command.phrase(ctx.language.code)
    told = line.removeprefix(phrase).strip()
    if parameter is None or parameter.ask is None or parameter.ask.now is None or not told:
        return line
    if get_origin(bare(parameter.type)) is not list or (_ADDS.union(_DROPS).isdisjoint(said) and not denies(said)):
        return line
    now = [each.strip() for each in (await parameter.ask.now(ctx, {})).split(";") if each.strip()]
    named = [slot.value for slot in found if slot.value in told]  # a name may have a comma in it
    names = [*dict.fromkeys(named)] or [each.strip() for each in told.split(",")]
    dropped = _dropped(text, found, names, otherwise=_drops(said))
    folded = {fold(each) for each in names}
    kept = [*(each for each in now if fold(each) not in folded), *(each for each in names if each not in dropped)]
    if not kept:
        return phrase  # nothing is left of it: what it is to be is asked
    return f"{phrase} {'; '.join(kept)}"


async def with_what_was_told(ctx: Context, command: Command[Any], told: str, said: Sequence[str]) -> str:
    """Return a text of one's own with what a sentence adds to it, behind what it says at present; else what is told."""
    ask = next((each.ask for each in command.parameters[:1] if bare(each.type) is str), None)
    if ask is None or ask.now is None or not ask.long or _ADDS.isdisjoint(said) or denies(said):
        return told
    return await _behind_now(ctx, ask, told)


async def with_what_is_told(ctx: Context, command: Command[Any], line: str, text: str, said: Sequence[str]) -> str:
    """Return the line that adds to a text of one's own what a sentence tells: "ik weet ook veel van geluid"."""
    ask = next((each.ask for each in command.parameters[:1] if bare(each.type) is str), None)
    phrase = command.phrase(ctx.language.code)
    if ask is None or ask.now is None or not ask.long or line != phrase or denies(said):
        return line
    text = leads.of_oneself(text)
    if not _TELLS.match(text):
        return line
    tells = any(word.startswith("{") for word in said) or (ctx.intents and ctx.intents.unspoken(said))
    if not tells or text.rstrip().endswith("?"):
        return line
    return f"{phrase} {await _behind_now(ctx, ask, text)}"


_TELLS = re.compile(r"(?:ik|i) (?:(?:ook|also) )?(?:weet|ken|heb|know|have)\b", re.IGNORECASE)
"""How somebody begins who tells what they know."""


async def _behind_now(ctx: Context, ask: Ask, told: str) -> str:
    """Return a text of one's own with more behind what it says at present."""
    now = (await ask.now(ctx, {})).rstrip(" .") if ask.now else ""
    return f"{now}. {told[:1].upper()}{told[1:]}" if now else told


def _drops(said: Collection[str]) -> bool:
    return not _DROPS.isdisjoint(said) or denies(said)


def _dropped(text: str, found: Sequence[Slot], names: Sequence[str], *, otherwise: bool) -> set[str]:
    """Return those of the names that a sentence takes away: each by what is said in its own part of it."""
    dropped = set(names) if otherwise else set()
    for start, end in _between(_SENTENCES, text, 0, len(text)):
        parts = [*_between(_JOINED, text, start, end)]
        signs = [_sign(text[first:last]) for first, last in parts]
        for at, (first, last) in enumerate(parts):
            sign = next((each for each in (*signs[at:], *reversed(signs[:at])) if each is not None), None)
            for slot in found:
                if sign is not None and slot.value in names and first <= slot.start < last:
                    (dropped.add if sign else dropped.discard)(slot.value)
    return dropped


def _sign(part: str) -> bool | None:
    """Tell whether a part of a sentence takes something away (True), adds it (False), or says neither."""
    said = fold(part).split()
    if _drops(said):
        return True
    return None if {*_ADDS, *_KEEPS}.isdisjoint(said) else False


_KEEPS = frozenset("wel nu voortaan blijft blijven now instead keep stays".split())  # noqa: SIM905  # reads better
"""What is to be in it, beside what is not."""


def _between(marks: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the parts of a text between marks begin and end."""
    at = [match.span() for match in marks.finditer(text, start, end)]
    return [*zip((start, *(last for _first, last in at)), (*(first for first, _last in at), end), strict=True)]
