"""Finds what can be wrong with the set-up of the pages."""

from collections.abc import AsyncIterator
from ipaddress import ip_address

from adapters.web import style
from adapters.web.settings import WebSettings
from bot.cli.doctor import Finding
from bot.members.workbench import ADDRESS


async def check(settings: WebSettings) -> AsyncIterator[Finding]:
    """Look at the address, the style, and who can be asked."""
    if settings.url.startswith("https://"):
        yield Finding("web address", "ok", settings.url)
    else:
        advice = "Put a proxy with TLS before it, and set PLEK_WEB__URL to its https address"
        yield Finding("web address", "warning", f"{settings.url}: links in feeds and data go there unprotected", advice)
    yield _listening(settings)
    try:
        size = len(style.load(settings.tokens).content)
    except (OSError, UnicodeDecodeError) as failure:
        yield Finding("web style", "wrong", f"{settings.tokens}: {failure}", "Set PLEK_WEB__TOKENS to a file of CSS")
    else:
        own = ", with tokens of your own" if settings.tokens else ""
        yield Finding("web style", "ok", f"{size / 1000:.0f} kB{own}")
    if settings.workbench:
        yield Finding("web workbench", "ok", f"{settings.url}{ADDRESS}, by a one-time link from the chat")
    if not settings.contact:
        advice = "Set PLEK_WEB__CONTACT: the accessibility statement must say where to report what does not work"
        yield Finding("web contact", "warning", "nobody is named", advice)


def _listening(settings: WebSettings) -> Finding:
    host, _port = settings.address
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    if loopback:
        return Finding("web port", "ok", f"{settings.listen}, for a proxy on this machine")
    advice = "Let only your proxy reach it, or set PLEK_WEB__LISTEN to 127.0.0.1:8082"
    return Finding("web port", "warning", f"{settings.listen}: others can reach it past the proxy", advice)
