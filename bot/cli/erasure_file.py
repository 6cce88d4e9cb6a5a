"""Keeps outside the database who was erased: a restore forgets them again, also when the database is lost.

It holds fingerprints and moments, a line each, and no names; `all` behind those who wanted everything gone. `plek run`
keeps it up to date, and `plek backup` puts it beside the backup.
"""

import asyncio
import errno
import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from bot.process.scheduler import Job
from storage.accounts import erasure
from storage.accounts.erasure import Mark
from storage.database.database import Database

NAME = "erasures"
"""Of the file beside the backups."""

_EVERYTHING = "all"

EVERY = timedelta(minutes=1)
"""An erasure of the last minute may be lost with the database."""


def read(file: Path) -> dict[str, Mark]:
    """Return the fingerprints in a file, which need not be there. Raises `ValueError` when it holds something else."""
    if not file.exists():
        return {}
    return {mark: _read(*told) for mark, *told in map(str.split, file.read_text().splitlines())}


def _read(at: str = "", how: str = "") -> Mark:
    if how not in ("", _EVERYTHING):
        raise ValueError(f"{how} says nothing of an erasure")
    return Mark(datetime.fromisoformat(at), how == _EVERYTHING)


def prepare(file: Path) -> None:
    """Make its folder. Raises `OSError` when the file could not be kept there."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.is_dir() or not os.access(file.parent, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))


def keep(file: Path, marks: Mapping[str, Mark], now: datetime) -> None:
    """Add to the file what it does not hold, and drop what is past its retention. It is whole, or as it was."""
    known = read(file)
    oldest = now - timedelta(days=erasure.KEPT_DAYS)
    every = {mark: how for mark, how in {**known, **marks}.items() if how.at >= oldest}
    if every == known:
        return
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(file.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as written:
        written.writelines(
            f"{mark} {how.at.isoformat()}{f' {_EVERYTHING}' if how.everything else ''}\n"
            for mark, how in sorted(every.items(), key=lambda each: each[0])
        )
        written.flush()
        os.fsync(written.fileno())
    fresh.replace(file)


def job(database: Database, file: Path, clock: Callable[[], datetime]) -> Job:
    """Return what the clock calls."""

    async def work() -> None:
        await asyncio.to_thread(keep, file, await database.read(erasure.marks), clock())

    return Job("erasures", EVERY, work)
