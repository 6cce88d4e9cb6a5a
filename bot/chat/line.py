"""Says what a button types, in each language: the line does the same in whichever of them it is typed."""

from collections.abc import Mapping


class Line(str):
    """What is typed, as it stands in Dutch, and what says the same in the other languages by code.

    A `Reply` shows the one of its reader (`Reply.localised`). A new text made of it is Dutch again, but for `+` and
    `about`.
    """

    others: Mapping[str, str]

    def __new__(cls, dutch: str, **others: str) -> "Line":
        line = super().__new__(cls, dutch)
        line.others = others
        return line

    @classmethod
    def of(cls, said: Mapping[str, str]) -> "Line":
        """Return the line that is typed so in each language, by code."""
        return cls(said["nl"], **{code: text for code, text in said.items() if code != "nl"})

    def said_in(self, language: str) -> str:
        """Return what a reader of that language types."""
        return self.others.get(language) or str(self)

    @property
    def forms(self) -> tuple[str, ...]:
        """Return how it is typed in each language."""
        return (str(self), *self.others.values())

    def __add__(self, text: str) -> "Line":
        held = text.others if isinstance(text, Line) else {}
        return Line(f"{self}{text}", **{code: f"{said}{held.get(code, text)}" for code, said in self.others.items()})

    def about(self, *values: str) -> "Line":
        """Return this line with what it is about behind it."""
        told = [each for each in values if each]
        if not any(isinstance(each, Line) for each in told):
            # One line is made, and not two for each value: what waits for somebody has hundreds of buttons.
            return self + "".join(f" {each}" for each in told) if told else self
        line = self
        for each in told:
            line = line + " " + each
        return line


NOTHING = Line("")
YES = Line("ja", en="yes")
NO = Line("nee", en="no")
"""What answers a question of ours."""
