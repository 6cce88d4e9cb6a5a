"""Declares the settings of Teams. Closed by default: without credentials it refuses to start."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator

from bot.settings.sections import Section, address

_PATH = re.compile(r"/[\w./~-]*", re.ASCII)
"""Of a URL, with nothing in it that a web server reads as a pattern."""


class CredentialKind(StrEnum):
    secret = "secret"  # noqa: S105  # its kind
    managed_identity = "managed_identity"


class Limits(Section):
    """Limits how much may be sent, as Microsoft documents. A pair is a number of messages and seconds."""

    per_thread: tuple[tuple[int, float], ...] = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
    """To one conversation or thread, as JSON: [[7, 1], [8, 2]] is 7 in 1 second and 8 in 2."""
    per_tenant: tuple[tuple[int, float], ...] = ((40, 1.0),)
    """To one tenant, likewise."""


class TeamsSettings(Section):
    """Under `PLEK_TEAMS__`. Raises what is missing or contradictory, by name."""

    listen: str = "127.0.0.1:3978"
    """Host and port. A reverse proxy with TLS stands before it."""
    path: str = "/api/messages"
    """Where the messaging endpoint of the app registration points."""
    development: bool = False
    """No authentication, on loopback only: for the local Teams client."""

    app_id: str = ""
    """The application (client) id of the app registration."""
    tenant: str = ""
    """The tenant in which the app is registered (single tenant), which issues its tokens."""
    credential: CredentialKind = CredentialKind.secret
    """How the bot proves who it is: a client `secret`, or the `managed_identity` of the machine in Azure."""
    secret: SecretStr = SecretStr("")
    """The value of the client secret."""
    secret_expires: date | None = None
    """When the secret ends, as the portal shows: so that `doctor` can warn in time."""

    tenants: frozenset[str] = frozenset()
    """Whose Teams may speak to the bot. Empty: only `tenant`."""
    service_hosts: frozenset[str] = frozenset({"smba.trafficmanager.net"})
    """Hosts the bot sends to. Subdomains are not included."""
    upload_hosts: frozenset[str] = frozenset({"sharepoint.com"})
    """Hosts, subdomains included, of people's own OneDrive: for files that they take, and lists that they send."""
    chat_link: str = ""
    """Where a member begins a chat with the bot. Empty: its page in Teams, for an app that was uploaded as a file."""
    service_url: str = "https://smba.trafficmanager.net/teams/"
    """Where to begin a chat with someone before their Teams told its own address."""

    openid_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    """Where the keys of Microsoft's tokens are told. Another cloud has another."""
    issuer: str = "https://api.botframework.com"
    """Who must have issued a token that comes in."""
    login_url: str = "https://login.microsoftonline.com"
    """Where the bot gets its own tokens."""
    scope: str = "https://api.botframework.com/.default"
    """For what it gets them."""

    hears_threads: bool = False
    """Whether the app has the RSC permission to hear a channel's threads (`plek teams manifest --rsc`).

    What is said in the thread of a question then belongs to it without a mention; all else is dropped unread.
    """

    limits: Limits = Field(default_factory=Limits)

    @property
    def address(self) -> tuple[str, int]:
        return address(self.listen)

    @property
    def allowed_tenants(self) -> frozenset[str]:
        return self.tenants or frozenset(filter(None, [self.tenant]))

    @property
    def begin_chat(self) -> str:
        """https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application"""
        return self.chat_link or (f"https://teams.microsoft.com/l/app/{self.app_id}" if self.app_id else "")

    def allows_service(self, url: str) -> bool:
        """Tell whether the bot may send its token to this address."""
        return self._allows(url, lambda host: host in self.service_hosts)

    def allows_upload(self, url: str) -> bool:
        """Tell whether the bot may put a file at this address. Its token does not go there."""
        return self._allows(url, lambda host: any(f".{host}".endswith(f".{each}") for each in self.upload_hosts))

    def _allows(self, url: str, known: Callable[[str], bool]) -> bool:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if parts.username or parts.password:
            return False
        if self.development:
            return parts.scheme in ("http", "https") and _is_loopback(host)
        return parts.scheme == "https" and port in (None, 443) and known(host)

    @model_validator(mode="after")
    def _closed(self) -> Self:
        host, _port = self.address
        if not _PATH.fullmatch(self.path):
            raise ValueError(f"path must begin with a slash, such as /api/messages, not {self.path!r}")
        if self.development:
            if self.app_id:
                raise ValueError("development and app_id contradict: development means no authentication. Unset one")
            if not _is_loopback(host):
                raise ValueError(f"development needs listen on loopback (127.0.0.1:PORT), not {self.listen!r}")
            return self
        missing = [name for name in ("app_id", "tenant") if not getattr(self, name)]
        if self.credential is CredentialKind.secret and not self.secret.get_secret_value():
            missing.append("secret")
        if missing:
            raise ValueError(
                f"{', '.join(missing)} must be set: without them nobody could be told apart. To try the bot with the "
                "local Teams client only, set development=true"
            )
        return self


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
