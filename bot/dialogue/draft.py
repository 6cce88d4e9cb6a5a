"""Keeps between messages what was typed for a command so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat.message import Attachment
from bot.chat.reply import codec


@dataclass(frozen=True, slots=True)
class Draft:
    """Holds what was typed for a command so far, as it was typed. `line` called it."""

    line: str
    values: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    """What was answered or skipped, in order, for `terug`."""
    asking: str | None = None
    attachments: tuple[Attachment, ...] = ()
    """What came with it so far, where the command takes files."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """The id of the message in which each of the values was typed; "" is the line that called the command."""
    one_line: bool = False
    """It was told in one line: what may be left out is not asked (`one_line`)."""
    reminded: bool = False
    """That it waits was said since something of it was said last."""

    @classmethod
    def load(cls, state: Mapping[str, Any]) -> "Draft":
        return cls(
            state["line"],
            state["values"],
            tuple(state["skipped"]),
            tuple(state["asked"]),
            state["asking"],
            codec.load(state.get("attachments", [])),
            state.get("sources", {}),
            state.get("one_line", False),
            state.get("reminded", False),
        )

    def dump(self) -> dict[str, Any]:
        return {
            "line": self.line,
            "values": dict(self.values),
            "skipped": list(self.skipped),
            "asked": list(self.asked),
            "asking": self.asking,
            "attachments": codec.dump(self.attachments),
            "sources": dict(self.sources),
            "one_line": self.one_line,
            "reminded": self.reminded,
        }

    def answered(self, name: str, text: str | None) -> "Draft":
        """With an answer to that question, or (None) with it skipped."""
        values = _without(self.values, corrections_of(name))
        return replace(
            self,
            values={**values, name: text} if text is not None else _without(values, name),
            skipped=(*self.skipped, name) if text is None else tuple(s for s in self.skipped if s != name),
            asked=(*(a for a in self.asked if a != name), name),
            asking=None,
        )

    def said_in(self, message: str, *names: str) -> "Draft":
        """With the message in which these values were typed."""
        return replace(self, sources={**self.sources, **dict.fromkeys(names, message)})

    def back(self) -> "Draft":
        """Without the last answer."""
        if not self.asked:
            return self
        last = self.asked[-1]
        return replace(
            self,
            values=_without(self.values, last),
            skipped=tuple(name for name in self.skipped if name != last),
            asked=self.asked[:-1],
        )


def corrections_of(name: str) -> str:
    """Name what was corrected so far of a proposal that is not agreed to yet."""
    return f"{name}?"


def _without(values: Mapping[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in values.items() if key != name}
