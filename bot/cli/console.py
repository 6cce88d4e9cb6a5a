"""Speaks to an operator at a terminal, or to the program that reads its output."""

import sys
from typing import NoReturn

import typer
from rich.console import Console

from bot.chat.texts import Language, Msg
from bot.process import logs

WRONG_USE = 2
"""The exit code for what the operator must put right before anything was done."""
FAILED = 1


def out() -> Console:
    """Standard output. Lines are not broken when it goes to a file or another program."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def err() -> Console:
    return Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())


def fail(*problems: str, code: int = WRONG_USE) -> NoReturn:
    """Say what is wrong, one line each, and end the program."""
    for problem in problems:
        err().print(problem, style="red", markup=False)
    raise typer.Exit(code)


def why(failure: OSError) -> str:
    """Of which file or folder the system says what, in a line."""
    if isinstance(failure, FileExistsError | NotADirectoryError) and failure.filename:
        return f"{failure.filename} is no folder"
    told = logs.why(failure)
    return f"{told}: {failure.filename}" if failure.filename else told


def said(words: Msg, language: str) -> str:
    """Return a text from the catalogues, for who chats at this terminal."""
    return Language(language).text(words)


def reasons(error: BaseException) -> list[str]:
    """Tell why it stopped: in our own words where we have them, else where it happened."""
    if isinstance(error, BaseExceptionGroup):
        return [reason for each in error.exceptions for reason in reasons(each)]
    if type(error).__module__.partition(".")[0] in logs.OURS:
        return [str(error)]
    return [logs.where(error)]
