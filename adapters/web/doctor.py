"""Finds what can be wrong with the set-up of the pages."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from ipaddress import ip_address
from typing import Final

from aiohttp import ClientError, ClientSession, ClientTimeout

from adapters.web import style
from adapters.web.api.values import PATH
from adapters.web.guard import CLOSED
from adapters.web.settings import WebSettings
from bot.cli.doctor import Finding
from bot.members.workbench import ADDRESS, ENTRY

WITHIN: Final = 5.0
"""Seconds in which a link must lead somewhere."""


async def check(settings: WebSettings) -> AsyncIterator[Finding]:
    """Look at the address, where the links that we make lead, the style, and who can be asked."""
    if settings.url.startswith("https://"):
        yield Finding("web address", "ok", settings.url)
    else:
        advice = "Put a proxy with TLS before it, and set PLEK_WEB__URL to its https address"
        yield Finding("web address", "warning", f"{settings.url}: links in feeds and data go there unprotected", advice)
    yield _listening(settings)
    if settings.url.startswith("https://") and not settings.proxies:
        advice = "Set PLEK_WEB__PROXIES to how many of your proxies add to X-Forwarded-For: 1, mostly"
        yield Finding("web readers", "warning", "all who come by your proxy share one limit of requests", advice)
    yield await _links(settings)
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


async def _links(settings: WebSettings) -> Finding:
    """Follow links as people do who get one of us: by the address, and whatever stands before the site."""
    paths = [f"{PATH}/openapi.json", *([f"{ENTRY['nl']}/doctor"] if settings.workbench else [])]
    pass_on = f"Let the proxy pass every request for {settings.url} on to {settings.listen}, and our headers back"
    async with ClientSession(timeout=ClientTimeout(total=WITHIN)) as http:
        for path in paths:
            link = settings.url + path
            try:
                async with http.get(link, allow_redirects=False) as answer:
                    policy, status = answer.headers.get("Content-Security-Policy", ""), answer.status
            except (ClientError, TimeoutError, OSError) as failure:
                advice = f"Is `plek run` running? If so: {pass_on[0].lower()}{pass_on[1:]}"
                return Finding("web links", "warning", f"{link}: {str(failure) or type(failure).__name__}", advice)
            if status != HTTPStatus.OK or not policy.startswith(CLOSED):
                return Finding("web links", "wrong", f"{link}: {status}, not as our site answers", pass_on)
    return Finding("web links", "ok", f"{settings.url} leads here")


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
