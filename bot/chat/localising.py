"""Puts a reply into the language of its reader, whatever it is made of."""

from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

from bot.chat.line import Line
from bot.chat.spans import Bold, Code, Italic, Link, Mention, Named
from bot.chat.texts import Language, Msg

T = TypeVar("T")


def localised(value: T, language: Language) -> T:
    """Return a reply, or a part of it, in that language: what is in it already is given back as it is."""
    kind: type[Any] = type(value)  # Any: it may be a tuple of anything, or a dataclass
    if kind is str:  # first, as it is what replies are mostly made of
        return value
    if kind is Msg or kind is Line:
        return cast("T", language.text(cast("Msg | Line", value)))
    if kind is Code:
        return cast("T", language.words(cast("Code", value))[0])
    if kind is tuple:
        parts: list[Any] = []  # Any: blocks, words, fields
        same = True
        for each in cast("tuple[Any, ...]", value):
            if type(each) is Msg:
                parts.extend(language.words(each))
                same = False
            else:
                parts.append(new := localised(each, language))
                same = same and new is each
        return value if same else cast("T", tuple(parts))
    changed = {}
    for name in _inner(cast("type", kind)):
        held = getattr(value, name)
        new = localised(held, language)
        if new is not held:
            changed[name] = new
    return cast("T", replace(cast("Any", value), **changed)) if changed else value  # Any: some dataclass


@cache
def _inner(kind: type) -> tuple[str, ...]:
    """Return the fields in which words can stand. Spans hold none: they are words."""
    if kind in (Bold, Italic, Code, Link, Mention, Named) or not is_dataclass(kind):
        return ()
    return tuple(each.name for each in fields(kind))
