"""Keeps pages for some seconds and answers who has one already with 304: many readers cost as much as one."""

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from random import random
from typing import Final

from aiohttp import web

KEEP: Final = 5.0
"""Seconds that a page is kept. What somebody takes off the web is gone after so long."""
SPREAD: Final = 0.4
"""The part of that time by which pages differ, so that those made at once are not all made anew at once: the chat that
runs beside them would wait for all.
"""
MOST_PAGES: Final = 400
MOST_BYTES: Final = 16_000_000
COMPRESSED_FROM: Final = 1_000
"""Bytes from which compressing a page is worth it."""


@dataclass(frozen=True, slots=True)
class Body:
    """What an address answers with."""

    content: bytes
    content_type: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Kept:
    body: Body
    tag: str
    compressed: bytes
    until: float

    @property
    def size(self) -> int:
        return len(self.body.content) + len(self.compressed)


class Pages:
    """Pages as they were made last. One is made once at a time, however many ask for it."""

    def __init__(self, keep: float = KEEP) -> None:
        self._keep = keep
        self._pages: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._making: dict[Hashable, asyncio.Task[_Kept]] = {}
        self._bytes = 0

    async def answer(self, request: web.Request, key: Hashable, make: Callable[[], Awaitable[Body]]) -> web.Response:
        """Return the page under that key, made now or some seconds ago, or that the reader has it already."""
        held = self._pages.get(key)
        if held is None or held.until <= asyncio.get_running_loop().time():
            held = await self._made(key, make)
        return _response(request, held)

    async def _made(self, key: Hashable, make: Callable[[], Awaitable[Body]]) -> _Kept:
        task = self._making.get(key)
        if task is None:
            task = self._making[key] = asyncio.ensure_future(self._make(key, make))
            task.add_done_callback(lambda _task: self._making.pop(key, None))
        # Who hangs up does not take it from the others.
        return await asyncio.shield(task)

    async def _make(self, key: Hashable, make: Callable[[], Awaitable[Body]]) -> _Kept:
        body = await make()
        compressed = gzip.compress(body.content, 6, mtime=0) if len(body.content) >= COMPRESSED_FROM else b""
        tag = sha256(body.content).hexdigest()[:24]
        held = _Kept(body, tag, compressed, asyncio.get_running_loop().time() + self._lasts())
        if body.status == web.HTTPOk.status_code:
            self._put(key, held)
        return held

    def _lasts(self) -> float:
        return self._keep * (1 - SPREAD * random())  # noqa: S311  # no secret

    def _put(self, key: Hashable, held: _Kept) -> None:
        old = self._pages.pop(key, None)
        self._bytes += held.size - (old.size if old else 0)
        self._pages[key] = held
        while len(self._pages) > MOST_PAGES or (self._bytes > MOST_BYTES and len(self._pages) > 1):
            _key, gone = self._pages.popitem(last=False)
            self._bytes -= gone.size


def _response(request: web.Request, held: _Kept) -> web.Response:
    small = held.compressed and "gzip" in request.headers.get("Accept-Encoding", "").lower()
    tag = f"{held.tag}-gz" if small else held.tag
    headers = {"ETag": f'"{tag}"', "Vary": "Accept-Encoding", "Cache-Control": "no-cache", **held.body.headers}
    asked = request.if_none_match or ()
    if held.body.status == web.HTTPOk.status_code and any(each.value in (tag, "*") for each in asked):
        return web.Response(status=304, headers=headers)
    headers["Content-Type"] = held.body.content_type
    if small:
        headers["Content-Encoding"] = "gzip"
    return web.Response(body=held.compressed if small else held.body.content, status=held.body.status, headers=headers)
