"""Finds what can be wrong with the set-up in Teams, without sending anything to anyone."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

import jwt
from aiohttp import ClientError, ClientSession, ClientTimeout

from adapters.teams.credentials import TokenRefused, Unreachable, fetching
from adapters.teams.settings import CredentialKind, TeamsSettings
from bot.cli.doctor import Finding

SOON = 30
"""Days before the secret ends that it is time for a new one."""


async def check(settings: TeamsSettings) -> AsyncIterator[Finding]:
    """Credentials, keys, addresses."""
    if settings.development:
        yield Finding(
            "teams",
            "warning",
            f"development: whoever reaches {settings.listen} is believed",
            "For people, unset PLEK_TEAMS__DEVELOPMENT and register an app (docs/teams.md)",
        )
        return
    yield Finding("teams tenants", "ok", ", ".join(sorted(settings.allowed_tenants)))
    if settings.credential is CredentialKind.secret:
        yield of_secret(settings.secret_expires, datetime.now(UTC).date())
    host = settings.address[0]
    if host not in ("127.0.0.1", "localhost", "::1"):
        yield Finding(
            "teams listen",
            "warning",
            f"{settings.listen} is open to the network, without TLS of its own",
            "Let a reverse proxy with TLS stand before it, and listen on loopback or inside its network",
        )
    async with ClientSession(timeout=ClientTimeout(total=10)) as http:
        yield await _keys(settings, http)
        yield await _token(settings, http)


def of_secret(expires: date | None, today: date) -> Finding:
    """Tell whether the secret lasts."""
    renew = "Make a new secret in the app registration and set PLEK_TEAMS__SECRET and PLEK_TEAMS__SECRET_EXPIRES"
    if expires is None:
        advice = "Set PLEK_TEAMS__SECRET_EXPIRES to the day the portal shows, to be warned a month before"
        return Finding("teams secret", "warning", "it is not known when it ends", advice)
    left = (expires - today).days
    if left < 0:
        return Finding("teams secret", "wrong", f"it ended on {expires}", renew)
    verdict: Any = "warning" if left <= SOON else "ok"  # Any: a literal
    return Finding("teams secret", verdict, f"it ends on {expires}, in {left} days", renew if left <= SOON else "")


async def _keys(settings: TeamsSettings, http: ClientSession) -> Finding:
    host = urlsplit(settings.openid_url).hostname
    try:
        async with http.get(settings.openid_url, raise_for_status=True) as answer:
            told = await answer.json(content_type=None)
        async with http.get(str(told["jwks_uri"]), raise_for_status=True) as answer:
            keys = (await answer.json(content_type=None))["keys"]
    except (ClientError, TimeoutError, ValueError, KeyError, TypeError) as failure:
        advice = f"Let this machine reach {host} over https: without its keys no message can be checked"
        return Finding("teams keys", "wrong", f"{settings.openid_url}: {failure!r}", advice)
    return Finding("teams keys", "ok", f"{len(keys)} keys from {host}")


_GRANTED = {
    CredentialKind.secret: "Check PLEK_TEAMS__APP_ID, PLEK_TEAMS__TENANT and the secret (docs/teams.md)",
    CredentialKind.managed_identity: "A managed identity works on Azure only. Assign the one of PLEK_TEAMS__APP_ID to "
    "this machine (docs/teams.md)",
}
"""What a token needs."""


async def _token(settings: TeamsSettings, http: ClientSession) -> Finding:
    try:
        token, seconds = await fetching(settings, http)()
    except Unreachable as failure:
        host = urlsplit(settings.login_url).hostname
        advice = f"Let this machine reach {host} over https: without a token nothing can be sent"
        return Finding("teams token", "wrong", str(failure), advice)
    except TokenRefused as refused:
        return Finding("teams token", "wrong", str(refused), _GRANTED[settings.credential])
    audience = ""
    with suppress(jwt.InvalidTokenError):  # not every issuer hands out tokens that can be read
        audience = str(jwt.decode(token, options={"verify_signature": False}).get("aud", ""))
    return Finding("teams token", "ok", f"good for {seconds / 60:.0f} minutes {audience}".strip())
