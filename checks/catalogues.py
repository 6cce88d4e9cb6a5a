"""The catalogues hold every text of the source, translated, with the same gaps, and nothing else.

`python -m checks.catalogues` checks; with `--write` it first brings the catalogues up to date: new texts come in
untranslated, texts that nobody says any more go.
"""

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "adapters", "commands")
LANGUAGES = ("nl",)
"""English is the language of the source and has no catalogue."""
KEYWORDS = {"_": (1,), "_n": (1, 2)}
COUNT = "n"
"""The gap that a plural fills with its count; a form for one thing may do without ("één netwerk")."""

_GAP = re.compile(r"\{(\w*)\}")
_WIDTH = 120


def catalogue_path(root: Path, language: str) -> Path:
    return root / "bot" / "locales" / language / "LC_MESSAGES" / "plek.po"


def source_texts(root: Path) -> Catalog:
    """Every text that the packages under `root` say."""
    texts = Catalog()
    for package in PACKAGES:
        found = extract_from_dir(
            root / package, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
        )
        for _file, _line, text, comments, _context in found:
            texts.add(text, auto_comments=comments)
    return texts


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
    """What is wrong with the catalogue of one language, a line each."""
    path = catalogue_path(root, language)
    if not path.exists():
        yield f"{path.relative_to(root)} is missing: run `make messages`."
        return
    catalogue = _read(path, language)
    source = source_texts(root)
    said = {message.id for message in source if message.id}
    for message in source:
        if not message.id:
            continue  # the header
        known = catalogue.get(_forms(message.id)[0])
        if known is None or known.id != message.id:
            yield f"not in the {language} catalogue (run `make messages`): {_shown(message)}"
        else:
            yield from _faults(known, language)
    for message in catalogue:
        if message.id and message.id not in said:
            yield f"nobody says this any more (run `make messages`): {_shown(message)}"
    for message in catalogue.obsolete.values():
        yield f"obsolete (run `make messages`): {_shown(message)}"


def update(root: Path, language: str) -> None:
    """Bring the catalogue up to date with the source, by text in alphabetical order."""
    path = catalogue_path(root, language)
    catalogue = _read(path, language) if path.exists() else Catalog(language, project="plek", fuzzy=False)
    catalogue.update(source_texts(root), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.header_comment = f"# What PLeK says ({language}). `make messages` keeps the list up to date."
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
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
    """One text, or a text for each plural form."""
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
