"""Backs up everything that cannot be made again into one file, and restores it.

That is the database and the folder of each platform that keeps something of its own (the encryption keys of Matrix).
A restored device would use its keys twice, so what was restored of a platform is put beside its folder, and the bot
logs in as a new device.
"""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bot.cli import archive, erasure_file
from bot.cli.archive import Archive, Manifest, Unrestorable
from storage.accounts import erasure
from storage.accounts.authored import Authored
from storage.accounts.erasure import Mark
from storage.database.database import Database, Tx
from storage.maintenance import migrate, numbers, snapshot, statistics

DATABASE = "database"
RESTORED = ".restored"
SQLITE_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Restored:
    """Holds what an operator should know after a restore."""

    made_at: datetime
    parked: int
    erased: int
    folders: Sequence[Path]
    """What was put back of each platform, beside its own folder."""


def save(database: Database, folders: Mapping[str, Path], target: Path, now: datetime) -> int:
    """Write a backup while the bot runs; gives its size in bytes. The file is whole, or not there.

    Only its owner may read it. Raises `storage.maintenance.snapshot.SnapshotFailed`, `OSError`.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as working:
        gathered = Path(working) / "gathered"
        (gathered / DATABASE).mkdir(parents=True)
        revision = snapshot.save(database, gathered / DATABASE)
        kept = [name for name, folder in folders.items() if folder.is_dir()]
        for name in kept:
            _copy(folders[name], gathered / name)
        kind = database.url.get_backend_name()
        archive.write(gathered, Manifest(now, version("plek"), revision or "", kind, kept), target)
    with database.reader.begin() as tx:
        erasure_file.keep(target.with_name(erasure_file.NAME), erasure.marks(tx), now)
    return target.stat().st_size


def check(source: Path) -> None:
    """Read a backup to its end. Raises `Unrestorable` when it is none, or not whole; `OSError`."""
    with archive.opened(source):
        pass


def restore(
    database: Database,
    folders: Mapping[str, Path],
    source: Path,
    now: datetime,
    *,
    replace: bool = False,
    erasures: Path | None = None,
    authored: Sequence[Authored] = (),
) -> Restored:
    """Put a backup in the place of what is there, bring it up to date, and forget who was erased since.

    Who that was stands in the database that is replaced, in the file beside the backup, and in the file `erasures`;
    `authored` is what topics say of what members made.
    What fails leaves everything as it was.

    Raises `Unrestorable`, `storage.maintenance.snapshot.SnapshotFailed`, `OSError`.
    """
    with ExitStack() as stack:
        found = stack.enter_context(archive.opened(source))
        _fits(found.manifest, database)
        with database.begin() as tx:
            empty = snapshot.is_empty(tx)
            marks = {} if empty else erasure.marks(tx)
            given = numbers.given(tx)
        for file in (source.with_name(erasure_file.NAME), erasures):
            marks |= _marks(file) if file else {}
        if not (empty or replace):
            raise Unrestorable("There is data here already. To replace all of it: --replace")
        unpacked = {
            name: _unpacked(stack, found, name, folders[name]) for name in found.manifest.folders if name in folders
        }

        def bring_up_to_date(tx: Tx) -> tuple[int, int]:
            migrate.upgrade(tx)
            numbers.go_on_from(tx, numbers.guessed(tx, now - found.manifest.made_at) if empty else given)
            settled = snapshot.settle(tx, folders, marks, now, authored)
            statistics.gather(tx)
            return settled

        parked, erased = snapshot.load(
            database, found.manifest.revision, lambda name: found.open(f"{DATABASE}/{name}"), bring_up_to_date
        )
        put_back = [_put_beside(fresh, folders[name]) for name, fresh in unpacked.items()]
    return Restored(found.manifest.made_at, parked, erased, put_back)


def _fits(manifest: Manifest, database: Database) -> None:
    """Raises `Unrestorable` for what another kind of database, or a newer version, made."""
    kind = database.url.get_backend_name()
    if manifest.kind != kind:
        raise Unrestorable(
            f"This backup is of {manifest.kind}, and the settings name {kind}. "
            "To change the kind of database, use `plek export` and `plek import`."
        )
    if not migrate.knows(manifest.revision):
        raise Unrestorable(f"A newer version made this backup ({manifest.version}): install that first.")


def _marks(file: Path) -> Mapping[str, Mark]:
    try:
        return erasure_file.read(file)
    except ValueError as failure:
        raise Unrestorable(f"{file} is no list of who was erased: {failure}") from None


def _unpacked(stack: ExitStack, found: Archive, name: str, folder: Path) -> Path:
    """Return the files of a platform, on the disk they are to stand on: if they do not fit, nothing was changed yet."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    working = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=folder.parent, prefix=".restore-")))
    found.extract(name, working)
    return working / name


def _put_beside(fresh: Path, folder: Path) -> Path:
    beside = folder.with_name(folder.name + RESTORED)
    shutil.rmtree(beside, ignore_errors=True)
    fresh.rename(beside)
    beside.chmod(0o700)
    return beside


def _copy(folder: Path, target: Path) -> None:
    """A copy of a platform's folder; SQLite files in it may be in use."""
    target.mkdir(parents=True)
    for path in sorted(folder.rglob("*")):
        there = target / path.relative_to(folder)
        if path.is_dir():
            there.mkdir()
        elif path.name.endswith(("-wal", "-shm", "-journal")):
            continue  # in the copy of the file that they belong to
        elif path.read_bytes()[: len(SQLITE_MAGIC)] == SQLITE_MAGIC:
            snapshot.copy_sqlite(path, there)
        else:
            shutil.copy2(path, there)
