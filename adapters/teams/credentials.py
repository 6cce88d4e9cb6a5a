"""Fetches the token that the bot sends with: ahead of need, beside the way of a message."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from time import monotonic
from typing import Any

import structlog
from aiohttp import ClientError, ClientSession

from adapters.teams.settings import CredentialKind, TeamsSettings
from bot.chat.adapter import RetryLater

log = structlog.get_logger()

AHEAD = 600.0
"""Seconds before its end that a token is replaced, while it still works."""

PATIENCE = 10
"""Seconds to wait for the identity of this machine."""

Fetch = Callable[[], Awaitable[tuple[str, float]]]
"""A token and for how many seconds it is good."""


class TokenRefused(RetryLater):
    """The identity platform gave no token. The secret may have ended: look at `plek doctor`."""


class Unreachable(TokenRefused):
    """The identity platform does not answer."""


class Tokens:
    """One token, shared by everything that sends."""

    def __init__(self, fetch: Fetch, clock: Callable[[], float] = monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._token = ""
        self._ends = 0.0
        self._fetching: asyncio.Task[None] | None = None
        self._refusal: str | None = None

    @property
    def trouble(self) -> str | None:
        """Why nothing can be sent: there is no token, and none was to be had."""
        return self._refusal if self._ends <= self._clock() else None

    async def token(self) -> str:
        """Return the token. Raises `TokenRefused` when there is none to be had."""
        left = self._ends - self._clock()
        if left < AHEAD and self._fetching is None:
            self._fetching = asyncio.create_task(self._renew())
            self._fetching.add_done_callback(self._renewed)
        if left <= 0 and self._fetching:
            await asyncio.shield(self._fetching)
        return self._token

    def forget(self) -> None:
        """It was refused: get another one."""
        self._ends = 0.0

    async def keep(self) -> None:
        """Renew it ahead of need until cancelled, so that no message ever waits for it."""
        while True:
            try:
                await self.token()
            except TokenRefused as refused:
                log.error("no token for Teams", why=str(refused))
            await asyncio.sleep(max(30.0, min(self._ends - self._clock() - AHEAD, 3600.0)))

    async def _renew(self) -> None:
        self._token, seconds = await self._fetch()
        self._ends = self._clock() + seconds

    def _renewed(self, task: "asyncio.Task[None]") -> None:
        self._fetching = None
        failure = None if task.cancelled() else task.exception()
        self._refusal = None
        if failure:
            # What stands before the colon: whoever looks after the process need not read the rest.
            self._refusal = f"no token: {str(failure).partition(':')[0] or type(failure).__name__}"
            log.warning("token not renewed", why=str(failure))


def fetching(settings: TeamsSettings, http: ClientSession) -> Fetch:
    """Tell how this deployment gets its token."""
    match settings.credential:
        case CredentialKind.secret:
            return lambda: _by_secret(settings, http)
        case CredentialKind.managed_identity:
            return lambda: _by_managed_identity(settings)


async def _by_secret(settings: TeamsSettings, http: ClientSession) -> tuple[str, float]:
    """OAuth 2.0 client credentials (RFC 6749, 4.4) at the tenant of the app."""
    body = {
        "grant_type": "client_credentials",
        "client_id": settings.app_id,
        "client_secret": settings.secret.get_secret_value(),
        "scope": settings.scope,
    }
    try:
        async with http.post(f"{settings.login_url}/{settings.tenant}/oauth2/v2.0/token", data=body) as answer:
            told: Any = await answer.json(content_type=None)  # Any: JSON
    except (ClientError, TimeoutError, ValueError) as failure:
        raise Unreachable(f"{settings.login_url} does not answer: {failure!r}") from failure
    if not isinstance(told, dict):
        raise TokenRefused(f"{answer.status}: no answer that says anything")
    if answer.status != 200 or "access_token" not in told:
        # `error_description` of this endpoint names the app and what is wrong with the secret, never the secret.
        raise TokenRefused(f"{told.get('error', answer.status)}: {told.get('error_description', '')[:200]}")
    return told["access_token"], float(told.get("expires_in", 3600))


async def _by_managed_identity(settings: TeamsSettings) -> tuple[str, float]:
    try:
        return await asyncio.to_thread(_of_this_machine, settings)
    except (OSError, ValueError) as failure:  # what `requests` and msal raise
        raise TokenRefused(f"no managed identity here: {failure!r}"[:300]) from failure


def _of_this_machine(settings: TeamsSettings) -> tuple[str, float]:
    """Return the identity of the Azure machine it runs on, however that kind of machine offers it."""
    import msal  # noqa: PLC0415  # only on Azure; takes half a second to import
    import requests  # noqa: PLC0415  # likewise

    http = requests.Session()
    http.get = partial(http.get, timeout=PATIENCE)  # type: ignore[method-assign]  # msal gives none: it would wait for ever
    identity = msal.UserAssignedManagedIdentity(client_id=settings.app_id)
    client = msal.ManagedIdentityClient(identity, http_client=http)
    told: Any = client.acquire_token_for_client(resource=settings.scope.removesuffix("/.default"))  # Any: JSON
    if "access_token" not in told:
        raise TokenRefused(f"{told.get('error')}: {str(told.get('error_description', ''))[:200]}")
    return told["access_token"], float(told.get("expires_in", 3600))
