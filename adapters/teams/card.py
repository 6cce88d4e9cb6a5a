"""Renders blocks as elements of an Adaptive Card 1.5, which reads well on a phone and in every theme."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import assert_never

from adapters.teams.buttons import Frame, press
from adapters.teams.form import form_elements
from adapters.teams.listed import FULL, folded, thing, under_one
from adapters.teams.markup import Element, as_markdown, plain, rich
from bot.chat.reply import (
    Actions,
    Block,
    Chart,
    Choice,
    Fact,
    Facts,
    File,
    Form,
    Heading,
    Items,
    Picture,
    Quote,
    Text,
    label,
)
from bot.chat.spans import Bold
from bot.chat.texts import Language, _

SHORT = 8
"""Letters of a label that stand below a bar on a phone."""
LONG = 13
"""Letters of a word that fit beside its label in a channel on a phone."""


def elements(blocks: Iterable[Block], frame: Frame) -> list[Element]:
    shown = count(1)
    return [element for block in blocks for element in _elements(block, frame, shown)]


def _fact(fact: Fact, *, first: bool) -> Element:
    """A `FactSet` cuts long words off where a phone ends: columns break them in a chat, and not in a channel.

    So what has a word that no column of a phone holds stands below its label.
    """
    spacing = "Default" if first else "Small"
    name, value = rich((Bold(label(fact.label)),)), rich(fact.value)
    if max(map(len, plain(fact.value).split()), default=0) > LONG:
        return {"type": "Container", "spacing": spacing, "items": [name, value | {"spacing": "None"}]}
    columns = (("2", name), ("3", value))
    return {
        "type": "ColumnSet",
        "spacing": spacing,
        "columns": [{"type": "Column", "width": width, "items": [shown]} for width, shown in columns],
    }


def _meant(field: str, near: Choice, data: Element, language: str) -> Element:
    """A button that sends the form with this in place of what is wrong in a field."""
    title = Language(language).text(_("Did you mean {what}?", what=label(near.label)))
    return {
        "type": "ActionSet",
        "spacing": "Small",
        "actions": [press(title, {**data, "meant": {field: near.value}}, associatedInputs="auto")],
    }


def _form(form: Form, frame: Frame) -> Iterator[Element]:
    yield from form_elements(form, frame.language)
    data = {**frame.data(form.line), "fields": " ".join(field.name for field in form.fields)}
    if form.asking:
        data["asking"] = form.asking
    for field in form.fields:
        yield from (_meant(field.name, each, data, frame.language) for each in field.meant)
    send = press(label(form.submit), data, "positive", associatedInputs="auto")
    yield {"type": "ActionSet", "actions": [send]}


def _chart(chart: Chart) -> Element:
    """A chart of Teams, lying down where what its bars are of is long. A client that draws none shows its table."""
    lies = any(len(label(bar.label)) > SHORT for bar in chart.bars)
    how = {"type": "Chart.HorizontalBar"} if lies else {"type": "Chart.VerticalBar", "showBarValues": True}
    return {
        **how,
        "title": label(chart.title),
        "color": "categoricalBlue",
        "data": [{"x": label(bar.label), "y": bar.height} for bar in chart.bars],
        "fallback": _table(chart),
    }


def _table(chart: Chart) -> Element:
    rows = [(label(bar.label), label(bar.said)) for bar in chart.bars]
    return {
        "type": "Table",
        "firstRowAsHeader": False,
        "showGridLines": False,
        "columns": [{"width": 2}, {"width": 1}],
        "rows": [
            {"type": "TableRow", "cells": [{"type": "TableCell", "items": [rich((cell,))]} for cell in row]}
            for row in rows
        ],
    }


def _elements(block: Block, frame: Frame, shown: Iterator[int]) -> Iterator[Element]:
    match block:
        case Heading(words=words):
            yield {
                "type": "TextBlock",
                "text": as_markdown(words),
                "wrap": True,
                "style": "heading",
                "size": "Medium",
                "weight": "Bolder",
            }
        case Text(words=words):
            yield rich(words)
        case Quote(words=words):
            yield {"type": "Container", "style": "emphasis", "items": [rich(words)]}
        case Facts(rows=facts, under=under):
            told = [_fact(fact, first=fact is facts[0]) for fact in facts]
            yield from told if under is None else folded(label(under), told, frame)
        case Items(items=items, ordered=ordered):
            for number, item in enumerate(items, 1):
                full = len(item.actions) > 1 and next(shown) <= FULL
                yield thing(item, f"{number}. " if ordered else "", frame, full=full, first=number == 1)
        case Actions():
            yield from under_one(block, frame)
        case Form():
            yield from _form(block, frame)
        case File(name=name):
            yield rich((Bold(name),))
        case Picture(alt=alt):
            if block in frame.pictures:
                yield {"type": "Image", "url": frame.pictures[block], "altText": plain(alt), "size": "Stretch"}
        case Chart():
            yield _chart(block)
        case _:
            assert_never(block)
