"""Lets in only requests of Teams itself, for our app, from a tenant and to an address that we allow.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication, "Authenticate
requests from the Bot Connector service to your bot". The SDK's own check takes tokens of emulators and skills as well,
falls over malformed ones, and knows neither tenants nor hosts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import time
from typing import Any

import jwt

from adapters.teams.keys import Key, Keys
from adapters.teams.parse import tenant_of
from adapters.teams.settings import TeamsSettings
from adapters.teams.words import Json

CHANNEL = "msteams"
LEEWAY = 300.0
"""Seconds that clocks may differ, as the documentation has it."""
PROVEN = 100
"""Tokens that are remembered as valid. Teams sends the same one for as long as it lasts."""


class NotAuthentic(Exception):
    """The token does not prove that Teams sent this for us. Answered 401."""


class NotAllowed(Exception):
    """It is authentic, and still nothing for this bot: a foreign tenant, an unknown host. Answered 403."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a valid token says, and the key that proves it: good for as long as the issuer has that key."""

    kid: str
    key: Key
    claims: Mapping[str, Any]  # Any: claims

    @property
    def ends(self) -> float:
        """When the token is no longer valid, in seconds since 1970."""
        return int(self.claims["exp"]) + LEEWAY


class Authentication:
    """Checks requests; in development there is nothing to check but that they stay on this machine."""

    def __init__(self, settings: TeamsSettings, keys: Keys, clock: Callable[[], float] = time) -> None:
        self._settings = settings
        self._keys = keys
        self._clock = clock
        self._proven: dict[str, Proof] = {}
        """By token. Only what is valid stands here, so that forgeries fill nothing."""

    async def claims(self, header: str | None) -> Mapping[str, Any]:  # Any: claims
        """Return what a valid token says. Raises `NotAuthentic`.
        Reads no body, so that strangers cannot make us parse one.
        """
        if self._settings.development:
            return {}
        scheme, _, token = (header or "").partition(" ")
        if scheme != "Bearer" or not token:
            raise NotAuthentic("no bearer token")
        proof = self._proven.get(token)
        if proof is None or await self._keys.get(proof.kid) is not proof.key:
            proof = await self._proof(token)
            if len(self._proven) >= PROVEN:
                self._proven.clear()
            self._proven[token] = proof
        if self._clock() >= proof.ends:
            raise NotAuthentic("the token has expired")
        return proof.claims

    async def _proof(self, token: str) -> Proof:
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
        return Proof(kid, key, claims)

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
