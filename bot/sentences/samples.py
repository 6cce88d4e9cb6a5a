"""Holds how people say what a command does, for understanding sentences that hold none of its phrases.

A topic keeps them in files that a translator can edit, `samples.nl.txt` and `samples.en.txt` in its room: a sentence a
line, under the name of its command in square brackets. "{region}", "{theme}", "{net}" (a network), "{org}" (an
organisation), "{name}" (a member), "{date}", "{link}", "{K}" and other letters (a number of that kind) stand for any of
those.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.chat.texts import LANGUAGES
from bot.command.command import Commands, Takes
from bot.command.kind import Kind
from bot.language.classifier import Sample
from bot.language.learning import Learning
from bot.reading.numbers import CORE
from bot.reading.slots import NAMED_DAYS
from bot.sentences.shared_acts import shared
from bot.topic import Topics
from storage.search.analyser import tokens

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Samples:
    """Sentences in one language that call a command, by the name of that command."""

    command: str
    language: str
    lines: tuple[str, ...]


class Unheaded(ValueError):
    """A file of samples has a sentence before the first command in square brackets."""


def samples_in(folder: Path, stem: str = "samples") -> tuple[Samples, ...]:
    """Return the samples of a room, in every language that it has them in. Raises `OSError`, `Unheaded`."""
    files = ((language, folder / f"{stem}.{language}.txt") for language in LANGUAGES)
    return tuple(each for language, file in files if file.exists() for each in _read(file, language))


def _read(file: Path, language: str) -> Iterator[Samples]:
    held: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for raw in file.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            lines = held.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            if lines is None:
                raise Unheaded(f"{Unheaded.__doc__} ({file})")
            lines.append(line)
    for command, sentences in held.items():
        yield Samples(command, language, tuple(sentences))


def words_of_sample(line: str) -> tuple[str, ...]:
    """Return the words of a sample, its slots as they are written."""
    said: list[str] = []
    for index, part in enumerate(_SLOT.split(line)):
        said += [f"{{{part}}}"] if index % 2 else [NAMED_DAYS.get(token.word, token.word) for token in tokens(part)]
    return (*said, "?") if line.rstrip().endswith("?") else tuple(said)


def samples_of(topics: Topics) -> list[Sample]:
    """Return the samples of all topics, in the words that are learnt from: "vraag {n}" is a number, as "{K}" is."""
    letters = {word: kind.letter for kind in (*CORE, *topics.all(Kind)) for word in kind.words}
    called = re.compile(rf"\b({'|'.join(letters) or '(?!)'}) \{{n\}}", re.IGNORECASE)
    return [
        Sample(each.command, words)
        for each in topics.all(Samples)
        for line in each.lines
        if (words := words_of_sample(called.sub(lambda found: f"{{{letters[found[1].lower()]}}}", line)))
    ]


def learning_of(commands: Commands, folder: Path | None) -> Learning:
    """Return what is learnt from the samples of these commands, once it is told to; `folder` is where that is kept."""
    seeking = frozenset(each.name for each in commands.all if each.takes is Takes.sentence)
    samples = samples_of(commands.topics)
    return Learning([*samples, *shared(commands.topics, samples)], folder, seeking)
