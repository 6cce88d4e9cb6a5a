"""Tells of the clauses of a line which say how something is, what is to be left, and of which thing the others are."""

import re
from collections.abc import Sequence

from bot.language.negation import denies
from bot.reading.slots import Slot
from bot.sentences import memory
from storage.database.text import fold

HOW_IT_IS = re.compile(
    r"(?:(?:want|omdat|maar|en|because|but|and) )?"
    r"(?:(?:het|hij|ze|zij|er|dit|die|we|wij|it|there|they|we|he|she) (?!wil|hoef|moet|mag|want|need|must|should)"
    r"|(?:dat|that) (?:was|bedoel\w*|klopt|werk\w*|luk\w*|meant?|s not what|is not what)\b"
    r"|ik (?:ben|kan|heb|had|kon|kom|krijg|bedoel\w*)\b|i (?:am|m|can|could|have|had|did|meant?)\b)"
    r"(?!.*\b(?:nog niet|not yet)\b)",
    re.IGNORECASE,
)
"""How a clause begins that tells how something is, and refuses nothing: "het is toch niet gelukt"."""


def told_of(clauses: Sequence[str], found: Sequence[Slot]) -> str:
    """Return the number of the one thing of which a line tells how it is, before what is to be done: "K-6 is niet af".

    A line that says what must not be done has none: "haal F-2 niet weg, wij gebruiken die".
    """
    numbers = {slot.value for slot in found if memory.is_number(slot.value)}
    left = any(_LEAVES_IT.search(each) or (denies(fold(each).split()) and not _STATE.match(each)) for each in clauses)
    return "" if left or len(numbers) != 1 else next(iter(numbers))


_LEAVES_IT = re.compile(r"\b(?:laat|laten|hou|houd|houden|blijf|leave|keep|let)\b", re.IGNORECASE)
"""What wants things to stay as they are."""
_STATE = re.compile(
    r"(?:\S+\s+){1,4}?(?:is|was|zijn|waren|kan|kon|klopt|gaat|werkt|staat|blijkt|past|had|can'?t|isn'?t|doesn'?t|wasn'?t|cannot)\b",
    re.IGNORECASE,
)
"""How a clause begins that tells how a thing is."""
NUMBER = re.compile(r"\b[A-Za-z]-\d")
CLAUSES = re.compile(r"(?<=[.!?;])\s+|,\s+")
MOST_CLAUSES = 4
"""Clauses of a line in which is looked for what it wants: more is a story."""
