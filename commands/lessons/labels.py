"""Names the sides, aspects and states of lessons as people read them."""

from collections.abc import Mapping
from enum import StrEnum

from bot.chat.texts import _
from bot.command.labels import Labels
from storage.lessons.lesson import Aspect, Basis, Side, State

SIDES = Labels(Side, {Side.well: _("goes well"), Side.better: _("can be better")})
ASPECTS = Labels(Aspect, {Aspect.content: _("content"), Aspect.process: _("process")})
BASES = Labels(
    Basis, {Basis.experience: _("Seen in"), Basis.advice: _("Advice from"), Basis.expectation: _("Expected in")}
)
STATES = Labels(State, {State.shared: _("shared"), State.old: _("old"), State.withdrawn: _("withdrawn")})


class Quadrant(StrEnum):
    """The four boxes: a side of an aspect."""

    well_content = "goed inhoud"
    well_process = "goed proces"
    better_content = "beter inhoud"
    better_process = "beter proces"


QUADRANTS = Labels(
    Quadrant,
    {
        Quadrant.well_content: _("Well, content"),
        Quadrant.well_process: _("Well, process"),
        Quadrant.better_content: _("Better, content"),
        Quadrant.better_process: _("Better, process"),
    },
)

BOXES: Mapping[Quadrant, tuple[Side, Aspect]] = {
    Quadrant.well_content: (Side.well, Aspect.content),
    Quadrant.well_process: (Side.well, Aspect.process),
    Quadrant.better_content: (Side.better, Aspect.content),
    Quadrant.better_process: (Side.better, Aspect.process),
}
