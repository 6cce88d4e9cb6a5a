"""Fits a digest to the screen of a phone: what happened competes for its lines by what it is worth to the reader."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Text, label, spans
from bot.digest.selection import PINNED, Chosen, Section, Story

LINES: Final = 30
WIDTH: Final = 42
"""A phone of 360 by 780: so many lines of so many letters, below and above what the platform shows there itself."""

FADES: Final = 0.7
"""What a story is worth beside the one before it of its section: so readers hear of several things."""

LEADS: Final = 2
"""How much more a section is worth to the readers for whom it comes first."""

DOORS: Final = 3
"""Lines kept for the buttons that show the rest of a section."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A story in the language of its reader."""

    item: Item
    height: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: int
    """Of its section, in reading order."""
    story: Story
    worth: float


def fitted(chosen: Sequence[Chosen], room: int, draw: Callable[[Section, Story], Drawn]) -> list[Chosen]:
    """Return what fits in so many lines, in the same order; at least one. The rest of a section is what is left of it.

    A thing that several sections tell of is told once, where it is worth most, the latest of it among equals.
    """
    room -= DOORS
    taken: dict[int, list[Story]] = {}
    full: set[int] = set()
    once = _once(chosen)
    for each in _by_worth(once):
        if each.place in full:
            continue
        section = chosen[each.place].section
        height = draw(section, each.story).height + (each.place not in taken)
        if height > room and taken and each.worth < PINNED:
            full.add(each.place)  # the best of it first, or none
            continue
        taken.setdefault(each.place, []).append(each.story)
        room -= height
    waiting = {place: sum(each.place == place for each in once) for place in range(len(chosen))}
    return [
        replace(each, stories=tuple(taken.get(place, ())), left=each.left + waiting[place] - len(taken.get(place, ())))
        for place, each in enumerate(chosen)
    ]


def _once(chosen: Sequence[Chosen]) -> list[_Candidate]:
    best: dict[str, _Candidate] = {}
    for place, each in enumerate(chosen):
        for story, worth in zip(each.stories, each.worth, strict=True):
            found = _Candidate(place, story, worth * (LEADS if each.leads else 1))
            held = best.get(story.about)
            if held is None or (found.worth, found.story.at) > (held.worth, held.story.at):
                best[story.about] = found
    return sorted(best.values(), key=lambda each: each.place)


def _by_worth(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Those of one section in its own order, each worth less than the one before it."""
    told: dict[int, int] = {}
    faded = []
    for each in candidates:
        before = told.get(each.place, 0)
        told[each.place] = before + 1
        faded.append(each if each.worth >= PINNED else replace(each, worth=each.worth * FADES**before))
    return sorted(faded, key=lambda each: -each.worth)


def height_of(blocks: Iterable[Block]) -> int:
    """Return how many lines blocks in a language of their own take; a button is a line, as where it is typed."""
    return sum(map(_height, blocks))


def height_of_item(item: Item) -> int:
    """Return how many lines one story takes."""
    head = (*item.words, " – ", *item.about) if item.about else item.words
    return sum(_wrapped(spans(each)) for each in (head, *item.notes)) + len(item.actions)


def _height(block: Block) -> int:
    match block:
        case Heading(words=said) | Text(words=said):
            return _wrapped(spans(said))
        case Items(items=items):
            return sum(map(height_of_item, items))
        case Actions(actions=actions):
            return _buttons(actions)
        case _:
            raise TypeError(f"A digest holds no {type(block).__name__}")


def _buttons(actions: Sequence[Action]) -> int:
    return sum(_wrapped((label(each.label),)) for each in actions)


def _wrapped(parts: Iterable[object]) -> int:
    return max(1, -(-len("".join(map(str, parts))) // WIDTH))
