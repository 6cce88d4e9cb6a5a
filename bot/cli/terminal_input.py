"""Reads what someone types, line by line: with editing and history at a terminal, else as it comes."""

import asyncio
import sys
import termios
import threading
from collections.abc import AsyncIterator
from contextlib import suppress

PROMPT = "› "


async def lines() -> AsyncIterator[str]:
    """Lines from standard input until it ends. The next is read when the last was dealt with."""
    if not sys.stdin.isatty():
        while line := await asyncio.to_thread(sys.stdin.readline):
            yield line
        return
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415  # importing it gives `input` editing and history
    before = termios.tcgetattr(sys.stdin)
    try:
        while (line := await _typed()) is not None:
            yield line
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


async def _typed() -> str | None:
    """One line; None at the end. On a thread that may be left behind, or Ctrl-C would wait for Enter."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str | None] = loop.create_future()

    def ask() -> None:
        try:
            line: str | None = input(PROMPT)
        except EOFError:
            line = None
        with suppress(RuntimeError):  # the chat is over
            loop.call_soon_threadsafe(done, line)

    def done(line: str | None) -> None:
        if not answer.done():
            answer.set_result(line)

    threading.Thread(target=ask, daemon=True).start()
    return await answer
