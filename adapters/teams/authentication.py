"""Who sent a request: only Teams itself, for our app, from a tenant and to an address that we allow.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication, "Authenticate
requests from the Bot Connector service to your bot". The SDK's own check takes tokens of emulators and skills as well,
falls over malformed ones, and knows neither tenants nor hosts.
"""

from collections.abc import Mapping
from typing import Any

import jwt

from adapters.teams.keys import Keys
from adapters.teams.parse import Json, tenant_of
from adapters.teams.settings import TeamsSettings

CHANNEL = "msteams"
LEEWAY = 300.0
"""Seconds that clocks may differ, as the documentation has it."""


class NotAuthentic(Exception):
    """The token does not prove that Teams sent this for us. Answered 401."""


class NotAllowed(Exception):
    """It is authentic, and still nothing for this bot: a foreign tenant, an unknown host. Answered 403."""


class Authentication:
    """Checks requests; in development there is nothing to check but that they stay on this machine."""

    def __init__(self, settings: TeamsSettings, keys: Keys) -> None:
        self._settings = settings
        self._keys = keys

    async def claims(self, header: str | None) -> Mapping[str, Any]:  # Any: claims
        """What a valid token says. Raises `NotAuthentic`. Reads no body, so that strangers cannot make us parse one."""
        if self._settings.development:
            return {}
        scheme, _, token = (header or "").partition(" ")
        if scheme != "Bearer" or not token:
            raise NotAuthentic("no bearer token")
        try:
            kid = str(jwt.get_unverified_header(token).get("kid") or "")
            if not kid:
                raise NotAuthentic("the token names no key")
            key = await self._keys.get(kid)
            if key is None:
                raise NotAuthentic("the token names a key that the issuer does not have")
            if CHANNEL not in key.endorsements:
                raise NotAuthentic(f"its key is not endorsed for {CHANNEL}")
            claims: Mapping[str, Any] = jwt.decode(
                token,
                key.public.key,
                algorithms=["RS256", "RS384", "RS512"],
                audience=self._settings.app_id,
                issuer=self._settings.issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "nbf", "iss", "aud"]},
            )
        except jwt.InvalidTokenError as failure:
            raise NotAuthentic(str(failure)) from failure
        return claims

    def admit(self, claims: Mapping[str, Any], activity: Json) -> None:  # Any: claims
        """The token must be for this activity, and this activity for us. Raises `NotAuthentic`, `NotAllowed`."""
        service = str(activity.get("serviceUrl") or "")
        if not self._settings.development:
            if claims.get("serviceurl") != service:
                raise NotAuthentic("the token is for another service URL")
            if activity.get("channelId") != CHANNEL:
                raise NotAllowed(f"channel {activity.get('channelId')!r} is not {CHANNEL}")
            if tenant_of(activity) not in self._settings.allowed_tenants:
                raise NotAllowed(f"tenant {tenant_of(activity)!r} is not allowed")
        if not self._settings.allows_service(service):
            raise NotAllowed(f"service URL {service!r} is not allowed")
