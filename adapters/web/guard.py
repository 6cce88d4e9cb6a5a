"""Guards what goes out: headers of every answer, limits of every reader, and errors that tell nothing of ours."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import structlog
from aiohttp import hdrs, web
from prometheus_client import CollectorRegistry, Counter, Histogram

from adapters.web.settings import WebSettings
from bot.process.metrics import FAST
from storage.database.database import TROUBLE

log = structlog.get_logger()

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Told = Callable[[web.Request, int], Awaitable[web.Response]]
"""Answers with the page of an error."""

READERS: Final = 20_000
"""Addresses that are counted at once; the one longest unseen is forgotten first."""
CLOSED: Final = "default-src 'none'"
POLICY: Final = (
    f"{CLOSED}; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors {ancestors}"
)
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "Server": "plek",
}
UNKNOWN: Final = "unknown"
"""What metrics call an address that is not ours: its text is the reader's."""


class Requests:
    """Counts requests, by the page they are for and what was answered; never by address or reader."""

    def __init__(self, registry: CollectorRegistry) -> None:
        labels = ["page", "status"]
        self.answered = Counter("plek_web_requests_total", "Requests answered.", labels, registry=registry)
        self.took = Histogram(
            "plek_web_seconds", "How long an answer took to make.", ["page"], buckets=FAST, registry=registry
        )


@dataclass(slots=True)
class _Budget:
    left: float
    at: float


class Limits:
    """Lets every reader ask so much a minute."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._clock = clock
        self._readers: OrderedDict[str, _Budget] = OrderedDict()

    def admits(self, reader: str) -> bool:
        """Count one request of a reader: whether there is room for it."""
        now = self._clock()
        held = self._readers.pop(reader, None) or _Budget(self._most, now)
        held.left = min(self._most, held.left + (now - held.at) * self._most / 60)
        held.at = now
        self._readers[reader] = held
        if len(self._readers) > READERS:
            self._readers.popitem(last=False)
        if held.left < 1:
            return False
        held.left -= 1
        return True


def reader_of(request: web.Request, proxies: int) -> str:
    """Return the address of who asks: as the outermost of our own proxies saw it, and not as the reader says it."""
    if proxies:
        told = [each.strip() for each in ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")]
        if len(told) >= proxies and told[-proxies]:
            return told[-proxies][:64]
    return request.remote or ""


def middleware(settings: WebSettings, requests: Requests, told: Told) -> Callable[..., Awaitable[web.StreamResponse]]:
    """Return what stands around every answer."""
    limits = Limits(settings.per_minute)

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        began = time.perf_counter()
        page = page_of(request)
        if limits.admits(reader_of(request, settings.proxies)):
            answered = await _answered(request, handler, told)
        else:
            answered = await told(request, 429)
            answered.headers[hdrs.RETRY_AFTER] = "60"
        requests.answered.labels(page, answered.status).inc()
        requests.took.labels(page).observe(time.perf_counter() - began)
        _mark(answered, settings)
        return answered

    return guard


async def _answered(request: web.Request, handler: Handler, told: Told) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as error:
        answered = await told(request, error.status)
        if allowed := error.headers.get(hdrs.ALLOW):
            answered.headers[hdrs.ALLOW] = allowed
        return answered
    except TROUBLE as failure:
        log.warning("no page", why=type(failure).__name__)
        answered = await told(request, 503)
        answered.headers[hdrs.RETRY_AFTER] = "10"
        return answered
    except Exception as failure:  # a reader gets a page of ours, whatever broke
        log.error("page failed", page=page_of(request), exc_info=failure)
        return await told(request, 500)


def page_of(request: web.Request) -> str:
    """Return the pattern of an address, which holds nothing of the reader's."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else UNKNOWN


def _mark(response: web.StreamResponse, settings: WebSettings) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    framed = response.headers.pop(FRAMED, "")
    ancestors = " ".join(sorted(settings.embedding)) if framed and settings.embedding else "'none'"
    response.headers.setdefault("Content-Security-Policy", POLICY.format(ancestors=ancestors))
    if ancestors == "'none'":
        response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if framed else "same-origin")
    response.headers.setdefault("Cache-Control", "no-store")
    if not settings.robots:
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")


FRAMED: Final = "X-Plek-Framed"
"""Set by a page that other sites may frame; it does not go out."""
