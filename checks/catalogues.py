"""Checks that the catalogues hold every text of their rooms, translated, with the same gaps, and nothing else.

The engine has one (`bot/locales`), and each room of `commands` its own: `commands/questions/nl.po`, or for a room of
one module `commands/channel.nl.po`.

`python -m checks.catalogues` checks; with `--write` it first brings the catalogues up to date: new texts come in
untranslated, texts that nobody says any more go.
"""

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "adapters", "commands")
TOPICS = "commands"
"""The package whose folders and modules are rooms of topics; the others are the engine's."""
LANGUAGES = ("nl",)
"""English is the language of the source and has no catalogue."""
KEYWORDS = {"_": (1,), "_n": (1, 2)}
COUNT = "n"
"""The gap that a plural fills with its count; a form for one thing may do without ("één netwerk")."""

_GAP = re.compile(r"\{(\w*)\}")
_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Room:
    """A part of the house that keeps its own texts: the engine, or a topic in a folder or module of its own."""

    name: str
    sources: tuple[Path, ...]
    catalogue: Path


def rooms(root: Path, language: str) -> list[Room]:
    """Return the engine first, then the topics by name."""
    engine = tuple(root / package for package in PACKAGES if package != TOPICS)
    found = [Room("the engine", engine, root / "bot" / "locales" / language / "LC_MESSAGES" / "plek.po")]
    for path in sorted((root / TOPICS).iterdir()):
        if (path / "__init__.py").exists():
            found.append(Room(path.name, (path,), path / f"{language}.po"))
        elif path.suffix == ".py" and path.stem != "__init__":
            found.append(Room(path.stem, (path,), path.with_suffix(f".{language}.po")))
    return found


def source_texts(root: Path, language: str) -> dict[Room, Catalog]:
    """Return every text that each room says. What the engine says stands in its catalogue only, whoever says it too."""
    found: dict[Room, Catalog] = {}
    common = Catalog()
    for room in rooms(root, language):
        texts = Catalog()
        for path in sorted(file for source in room.sources for file in (source, *source.rglob("*.py"))):
            if path.suffix != ".py":
                continue
            said = extract_from_file("python", path, keywords=KEYWORDS, comment_tags=("Translators:",))
            here = [(text, comments) for _line, text, comments, _context in said]
            for text, comments in (*here, *((text, ()) for text in _within_others(path))):
                known = common.get(_forms(text)[0])
                if known is None or known.id != text:
                    texts.add(text, auto_comments=comments)
        found[room] = texts
        common = common if len(found) > 1 else texts
    return found


class _Said(ast.Call):
    func: ast.Name
    args: list[ast.Constant]  # type: ignore[assignment]  # the first ones, which is what is read


def _within_others(path: Path) -> Iterator[str | tuple[str, ...]]:
    """Yield the texts that fill a gap of another, in its own call: babel sees the outer one only."""
    source = path.read_text()
    calls = [each for each in ast.walk(ast.parse(source, str(path))) if _says(each)]
    for inner in (each for outer in calls for each in ast.walk(outer) if each is not outer and _says(each)):
        texts = [str(each.value) for each in inner.args[: len(KEYWORDS[inner.func.id])]]
        yield texts[0] if len(texts) == 1 else tuple(texts)


def _says(node: ast.AST) -> TypeGuard["_Said"]:
    """Tell whether it is a call with a text of ours."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in KEYWORDS:
        return False
    return bool(node.args) and all(map(_is_text, node.args[: len(KEYWORDS[node.func.id])]))


def unreadable_texts(root: Path) -> Iterator[str]:
    """Calls whose text stands elsewhere, in a variable or an f-string: no tool finds it there."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(), str(path))):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                    continue
                places = KEYWORDS.get(node.func.id, ())
                texts = node.args[: len(places)]
                if len(texts) < len(places) or not all(_is_text(text) for text in texts):
                    where = f"{path.relative_to(root)}:{node.lineno}"
                    yield f"{where}: {node.func.id}(...) needs its text as a plain string, or no catalogue can hold it."


def problems(root: Path, language: str) -> Iterator[str]:
    """Yield what is wrong with the catalogues of one language, a line each."""
    told: dict[str, tuple[Room, Message]] = {}
    for room, source in source_texts(root, language).items():
        said = {message.id for message in source if message.id}
        if not room.catalogue.exists():
            if said:
                yield f"{room.catalogue.relative_to(root)} is missing: run `make messages`."
            continue
        catalogue = _read(room.catalogue, language)
        for message in source:
            if not message.id:
                continue  # the header
            known = catalogue.get(_forms(message.id)[0])
            if known is None or known.id != message.id:
                yield f"not in the {language} catalogue (run `make messages`): {_shown(message)}"
                continue
            yield from _faults(known, language)
            other, same = told.setdefault(_forms(message.id)[0], (room, known))
            if same.string != known.string:
                yield f"otherwise in {language} for {room.name} than for {other.name}: {_shown(message)}"
        for message in catalogue:
            if message.id and message.id not in said:
                yield f"nobody says this any more (run `make messages`): {_shown(message)}"
        for message in catalogue.obsolete.values():
            yield f"obsolete (run `make messages`): {_shown(message)}"


def update(root: Path, language: str) -> None:
    """Bring the catalogues up to date with the source, by text in alphabetical order.

    A text that moved to another room takes its translation along.
    """
    wanted = source_texts(root, language)
    held = {room: _read(room.catalogue, language) for room in wanted if room.catalogue.exists()}
    translated = {message.id: message for catalogue in held.values() for message in catalogue if message.string}
    for room, source in wanted.items():
        if not any(message.id for message in source):
            room.catalogue.unlink(missing_ok=True)
            continue
        catalogue = held.get(room) or Catalog(language, project="plek", fuzzy=False)
        for message in source:
            if message.id and message.id in translated and message.id not in catalogue:
                catalogue[message.id] = translated[message.id]
        catalogue.update(source, no_fuzzy_matching=True, update_creation_date=False)
        of = "PLeK" if len(room.sources) > 1 else f"PLeK about {room.name}"
        catalogue.header_comment = f"# What {of} says ({language}). `make messages` keeps the list up to date."
        room.catalogue.parent.mkdir(parents=True, exist_ok=True)
        with room.catalogue.open("wb") as file:
            write_po(file, catalogue, width=_WIDTH, no_location=True, sort_output=True, ignore_obsolete=True)


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _faults(message: Message, language: str) -> Iterator[str]:
    if message.fuzzy:
        yield f"the {language} text is a guess (fuzzy): {_shown(message)}"
    originals, translations = _forms(message.id), _forms(message.string)
    if not all(translations) or len(translations) < len(originals):
        yield f"not translated into {language}: {_shown(message)}"
        return
    wanted = {gap for text in originals for gap in _GAP.findall(text)}
    optional = {COUNT} if len(originals) > 1 else set()
    for text in translations:
        gaps = set(_GAP.findall(text))
        if gaps - wanted or wanted - gaps - optional:
            yield f"other gaps in {language} ({_listed(gaps)} for {_listed(wanted)}): {_shown(message)}"


def _forms(texts: str | Sequence[str] | None) -> list[str]:
    """Return one text, or a text for each plural form."""
    return [texts] if isinstance(texts, str) else list(texts or ())


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _listed(gaps: set[str]) -> str:
    return " ".join(f"{{{gap}}}" for gap in sorted(gaps)) or "none"


def _shown(message: Message) -> str:
    return repr(_forms(message.id)[0])


def main(root: Path = ROOT) -> int:
    write = "--write" in sys.argv[1:]
    if write:
        for language in LANGUAGES:
            update(root, language)
    found = [*unreadable_texts(root), *(line for language in LANGUAGES for line in problems(root, language))]
    for line in found:
        print(line)
    return 1 if found and not write else 0  # a new text is there to be translated


if __name__ == "__main__":
    sys.exit(main())
