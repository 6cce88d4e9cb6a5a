"""Records send results in batches and leases the next letter in each lane.

One that comes alone is written at once. Under load a transaction takes many, so that its cost is shared. It goes before
all else that waits to be written: what was sent and is not recorded is sent again when the process dies.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.chat.reply import PAYLOAD_VERSION
from bot.process.metrics import Metrics
from bot.process.retry import insist
from storage.database.database import Database, Tx
from storage.messaging import outbox
from storage.messaging.outbox import Outbound

MOST = 100
"""Letters in one transaction."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Says what came of a letter. `sent_as` and `sent_at`: it arrived; otherwise `record` writes what did happen."""

    outbound: Outbound
    onward: bool
    """Whether to claim what stands behind it in its lane."""
    sent_at: datetime | None = None
    sent_as: str | None = None
    record: Callable[[Tx], None] | None = None
    done: "asyncio.Future[Outbound | None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class SendLog:
    """Records what came of letters, for one `Delivery`."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], metrics: Metrics, *, lease: timedelta
    ) -> None:
        self._database = database
        self._clock = clock
        self._metrics = metrics
        self._lease = lease
        self._open: list[Entry] = []
        self._taken: list[Entry] = []
        """What is being written."""
        self._writing: asyncio.Task[None] | None = None

    async def enter(self, entry: Entry) -> Outbound | None:
        """Write it down, however long that takes: a letter that was sent and not recorded is sent again.

        Gives what stands behind it, claimed.
        """
        self._open.append(entry)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        return await entry.done

    async def caught_up(self) -> None:
        """Wait until what came in so far is written: to be called before each send.

        Whatever keeps the database busy, no more can then be repeated after a crash than was on its way at one moment.
        """
        if unwritten := [entry.done for entry in (*self._taken, *self._open)]:
            await asyncio.wait(unwritten)

    def close(self) -> None:
        """Give up on what the database would not take in time."""
        if self._writing:
            self._writing.cancel()

    async def _write(self) -> None:
        try:
            while self._open:
                batch, self._open = self._open[:MOST], self._open[MOST:]
                self._taken = batch
                try:
                    following = await insist(partial(self._database.record, self._record, batch), self._metrics)
                except Exception as failure:  # noqa: BLE001  # whatever it was, whoever waits for it must hear
                    for entry in batch:
                        if not entry.done.done():
                            entry.done.set_exception(failure)
                    continue
                for entry, found in zip(batch, following, strict=True):
                    if not entry.done.done():
                        entry.done.set_result(found)
        finally:
            self._taken = []
            self._writing = None

    def _record(self, tx: Tx, batch: Sequence[Entry]) -> list[Outbound | None]:
        outbox.arrived(
            tx, [(entry.outbound.id, entry.sent_as, entry.sent_at) for entry in batch if entry.sent_at is not None]
        )
        for entry in batch:
            if entry.record:
                entry.record(tx)
        behind = [entry.outbound.letter for entry in batch if entry.onward]
        found = outbox.next_in_lanes(tx, behind, self._clock(), newest_version=PAYLOAD_VERSION, lease=self._lease)
        by_lane = {(each.letter.conversation_key, each.letter.lane): each for each in found}
        return [
            by_lane.pop((entry.outbound.letter.conversation_key, entry.outbound.letter.lane), None)
            if entry.onward
            else None
            for entry in batch
        ]
