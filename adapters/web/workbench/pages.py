"""Serves the workbench: a page for each command that topics declare, and one address that buttons are pressed at.

What a button does is the line that it would type in a chat, handed to the same dispatcher: so there is one check of who
may, one audit trail and one way back. Nothing is done here that a chat cannot do.
"""

from base64 import b64encode
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from aiohttp import hdrs, web
from markupsafe import Markup

from adapters.web import texts
from adapters.web.kept import Body
from adapters.web.pages import Site
from adapters.web.workbench.entry import Entry, Session, nonce
from adapters.web.workbench.reply import VALUE, drawn
from bot.chat.message import Message
from bot.chat.reply import Picture, Reply
from bot.chat.texts import LANGUAGES, Language
from bot.members.workbench import ADDRESS, ENTRY, WorkbenchEnd, WorkbenchPage
from bot.process.site import Desk
from bot.topic import Topics

Draw = Callable[[Picture, str], Awaitable[str | None]]
"""Draws a picture as SVG, in a language."""
PRESSED: Final = f"{ADDRESS}/doe"
LONGEST_LINE: Final = 2_000
_HIDDEN: Final = Markup('<input type="hidden" name="{}" value="{}">')
_SIGNED: Final = ("druk", "regel", "vraag", "vorm", "terug")
"""The hidden fields of a form: its press, its line, what it answers, whether it is filled in, and its page."""


@dataclass(frozen=True, slots=True)
class _Hidden:
    """Writes the hidden fields of forms on one page."""

    session: Session
    back: str

    def __call__(self, line: str, asking: str, *, filled: bool = False) -> Markup:
        parts = (nonce(), line, asking, "1" if filled else "", self.back)
        fields = [*zip(_SIGNED, parts, strict=True), ("bewijs", self.session.proof(parts))]
        return Markup("").join(_HIDDEN.format(name, value) for name, value in fields)


class Workbench:
    """The workbench of one deployment."""

    def __init__(
        self, site: Site, entry: Entry, topics: Topics, desk: Desk, draw: Draw, clock: Callable[[], datetime]
    ) -> None:
        self._site = site
        self._entry = entry
        self._desk = desk
        self._draw = draw
        self._clock = clock
        self._pages = {each.path: each for each in sorted(topics.all(WorkbenchPage), key=lambda each: each.rank)}
        self._end = next(iter(topics.all(WorkbenchEnd)), None)

    def routes(self) -> list[web.RouteDef]:
        found = [
            web.get(ADDRESS, self._page),
            web.get(f"{ADDRESS}/{{page}}", self._page),
            web.post(PRESSED, self._press),
        ]
        for language in LANGUAGES:
            path = f"{ENTRY[language]}/{{key}}"
            found += [web.get(path, self._door(language)), web.post(path, self._enter(language))]
        return found

    def _door(self, code: str) -> Callable[[web.Request], Any]:  # Any: a handler of aiohttp
        async def door(request: web.Request) -> web.Response:
            """Only show a button: whoever looks at links before people do, such as a scanner, opens nothing."""
            language = Language(code)
            title = language.text(texts.WORKBENCH)
            return _answer(self._site.page("door.html", language, title=title, entry=request.path))

        return door

    def _enter(self, code: str) -> Callable[[web.Request], Any]:  # Any: as above
        async def enter(request: web.Request) -> web.Response:
            key = await self._entry.let_in(request, request.match_info["key"])
            if key is None:
                return self._outside(Language(code), texts.LINK_IS_OVER)
            answer = web.Response(status=303, headers={hdrs.LOCATION: ADDRESS})
            self._entry.remember(answer, key)
            return answer

        return enter

    async def _page(self, request: web.Request) -> web.Response:
        session = await self._entry.session(request)
        if session is None:
            return self._outside(Language("nl"), texts.NOT_OPEN)
        path = request.match_info.get("page", "") or next(iter(self._menu(session)), "")
        if path not in self._menu(session):
            raise web.HTTPNotFound
        return _answer(await self._drawn(session, path))

    async def _press(self, request: web.Request) -> web.Response:
        self._entry.require_own(request)
        session = await self._entry.session(request)
        if session is None:
            return self._outside(Language("nl"), texts.NOT_OPEN)
        self._entry.admit(session)
        sent = await _form_of(request)
        parts = [sent.get(name, [""])[0] for name in _SIGNED]
        if not session.proves(parts, sent.get("bewijs", [""])[0]):
            raise web.HTTPForbidden
        reply = await self._desk.answer(self._message(session, parts, sent))
        if await self._entry.session(request) is None:
            closed = self._outside(session.language, texts.CLOSED, status=200)
            self._entry.forget(closed)
            return closed
        return _answer(await self._drawn(session, parts[-1], reply))

    def _message(self, session: Session, parts: Sequence[str], sent: dict[str, list[str]]) -> Message:
        press, line, asking, filled, _back = parts
        values = {
            name.removeprefix(VALUE): ", ".join(filter(None, given))
            for name, given in sent.items()
            if name.startswith(VALUE)
        }
        return Message(
            id=f"{session.member.id}/{press}",
            conversation=session.place,
            sender=session.identity,
            text=line,
            sent_at=self._clock(),
            values=values if filled else None,
            pressed=True,
            asking=asking,
            answer_inline=True,
        )

    async def _drawn(self, session: Session, path: str, answer: Reply | None = None) -> Body:
        """Return a page as it is now; above it, what came of the button that was pressed on it."""
        menu = self._menu(session)
        page = menu.get(path) or next(iter(menu.values()))
        hidden = _Hidden(session, page.path)
        shown = await self._desk.show(session.member.id, session.place, page.line(session.language.code))
        language = session.language
        pictures = await self._pictures(language.code, answer, shown)
        return self._site.page(
            "workbench.html",
            language,
            title=language.text(page.title),
            answer=drawn(answer, hidden, "a", 3, pictures) if answer else "",
            content=drawn(shown, hidden, "p", 2, pictures) if shown else "",
            pages=[(language.text(each.title), f"{ADDRESS}/{each.path}") for each in menu.values()],
            current=f"{ADDRESS}/{page.path}",
            pressed_at=PRESSED,
            closing=hidden(self._end.command.line(), "") if self._end else "",
            workbench=language.text(texts.WORKBENCH),
            close=language.text(texts.CLOSE),
            outcome=language.text(texts.OUTCOME),
            unseen=language.text(texts.NOT_YOURS),
        )

    async def _pictures(self, language: str, *replies: Reply | None) -> dict[tuple[str, str], str]:
        """Draw what is shown: as the address of an image that is in the page itself."""
        found: dict[tuple[str, str], str] = {}
        for each in (picture for reply in replies if reply for picture in reply.pictures):
            if svg := await self._draw(each, language):
                found[each.kind, each.about] = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
        return found

    def _menu(self, session: Session) -> dict[str, WorkbenchPage]:
        return {path: each for path, each in self._pages.items() if each.suits(session.member)}

    def _outside(self, language: Language, told: texts.Told, *, status: int = 403) -> web.Response:
        title, why = told
        body = self._site.page("error.html", language, title=language.text(title), why=language.text(why))
        return _answer(body, status)


def _answer(body: Body, status: int = 200) -> web.Response:
    """Return a page for one reader, which nobody may keep."""
    headers = {"Content-Type": body.content_type, "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
    return web.Response(body=body.content, status=status, headers=headers)


async def _form_of(request: web.Request) -> dict[str, list[str]]:
    """Return what a form sent, within limits. Raises `HTTPBadRequest` for what no form of ours sends."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPBadRequest
    try:
        sent = await request.post()
    except ValueError:
        raise web.HTTPBadRequest from None
    found: dict[str, list[str]] = {}
    for name, value in sent.items():
        if not isinstance(value, str) or len(name) > LONGEST_LINE:
            raise web.HTTPBadRequest
        found.setdefault(name, []).append(value)
    return found
