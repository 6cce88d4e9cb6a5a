"""Describes the API in OpenAPI 3.1, from the fields that topics declare."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from adapters.web.api.values import PATH, Json
from adapters.web.queries import LONGEST
from adapters.web.settings import WebSettings
from adapters.web.shelves import A_PAGE, LAST_PAGE, Shelf, code
from bot.chat.texts import Language
from bot.things.publication import Field, Shown

VERSION: Final = "1.0.0"
MOST: Final = 100
"""Things in one answer."""
_DUTCH: Final = Language("nl")
_ERRORS: Final = {"400": "Ongeldige aanvraag", "404": "Niet gevonden", "406": "Vorm niet beschikbaar", "429": "Te veel"}


def document(settings: WebSettings, shelves: Sequence[Shelf]) -> Json:
    """Return the whole description."""
    contact = settings.contact
    paths: Json = {}
    for each in shelves:
        paths[f"/{each.name}"] = {"get": _list(each)}
        paths[f"/{each.name}/{{nummer}}"] = {"get": _one(each)}
    for name, what in (("regios", "gebieden"), ("themas", "thema's")):
        paths[f"/{name}"] = {"get": _names(name, what)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.name}: open data",
            "version": VERSION,
            "description": "Alles wat deelnemers van het Café op de website zetten. Zonder namen van mensen.",
            "contact": {
                "name": settings.name,
                "url": settings.url,
                **({"email": contact} if "@" in contact and "/" not in contact else {}),
            },
        },
        "servers": [{"url": f"{settings.url}{PATH}", "description": "De enige server"}],
        "tags": [{"name": each.name, "description": _DUTCH.text(each.pages.intro)} for each in shelves]
        + [{"name": "kaart", "description": "Waar alles over gaat: gebieden en thema's."}],
        "paths": paths,
        "components": {
            "schemas": {**{schema_name(each): _resource(each) for each in shelves}, **_SHARED},
            "headers": _HEADERS,
            "responses": {name: _problem(what) for name, what in _ERRORS.items()},
        },
    }


def schema_name(shelf: Shelf) -> str:
    return _DUTCH.text(shelf.pages.one).capitalize()


def _list(shelf: Shelf) -> Json:
    title = _DUTCH.text(shelf.pages.title).lower()
    held: Json = {
        "type": "object",
        "required": ["pagina", "aantal", "totaal", "resultaten", "_links"],
        "properties": {
            "pagina": {"type": "integer", "minimum": 1},
            "aantal": {"type": "integer", "minimum": 1, "maximum": MOST},
            "totaal": {"type": "integer", "minimum": 0},
            "resultaten": {"type": "array", "items": {"$ref": f"#/components/schemas/{schema_name(shelf)}"}},
            "_links": {"$ref": "#/components/schemas/Links"},
        },
    }
    return {
        "operationId": f"get{shelf.name.capitalize()}",
        "summary": f"Lijst: {title}",
        "description": _DUTCH.text(shelf.pages.intro),
        "tags": [shelf.name],
        "parameters": list(parameters(shelf).values()),
        "responses": _responses(held, "400", "406", "429"),
    }


def _one(shelf: Shelf) -> Json:
    number: Json = {
        "name": "nummer",
        "in": "path",
        "required": True,
        "description": "Zoals het op de pagina staat.",
        "schema": {"type": "string", "pattern": "^[A-Z]-[1-9][0-9]{0,8}$"},
    }
    return {
        "operationId": f"get{schema_name(shelf)}",
        "summary": f"Eén {_DUTCH.text(shelf.pages.one).lower()}",
        "description": f"Geeft {_DUTCH.text(shelf.pages.one).lower()} met dit nummer.",
        "tags": [shelf.name],
        "parameters": [number, _FORMAT],
        "responses": _responses({"$ref": f"#/components/schemas/{schema_name(shelf)}"}, "400", "404", "406", "429"),
    }


def _names(name: str, what: str) -> Json:
    held: Json = {
        "type": "object",
        "required": ["resultaten", "_links"],
        "properties": {
            "resultaten": {"type": "array", "items": {"$ref": "#/components/schemas/Naam"}},
            "_links": {"$ref": "#/components/schemas/Links"},
        },
    }
    return {
        "operationId": f"get{name.capitalize()}",
        "summary": f"Alle {what}",
        "description": f"Geeft alle {what} waarop je kunt filteren.",
        "tags": ["kaart"],
        "parameters": [],
        "responses": _responses(held, "400", "406", "429", formats=("application/json",)),
    }


def parameters(shelf: Shelf) -> Mapping[str, Json]:
    """Return what a list may be asked, by name."""
    found = {"zoek": _parameter("zoek", "Woorden die er allemaal in staan.", **_WORD, maxLength=LONGEST)}
    if shelf.pages.shelf.regions is not None:
        found["regio"] = _parameter("regio", "Een gebied, en alles wat erin ligt: de code uit /regios.", **_WORD)
    if shelf.pages.shelf.themes is not None:
        found["thema"] = _parameter("thema", "Een thema, en wat eronder valt: de code uit /themas.", **_WORD)
    if shelf.sorts:
        found["soort"] = _parameter("soort", "Alleen deze.", type="string", enum=list(shelf.sorts))
    found["pagina"] = _parameter("pagina", "Welke pagina.", type="integer", minimum=1, maximum=LAST_PAGE, default=1)
    some = {"type": "integer", "minimum": 1, "maximum": MOST, "default": A_PAGE}
    found["aantal"] = _parameter("aantal", "Hoeveel per pagina.", **some)
    return {**found, "formaat": _FORMAT}


def _parameter(name: str, description: str, **schema: Any) -> Json:  # Any: of JSON Schema
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _responses(held: Json, *errors: str, formats: Sequence[str] = ()) -> Json:
    wanted = formats or ("application/json", "application/ld+json", "text/csv")
    content = {each: {"schema": held if each == "application/json" else _OTHER[each]} for each in wanted}
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in _HEADERS}
    told: Json = {"200": {"description": "Gelukt", "headers": headers, "content": content}}
    return told | {each: {"$ref": f"#/components/responses/{each}"} for each in errors}


def _problem(what: str) -> Json:
    headers = {"API-Version": {"$ref": "#/components/headers/API-Version"}}
    schema = {"$ref": "#/components/schemas/Probleem"}
    return {"description": what, "headers": headers, "content": {"application/problem+json": {"schema": schema}}}


def _resource(shelf: Shelf) -> Json:
    held = _object(shelf.pages.fields, {"number", "changed", shelf.pages.heading})
    held["required"] = sorted({*held["required"], "_links"})
    held["properties"]["_links"] = {"$ref": "#/components/schemas/Links"}
    return held


def _object(fields: Sequence[Field], always: set[str]) -> Json:
    lists = (Shown.regions, Shown.themes, Shown.texts, Shown.parts, Shown.flag)
    return {
        "type": "object",
        "required": sorted(each.api for each in fields if each.name in always or each.shown in lists),
        "properties": {each.api: {"description": _DUTCH.text(each.label), **_type(each)} for each in fields},
    }


def _type(field: Field) -> Json:
    match field.shown:
        case Shown.texts:
            return {"type": "array", "items": {"type": "string"}}
        case Shown.regions | Shown.themes:
            return {"type": "array", "items": {"$ref": "#/components/schemas/Naam"}}
        case Shown.parts:
            return {"type": "array", "items": _object(field.parts, {"number", "text"})}
        case Shown.label:
            labels = field.labels
            return {"type": "string", "enum": [code(labels, each) for each in labels.labels] if labels else []}
        case Shown.amount:
            return {"type": "integer", "minimum": 0}
        case Shown.flag:
            return {"type": "boolean"}
        case Shown.day:
            return {"type": "string", "format": "date"}
        case Shown.moment | Shown.instant:
            return {"type": "string", "format": "date-time"}
        case Shown.link:
            return {"type": "string", "format": "uri"}
        case Shown.text:
            return {"type": "string"}


_WORD: Final[Json] = {"type": "string", "minLength": 1}
_FORMAT: Final[Json] = {
    "name": "formaat",
    "in": "query",
    "required": False,
    "description": "In plaats van de header Accept: voor wie een adres deelt.",
    "schema": {"type": "string", "enum": ["json", "jsonld", "csv"]},
}
_OTHER: Final[Mapping[str, Json]] = {
    "application/ld+json": {"type": "object", "required": ["@context"], "description": "In de woorden van schema.org"},
    "text/csv": {"type": "string", "description": "Een tabel met een kop"},
}
_HEADERS: Final[Json] = {
    "API-Version": {
        "description": "De versie van deze API",
        "schema": {"type": "string", "pattern": "^1\\.[0-9]+\\.[0-9]+$"},
    },
    "ETag": {"description": "Voor If-None-Match", "schema": {"type": "string"}},
}
_SHARED: Final[Json] = {
    "Naam": {
        "type": "object",
        "required": ["code", "naam"],
        "properties": {"code": {"type": "string"}, "naam": {"type": "string"}},
    },
    "Links": {
        "type": "object",
        "required": ["self"],
        "additionalProperties": {
            "type": "object",
            "required": ["href"],
            "properties": {"href": {"type": "string", "format": "uri"}},
        },
    },
    "Probleem": {
        "type": "object",
        "required": ["status", "title", "detail"],
        "properties": {
            "status": {"type": "integer"},
            "title": {"type": "string"},
            "detail": {"type": "string"},
            "invalidParams": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["name", "reason"],
                    "properties": {"name": {"type": "string"}, "reason": {"type": "string"}},
                },
            },
        },
    },
}
