"""Backs up everything that cannot be made again into one file, and restores it.

That is the database and the folder of each platform that keeps something of its own (the encryption keys of Matrix).
A restored device would use its keys twice, so what was restored of a platform is put beside its folder, and the bot
logs in as a new device.
"""

import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bot.cli import erasure_file
from storage.accounts import erasure
from storage.database.database import Database
from storage.maintenance import migrate, numbers, snapshot

MANIFEST = "manifest.json"
DATABASE = "database"
RESTORED = ".restored"
SQLITE_MAGIC = b"SQLite format 3\x00"


class Unrestorable(Exception):
    """This file cannot be restored here, and why."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What an operator should know after a restore."""

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
        gathered = Path(working)
        snapshot.save(database, gathered / DATABASE)
        for name, folder in folders.items():
            if folder.is_dir():
                _copy(folder, gathered / name)
        with database.reader.begin() as tx:  # whoever writes is not kept waiting, nor keeps us
            revision = migrate.current(tx)
        kept = [name for name in folders if (gathered / name).is_dir()]
        manifest = {
            "made_at": now.isoformat(),
            "version": version("plek"),
            "revision": revision,
            "kind": database.url.get_backend_name(),
            "folders": kept,
        }
        (gathered / MANIFEST).write_text(json.dumps(manifest, indent=2))
        fresh = gathered / "backup.tar"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz") as tar:
                for name in (MANIFEST, DATABASE, *kept):
                    tar.add(gathered / name, arcname=name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    with database.reader.begin() as tx:
        erasure_file.keep(target.with_name(erasure_file.NAME), erasure.marks(tx), now)
    return target.stat().st_size


def restore(
    database: Database,
    folders: Mapping[str, Path],
    source: Path,
    now: datetime,
    *,
    replace: bool = False,
    erasures: Path | None = None,
) -> Restored:
    """Put a backup in the place of what is there, bring it up to date, and forget who was erased since.

    Who that was stands in the database that is replaced, in the file beside the backup, and in the file `erasures`.

    Raises `Unrestorable`, `storage.maintenance.snapshot.SnapshotFailed`, `OSError`.
    """
    with tempfile.TemporaryDirectory(prefix="plek-restore-") as working:
        unpacked = Path(working)
        try:
            with tarfile.open(source) as tar:
                tar.extractall(unpacked, filter="data")
            manifest = json.loads((unpacked / MANIFEST).read_text())
            made_at = datetime.fromisoformat(manifest["made_at"])
        except (tarfile.TarError, KeyError, ValueError, FileNotFoundError) as failure:
            raise Unrestorable(f"{source} is no backup of this program: {failure}") from None
        if manifest["kind"] != database.url.get_backend_name():
            raise Unrestorable(
                f"This backup is of {manifest['kind']}, and the settings name {database.url.get_backend_name()}. "
                "To change the kind of database, use `plek export` and `plek import`."
            )
        if manifest["revision"] and not migrate.knows(manifest["revision"]):
            raise Unrestorable(f"A newer version made this backup ({manifest['version']}): install that first.")
        with database.begin() as tx:
            empty = snapshot.is_empty(tx)
            marks = {} if empty else erasure.marks(tx)
            given = numbers.given(tx)
        try:
            for file in (source.with_name(erasure_file.NAME), erasures):
                marks |= erasure_file.read(file) if file else {}
        except ValueError as failure:
            raise Unrestorable(f"{file} is no list of who was erased: {failure}") from None
        if not (empty or replace):
            raise Unrestorable("There is data here already. To replace all of it: --replace")
        snapshot.load(database, unpacked / DATABASE)
        with database.begin() as tx:
            migrate.upgrade(tx)
            numbers.go_on_from(tx, numbers.guessed(tx, now - made_at) if empty else given)
            parked, erased = snapshot.settle(tx, folders, marks, now)
        put_back = []
        for name in manifest["folders"]:
            if name in folders:
                beside = folders[name].with_name(folders[name].name + RESTORED)
                shutil.rmtree(beside, ignore_errors=True)
                shutil.copytree(unpacked / name, beside)
                beside.chmod(0o700)
                put_back.append(beside)
    return Restored(made_at, parked, erased, put_back)


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
