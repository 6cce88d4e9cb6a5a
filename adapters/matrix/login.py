"""Becomes a device of the bot's account: by the stored login, by a token made elsewhere, or by password."""

import asyncio

from adapters.matrix import credentials
from adapters.matrix.credentials import Login, NoLogin
from adapters.matrix.plain import CLIENT, Refusal, call
from adapters.matrix.settings import MatrixSettings

DEVICE_NAME = "PLeK Café"


async def obtain(settings: MatrixSettings) -> Login:
    """Return the login to use, stored for the next time: a new one each time would be a new device without keys.

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
    """Return a new device. Raises `NoLogin` when the password is wrong, `RetryLater`."""
    asked = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": settings.user},
        "password": password,
        "initial_device_display_name": DEVICE_NAME,
        **({"device_id": settings.device_id} if settings.device_id else {}),
    }
    try:
        answer = await call(settings.homeserver, "POST", f"{CLIENT}/login", asked)
    except Refusal as refusal:
        raise NoLogin(f"The homeserver refused the password of {settings.user}: {refusal}") from refusal
    return Login(answer["user_id"], answer["device_id"], answer["access_token"], pickle_key)


async def whoami(settings: MatrixSettings, token: str) -> tuple[str, str | None]:
    """Tell whose token it is, and of which device. Raises `TokenRefused`, `RetryLater`."""
    answer = await call(settings.homeserver, "GET", f"{CLIENT}/account/whoami", token=token)
    device = answer.get("device_id")
    return str(answer.get("user_id")), str(device) if device else None
