"""Renders a reply as lines of text. Buttons are numbered: typing the number presses them."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import assert_never

from rich.text import Text as Rich

from bot.chat.reply import (
    Action,
    Actions,
    Block,
    Chart,
    Facts,
    File,
    Form,
    Heading,
    Inline,
    Items,
    Picture,
    Quote,
    Reply,
    Text,
    label,
    spans,
)
from bot.chat.spans import Bold, Code, Italic, Link, Mention

LONGEST_BAR = 16
"""Blocks of a bar: it fits a narrow window with its label and number."""

_STEERING = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")
"""What steers a terminal rather than being shown on it: colours, the cursor, the title of the window."""


def render(reply: Reply) -> Rich:
    numbers = count(1)
    shown = Rich("\n").join(_lines(reply.blocks, numbers))
    shown.plain = shown.plain.translate(_STEERING)  # what people wrote may hold anything
    return shown


def _lines(blocks: Iterable[Block], numbers: Iterator[int]) -> Iterator[Rich]:
    for block in blocks:
        match block:
            case Heading(words=words):
                yield Rich.assemble((_inline(words).plain, "bold underline"))
            case Text(words=words):
                yield _inline(words)
            case Quote(words=words):
                yield from (Rich("  │ ").append_text(line) for line in _inline(words).split("\n", allow_blank=True))
            case Facts(rows=rows):
                for row in rows:
                    yield Rich.assemble((label(row.label), "dim"), ": ", _inline(row.value))
            case Items():
                yield from _items(block, numbers)
            case Actions(actions=actions):
                yield _buttons(actions, numbers)
            case Form(title=title):
                yield Rich(label(title))
            case File(name=name):
                yield Rich.assemble((name, "underline"))
            case Picture():
                pass  # what stands beside it says the same
            case Chart():
                yield from _bars(block)
            case _:
                assert_never(block)


def _items(listed: Items, numbers: Iterator[int]) -> Iterator[Rich]:
    for place, item in enumerate(listed.items, 1):
        line = Rich(f"{place}. " if listed.ordered else "• ").append_text(_inline(item.words))
        yield line.append_text(_inline((" – ", *item.about))) if item.about else line
        yield from (Rich("    ").append_text(_inline(note)) for note in item.notes)
        if item.actions:
            yield Rich("    ").append_text(_buttons(item.actions, numbers))


def _bars(chart: Chart) -> Iterator[Rich]:
    """Draw each bar with blocks, behind its label."""
    names = [label(bar.label) for bar in chart.bars]
    wide = max(map(len, names), default=0)
    for name, bar in zip(names, chart.bars, strict=True):
        drawn = "█" * chart.length(bar, LONGEST_BAR)
        yield Rich.assemble(f"{name:<{wide}} ", (drawn, "cyan"), " " if drawn else "", label(bar.said))


def _buttons(actions: Iterable[Action], numbers: Iterator[int]) -> Rich:
    return Rich("   ").join(Rich.assemble((f"[{next(numbers)}]", "cyan"), " ", label(each.label)) for each in actions)


def _inline(inlines: Iterable[Inline]) -> Rich:
    line = Rich()
    for span in spans(inlines):
        match span:
            case str():
                line.append(span)
            case Bold(text=text):
                line.append(text, "bold")
            case Italic(text=text):
                line.append(text, "italic")
            case Code(text=text):
                line.append(text, "green")
            case Link():
                line.append(str(span), "underline")
            case Mention(name=name):
                line.append(name, "bold cyan")
            case _:
                assert_never(span)
    return line
