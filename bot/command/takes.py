"""Says what of a sentence in somebody's own words fills the free text of a command."""

from enum import StrEnum


class Takes(StrEnum):
    """Says what of a sentence in somebody's own words fills the free text of a command."""

    nothing = "nothing"
    names = "names"
    """The numbers and names in it: of things, regions, themes, organisations."""
    sentence = "sentence"
    """All of it."""
