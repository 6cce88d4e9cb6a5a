"""Declares the settings of the web pages. Off until one is set; on loopback, behind a proxy with TLS."""

from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from bot.process.website import Website
from bot.settings.sections import Section, address


class WebSettings(Section):
    """Under `PLEK_WEB__`: the public pages, feeds and open data."""

    listen: str = "127.0.0.1:8082"
    """Host and port. A reverse proxy with TLS stands before it."""
    url: str
    """Where people find the pages, such as https://cafe.example.nl: for links in feeds and data. No path."""
    name: str = "PLeK Café"
    """What the site is called, in the head of every page."""
    beside: bool = True
    """Whether `plek run` serves the pages; if not, a process of its own does: `plek web serve`."""
    tokens: Path | None = None
    """A file of CSS with design tokens of your own, which come last: colours, fonts and sizes."""
    contact: str = ""
    """An address of mail or of a page where people can ask or report: the accessibility statement names it."""
    security_contact: str = ""
    """Where weaknesses are reported (`mailto:` or `https:`), for /.well-known/security.txt. Empty: there is none."""
    workbench: bool = False
    """Whether coordinators can work here too, by a one-time link from their chat. Only over https."""
    robots: bool = False
    """Whether search engines may keep the pages."""
    embedding: frozenset[str] = frozenset()
    """Sites that may show a list of ours in a frame: https://intranet.example.nl."""
    proxies: int = Field(default=0, ge=0, le=5)
    """How many proxies of yours stand before it: who asks is read from what they add to X-Forwarded-For."""
    per_minute: int = Field(default=600, ge=1)
    """Requests of one address in a minute. More are told to wait."""

    @property
    def address(self) -> tuple[str, int]:
        return address(self.listen)

    def chosen(self) -> Website:
        return Website(self.url, self.workbench)

    @model_validator(mode="after")
    def _can_be_served(self) -> Self:
        _ = self.address  # raises what would work
        for each in (self.url, *self.embedding):
            if not _is_site(each):
                raise ValueError(f"write https://HOST without a path, not {each!r}")
        if self.workbench and not (self.url.startswith("https://") or _is_here(self.url)):
            raise ValueError("workbench asks for a url with https://")
        if self.security_contact and not self.security_contact.startswith(("mailto:", "https://")):
            raise ValueError("security_contact must begin with mailto: or https://")
        return self


def _is_here(url: str) -> bool:
    """Tell whether it is this machine, which nobody listens in on."""
    return urlsplit(url).hostname in ("127.0.0.1", "::1", "localhost")


def _is_site(url: str) -> bool:
    """Tell whether it is a scheme and a host, and nothing else that could become part of a header."""
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError:
        return False
    bare = f"{parts.scheme}://{parts.netloc}"
    plain = url.isascii() and url.isprintable() and not set(url) & set(" ;,'\"<>@*")
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url == bare and plain
