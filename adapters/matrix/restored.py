"""Lets the new device read what the old one could, after a restore.

`plek restore` puts the store of the backup beside the store (`bot.cli.backup`). The device that it belonged to cannot
go on, since its keys have moved on from where they were; but the keys that it was given for reading messages are good
for ever, and are copied to the device that takes its place.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import structlog
from nio.store import DefaultStore

from adapters.matrix.credentials import FILE, Login
from adapters.matrix.settings import MatrixSettings
from bot.cli.backup import RESTORED

log = structlog.get_logger()


def folder(settings: MatrixSettings) -> Path:
    """Tell where a restore leaves the store of the backup."""
    return settings.store.with_name(settings.store.name + RESTORED)


def take_in(nio: Any, settings: MatrixSettings) -> None:  # Any: nio's client, published without types
    """Copy those keys to this device, once; then the folder is gone. Logs what cannot be read, and leaves it there."""
    there = folder(settings)
    if not there.is_dir():
        return
    try:
        taken = _copy(nio, Login(**json.loads((there / FILE).read_text())), there)
    except Exception:  # whatever is wrong with it: the bot can serve without
        log.exception("the restored encryption keys cannot be read", folder=str(there))
        return
    shutil.rmtree(there)
    log.info("took in the restored encryption keys", keys=taken)


def _copy(nio: Any, login: Login, there: Path) -> int:  # Any: as above
    if login.user_id != nio.user_id:
        raise ValueError(f"They are of {login.user_id}")
    old = DefaultStore(login.user_id, login.device_id, str(there), login.pickle_key)
    try:
        sessions = list(old.load_inbound_group_sessions())
    finally:
        old.database.close()
    new = [session for session in sessions if nio.olm.inbound_group_store.add(session)]
    with nio.store.database.atomic():
        for session in new:
            nio.store.save_inbound_group_session(session)
    return len(new)
