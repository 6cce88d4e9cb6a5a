"""The identity platform that Teams signs its tokens with, on loopback: OpenID metadata, keys, and bot tokens."""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import time
from types import TracebackType
from typing import Any, Self

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.servers.process import free_port

ISSUER = "https://api.botframework.com"
ENDORSED = ("msteams", "skype")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key pair with its id."""

    kid: str
    endorsements: Sequence[str] = ENDORSED
    private: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048), repr=False)

    @property
    def jwk(self) -> dict[str, Any]:  # Any: JSON
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {**public, "kid": self.kid, "use": "sig", "endorsements": list(self.endorsements)}


class Issuer:
    """`async with Issuer() as issuer:` and `issuer.token(app_id, service_url)`."""

    def __init__(self, certificate: Path | None = None) -> None:
        """With a certificate (and its key, in one file) it listens over TLS as well."""
        self._certificate = certificate
        self.keys = [SigningKey("first")]
        self.fetched = 0
        """How often the keys were asked for."""
        self.tokens: list[dict[str, str]] = []
        """What was sent to get a bot's token."""
        self.token_lifetime = 3600
        self.refuses = False
        self._port = free_port()
        self.tls_port = free_port()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def openid_url(self) -> str:
        return f"{self.url}/openid"

    def token(self, audience: str, service_url: str, *, key: SigningKey | None = None, **claims: object) -> str:
        """A token as Teams sends it, but for the claims given."""
        signing = key or self.keys[0]
        now = int(time())
        told = {"iss": ISSUER, "aud": audience, "serviceurl": service_url, "nbf": now - 60, "exp": now + 600, **claims}
        return jwt.encode(told, signing.private, algorithm="RS256", headers={"kid": signing.kid})

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/openid", self._metadata)
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._tenant)
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        if self._certificate:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(self._certificate)
            await web.TCPSite(self._runner, "127.0.0.1", self.tls_port, ssl_context=tls).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    async def _metadata(self, _: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"})

    async def _tenant(self, request: web.Request) -> web.Response:
        """What is asked by those who know this platform by its own name only (`benchmarks.teams_microsoft`)."""
        at = f"https://login.microsoftonline.com/{request.match_info['tenant']}"
        told = {"issuer": f"{at}/v2.0", "authorization_endpoint": f"{at}/oauth2/v2.0/authorize"}
        return web.json_response({**told, "token_endpoint": f"{at}/oauth2/v2.0/token"})

    async def _keys(self, _: web.Request) -> web.Response:
        self.fetched += 1
        return web.json_response({"keys": [key.jwk for key in self.keys]})

    async def _token(self, request: web.Request) -> web.Response:
        self.tokens.append({key: str(value) for key, value in (await request.post()).items()})
        if self.refuses:
            return web.json_response({"error": "invalid_client", "error_description": "The secret ended."}, status=401)
        return web.json_response(
            {"access_token": f"bot-token-{len(self.tokens)}", "expires_in": self.token_lifetime, "token_type": "Bearer"}
        )
