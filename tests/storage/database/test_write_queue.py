"""Turns are given in order, those who record what has happened go first, and whoever gives up keeps nobody waiting."""

import asyncio

import pytest

from storage.database.write_queue import WriteQueue


async def queue(turns: WriteQueue, order: list[str], name: str, *, first: bool = False) -> "asyncio.Task[None]":
    """Somebody who waits for a turn, notes that they had it, and gives it back."""

    async def work() -> None:
        await turns.take(first=first)
        order.append(name)
        turns.give()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)  # now it stands in line
    return task


async def test_who_came_first_writes_first_but_after_those_who_record() -> None:
    turns, order = WriteQueue(1), list[str]()
    await turns.take()
    waiting = [
        await queue(turns, order, "one"),
        await queue(turns, order, "two"),
        await queue(turns, order, "record", first=True),
        await queue(turns, order, "another record", first=True),
    ]
    turns.give()
    await asyncio.gather(*waiting)
    assert order == ["record", "another record", "one", "two"]


async def test_as_many_have_a_turn_as_there_are_places() -> None:
    turns, order = WriteQueue(2), list[str]()
    await turns.take()
    await turns.take()
    third = await queue(turns, order, "third")
    assert order == []
    turns.give()
    await third
    assert order == ["third"]


@pytest.mark.parametrize("given", [False, True], ids=["while it waits", "in the moment that it gets its turn"])
async def test_who_is_cancelled_keeps_nobody_waiting(given: bool) -> None:
    turns, order = WriteQueue(1), list[str]()
    await turns.take()
    gone = await queue(turns, order, "gone")
    next_one = await queue(turns, order, "next")
    if given:
        turns.give()
    gone.cancel()
    if not given:
        turns.give()
    with pytest.raises(asyncio.CancelledError):
        await gone
    await next_one
    assert order == ["next"]
    await turns.take()
