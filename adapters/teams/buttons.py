"""Renders buttons of a card: answered in place where the client can, sent as a message elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from adapters.teams.markup import Element, rich
from bot.chat.reply import Action, Audience, Picture, Reply, Style, label
from bot.chat.texts import Language, _

ROW = 3
"""Buttons in one row: Teams hides what does not fit a phone, and shows six at most."""

LONG = 30
"""Letters that a button on a phone of 360 pixels shows: Teams cuts off what does not fit, and breaks no line."""

OPENS = "\u203a"

_STYLES = {Style.normal: "default", Style.primary: "positive", Style.danger: "destructive"}


@dataclass(frozen=True, slots=True)
class Frame:
    """Holds what every button of a card carries, so that its answer can stand in its place."""

    language: str
    asker: str | None = None
    back: str | None = None
    subject: str | None = None
    pictures: Mapping[Picture, str] = field(default_factory=dict)
    """Where each picture is that can be shown."""
    of_thing: bool = False
    """It is the card of a thing, and no reply about one."""
    _names: Iterator[int] = field(default_factory=lambda: count(1), compare=False)

    @classmethod
    def of(
        cls,
        reply: Reply,
        back: str | None = None,
        subject: str | None = None,
        pictures: Mapping[Picture, str] | None = None,
    ) -> "Frame":
        """`back` and `subject` are those of the card that it takes the place of."""
        about = reply.subject.line if reply.subject else subject
        return cls(reply.language, reply.asker, reply.line or back, about, pictures or {}, reply.subject is not None)

    def data(self, line: str, audience: Audience = Audience.anyone, asking: str = "") -> Element:
        only = self.asker if audience is Audience.asker else None
        told = {"line": line, "only": only, "back": self.back, "subject": self.subject, "asking": asking}
        return {name: value for name, value in told.items() if value}

    def name(self) -> str:
        """For a piece of the card that a button shows or hides: no other has it."""
        return f"piece-{next(self._names)}"


def button(action: Action, frame: Frame, title: str = "", asking: str = "") -> Element:
    """`Action.Execute`, answered in place; clients that do not know it send `Action.Submit`, a message."""
    data = frame.data(action.line, action.audience, asking)
    return press(title or label(action.label), data, _STYLES[action.style])


def press(title: str, data: Element, style: str = "default", **more: object) -> Element:
    look = {} if style == "default" else {"style": style}
    execute = {"type": "Action.Execute", "title": title, "verb": "run", "data": data, **look, **more}
    return {**execute, "fallback": {"type": "Action.Submit", "title": title, "data": data, **look, **more}}


def toggle(title: str, names: Sequence[str]) -> Element:
    """Shows what is hidden of these pieces and hides the others, without asking anybody."""
    return {"type": "Action.ToggleVisibility", "title": title, "targetElements": list(names)}


def way_back_button(line: str, language: str) -> Element:
    """Draws what stood here before. It leads no further back, or two cards would lead to each other for ever."""
    return press("\u2039 " + Language(language).text(_("Back")), {"line": line})


def rows(actions: Sequence[Action], frame: Frame, asking: str = "") -> Iterator[Element]:
    """Draw buttons three in a row, and one whose words are too many for a button as a row to press."""
    beside: list[Element] = []
    for action in actions:
        title = label(action.label)
        pressed = button(action, frame, asking=asking)
        if len(title) > LONG:
            yield from _in_one_row(beside)
            beside = []
            yield row([rich((title,))], [sign(OPENS)], pressed)
            continue
        beside.append(pressed)
        if len(beside) == ROW:
            yield from _in_one_row(beside)
            beside = []
    yield from _in_one_row(beside)


def _in_one_row(beside: list[Element]) -> Iterator[Element]:
    if beside:
        yield {"type": "ActionSet", "spacing": "Small", "actions": beside}


def row(shown: list[Element], signs: list[Element], does: Element) -> Element:
    """Return a row to press anywhere; the sign says that it can be."""
    columns = [
        {"type": "Column", "width": "stretch", "items": shown},
        {"type": "Column", "width": "auto", "verticalContentAlignment": "Center", "items": signs},
    ]
    return {"type": "ColumnSet", "columns": columns, "selectAction": does}


def sign(shown: str, **more: object) -> Element:
    return {"type": "TextBlock", "text": shown, "size": "Large", "color": "Accent", **more}
