"""Takes compounds apart as people read them: riool of rioolvervanging, inwoners and panel of inwonerspanel."""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.search.light import is_light
from storage.search.analyser import stem

HEAD: Final = 4
"""Letters of a first part whose last part is light."""
PART: Final = 4
"""Letters of a part of a compound."""
LONGEST: Final = 30
"""Letters of a word of which the parts are looked for."""
_LINKS: Final = ("", "s", "en", "e")


def halves(word: str) -> Iterator[tuple[str, str]]:
    """The stems of what a word may be made of: inwoners and panel of inwonerspanel."""
    for at in range(PART, len(word) - PART + 1):
        for link in _LINKS:
            head = word[: at - len(link)]
            if word[:at].endswith(link) and len(head) >= PART:
                yield stem(head), stem(word[at:])


def heads(word: str, *, light: bool = False) -> Iterator[str]:
    """The first part of a compound whose last part is light: riool of rioolvervanging.

    A first part that is light itself says nothing either: netwerkkabels are about no network. `light`: it may be.
    """
    for at in range(4, len(word) - 3):
        if is_light(word[at:]) and stem(word) not in _WHOLE:
            for link in _LINKS:
                head = word[: at - len(link)]
                if word[:at].endswith(link) and len(head) >= HEAD and (light or not is_light(head)):
                    yield head


_WHOLE: Final = frozenset({"grondslag"})
"""Stems of words that only look like a compound with a light end."""


def parts_of(words: Iterable[str]) -> set[str]:
    """The stems of what these words may be made of, where they are words and no stories."""
    short = [word for word in words if len(word) <= LONGEST]
    return {stem(head) for word in short for head in heads(word)} | {
        part for word in short for both in halves(word) for part in both
    }
