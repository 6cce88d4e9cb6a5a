"""Asks what reads many times, and does nothing else, on one view of the database: to get there once is enough."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from bot.command.command import Context

T = TypeVar("T")


async def on_one_view(ctx: Context, ask: Callable[[Context], Coroutine[Any, Any, T]]) -> T:
    """Return what it comes to. It is given a context that it reads with, and awaits nothing but that."""
    return await ctx.tx.together(lambda tx: ask(replace(ctx, tx=tx)))
