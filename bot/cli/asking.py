"""Asks somebody at a terminal, or a file of answers, one thing at a time."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from getpass import getpass
from typing import Any

from pydantic import BaseModel, ValidationError

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
    settings: type[BaseModel]
    """What says whether the answers fit."""

    def wrong(self, held: Mapping[str, Any]) -> list[str]:  # Any: what TOML holds
        """Say what does not fit, by the names of the settings; never what they hold."""
        try:
            self.settings.model_validate(dict(held))
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False, include_context=False)
            return [_told(each["loc"], "needed" if each["type"] == "missing" else each["msg"]) for each in found]
        return []


def _told(where: Sequence[int | str], what: str) -> str:
    named = ".".join(map(str, where))
    said = what.removeprefix("Value error, ")
    return f"{named}: {said}" if named else said


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
