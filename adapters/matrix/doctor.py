"""Examines Matrix for an operator: the login, its encryption keys, the homeserver and its limits."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import quote

from nio.store import DefaultStore

from adapters.matrix import credentials, restored
from adapters.matrix.credentials import Login, NoLogin
from adapters.matrix.login import whoami
from adapters.matrix.plain import CLIENT, TokenRefused, call
from adapters.matrix.settings import MatrixSettings
from bot.chat.adapter import RetryLater, Undeliverable
from bot.cli.doctor import Finding

LOG_IN = "Run: plek matrix login"


async def check(settings: MatrixSettings) -> AsyncIterator[Finding]:
    """Changes nothing; may run beside the bot."""
    for finding in await asyncio.to_thread(lambda: list(_files(settings))):
        yield finding
    try:
        versions = await call(settings.homeserver, "GET", "/_matrix/client/versions")
    except (RetryLater, Undeliverable) as problem:
        yield Finding("homeserver", "wrong", str(problem), "Is PLEK_MATRIX__HOMESERVER right, and is it up?")
        return
    yield Finding("homeserver", "ok", f"answers, speaks {(versions.get('versions') or ['?'])[-1]}")
    login = await asyncio.to_thread(credentials.load, settings)
    token = settings.access_token.get_secret_value() if settings.access_token else None
    token = token or (login.access_token if login else None)
    if token is None:
        if settings.password:
            yield Finding("login", "ok", "none yet; plek run logs in with the password")
        else:
            yield Finding("login", "wrong", str(NoLogin.__doc__), LOG_IN)
        return
    try:
        user, device = await whoami(settings, token)
    except TokenRefused:
        yield Finding("login", "wrong", "the homeserver no longer accepts it", LOG_IN)
        return
    if user != settings.user:
        yield Finding("login", "wrong", f"it is of {user}, not of {settings.user}", LOG_IN)
        return
    yield Finding("login", "ok", f"{user}, device {device}")
    if login:
        yield await _keys(settings, login)
    yield _limits(settings)
    yield Finding("invitations", "ok", f"accepted from {', '.join(settings.inviters)}")


def _files(settings: MatrixSettings) -> Iterator[Finding]:
    """Whoever can read the store can read, and speak, as the bot."""
    folder = settings.store
    if (put_back := restored.folder(settings)).exists():
        yield Finding(str(put_back), "ok", "keys of a backup: plek run takes them in, and removes the folder")
    if not folder.exists():
        yield Finding(str(folder), "ok", "is made at the first login")
        return
    loose = [path for path in (folder, *folder.iterdir()) if path.stat().st_mode & 0o077 and _matters(path, folder)]
    for path in loose:
        mode = "700" if path.is_dir() else "600"
        yield Finding(str(path), "warning", "others on this machine can read it", f"Run: chmod {mode} {path}")
    if not loose:
        yield Finding(str(folder), "ok", "only the bot's own account can read it")


def _matters(path: Path, folder: Path) -> bool:
    """In a closed folder, what is in it is closed too."""
    return path == folder or bool(folder.stat().st_mode & 0o077)


async def _keys(settings: MatrixSettings, login: Login) -> Finding:
    """Tell whether the keys in the store are those that others know this device by."""
    held = await asyncio.to_thread(_identity, settings, login)
    asked = {"device_keys": {login.user_id: [login.device_id]}}
    answer = await call(settings.homeserver, "POST", f"{CLIENT}/keys/query", asked, token=login.access_token)
    device = ((answer.get("device_keys") or {}).get(login.user_id) or {}).get(login.device_id) or {}
    known = (device.get("keys") or {}).get(f"ed25519:{login.device_id}")
    if known is None:
        return Finding("encryption", "ok", "the device has no keys yet; plek run makes them")
    if held is None:
        return Finding("encryption", "wrong", "the keys of this device are gone: it can read nothing", LOG_IN)
    if held != known:
        return Finding("encryption", "wrong", "these are not the keys of this device: it can read nothing", LOG_IN)
    return Finding("encryption", "ok", "the keys are those of this device. Are they in the backup?")


def _identity(settings: MatrixSettings, login: Login) -> str | None:
    if not (settings.store / f"{login.user_id}_{login.device_id}.db").exists():
        return None
    store = DefaultStore(login.user_id, login.device_id, str(settings.store), login.pickle_key)
    try:
        account = store.load_account()
        return str(account.identity_keys["ed25519"]) if account else None
    finally:
        store.database.close()


def _limits(settings: MatrixSettings) -> Finding:
    path = f"/_synapse/admin/v1/users/{quote(settings.user)}/override_ratelimit"
    return Finding(
        "rate limit",
        "ok",
        "the homeserver does not tell it. A stock Synapse allows 10 messages, then one in 5 seconds: answers come late "
        "when many ask at once, and buttons are left out",
        f'An administrator of the homeserver can lift it: POST {path} {{"messages_per_second": 0, "burst_count": 0}}',
    )
