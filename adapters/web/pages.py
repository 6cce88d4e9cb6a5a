"""Makes the pages that people read: home, lists, things, and what the site says about itself."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.web import atom, drawing, json_ld, texts
from adapters.web.guard import FRAMED
from adapters.web.kept import Body, Pages
from adapters.web.queries import NAMES, Query, read
from adapters.web.settings import WebSettings
from adapters.web.shelves import A_PAGE, LAST_PAGE, Listed, Shelf, Shelves, Thing, root, slug
from adapters.web.style import Style
from bot.chat.texts import LANGUAGES, Language, Msg
from storage.atlas import Atlas

HTML: Final = "text/html; charset=utf-8"
NEWEST: Final = 3
"""Things of each list on the home page."""
ABOUT: Final[Mapping[str, Mapping[str, str]]] = {
    "accessibility": {"nl": "toegankelijkheid", "en": "accessibility"},
    "data": {"nl": "open-data", "en": "open-data"},
}
FEED: Final = "atom.xml"
CALENDAR: Final = "kalender.ics"
MOST_MEETINGS: Final = 1_000
PAST: Final = timedelta(days=2 * 366)
"""How long ago what a calendar holds may have ended: a service that reads it takes a megabyte."""
EMBED: Final = {"nl": "insluiten", "en": "embed"}
_ERRORS: Final[Mapping[int, tuple[Msg, Msg]]] = {
    400: (texts.WRONG, texts.WRONG_WHY),
    403: (texts.REFUSED, texts.REFUSED_WHY),
    404: (texts.NOT_FOUND, texts.NOT_FOUND_WHY),
    429: (texts.TOO_MANY, texts.TOO_MANY_WHY),
}


class Site:
    """The pages of one deployment."""

    def __init__(
        self, settings: WebSettings, shelves: Shelves, style: Style, kept: Pages, clock: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._shelves = shelves
        self._style = style
        self._kept = kept
        self._clock = clock
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def routes(self) -> list[web.RouteDef]:
        found = [web.get(self._style.path, self._sheet)]
        for language in LANGUAGES:
            at = root(language)
            found.append(web.get(at or "/", self._keeping(language, self._home)))
            found += [
                web.get(f"{at}/{paths[language]}", self._keeping(language, self._about, name))
                for name, paths in ABOUT.items()
            ]
            for shelf in self._shelves.all:
                path = shelf.path(language)
                found += [
                    web.get(path, self._keeping(language, self._list, shelf)),
                    web.get(f"{path}/{FEED}", self._keeping(language, self._feed, shelf)),
                    *self._calendars(language, shelf),
                    web.get(f"{path}/{{number}}", self._keeping(language, self._thing, shelf)),
                    web.get(
                        f"{at}/{EMBED[language]}/{shelf.pages.path[language]}",
                        self._keeping(language, self._embedded, shelf),
                    ),
                ]
        return found

    def _calendars(self, language: str, shelf: Shelf) -> list[web.RouteDef]:
        if shelf.pages.calendar is None:
            return []
        return [web.get(f"{shelf.path(language)}/{CALENDAR}", self._keeping(language, self._calendar, shelf))]

    async def told(self, request: web.Request, status: int) -> web.Response:
        """Return the page of an error."""
        language = _language_of(request)
        title, why = _ERRORS.get(status, (texts.FAILED, texts.FAILED_WHY) if status >= 500 else _ERRORS[400])
        body = self.page("error.html", language, title=language.text(title), why=language.text(why), status=status)
        return web.Response(
            body=body.content if request.method != "HEAD" else b"",
            status=status,
            headers={"Content-Type": HTML, "Cache-Control": "no-store"},
        )

    def _keeping(
        self, code_: str, make: Callable[..., Awaitable[Body]], *more: Any
    ) -> Callable[[web.Request], Awaitable[web.Response]]:  # Any: what `make` takes besides
        """Return a handler of pages that are kept a while, by all that they depend on."""
        language = Language(code_)
        known = NAMES[code_]

        async def handle(request: web.Request) -> web.Response:
            given = {name: request.query[part] for name, part in known.items() if request.query.get(part)}
            number = request.match_info.get("number", "")
            key = (code_, make.__name__, *more, number, *sorted(given.items()))
            return await self._kept.answer(request, key, lambda: make(language, given, number, *more))

        return handle

    async def _sheet(self, request: web.Request) -> web.Response:
        async def made() -> Body:
            kept = {"Cache-Control": "public, max-age=31536000, immutable", "Access-Control-Allow-Origin": "*"}
            return Body(self._style.content, "text/css; charset=utf-8", headers=kept)

        return await self._kept.answer(request, self._style.name, made)

    async def _home(self, language: Language, _given: Mapping[str, str], _number: str) -> Body:
        newest = zip(self._shelves.all, await self._shelves.newest(NEWEST), strict=True)
        lists = [
            {
                "shelf": shelf,
                "title": language.text(shelf.pages.title),
                "intro": language.text(shelf.pages.intro),
                "href": shelf.path(language.code),
                "total": language.text(listed.total),
                "things": [drawing.brief(each, language) for each in listed.things],
            }
            for shelf, listed in newest
        ]
        alternates = {each: root(each) or "/" for each in LANGUAGES}
        return self.page("home.html", language, title=self._settings.name, lists=lists, alternates=alternates)

    async def _list(self, language: Language, given: Mapping[str, str], _number: str, shelf: Shelf) -> Body:
        query = read(given, shelf, atlas := await self._shelves.atlas(), A_PAGE)
        listed = await self._listed(shelf, query)
        there = choices(shelf, query, atlas, language)
        return self.page(
            "list.html",
            language,
            status=400 if query.wrong else 200,
            alternates={each: f"{shelf.path(each)}{address(query, each, page=query.asked.page)}" for each in LANGUAGES},
            choices=there,
            chosen=chosen(query, there),
            **self._of_list(shelf, query, listed, language),
        )

    async def _embedded(self, language: Language, given: Mapping[str, str], _number: str, shelf: Shelf) -> Body:
        query = read(given, shelf, await self._shelves.atlas(), A_PAGE)
        listed = await self._listed(shelf, query)
        shown = self._of_list(shelf, query, listed, language)
        made = self.page("embed.html", language, status=400 if query.wrong else 200, alternates={}, **shown)
        return Body(made.content, made.content_type, made.status, {FRAMED: "1"})

    async def _listed(self, shelf: Shelf, query: Query) -> Listed:
        return Listed([], 0) if query.wrong else await self._shelves.find(shelf, query.asked)

    def _of_list(self, shelf: Shelf, query: Query, listed: Listed, language: Language) -> dict[str, Any]:
        """Return what all views of a list show. Any: what templates take."""
        asked = query.asked
        pages = min(-(-listed.total // asked.size), LAST_PAGE)
        return {
            "shelf": shelf,
            "title": language.text(shelf.pages.title),
            "intro": language.text(shelf.pages.intro),
            "path": shelf.path(language.code),
            "feed": f"{shelf.path(language.code)}/{FEED}{address(query, language.code)}",
            "calendar": f"{shelf.path(language.code)}/{CALENDAR}{address(query, language.code)}",
            "things": [drawing.brief(each, language) for each in listed.things],
            "found": language.text(texts.found(listed.total)),
            "total": listed.total,
            "filtered": asked.filtered or bool(query.wrong),
            "wrong": [language.text(each) for each in query.wrong.values()],
            "page": asked.page,
            "pages": pages,
            "turn": {each: address(query, language.code, page=each) for each in (asked.page - 1, asked.page + 1)},
            "search": query.given.get("search", ""),
        }

    async def _calendar(self, language: Language, given: Mapping[str, str], _number: str, shelf: Shelf) -> Body:
        query = read(given, shelf, await self._shelves.atlas(), MOST_MEETINGS)
        name = f"{self._settings.name}: {language.text(shelf.pages.title)}"
        since = self._clock() - PAST
        written = await self._shelves.calendar(shelf, replace(query.asked, newest=True), since, name, language)
        if query.wrong or written is None:
            raise web.HTTPBadRequest
        return Body(written, "text/calendar; charset=utf-8", headers={"Access-Control-Allow-Origin": "*"})

    async def _thing(self, language: Language, _given: Mapping[str, str], number: str, shelf: Shelf) -> Body:
        thing = await self._shelves.one(shelf, number)
        if thing is None:
            raise web.HTTPNotFound
        return self.page(
            "thing.html",
            language,
            title=drawing.title(thing),
            thing=thing,
            one=language.text(shelf.pages.one),
            list_title=language.text(shelf.pages.title),
            list_href=shelf.path(language.code),
            rows=drawing.rows(thing, language),
            belonging=self._belonging(thing, language),
            data=json_ld.in_page(thing, self._settings.url),
            alternates={each: thing.path(each) for each in LANGUAGES},
        )

    def _belonging(self, thing: Thing, language: Language) -> list[tuple[str, str]]:
        """Return the lists of what can belong to that thing: what they are called, and where they are."""
        letter = thing.number.partition("-")[0]
        part = urlencode({NAMES[language.code]["of"]: thing.number})
        return [
            (language.text(each.pages.title), f"{each.path(language.code)}?{part}")
            for each in self._shelves.all
            if letter in each.pages.shelf.of
        ]

    async def _feed(self, language: Language, given: Mapping[str, str], _number: str, shelf: Shelf) -> Body:
        query = read(given, shelf, await self._shelves.atlas(), atom.ENTRIES)
        if query.wrong:
            raise web.HTTPBadRequest
        things = await self._shelves.latest(shelf, query.asked)
        path = shelf.path(language.code)
        filters = address(query, language.code)
        feed = atom.written(
            things,
            language,
            url=self._settings.url,
            here=f"{path}/{FEED}{filters}",
            page=f"{path}{filters}",
            title=f"{self._settings.name}: {language.text(shelf.pages.title)}",
        )
        return Body(feed, atom.TYPE, headers={"Access-Control-Allow-Origin": "*"})

    async def _about(self, language: Language, _given: Mapping[str, str], _number: str, name: str) -> Body:
        return self.page(
            f"{name}.{language.code}.html",
            language,
            title=language.text(texts.TEXTS[name]),
            alternates={each: f"{root(each)}/{ABOUT[name][each]}" for each in LANGUAGES},
            shelves=self._shelves.all,
        )

    def page(self, template: str, language: Language, *, status: int = 200, **shown: Any) -> Body:  # Any: as above
        """Return a page of that template, with what stands around every page."""
        said = {name: language.text(each) for name, each in texts.TEXTS.items()}
        menu = [(language.text(each.pages.title), each.path(language.code)) for each in self._shelves.all]
        about = [(said[name], f"{root(language.code)}/{paths[language.code]}") for name, paths in ABOUT.items()]
        drawn = self._templates.get_template(template).render(
            {"alternates": {}, **shown},
            said=said,
            language=language.code,
            site=self._settings,
            menu=menu,
            about=about,
            style=self._style.path,
            home=root(language.code) or "/",
            names=NAMES[language.code],
        )
        return Body(drawn.encode(errors="replace"), HTML, status)


def choices(shelf: Shelf, query: Query, atlas: Atlas, language: Language) -> list[dict[str, Any]]:
    """Return the filters of a list and what can be chosen in each. Any: what templates take."""
    found = []
    if shelf.pages.shelf.regions is not None:
        options = sorted((each.name, slug(each.name)) for each in atlas.regions.values())
        found.append(_choice("region", texts.TEXTS["all_regions"], options, _chosen(query.asked.region, atlas.regions)))
    if shelf.pages.shelf.themes is not None:
        options = sorted((each.name, slug(each.name)) for each in atlas.themes.values())
        found.append(_choice("theme", texts.TEXTS["all_themes"], options, _chosen(query.asked.theme, atlas.themes)))
    if shelf.sorted_by and shelf.sorted_by.labels:
        labels = shelf.sorted_by.labels
        options = [(language.text(labels[value]), name) for name, value in shelf.sorts.items()]
        found.append(_choice("sort", texts.TEXTS["all_kinds"], options, query.given.get("sort", "")))
    for each in found:
        each["label"] = _label(each["part"], shelf, language)
        each["any"] = language.text(each["any"])
        each["name"] = NAMES[language.code][each["part"]]
    return found


def chosen(query: Query, there: Sequence[Mapping[str, Any]]) -> list[str]:  # Any: as above
    """Return what a list was filtered by, in words: a sheet of paper has no form to show it."""
    picked = [label for each in there for label, value in each["options"] if value == each["chosen"]]
    return [each for each in (query.given.get("search", "").strip(), *picked, query.asked.of) if each]


def _label(part: str, shelf: Shelf, language: Language) -> str:
    if part != "sort":
        return language.text(texts.TEXTS[part])
    return language.text(shelf.sorted_by.label) if shelf.sorted_by else ""


def _choice(part: str, anything: Msg, options: list[tuple[str, str]], chosen: str) -> dict[str, Any]:
    return {"part": part, "any": anything, "options": options, "chosen": chosen}


def _chosen(id: int | None, known: Mapping[int, Any]) -> str:  # Any: regions or themes
    return slug(known[id].name) if id else ""


def address(query: Query, language: str, *, page: int = 1) -> str:
    """Return the query of the same list on another page, as it stands behind an address."""
    parts = {NAMES[language][name]: value for name, value in query.given.items() if name != "page"}
    if page > 1:
        parts[NAMES[language]["page"]] = str(page)
    return f"?{urlencode(parts)}" if parts else ""


def _language_of(request: web.Request) -> Language:
    first = request.path.split("/", 2)[1] if request.path.startswith("/") else ""
    return Language(first if first in LANGUAGES and first != "nl" else "nl")
