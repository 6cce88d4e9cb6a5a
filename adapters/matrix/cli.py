"""Declares `plek matrix`: what an operator does once for an account, at a terminal."""

import asyncio
from typing import Annotated

import typer
from pydantic import SecretStr

from adapters.matrix import credentials
from adapters.matrix.credentials import Login, NoLogin
from adapters.matrix.login import whoami, with_password
from adapters.matrix.settings import MatrixSettings
from bot.chat.adapter import RetryLater, Undeliverable
from bot.cli.console import FAILED, fail, out
from bot.cli.deployment import Deployment

app = typer.Typer(no_args_is_help=True, help="The bot's account on Matrix.")


@app.callback()
def root() -> None:
    """The bot's account on Matrix."""


@app.command()
def login(
    ctx: typer.Context,
    token: Annotated[
        bool, typer.Option("--token", help="Give an access token instead: of a login made elsewhere, or by MAS.")
    ] = False,
) -> None:
    """Log in as a new device, and store that login for `plek run`. What is typed is not shown.

    After the encryption keys were lost, or restored from a backup, this is what to do: an old device cannot go on.
    """
    settings = ctx.ensure_object(Deployment).platforms.get("matrix")
    if not isinstance(settings, MatrixSettings):
        fail("Matrix is not configured. Set PLEK_MATRIX__HOMESERVER and PLEK_MATRIX__USER (docs/matrix.md).")
    given = settings.access_token if token else settings.password
    asked = "Access token" if token else f"Password of {settings.user}"
    secret = given.get_secret_value() if given else typer.prompt(asked, hide_input=True)
    try:
        made = asyncio.run(_with_token(settings, secret) if token else _new_device(settings, secret))
    except (NoLogin, RetryLater, Undeliverable) as problem:
        fail(str(problem), code=FAILED)
    credentials.store(settings, made)
    out().print(f"Logged in as {made.user_id}, device {made.device_id}. Stored in {settings.store}; keep it safe.")


async def _new_device(settings: MatrixSettings, password: str) -> Login:
    fresh = settings.model_copy(update={"device_id": None, "password": SecretStr(password)})
    return await with_password(fresh, password, credentials.new_pickle_key())


async def _with_token(settings: MatrixSettings, token: str) -> Login:
    user, device = await whoami(settings, token)
    if user != settings.user:
        raise NoLogin(f"That token is of {user}, and PLEK_MATRIX__USER is {settings.user}.")
    if not device:
        raise NoLogin("That token belongs to no device, and encryption needs one. Make it by logging in.")
    known = credentials.load(settings)
    same = known is not None and known.device_id == device
    return Login(user, device, token, known.pickle_key if known and same else credentials.new_pickle_key())
