"""Renders a reply as a Teams message: text where that is enough, else one Adaptive Card."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from adapters.teams.buttons import Frame, way_back_button
from adapters.teams.card import elements
from adapters.teams.markup import Element, as_html, mention_entity, mentions, plain
from bot.chat.reply import (
    Action,
    Actions,
    Block,
    Chart,
    Facts,
    File,
    Form,
    Heading,
    Item,
    Items,
    Picture,
    Quote,
    Reply,
    Text,
    Words,
    label,
)

CARD = "application/vnd.microsoft.card.adaptive"
MOST_BYTES = 80_000
"""Of one message. Teams takes about 100 KB, counted in UTF-16."""

FALLBACK = 2_000
"""Characters of `fallbackText`."""


class TooLong(ValueError):
    """The reply does not fit in one message, also after leaving out what stands last."""


def render(reply: Reply, *, viewers: Iterable[str] = (), pictures: Mapping[Picture, str] | None = None) -> Element:
    """Return the message. Raises `TooLong`."""
    if enough(reply) and _fits(told := _text(reply)):
        return told
    card = render_card(reply, viewers=viewers, pictures=pictures)
    summary = next(iter(_lines(reply.blocks)), "PLeK")
    return {"summary": summary[:200], "attachments": [{"contentType": CARD, "content": card}]}


def enough(reply: Reply) -> bool:
    """Tell whether plain text says it all: there is nothing to press, list or keep up to date."""
    return reply.subject is None and all(
        isinstance(block, Text | Quote | File) or (isinstance(block, Items) and not block.items)
        for block in reply.blocks
    )


def render_card(
    reply: Reply,
    *,
    back: str | None = None,
    subject: str | None = None,
    said: Iterable[Block] = (),
    viewers: Iterable[str] = (),
    pictures: Mapping[Picture, str] | None = None,
) -> Element:
    """Return the card of a reply. `back` and `subject` are the lines of what it takes the place of;
    `said` stands on top.

    `viewers` are the Teams user ids, 60 at most, for whom the card is drawn anew when they see it; `pictures` tells
    where each picture is. What does not fit is left out: a picture first, then the end of the longest list.
    """
    frame = Frame.of(reply, back, subject, pictures)
    way_back = back if back != reply.line and not reply.subject else None
    told = list(reply.blocks)
    while True:
        body = elements(told, frame)
        noted = list(said)
        if noted:
            body.insert(0, {"type": "Container", "style": "accent", "items": elements(noted, frame)})
        card = _card(body, "\n".join(_lines([*noted, *told])), reply.language)
        if way_back:
            body.append({"type": "ActionSet", "actions": [way_back_button(way_back, reply.language)]})
        if reply.subject and (seen := sorted(viewers)[:60]):
            refresh = {"type": "Action.Execute", "verb": "refresh", "data": {"line": reply.subject.line}}
            card["refresh"] = {"action": refresh, "userIds": seen}
        if _fits(card):
            return card
        if len(told) < 2 and not any(isinstance(block, Items) and len(block.items) > 1 for block in told):
            raise TooLong(TooLong.__doc__)
        told = _shorter(told)


def _fits(message: Element) -> bool:
    return len(json.dumps(message, ensure_ascii=False).encode("utf-16-le")) <= MOST_BYTES


def _card(body: list[Element], fallback: str, language: str) -> Element:
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "lang": language,
        "fallbackText": fallback[:FALLBACK] or "PLeK",
        "body": body,
    }


def _shorter(blocks: list[Block]) -> list[Block]:
    """Without its pictures, else without the last half of the longest list, or else without the last block."""
    if any(isinstance(block, Picture) for block in blocks):
        return [block for block in blocks if not isinstance(block, Picture)]
    lists = [block for block in blocks if isinstance(block, Items) and len(block.items) > 1]
    if not lists:
        return blocks[:-1]
    longest = max(lists, key=lambda block: len(block.items))
    half = Items(longest.items[: len(longest.items) // 2], longest.ordered)
    return [half if block is longest else block for block in blocks]


def _text(reply: Reply) -> Element:
    parts, notified = [], []
    for block in reply.blocks:
        match block:
            case Text(words=words):
                parts.append(f"<p>{as_html(words)}</p>")
                notified += mentions(words)
            case Quote(words=words):
                parts.append(f"<blockquote>{as_html(words)}</blockquote>")
                notified += mentions(words)
            case _:
                continue  # an empty list, as `enough` has it; a file follows as an attachment
    text: Element = {"text": "".join(parts), "textFormat": "xml"}
    if notified:
        text["entities"] = [mention_entity(each) for each in notified]
    return text


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield what a client that shows no cards shows, and a screen reader's summary."""
    for block in blocks:
        match block:
            case Heading(words=words) | Text(words=words) | Quote(words=words):
                yield plain(words)
            case Facts(rows=rows):
                yield from (f"{label(row.label)}: {plain(row.value)}" for row in rows)
            case Items(items=items):
                for item in items:
                    yield "- " + "; ".join(map(plain, _told(item)))
                    yield from _typed(item.actions)
            case Actions(actions=actions):
                yield from _typed(actions)
            case Form(title=title, line=line):
                yield f"{label(title)}: {line}"
            case File(name=name):
                yield name
            case Picture():
                pass  # what stands beside it says the same
            case Chart(bars=bars):
                yield from (f"{label(bar.label)}: {label(bar.said)}" for bar in bars)
            case _:
                assert_never(block)


def _told(item: Item) -> Iterator[Words]:
    yield item.words
    if item.about:
        yield item.about
    yield from item.notes


def _typed(actions: Iterable[Action]) -> Iterator[str]:
    return (f"{label(action.label)}: {action.line}" for action in actions)
