"""Answers programs: lists, things and the map, in the form that they ask for, under the rules of the API."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import hdrs, web

from adapters.web import json_ld
from adapters.web.api.document import MOST, VERSION, document, parameters
from adapters.web.api.problems import problem
from adapters.web.api.values import PATH, Json, resource, table
from adapters.web.kept import Body, Pages
from adapters.web.queries import Query, number, read
from adapters.web.settings import WebSettings
from adapters.web.shelves import A_PAGE, Listed, Shelf, Shelves, slug
from bot.chat.texts import Language

FORMATS: Final = {"json": "application/json", "jsonld": "application/ld+json", "csv": "text/csv"}
OPEN: Final = {
    "API-Version": VERSION,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Headers of every answer of the API, errors too: what it gives is for everybody, from whatever page."""

_NAMES: Final = {"search": "zoek", "region": "regio", "theme": "thema", "sort": "soort", "page": "pagina"}
_DUTCH: Final = Language("nl")

Wrong = Mapping[str, str]
Make = Callable[[web.Request, str, Wrong], Awaitable[Body]]
"""Makes an answer in a form, or says what was wrong already and what else is: all at once."""


class Api:
    """The API of one deployment."""

    def __init__(self, settings: WebSettings, shelves: Shelves, kept: Pages) -> None:
        self._url = settings.url
        self._shelves = shelves
        self._kept = kept
        self._document = json.dumps(document(settings, shelves.all), ensure_ascii=False).encode()

    def routes(self) -> list[web.RouteDef]:
        found = [
            *self._reading(PATH, self._index, frozenset(), ("json",)),
            *self._reading(f"{PATH}/openapi.json", self._described, frozenset(), ("json",)),
        ]
        for shelf in self._shelves.all:
            known = frozenset(parameters(shelf))
            found += self._reading(f"{PATH}/{shelf.name}", self._list(shelf), known)
            found += self._reading(f"{PATH}/{shelf.name}/{{nummer}}", self._one(shelf), frozenset({"formaat"}))
        for name in ("regios", "themas"):
            found += self._reading(f"{PATH}/{name}", self._map(name), frozenset(), ("json",))
        return found

    async def told(self, _request: web.Request, status: int) -> web.Response:
        """Return what is said of an error."""
        body = problem(status)
        headers = {"Content-Type": body.content_type, "Cache-Control": "no-store", **OPEN}
        return web.Response(body=body.content, status=status, headers=headers)

    def _reading(
        self, path: str, make: Make, known: frozenset[str], formats: tuple[str, ...] = tuple(FORMATS)
    ) -> list[web.RouteDef]:
        """Return the routes of an address: reading, and asking from another site whether that may be done."""

        async def handle(request: web.Request) -> web.Response:
            wrong = _unknown(request, known)
            form = _form(request, formats)
            if form is None and "formaat" not in request.query:
                return await self.told(request, 406)
            if form is None:
                wrong["formaat"] = f"Kies uit: {', '.join(formats)}."
            key = (path, form, request.match_info.get("nummer", ""), *sorted(request.query.items()))
            return await self._kept.answer(request, key, lambda: _opened(make, request, form or "json", wrong))

        async def ask(_request: web.Request) -> web.Response:
            headers = {**OPEN, hdrs.ALLOW: "GET, HEAD, OPTIONS", "Access-Control-Allow-Methods": "GET, HEAD"}
            return web.Response(status=204, headers={**headers, "Access-Control-Allow-Headers": "If-None-Match"})

        return [web.get(path, handle), web.options(path, ask)]

    def _list(self, shelf: Shelf) -> Make:
        async def make(request: web.Request, form: str, wrong: Wrong) -> Body:
            given = dict(request.query)
            size = number(given.get("aantal", str(A_PAGE)), MOST)
            named = {ours: given[theirs] for ours, theirs in _NAMES.items() if given.get(theirs)}
            query = read(named, shelf, await self._shelves.atlas(), size or A_PAGE)
            found = {_NAMES[name]: _DUTCH.text(why) for name, why in query.wrong.items()}
            empty = {each: "Dit is leeg." for each in given if not given[each]}
            some = {} if size else {"aantal": f"Kies een getal van 1 tot {MOST}."}
            if wrong or found or some or empty:
                return problem(400, {**found, **some, **empty, **wrong})
            listed = await self._shelves.find(shelf, query.asked)
            return self._listed(shelf, query, listed, given, form)

        return make

    def _listed(self, shelf: Shelf, query: Query, listed: Listed, given: Mapping[str, str], form: str) -> Body:
        links = self._links(f"{PATH}/{shelf.name}", query, listed, given)
        if form == "csv":
            content = table(shelf, listed.things).encode(errors="replace")
        elif form == "jsonld":
            content = _dumped(json_ld.graph(listed.things, self._url))
        else:
            content = _dumped(
                {
                    "pagina": query.asked.page,
                    "aantal": query.asked.size,
                    "totaal": listed.total,
                    "resultaten": [resource(each, self._url) for each in listed.things],
                    "_links": links,
                }
            )
        told = ", ".join(f'<{link["href"]}>; rel="{name}"' for name, link in links.items() if name != "self")
        return Body(content, _type(form), headers={"Link": told} if told else {})

    def _links(self, path: str, query: Query, listed: Listed, given: Mapping[str, str]) -> Json:
        page, last = query.asked.page, max(1, -(-listed.total // query.asked.size))

        def at(number: int) -> dict[str, str]:
            parts = {name: value for name, value in given.items() if name != "pagina"}
            parts |= {"pagina": str(number)} if number > 1 else {}
            return {"href": f"{self._url}{path}{'?' + urlencode(parts) if parts else ''}"}

        found = {"self": at(page)}
        if page > 1:
            found |= {"first": at(1), "prev": at(min(page - 1, last))}
        if page < last:
            found["next"] = at(page + 1)
        return found

    def _one(self, shelf: Shelf) -> Make:
        async def make(request: web.Request, form: str, wrong: Wrong) -> Body:
            if wrong:
                return problem(400, wrong)
            thing = await self._shelves.one(shelf, request.match_info["nummer"])
            if thing is None:
                return problem(404)
            if form == "csv":
                return Body(table(shelf, [thing]).encode(errors="replace"), _type(form))
            described = {"@context": json_ld.CONTEXT, **json_ld.described(thing, self._url)}
            return Body(_dumped(described if form == "jsonld" else resource(thing, self._url)), _type(form))

        return make

    def _map(self, name: str) -> Make:
        async def make(_request: web.Request, form: str, wrong: Wrong) -> Body:
            if wrong:
                return problem(400, wrong)
            atlas = await self._shelves.atlas()
            known = atlas.regions if name == "regios" else atlas.themes
            found = sorted(each.name for each in known.values())
            told = [{"code": slug(each), "naam": each} for each in found]
            here = {"self": {"href": f"{self._url}{PATH}/{name}"}}
            return Body(_dumped({"resultaten": told, "_links": here}), _type(form))

        return make

    async def _index(self, _request: web.Request, form: str, wrong: Wrong) -> Body:
        if wrong:
            return problem(400, wrong)
        lists = [each.name for each in self._shelves.all]
        links = {name: {"href": f"{self._url}{PATH}/{name}"} for name in (*lists, "regios", "themas", "openapi.json")}
        return Body(_dumped({"_links": {"self": {"href": f"{self._url}{PATH}"}, **links}}), _type(form))

    async def _described(self, _request: web.Request, form: str, wrong: Wrong) -> Body:
        if wrong:
            return problem(400, wrong)
        return Body(self._document, _type(form))


def _unknown(request: web.Request, known: frozenset[str]) -> dict[str, str]:
    """Return what is wrong with the names of the parameters: unknown ones, and those that come twice."""
    wrong = {name: "Deze parameter ken ik niet." for name in request.query if name not in known}
    twice = {name: "Deze parameter staat er twee keer." for name in known if len(request.query.getall(name, [])) > 1}
    return wrong | twice


async def _opened(make: Make, request: web.Request, form: str, wrong: Wrong) -> Body:
    body = await make(request, form, wrong)
    return replace(body, headers={**body.headers, **OPEN, "Vary": "Accept, Accept-Encoding"})


def _form(request: web.Request, formats: tuple[str, ...]) -> str | None:
    """Return the form that is asked for, by the address or else by what is accepted; None when there is none."""
    if "formaat" in request.query:
        asked = request.query["formaat"]
        return asked if asked in formats else None
    accepted = [each.split(";")[0].strip().lower() for each in request.headers.get(hdrs.ACCEPT, "*/*").split(",")]
    for each in accepted:
        if each in ("*/*", "application/*", ""):
            return "json"
        named = next((name for name in formats if FORMATS[name] == each), None)
        if named or each == "text/*":
            return named or ("csv" if "csv" in formats else None)
    return None


def _type(form: str) -> str:
    return "text/csv; charset=utf-8; header=present" if form == "csv" else FORMATS[form]


def _dumped(told: Any) -> bytes:  # Any: what JSON holds
    return json.dumps(told, ensure_ascii=False).encode(errors="replace")
