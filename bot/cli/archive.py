"""Packs a backup into one file: first what it is of, then everything that it names, each with its fingerprint.

It is read from its beginning to its end before anything is made of it, so that of half a file nothing comes.
"""

import gzip
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import IO, Any

MANIFEST = "manifest.json"
LONGEST_MANIFEST = 10_000_000
"""Bytes. It names each file of the encryption keys, and of the database a hundred at most."""

BLOCK = 1 << 20

FORM = 2
"""Of these files. The first was PostgreSQL's own dump, and had no fingerprints."""


class Unrestorable(Exception):
    """This file cannot be restored here, and why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is of. `folders` are those of platforms; `files` names all it holds, with SHA-256."""

    made_at: datetime
    version: str
    revision: str
    kind: str
    folders: Sequence[str]
    files: Mapping[str, str] = field(default_factory=dict)
    form: int = FORM


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup that was found whole."""

    manifest: Manifest
    _tar: tarfile.TarFile

    def open(self, name: str) -> IO[bytes]:
        """Read one of its files."""
        read = self._tar.extractfile(name)
        if read is None:
            raise Unrestorable(f"{name} is no file in this backup")
        return read

    def extract(self, folder: str, target: Path) -> None:
        """Put that folder in `target`, with its files."""
        (target / folder).mkdir(exist_ok=True)
        for name in self.manifest.files:
            if name.startswith(f"{folder}/"):
                self._tar.extract(name, target, filter="data")


def write(gathered: Path, manifest: Manifest, target: Path) -> None:
    """Pack what stands in a folder into one file. Only its owner may read it; it is whole, or not there."""
    files = {}
    for path in sorted(gathered.rglob("*")):
        if path.is_file():
            with path.open("rb") as read:
                files[path.relative_to(gathered).as_posix()] = file_digest(read, "sha256").hexdigest()
    told = asdict(replace(manifest, files=files)) | {"made_at": manifest.made_at.isoformat()}
    head = json.dumps(told, indent=2).encode()
    fresh = gathered.with_name(gathered.name + ".tar")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz") as tar:
                first = tarfile.TarInfo(MANIFEST)
                first.size = len(head)
                tar.addfile(first, io.BytesIO(head))
                for name in files:
                    tar.add(gathered / name, arcname=name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def opened(source: Path) -> Iterator[Archive]:
    """Give a backup, to read from, once it was found whole. Raises `Unrestorable` in one sentence, `OSError`."""
    if not source.stat().st_size:
        raise Unrestorable(f"{source} is empty. Nothing was restored.")
    try:
        manifest = _whole(source)
    except (EOFError, zlib.error, _Torn):
        raise Unrestorable(f"{source} is cut off or damaged. Nothing was restored; take another backup.") from None
    except (tarfile.TarError, gzip.BadGzipFile, ValueError, KeyError, TypeError, AttributeError):
        raise Unrestorable(f"{source} is no backup of this program. Nothing was restored.") from None
    with tarfile.open(source, "r:gz") as tar:
        yield Archive(manifest, tar)


class _Torn(Exception):
    """Something in it is not what was written."""


def _whole(source: Path) -> Manifest:
    """Return what stands at its head, when all that it names follows, and nothing else."""
    with gzip.open(source) as packed, tarfile.open(fileobj=packed, mode="r:") as tar:
        first = tar.next()
        head = tar.extractfile(first) if first and first.name == MANIFEST and first.size <= LONGEST_MANIFEST else None
        if head is None:
            raise ValueError(MANIFEST)
        manifest = _understood(source, json.loads(head.read()))
        found = {}
        try:
            while member := tar.next():
                content = tar.extractfile(member)
                if content is None or not member.isreg():
                    raise _Torn
                found[member.name] = _fingerprint(content)
            while packed.read(BLOCK):
                pass  # to where the checksum of the whole stands
        except (tarfile.TarError, gzip.BadGzipFile):
            raise _Torn from None
    if found != manifest.files:
        raise _Torn
    return manifest


def _understood(source: Path, told: Mapping[str, Any]) -> Manifest:  # Any: what JSON holds
    if told["kind"] and "form" not in told:
        raise Unrestorable(
            f"{source} was made by version {told['version']}, in a form that this one does not read. "
            "Restore it with that version, and upgrade after that."
        )
    return Manifest(**{**told, "made_at": datetime.fromisoformat(told["made_at"])})


def _fingerprint(content: IO[bytes]) -> str:
    return file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]  # it reads in blocks, as this asks
