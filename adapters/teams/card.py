"""Blocks as the elements of an Adaptive Card 1.5, which reads well on a phone and in every theme."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from adapters.teams.form import form_elements
from adapters.teams.markup import Element, as_markdown, as_runs
from bot.reply import (
    Action,
    Actions,
    Audience,
    Block,
    Facts,
    File,
    Form,
    Heading,
    Item,
    Items,
    Quote,
    Reply,
    Style,
    Text,
    Words,
    label,
)
from bot.span import Bold
from bot.wording import Language, _

ROW = 3
"""Buttons in one row: Teams hides what does not fit a phone, and shows six at most."""

_STYLES = {Style.normal: "default", Style.primary: "positive", Style.danger: "destructive"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What every button of a card carries, so that its answer can stand in its place."""

    language: str
    asker: str | None = None
    back: str | None = None
    subject: str | None = None

    @classmethod
    def of(cls, reply: Reply, back: str | None = None, subject: str | None = None) -> "Frame":
        """`back` and `subject` are those of the card that it takes the place of."""
        about = reply.subject.line if reply.subject else subject
        return cls(reply.language, reply.asker, reply.line or back, about)

    def data(self, line: str, audience: Audience = Audience.anyone) -> Element:
        only = self.asker if audience is Audience.asker else None
        told = {"line": line, "only": only, "back": self.back, "subject": self.subject}
        return {name: value for name, value in told.items() if value}


def elements(blocks: Iterable[Block], frame: Frame) -> list[Element]:
    return [element for block in blocks for element in _elements(block, frame)]


def button(action: Action, frame: Frame) -> Element:
    """`Action.Execute`, answered in place; clients that do not know it send `Action.Submit`, a message."""
    return press(label(action.label), frame.data(action.line, action.audience), _STYLES[action.style])


def press(title: str, data: Element, style: str = "default", **more: object) -> Element:
    look = {} if style == "default" else {"style": style}
    execute = {"type": "Action.Execute", "title": title, "verb": "run", "data": data, **look, **more}
    return {**execute, "fallback": {"type": "Action.Submit", "title": title, "data": data, **look, **more}}


def way_back_button(line: str, language: str) -> Element:
    """Draws what stood here before. It leads no further back, or two cards would lead to each other for ever."""
    return press("\u2039 " + Language(language).text(_("Back")), {"line": line})


def rows(actions: Sequence[Action], frame: Frame) -> Iterator[Element]:
    for start in range(0, len(actions), ROW):
        row = [button(action, frame) for action in actions[start : start + ROW]]
        yield {"type": "ActionSet", "spacing": "Small", "actions": row}


def rich(words: Words, **more: object) -> Element:
    return {"type": "RichTextBlock", "inlines": as_runs(words) or [{"type": "TextRun", "text": " "}], **more}


def _elements(block: Block, frame: Frame) -> Iterator[Element]:
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
        case Facts(rows=facts):
            told = [{"title": label(fact.label), "value": as_markdown(fact.value)} for fact in facts]
            yield {"type": "FactSet", "facts": told}
        case Items(items=items, ordered=ordered):
            for number, item in enumerate(items, 1):
                yield _item(item, f"{number}. " if ordered else "", frame, first=number == 1)
        case Actions(actions=actions):
            yield from rows(actions, frame)
        case Form():
            yield from form_elements(block, frame.language)
            data = {**frame.data(block.line), "fields": " ".join(field.name for field in block.fields)}
            send = press(label(block.submit), data, "positive", associatedInputs="auto")
            yield {"type": "ActionSet", "actions": [send]}
        case File(name=name):
            yield rich((Bold(name),))
        case _:
            assert_never(block)


def _item(item: Item, number: str, frame: Frame, *, first: bool) -> Element:
    """One thing: what it is, why it is here, what can be done. No bullets: phones do not show lists."""
    words: Words = (number, *item.words) if number else item.words
    notes = [rich(note, spacing="None", isSubtle=True) for note in item.notes]
    for note in notes:
        for run in note["inlines"]:
            run["isSubtle"] = True
    held = [rich(words), *notes, *rows(item.actions, frame)]
    apart = bool(item.notes or item.actions)
    return {
        "type": "Container",
        "spacing": "Default" if apart else "Small",
        "separator": apart and not first,
        "items": held,
    }
