"""Checks that the table of tables in docs/privacy.md is what the code keeps, and for how long.

`python -m checks.privacy_table` checks; with `--write` it brings the table up to date.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from storage.maintenance.every_table import every_table
from storage.tables import retention

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "privacy.md"
BEGIN, END = "<!-- tables: made by checks.privacy_table -->\n", "<!-- end of tables -->\n"


def table() -> str:
    """Return every table there is, in Markdown."""
    return "".join(_lines())


def _lines() -> Iterator[str]:
    yield "| table | points at people | kept | why |\n|---|---|---|---|\n"
    for each in sorted(every_table(), key=lambda one: one.name):
        declared = retention.of(each)
        personal = any(key.column.table.name == "members" for key in each.foreign_keys) or each.name == "members"
        period = "as told" if declared.period is None else f"{declared.period.days} days"
        reason = declared.reason.replace("`", "").replace("|", "\\|")
        yield f"| `{each.name}` | {'yes' if personal else ''} | {period} | {reason} |\n"


def main(document: Path = DOCUMENT, *, write: bool = False) -> int:
    text = document.read_text(encoding="utf-8")
    before, _begin, rest = text.partition(BEGIN)
    held, _end, after = rest.partition(END)
    if held == table():
        return 0
    if not write:
        print(f"{document.name}: the table of tables is not up to date. Run: python -m checks.privacy_table --write")
        return 1
    document.write_text(f"{before}{BEGIN}{table()}{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv[1:]))
