"""Reads from what somebody typed which of a poll they choose, and says what would work when it is none."""

import re

from bot.chat.texts import Msg, Value, _, _n
from bot.command.similar import closest
from bot.language.hours import NUMBERS
from commands.polls.results import name_of
from storage.database.text import fold
from storage.polls.poll import TOP, Poll, Sort

_NUMBERS = re.compile(r"(?<![\w])\d{1,3}(?![\w])")
_APART = re.compile(r"\s*(?:[;,/+&\n]|\ben\b|\band\b)\s*", re.IGNORECASE)
_LEADS = re.compile(
    r"^(?:ik\s+)?(?:kies|zit|stem|sta|ga|neem|choose|pick|vote|am)?\s*(?:voor|op|for|at|on)?\s*"
    r"(?:plek|plaats|nummer|optie|keuze|place|number|option|choice)?\s*(?=\S)",
    re.IGNORECASE,
)


_WHY = re.compile(r"\s*(?::|[,;]?\s+\(?(?:want|omdat|because|since)\b)\s*", re.IGNORECASE)


def parted(text: str) -> tuple[str, str]:
    """Part what somebody chooses from the reason behind it: "5, want samen dragen is eerlijker"."""
    why = _WHY.search(text)
    return (text[: why.start()], text[why.start() :]) if why else (text, "")


class NoPick(Exception):
    """It is nothing that can be chosen in that poll."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why.one)
        self.why = why


def picked(poll: Poll, text: str) -> tuple[int, ...]:
    """Tell which places a text means. Raises `NoPick`."""
    said = text.strip()
    if (exact := _named(poll, said)) is not None:
        found = [exact]
    elif numbers := _NUMBERS.findall(said):
        found = [int(each) for each in numbers]
    else:
        found = [_by_name(poll, each) for each in _parts(poll, said)]
    most = poll.draft.places
    if any(not 1 <= each <= most for each in found):
        raise NoPick(_("Pick a number from 1 to {most}.", most=most))
    if poll.draft.sort is not Sort.top:
        if len(found) != 1:
            raise NoPick(_("Choose one. You chose {n}.", n=len(found)))
        return (found[0],)
    twice = next((each for each in found if found.count(each) > 1), None)
    if twice is not None:
        raise NoPick(_("Choose three different ones. You chose {option} twice.", option=str(twice)))
    if len(found) != TOP:
        raise NoPick(_n("Choose three. You chose {n}.", "Choose three. You chose {n}.", len(found)))
    return tuple(sorted(found))


def told(poll: Poll, picks: tuple[int, ...]) -> Value:
    """What somebody chose, in words."""
    if poll.draft.sort in (Sort.scale, Sort.dilemma):
        return _("place {n}", n=picks[0])
    return [name_of(poll.draft, each) for each in picks]


def _parts(poll: Poll, said: str) -> list[str]:
    return [each for each in _APART.split(said) if each.strip()] if poll.draft.sort is Sort.top else [said]


def _named(poll: Poll, said: str) -> int | None:
    """The place of what is called just that, which may hold numbers itself."""
    if poll.draft.sort in (Sort.scale, Sort.dilemma):
        ends = {fold(poll.draft.options[0]): 1, fold(poll.draft.options[1]): poll.draft.places}
        return ends.get(fold(said))
    places = {fold(option): place for place, option in enumerate(poll.draft.options, 1)}
    return places.get(fold(said)) if not said.isdecimal() else None


def _by_name(poll: Poll, said: str) -> int:
    """Raises `NoPick`."""
    bare = _LEADS.sub("", said.strip(), count=1)
    for each in (said, bare):
        if (exact := _named(poll, each)) is not None:
            return exact
    if poll.draft.sort in (Sort.scale, Sort.dilemma):
        if (place := NUMBERS.get(fold(bare))) is not None:
            return place
    else:
        begun = [place for place, option in enumerate(poll.draft.options, 1) if fold(option).startswith(fold(bare))]
        near = closest(bare, poll.draft.options, limit=1, least=85)
        if fold(bare) and len(begun) == 1:
            return begun[0]
        if near:
            return poll.draft.options.index(near[0]) + 1
        if (place := _by_word(poll, bare)) is not None:
            return place
    raise NoPick(_("Pick a number from 1 to {most}.", most=poll.draft.places))


def _by_word(poll: Poll, said: str) -> int | None:
    """The one choice that has a word which no other has, perhaps with a slip in it: "bodm" of "met bodem"."""
    words = [set(fold(option).split()) for option in poll.draft.options]
    own = {
        word: place for place, each in enumerate(words, 1) for word in each if sum(word in one for one in words) == 1
    }
    told = [near[0] for each in fold(said).split() if (near := closest(each, own, limit=1, least=LIKE))]
    found = {own[each] for each in told}
    return found.pop() if len(found) == 1 else None


LIKE = 85
"""Similarity (0-100) from which a word is one of those that can be chosen: one slip in a short one."""
