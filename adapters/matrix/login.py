"""Becoming a device of the bot's account: by the stored login, by a token made elsewhere, or by password."""

import asyncio
import json

from aiohttp import ClientError, ClientSession, ClientTimeout

from adapters.matrix import credentials
from adapters.matrix.client import CLIENT, REQUEST, trouble
from adapters.matrix.credentials import Login, NoLogin
from adapters.matrix.settings import MatrixSettings
from bot.adapter import RetryLater, Undeliverable

DEVICE_NAME = "PLeK Café"


async def obtain(settings: MatrixSettings) -> Login:
    """The login to use, stored for the next time: a new one each time would be a new device without keys.

    Raises `NoLogin`, `RetryLater`.
    """
    stored = await asyncio.to_thread(credentials.load, settings)
    token = settings.access_token.get_secret_value() if settings.access_token else None
    if stored and token in (None, stored.access_token):
        return stored
    pickle_key = stored.pickle_key if stored else credentials.new_pickle_key()
    if token and settings.device_id:
        login = Login(settings.user, settings.device_id, token, pickle_key)
    elif settings.password:
        login = await with_password(settings, settings.password.get_secret_value(), pickle_key)
    else:
        raise NoLogin(str(NoLogin.__doc__))
    await asyncio.to_thread(credentials.store, settings, login)
    return login


async def with_password(settings: MatrixSettings, password: str, pickle_key: str) -> Login:
    """A new device. Raises `NoLogin` when the password is wrong, `RetryLater`."""
    asked = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": settings.user},
        "password": password,
        "initial_device_display_name": DEVICE_NAME,
        **({"device_id": settings.device_id} if settings.device_id else {}),
    }
    try:
        async with (
            ClientSession(timeout=ClientTimeout(REQUEST.total_seconds())) as session,
            session.post(f"{settings.homeserver}{CLIENT}/login", json=asked) as response,
        ):
            status, text = response.status, await response.text()
    except (ClientError, TimeoutError, OSError) as problem:
        raise RetryLater(f"Unreachable: {problem or type(problem).__name__}") from problem
    answer = json.loads(text) if text.startswith("{") else {}
    if status == 200:
        return Login(answer["user_id"], answer["device_id"], answer["access_token"], pickle_key)
    refusal = trouble(status, answer, response.headers.get("Retry-After"))
    if isinstance(refusal, Undeliverable):
        raise NoLogin(f"The homeserver refused the password of {settings.user}: {refusal}")
    raise refusal
