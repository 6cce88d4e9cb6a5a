"""Renders things of a list on a phone: what and why in sight, the rest under a press."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from adapters.teams.buttons import OPENS, ROW, Frame, button, row, rows, sign, toggle
from adapters.teams.markup import Element, plain, rich
from bot.chat.reply import Action, Actions, Item, Words, label, spans
from bot.chat.spans import beginning
from bot.chat.texts import Language, _

FULL: Final = 3
"""Things in one card that show what can be done with them; of those that follow it unfolds."""

BRIEF: Final = 80
"""Letters of a reason: two lines of a phone."""

_LOOKS = re.compile(r"[A-Z]-\d+")
"""A line that shows one record and changes nothing."""

_UNFOLDS, _FOLDS = "\u25be", "\u25b4"


def thing(item: Item, number: str, frame: Frame, *, full: bool, first: bool) -> Element:
    """Return one thing of a list. No bullets: phones do not show lists.

    What takes one press to look at is a row to press. Of what has more to it, the row unfolds the other reasons; unless
    it is `full`, also what can be done.
    """
    words: Words = (number, *item.words) if number else item.words
    head = [rich(words), *([rich(item.about, quiet=True, spacing="None")] if item.about else [])]
    look = next((each for each in item.actions if _LOOKS.fullmatch(each.line)), None)
    if len(item.actions) > 1:
        held = list(_folded(item, head, look, frame, full=full))
    elif look:
        seen = [*head, *_quiet(_briefly(note) for note in item.notes[:2])]
        held = [row(seen, [sign(OPENS)], button(look, frame, _titled(look, item)))]
    else:
        held = [*head, *_quiet(item.notes), *rows(item.actions, frame)]
    apart = bool(item.notes or item.actions)
    return {
        "type": "Container",
        "spacing": "Default" if apart else "Small",
        "separator": apart and not first,
        "items": held,
    }


def under_one(block: Actions, frame: Frame) -> Iterator[Element]:
    """Buttons in rows, under one button where they have something in common and take more than a row.

    Of what can be done with a thing, three are in sight on its card, and the others under "More".
    """
    if frame.of_thing and not block.choices and block.under is None and len(block.actions) > ROW + 1:
        yield from rows(block.actions[:ROW], frame)
        yield from folded(Language(frame.language).text(_("More")), list(rows(block.actions[ROW:], frame)), frame)
        return
    if block.under is None or len(block.actions) < ROW:
        yield from rows(block.actions, frame, block.asking)
        return
    yield from folded(label(block.under), list(rows(block.actions, frame)), frame)


def folded(title: str, held: list[Element], frame: Frame) -> Iterator[Element]:
    """A button, and what unfolds when it is pressed."""
    name = frame.name()
    yield {"type": "ActionSet", "spacing": "Small", "actions": [toggle(title, [name])]}
    yield {"type": "Container", "id": name, "isVisible": False, "spacing": "None", "items": held}


def _folded(item: Item, head: list[Element], look: Action | None, frame: Frame, *, full: bool) -> Iterator[Element]:
    best, others = item.notes[:1], item.notes[1:]
    brief = tuple(map(_briefly, best))
    cut = brief != tuple(map(tuple, best))
    hidden = [*_quiet(item.notes if cut else others), *([] if full else rows(item.actions, frame))]
    shown = [*head, *_quiet(brief)]
    if hidden:
        name, unfolds, folds = frame.name(), frame.name(), frame.name()
        moved = [name, unfolds, folds]
        if cut:
            shown[-1] |= {"id": frame.name()}
            moved.append(shown[-1]["id"])
        signs = [sign(_UNFOLDS, id=unfolds), sign(_FOLDS, id=folds, isVisible=False)]
        more = _("More about {what}", what=plain(item.words))
        yield row(shown, signs, toggle(Language(frame.language).text(more), moved))
        yield {"type": "Container", "id": name, "isVisible": False, "spacing": "None", "items": hidden}
    elif look:
        yield {"type": "Container", "items": shown, "selectAction": button(look, frame, _titled(look, item))}
    else:
        yield from shown
    if full:
        yield from rows(item.actions, frame)


def _titled(action: Action, item: Item) -> str:
    """Return what a screen reader says of a row."""
    return f"{label(action.label)}: {plain(item.words)}"


def _quiet(notes: Iterable[Words]) -> list[Element]:
    return [rich(note, quiet=True, spacing="None") for note in notes]


def _briefly(note: Words) -> Words:
    return beginning(spans(note), BRIEF)
