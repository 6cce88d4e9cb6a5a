"""Lets members in by their one-time link, knows them while their session lasts, and refuses what no page of ours sent.

A session is a cookie that no script and no other site can send along; of its key only the hash is kept. Who somebody is
and what they may is asked at every request: a role that was taken, and a session that was closed, are gone at once.
"""

import hmac
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from aiohttp import web

from adapters.web.guard import Limits, reader_of
from adapters.web.settings import WebSettings
from bot.chat.message import Conversation, Identity, Kind
from bot.chat.texts import Language
from bot.members.workbench import LEAST
from storage import audit
from storage.database.database import Database, Tx
from storage.members import people, web_keys
from storage.members.member import Member
from storage.members.web_keys import Opens
from storage.vocabulary import Subject

SESSION_LASTS: Final = timedelta(hours=8)
"""A working day."""
ENTRIES_A_MINUTE: Final = 10
"""Of one address: who has a link needs one."""
ACTS_A_MINUTE: Final = 60
"""Of one session."""
LONGEST_KEY: Final = 100
PLATFORM: Final = "web"


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody at their workbench."""

    member: Member
    identity: Identity
    """Who they are in their chats: what they do here, they do as that."""
    key: str

    @property
    def language(self) -> Language:
        return Language(self.member.language, self.member.time_zone)

    @property
    def place(self) -> Conversation:
        """Where they act: a place of theirs alone, in which nothing of their chats is under way."""
        return Conversation(PLATFORM, f"workbench of {self.member.id}", Kind.personal)

    def proof(self, parts: Sequence[str]) -> str:
        """Return what shows that a page of this session holds these, so that no other page can send them."""
        told = json.dumps(list(parts)).encode()  # so that no two lists are told alike, whatever they hold
        return hmac.new(self.key.encode(), told, sha256).hexdigest()

    def proves(self, parts: Sequence[str], proof: str) -> bool:
        return hmac.compare_digest(self.proof(parts).encode(), proof.encode(errors="replace"))


class Entry:
    """The door of the workbench."""

    def __init__(self, settings: WebSettings, database: Database, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock
        self._entries = Limits(ENTRIES_A_MINUTE)
        self._acts = Limits(ACTS_A_MINUTE)
        self._secure = settings.url.startswith("https://")
        # A browser takes a cookie of that name only from this very site, and over TLS.
        self._cookie = "__Host-plek" if self._secure else "plek"

    async def session(self, request: web.Request) -> Session | None:
        """Return who asks; None for who has no session, or may not have one any more."""
        key = request.cookies.get(self._cookie, "")
        if not key or len(key) > LONGEST_KEY:
            return None
        return await self._database.read(self._of, key)

    async def let_in(self, request: web.Request, link: str) -> str | None:
        """Use a one-time link up, and return the key of a session; None when the link opens nothing."""
        self.require_own(request)
        if not self._entries.admits(reader_of(request, self._settings.proxies)):
            raise web.HTTPTooManyRequests
        return await self._database.write(self._begin, link[:LONGEST_KEY])

    def admit(self, session: Session) -> None:
        """Count one act of a session. Raises `HTTPTooManyRequests`."""
        if not self._acts.admits(session.key):
            raise web.HTTPTooManyRequests

    def require_own(self, request: web.Request) -> None:
        """Refuse what another site sends, or lets a browser send. Raises `HTTPForbidden`."""
        own = request.headers.get("Origin", "").lower() == self._settings.url.lower()
        if not own or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise web.HTTPForbidden

    def remember(self, response: web.Response, key: str) -> None:
        """Give a browser the key of its session, for this site and no script."""
        lasts = int(SESSION_LASTS.total_seconds())
        response.set_cookie(
            self._cookie, key, max_age=lasts, path="/", secure=self._secure, httponly=True, samesite="Strict"
        )

    def forget(self, response: web.Response) -> None:
        response.del_cookie(self._cookie, path="/", secure=self._secure, httponly=True, samesite="Strict")

    def _of(self, tx: Tx, key: str) -> Session | None:
        holder = web_keys.holder(tx, Opens.session, key, self._clock())
        member = people.get(tx, holder) if holder is not None else None
        if member is None or not _may(member):
            return None
        known = people.identities_of(tx, member.id)
        if not known:
            return None
        return Session(member, Identity(known[0].platform, known[0].native_id, known[0].name), key)

    def _begin(self, tx: Tx, link: str) -> str | None:
        now = self._clock()
        holder = web_keys.spend(tx, Opens.link, link, now)
        member = people.get(tx, holder) if holder is not None else None
        if member is None or not _may(member):
            return None
        audit.record(tx, member.id, "open workbench", Subject.member, member.id, now)
        return web_keys.issue(tx, Opens.session, member.id, now, SESSION_LASTS)


def _may(member: Member) -> bool:
    return member.role >= LEAST and not member.blocked_at


def nonce() -> str:
    """Return what names one press: sent twice, it is done once."""
    return secrets.token_urlsafe(16)
