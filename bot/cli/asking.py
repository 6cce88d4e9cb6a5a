"""Asks somebody at a terminal, or a file of answers, one thing at a time."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from getpass import getpass

from bot.cli.console import out


@dataclass(frozen=True, slots=True)
class Ask:
    """Lets a platform say what is asked for one of its settings, when it is set up (`adapters/<platform>/setup.py`)."""

    name: str
    """Of the setting, in the section of the platform."""
    text: str
    example: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Platform:
    """Says how a platform is set up: what it is for, what is asked, and where the rest is told."""

    title: str
    asked: Sequence[Ask]
    more: str


class Stopped(Exception):
    """There are no more answers."""


def ask(text: str, *, default: str = "", example: str = "", secret: bool = False) -> str:
    """Return what is answered; an empty answer is the default. Raises `Stopped`."""
    hint = "kept as it is" if secret and default else default
    told = f"{text}{f' (like {example})' if example and not default else ''}{f' [{hint}]' if hint else ''}: "
    return _line(told, secret=secret) or default


def ask_until(text: str, wrong: Callable[[str], str | None], *, default: str = "", example: str = "") -> str:
    """Ask until what is answered is right: `wrong` says what is not. Raises `Stopped`."""
    while True:
        said = ask(text, default=default, example=example)
        why = wrong(said)
        if why is None:
            return said
        out().print(f"  {why}", markup=False)


def yes(text: str, *, default: bool) -> bool:
    """Raises `Stopped`."""
    while True:
        said = _line(f"{text} [{'Y/n' if default else 'y/N'}]: ").lower()
        if not said:
            return default
        if said in ("y", "yes", "j", "ja", "n", "no", "nee"):
            return said[0] in "yj"
        out().print("  Answer y or n.")


def _line(told: str, *, secret: bool = False) -> str:
    try:
        if sys.stdin.isatty():
            return (getpass(told) if secret else input(told)).strip()
        out().print(told, end="", markup=False)
        line = sys.stdin.readline()
    except (EOFError, KeyboardInterrupt):
        raise Stopped from None
    if not line:
        raise Stopped
    out().print()
    return line.strip()
