"""Says where the website is, for commands that lead there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Website:
    """What the operator chose of it: `ctx.choices.of(Website)`. Without an address there is none."""

    url: str = ""
    workbench: bool = False
    """Whether who coordinates can work there."""

    def __bool__(self) -> bool:
        return bool(self.url)
