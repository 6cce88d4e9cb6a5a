"""Checks that no module is over 400 lines, and no function over 60.

A module that must be longer says why in a comment on its first line: `# Long: ...`. Migrations are as long as they are.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("adapters", "bot", "checks", "commands", "storage")
EXCEPT = ("storage/migrations/versions/",)
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60
JUSTIFIED = "# Long: "


def long(source: str) -> Iterator[str]:
    """Yield what is too long in a module."""
    lines = len(source.splitlines())
    if lines > LONGEST_MODULE and not source.startswith(JUSTIFIED):
        yield f"{lines} lines, of at most {LONGEST_MODULE}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            took = (node.end_lineno or node.lineno) - node.lineno + 1
            if took > LONGEST_FUNCTION:
                yield f"{node.name} has {took} lines, of at most {LONGEST_FUNCTION}"


def modules(root: Path) -> Iterator[Path]:
    for package in PACKAGES:
        for file in sorted((root / package).rglob("*.py")):
            if not file.relative_to(root).as_posix().startswith(EXCEPT):
                yield file


def main(root: Path = ROOT) -> int:
    failed = False
    for file in modules(root):
        for what in long(file.read_text()):
            failed = True
            print(f"{file.relative_to(root)}: {what}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
