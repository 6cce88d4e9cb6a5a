"""Runs the event loop of a process: on uvloop, with the garbage collector looking less often."""

import gc
from collections.abc import Coroutine
from typing import Any, Final

import uvloop

LOOKED_AT: Final = (10_000, 10, 10)
"""New objects before a look at the young ones, and looks before one at the older. A message leaves some hundred. With
Python's own 700 it spent a twentieth of its time on this, and every few hundred one waited 70 ms for a look at all."""


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run `main` to its end, as `asyncio.run` does."""
    gc.set_threshold(*LOOKED_AT)
    uvloop.run(main)
