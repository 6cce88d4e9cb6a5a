"""Writes things as the API gives them: as JSON by the names of their fields, and as rows of a table."""

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import StringIO
from typing import Any, Final, TypeAlias

from adapters.web.drawing import names
from adapters.web.shelves import Shelf, Thing, code, slug, value_of
from bot.exchange.formulas import guarded
from bot.things.publication import Field, Shown

Json: TypeAlias = dict[str, Any]  # Any: what JSON holds

PATH: Final = "/api/v1"


def resource(thing: Thing, url: str) -> Json:
    """Return one thing; what is empty is left out."""
    at = f"{url}{PATH}/{thing.shelf.name}/{thing.number}"
    links = {"self": {"href": at}, "pagina": {"href": f"{url}{thing.path('nl')}"}}
    return {**_fields(thing.shelf.pages.fields, thing.fields, thing), "_links": links}


def table(shelf: Shelf, things: Sequence[Thing]) -> str:
    """Return things as CSV, with no cell that a spreadsheet would calculate."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    flat = [each for each in shelf.pages.fields if each.shown is not Shown.parts]
    writer.writerow([each.api for each in flat])
    for thing in things:
        held = _fields(flat, thing.fields, thing)
        writer.writerow([guarded(_cell(held.get(each.api))) for each in flat])
    return out.getvalue()


def utc(moment: str) -> str:
    """Return an ISO 8601 moment in UTC, to the second, with a Z."""
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _fields(fields: Sequence[Field], held: Mapping[str, Any], thing: Thing) -> Json:
    told = {each.api: _value(each, held.get(each.name), thing) for each in fields}
    return {name: value for name, value in told.items() if value not in (None, "")}


def _value(field: Field, held: Any, thing: Thing) -> Any:  # Any: what JSON holds
    match field.shown:
        case Shown.flag:
            return bool(held)
        case Shown.regions | Shown.themes:
            return [{"code": slug(each), "naam": each} for each in names(thing, field.name)]
        case Shown.texts:
            return list(held or ())
        case Shown.parts:
            return [_fields(field.parts, each, thing) for each in held or ()]
        case Shown.label:
            value = value_of(field, str(held or ""))
            return code(field.labels, value) if field.labels and value is not None else None
        case Shown.moment | Shown.instant:
            return utc(held) if held else None
        case _:
            return held


def _cell(value: Any) -> str:  # Any: what `_value` gives
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return "; ".join(each["naam"] if isinstance(each, dict) else str(each) for each in value)
    return "" if value is None else str(value)
