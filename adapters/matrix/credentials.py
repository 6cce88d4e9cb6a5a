"""Stores the login: which device we are, and the key that locks its encryption keys on disk."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from adapters.matrix.settings import MatrixSettings

FILE = "login.json"


class NoLogin(Exception):
    """There is no Matrix login. Run `plek matrix login`, or set PLEK_MATRIX__PASSWORD or PLEK_MATRIX__ACCESS_TOKEN."""


class StoreInUse(Exception):
    """Another process serves with these encryption keys. They are of one device, so of one process: stop that first."""


@dataclass(frozen=True, slots=True)
class Login:
    """One device of the bot. `pickle_key` locks the keys that its store holds."""

    user_id: str
    device_id: str
    access_token: str
    pickle_key: str


def load(settings: MatrixSettings) -> Login | None:
    """Return the login that was stored, unless it is another user's or the settings name another device."""
    path = settings.store / FILE
    if not path.exists():
        return None
    login = Login(**json.loads(path.read_text()))
    named = settings.device_id or login.device_id
    return login if (login.user_id, login.device_id) == (settings.user, named) else None


def store(settings: MatrixSettings, login: Login) -> None:
    """Only the bot's own account may read it; replaced in one step, so that a crash leaves the old or the new."""
    make_folder(settings.store)
    fresh = settings.store / (FILE + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(login), file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(settings.store / FILE)


def make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep the store to this process, until it ends in whatever way. Two would use keys twice, which breaks them.

    Raises `StoreInUse`.
    """
    make_folder(folder)
    lock = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreInUse(f"{folder}: {StoreInUse.__doc__}") from None
        yield
    finally:
        os.close(lock)


def new_pickle_key() -> str:
    return secrets.token_urlsafe(32)
