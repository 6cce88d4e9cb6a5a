"""Inputs that make what reads sentences, values and files work: beside those of `hostile_shapes`."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.hostile_shapes import READ, TEXTS, Hostile, kept, repeated, run, saying
from bot.chat.message import Message
from bot.command.command import Command
from bot.command.reader import Unclear
from bot.dialogue import buttons, corrections, interruption
from bot.dialogue.draft import Draft
from bot.dialogue.resolution import resolve
from bot.exchange.csv_reader import rows, written
from bot.exchange.formulas import guarded, unguarded
from bot.reading import agreement
from bot.reading.reader_registry import reader_for
from bot.sentences import own_words, who_knows_phrases

Way = tuple[str, Callable[[int], Callable[[], object]]]

STEPS: Mapping[str, tuple[str, str, str]] = {
    "swapped": ("niet a maar a maar ", "!", "x"),
    "swapped again": ("niet ", "a maar ", "x"),
    "meant": ("nee, ik bedoelde ", ".", "x"),
    "meant again": ("nee ", "nee ", "ik bedoelde"),
    "without": ("zonder ", "a weg", "x"),
    "denied": ("ik wil ", "a ", "niet x"),
    "asked back": ("sorry ", "sorry ", "x"),
    "asked back, blank": ("waarom", " a", "x"),
    "agreed": ("", "ja ", "x"),
    "numbered": ("knop ", "(", "1x"),
    "placed": ("", "doe ", "eerste x"),
    "who": ("", "wie weet wie weet ", "?"),
    "numbers": ("", "K-1 k 2 ", "?"),
    "seen": ("laat me ", "a zien ", "x"),
}
"""What is said at a step, as a beginning, what is repeated, and an end that makes it no match after all."""
WORST = ("known", "commas", "and", "one word", "numbers", "spaces", "words", "not", "quoting")
"""Of `TEXTS`, for the readers of each parameter and for whole forms."""
FILES: Mapping[str, str] = {
    "quotes": '"',
    "doubled": '""',
    "rows": "a,b\n",
    "open rows": '"a,b\n',
    "commas": ",",
    "lines": "\n",
    "formulas": "';'=",
    "guards": "'",
    "separated": "=,=;=\t",
}
FORMS = 8
"""Commands whose whole form is filled in: those with most questions."""


def ways(given: Hostile) -> Iterator[Way]:
    """Each by its name, as those of `Hostile`."""
    for name, (head, piece, tail) in STEPS.items():
        yield f"step: {name}", partial(_step, given, head, piece, tail)
    for name, piece in TEXTS.items():
        yield f"step: {name}", partial(_step, given, "", piece, "")
        yield f"own words: {name}", partial(_own_words, given, piece)
    for parameter, kind in _kinds(given).items():
        for name in WORST:
            yield f"{parameter}: {name}", partial(_value, given, kind, TEXTS[name])
    for command in sorted(given.commands.all, key=lambda each: len(each.parameters), reverse=True)[:FORMS]:
        for name in WORST:
            yield f"form of {command.name}: {name}", partial(_form, given, command, TEXTS[name])
    for name, piece in FILES.items():
        yield f"file: {name}", partial(_file, piece)
        yield f"cell: {name}", partial(_cell, piece)


def _kinds(given: Hostile) -> dict[str, Any]:  # Any: annotations
    """One parameter of each type that commands have, those of topics that come later too."""
    found: dict[str, Any] = {}  # Any: as above
    known = [str(each) for each in READ.values()]
    for command in given.commands.all:
        for parameter in command.parameters:
            if str(parameter.type) not in known:
                known.append(str(parameter.type))
                found[f"{command.name}.{parameter.name}"] = parameter.type
    return found


def _said(head: str, piece: str, tail: str, size: int) -> Message:
    return saying(head + repeated(piece, size - len(head) - len(tail)) + tail)


def _step(given: Hostile, head: str, piece: str, tail: str, size: int) -> Callable[[], object]:
    """What is read of a line while something is asked, and before anything else is."""
    # Within what is read of a text: what is cut would have lost its end.
    said = _said(head, piece, tail, min(size, 9_900))

    def work() -> None:
        text, ctx = kept(said), given.context
        for hears in (agreement.waits, agreement.refuses, agreement.stops, agreement.leaves_open, agreement.asks_back):
            hears(text)
        agreement.says_yes(ctx, text)
        corrections.swapped(text)
        corrections.meant(text)
        interruption.insisted(text)
        who_knows_phrases.language_of(text)
        buttons.named(ctx, given.shown, text)

    return work


def _own_words(given: Hostile, piece: str, size: int) -> Callable[[], object]:
    said = saying(repeated(piece, size))

    async def work() -> None:
        await own_words.read(given.context, kept(said))

    return partial(run, work)


def _value(given: Hostile, kind: Any, piece: str, size: int) -> Callable[[], object]:  # Any: an annotation
    said = saying(repeated(piece, size))

    async def work() -> None:
        reader = reader_for(given.context.topics, kind)
        text = kept(said)
        try:
            await reader.take(given.context, text)
            await reader.read(given.context, text, None)
        except Unclear:
            pass

    return partial(run, work)


def _form(given: Hostile, command: Command[Any], piece: str, size: int) -> Callable[[], object]:  # Any: its parameters
    said = saying(repeated(piece, size))

    async def work() -> None:
        text = kept(said)
        draft = Draft(command.phrase("nl"), values={each.name: text for each in command.parameters})
        await resolve(given.context, command, draft)

    return partial(run, work)


def _file(piece: str, size: int) -> Callable[[], object]:
    file = Path(tempfile.mkdtemp()) / "hostile.csv"
    file.write_text("name,themes\n" + repeated(piece, size))

    def work() -> None:
        for way in written(file):
            for _line in rows(way, 2):
                pass

    return work


def _cell(piece: str, size: int) -> Callable[[], object]:
    cell = repeated(piece, size)
    return lambda: unguarded(guarded(cell))
