"""Says what a thing on the web shows, in a language: the rows of its page, and what stands of it in a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from adapters.web.queries import NAMES
from adapters.web.shelves import Thing, slug, value_of
from adapters.web.texts import TEXTS
from bot.chat.spans import shorten
from bot.chat.texts import Language
from bot.things.publication import Field, Shown
from storage.vocabulary import HOME_ZONE

HEADING = 150
"""Letters of a heading; what is longer stands below it in full."""
BRIEF = 240


@dataclass(frozen=True, slots=True)
class Linked:
    """A name that leads somewhere."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a page: what it is called and what it holds. One of `text`, `links` and `parts` is filled."""

    name: str
    label: str
    text: str = ""
    moment: str = ""
    """The day in ISO 8601, where the text is one."""
    links: Sequence[Linked] = ()
    parts: Sequence[Sequence["Row"]] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """A thing as it stands in a list."""

    heading: str
    href: str
    text: str
    about: Sequence[str]


def rows(thing: Thing, language: Language) -> list[Row]:
    """Return the rows of its page, those that are filled and do not say what the heading says."""
    heading = thing.shelf.pages.heading
    return [
        row
        for field in thing.shelf.pages.fields
        if field.name != heading or len(thing.heading) > HEADING
        for row in _row(field, thing.fields.get(field.name), thing, language)
    ]


def title(thing: Thing) -> str:
    return shorten(" ".join(thing.heading.split()), HEADING)


def brief(thing: Thing, language: Language) -> Brief:
    pages = thing.shelf.pages
    texts = (
        str(thing.fields.get(each.name) or "")
        for each in pages.fields
        if each.shown is Shown.text and each.name not in ("number", pages.heading)
    )
    sorted_by = thing.shelf.sorted_by
    value = value_of(sorted_by, str(thing.fields.get(pages.sorted_by) or "")) if sorted_by else None
    about = [thing.number]
    if sorted_by and sorted_by.labels and value is not None:
        about.append(language.text(sorted_by.labels[value]))
    about += names(thing, "regions")
    made = str(thing.fields.get(pages.made) or "") if pages.made else ""
    if made:
        about.append(language.text(day_of(made)))
    text = next((each for each in texts if each), "")
    return Brief(title(thing), thing.path(language.code), shorten(" ".join(text.split()), BRIEF), about)


def names(thing: Thing, field: str) -> list[str]:
    """Return the names of its regions or themes, in the order of the alphabet."""
    known = thing.atlas.regions if field == "regions" else thing.atlas.themes
    return sorted(known[each].name for each in thing.fields.get(field, ()) if each in known)


def day_of(moment: str) -> date:
    """Return the day of an ISO 8601 moment, as clocks here show it."""
    if len(moment) == len("2026-01-01"):
        return date.fromisoformat(moment)
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(HOME_ZONE)).date()


def _row(field: Field, held: Any, thing: Thing, language: Language) -> Iterator[Row]:  # Any: what JSON holds
    if held in (None, "", [], False):
        return
    label = language.text(field.label)
    match field.shown:
        case Shown.day | Shown.moment | Shown.instant:
            yield _moment(field, held, language)
        case Shown.label:
            value = value_of(field, held)
            if field.labels and value is not None:
                yield Row(field.name, label, language.text(field.labels[value]))
        case Shown.regions | Shown.themes:
            if found := names(thing, field.name):
                part = NAMES[language.code]["region" if field.shown is Shown.regions else "theme"]
                path = thing.shelf.path(language.code)
                yield Row(field.name, label, links=[Linked(each, f"{path}?{part}={slug(each)}") for each in found])
        case Shown.link:
            if held.startswith(("https://", "http://")):
                yield Row(field.name, label, links=[Linked(held, held)])
        case Shown.texts:
            yield Row(field.name, label, ", ".join(held))
        case Shown.flag:
            yield Row(field.name, label, language.text(TEXTS["yes"]))
        case Shown.amount:
            yield Row(field.name, label, language.text(int(held)))
        case Shown.parts:
            parts = [
                [row for each in field.parts for row in _row(each, part.get(each.name), thing, language)]
                for part in held
            ]
            yield Row(field.name, label, parts=parts)
        case Shown.text:
            yield Row(field.name, label, str(held))


def _moment(field: Field, held: str, language: Language) -> Row:
    label = language.text(field.label)
    if field.shown is Shown.instant:
        return Row(field.name, label, language.text(datetime.fromisoformat(held)), moment=held)
    day = day_of(held)
    return Row(field.name, label, language.text(day), moment=day.isoformat())
