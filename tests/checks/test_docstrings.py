"""A module says in its first line what it does, with the verb first."""

import ast
from pathlib import Path

from tests import ROOT

PACKAGES = ("adapters", "bot", "commands", "storage")


def _without_verb(root: Path) -> list[str]:
    found = []
    for package in PACKAGES:
        for file in sorted((root / package).rglob("*.py")):
            source = file.read_text()
            said = (ast.get_docstring(ast.parse(source)) or "").split()
            if source.strip() and "versions" not in file.parts and not (said and said[0].rstrip(",:").endswith("s")):
                found.append(f"{file.relative_to(root)}: {' '.join(said[:5])}")
    return found


def test_each_module_begins_with_what_it_does() -> None:
    assert _without_verb(ROOT) == []


def test_a_module_that_begins_with_a_noun_is_found(tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "news.py").write_text('"""The news of today."""\n')
    (tmp_path / "bot" / "sheets.py").write_text('"""Reads sheets."""\n')
    assert _without_verb(tmp_path) == ["bot/news.py: The news of today."]
