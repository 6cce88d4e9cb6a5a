"""Fetches the keys that Teams signs its tokens with, and again when a token names an unknown one."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout
from jwt import PyJWK
from jwt.exceptions import PyJWTError

log = structlog.get_logger()

FRESH = 24 * 3600.0
"""Seconds that keys are used before they are fetched again. Microsoft rotates them rarely and announces them early."""

AT_MOST_EVERY = 5.0
"""Seconds between two fetches, whatever arrives: a rotation heals in as long, a flood of invented ids does nothing."""

PATIENCE = ClientTimeout(total=5)


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and the channels that may sign with it."""

    public: PyJWK
    endorsements: frozenset[str]


class Keys:
    """The issuer's keys by id."""

    def __init__(self, url: str, http: ClientSession, clock: Callable[[], float] = monotonic) -> None:
        self._url = url
        self._http = http
        self._clock = clock
        self._keys: dict[str, Key] = {}
        self._fetched: float | None = None
        self._tried: float | None = None
        self._lock = asyncio.Lock()

    @property
    def trouble(self) -> str | None:
        """Why nothing can be received: there are no keys, and none were to be had."""
        return (
            "no keys from the issuer"
            if self._tried is not None and not self._keys and not self._lock.locked()
            else None
        )

    async def get(self, kid: str) -> Key | None:
        """Return the key with that id; None when the issuer has none."""
        if kid not in self._keys or self._stale():
            await self.refresh()
        return self._keys.get(kid)

    async def refresh(self) -> None:
        """Fetch the keys, unless that was tried a moment ago. A failure keeps those that were known."""
        async with self._lock:  # those who come meanwhile wait for the one fetch, and then find it done
            if self._tried is not None and self._clock() - self._tried < AT_MOST_EVERY:
                return
            self._tried = self._clock()
            try:
                metadata = await self._json(self._url)
                held = await self._json(str(metadata["jwks_uri"]))
                self._keys = {str(each["kid"]): _key(each) for each in held["keys"] if each.get("kty") == "RSA"}
                self._fetched = self._clock()
            except (ClientError, TimeoutError, ValueError, KeyError, TypeError, PyJWTError) as failure:
                log.error("no keys from the issuer", url=self._url, why=repr(failure))

    def _stale(self) -> bool:
        return self._fetched is None or self._clock() - self._fetched > FRESH

    async def _json(self, url: str) -> dict[str, Any]:  # Any: JSON
        async with self._http.get(url, timeout=PATIENCE, raise_for_status=True) as answer:
            told: dict[str, Any] = await answer.json(content_type=None)
            return told


def _key(jwk: dict[str, Any]) -> Key:  # Any: JSON
    return Key(PyJWK(jwk, algorithm="RS256"), frozenset(jwk.get("endorsements") or ()))
