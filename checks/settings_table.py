"""Checks that the table of settings in docs/operations.md is what the code reads.

`python -m checks.settings_table` checks; with `--write` it brings the table up to date.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.__main__ import platforms, sections
from bot.settings.listing import documentation

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- settings: made by checks.settings_table -->\n", "<!-- end of settings -->\n"


def table() -> str:
    """Return every setting there is, in Markdown."""
    return "".join(_lines())


def _lines() -> Iterator[str]:
    yield "| variable | without it | what it is |\n|---|---|---|\n"
    for setting in documentation(platforms(), sections()):
        what = " ".join(setting.description.split()).replace("|", "\\|")
        yield f"| `{setting.variable}` | {f'`{setting.default}`' if setting.default != '-' else ''} | {what} |\n"


def main(document: Path = DOCUMENT, *, write: bool = False) -> int:
    text = document.read_text(encoding="utf-8")
    before, _begin, rest = text.partition(BEGIN)
    held, _end, after = rest.partition(END)
    if held == table():
        return 0
    if not write:
        print(f"{document.name}: the table of settings is not up to date. Run: python -m checks.settings_table --write")
        return 1
    document.write_text(f"{before}{BEGIN}{table()}{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv[1:]))
