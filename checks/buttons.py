"""Checks that every line behind a button is built from the command that it calls.

Reads the source: an `Action` holds no line of words, which would be in one language for all its readers, and
`ctx.line(...)` names a command that is declared. What a test sees of buttons is pressed there: `tests/buttons.py`.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("adapters", "bot", "commands", "storage")


def commands_of(tree: ast.Module) -> Iterator[str]:
    """Yield the names of the commands that a module declares."""
    for each in tree.body:
        if isinstance(each, ast.AsyncFunctionDef):
            called = (one.func for one in each.decorator_list if isinstance(one, ast.Call))
            if any(isinstance(one, ast.Name) and one.id == "command" for one in called):
                yield each.name


def wrong(tree: ast.Module, commands: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Line numbers and what is wrong there."""
    for call in ast.walk(tree):
        match call:
            case ast.Call(func=ast.Name(id="Action"), args=[_, line, *_]) if _is_words(line):
                yield call.lineno, "build the line of this button: `command.line(...)`, or a `Line` in each language"
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="ctx"), attr="line"), args=[ast.Constant(value=str(name)), *_]
            ) if name not in commands:
                yield call.lineno, f"no command is called {name!r}"
            case _:
                pass


def _is_words(line: ast.expr) -> bool:
    """Tell whether a line begins with words of its own. A letter and a number show a thing: "K-12"."""
    first = line.values[0] if isinstance(line, ast.JoinedStr) and line.values else line
    if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        return False
    said = first.value
    return said[:1].isalpha() and said[1:2] != "-"


def main() -> int:
    trees = {
        path: ast.parse(path.read_text("utf-8"))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    }
    commands = frozenset(name for tree in trees.values() for name in commands_of(tree))
    found = [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for path, tree in trees.items()
        for line, what in wrong(tree, commands)
    ]
    print("\n".join(found), file=sys.stderr)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
