"""Names how far answers carry, and reads it from a few words or from an answer itself: "uit onderzoek, WUR 2023"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.chat.reply import Choice
from bot.chat.spans import Code
from bot.chat.texts import _, _n
from bot.command.command import Ask, Context
from bot.command.labels import Labels
from bot.command.reader import Reader, Unclear
from bot.command.shapes import HYPHENS, Shape
from storage.database.text import fold
from storage.questions.carrying import LONGEST, Carries

CARRYING = Labels(
    Carries,
    {
        Carries.here: _("works with us"),
        Carries.elsewhere: _("works elsewhere"),
        Carries.research: _("from research"),
        Carries.practice: _("from practice"),
    },
    {
        Carries.here: ("werkt hier", "werkt bij ons", "werkte bij ons", "works here", "worked here"),
        Carries.elsewhere: ("elders", "werkt ergens anders", "elsewhere", "works somewhere else"),
        Carries.research: ("onderzoek", "onderzoekskennis", "research"),
        Carries.practice: ("praktijk", "praktijkkennis", "ervaring", "uit ervaring", "practice", "experience"),
    },
)
_SIGNS: Mapping[Carries, re.Pattern[str]] = {
    Carries.research: re.compile(
        r"\b(?:uit (?:een |het )?onderzoek|onderzoek (?:van|door|uit|laat|toont|wijst)"
        r"|volgens (?:een |het )?(?:onderzoek|rapport)|studie van|proefschrift|research (?:by|of|shows)"
        r"|according to (?:a |the )?(?:study|research|report))\b",
        re.IGNORECASE,
    ),
    Carries.here: re.compile(
        r"\b(?:bij ons (?:in .{1,30} )?(?:werkt|werkte|lukt|lukte|gaat|ging|draait)|(?:werkt|werkte|lukt|lukte) bij ons"
        r"|(?:works|worked) (?:for us|with us|here))\b",
        re.IGNORECASE,
    ),
    Carries.elsewhere: re.compile(
        r"\b(?:(?:werkt|werkte|lukt|lukte|draait) (?:elders|ergens anders)|elders (?:werkt|werkte|lukt|lukte)"
        r"|in (?:een )?andere (?:gemeente|provincie|regio)\w* (?:werkt|werkte|lukt|lukte)"
        r"|(?:works|worked) elsewhere)\b",
        re.IGNORECASE,
    ),
}
_NUMBERED = re.compile(rf"\s*(?P<number>a\s?[{HYPHENS}]\s?\d{{1,9}})\s*:\s*(?P<told>.+)", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"\s*[,;:(]\s*|\s+(?=(?:van|volgens|bron|by|of|source)\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reach:
    """Holds what was said of an answer: how far it carries, and by which source."""

    carries: Carries
    source: str = ""


def understood(text: str) -> Reach | None:
    """Read a few words to the end; None when they say something else."""
    head, *rest = _BREAK.split(text.strip(" ."), maxsplit=1)
    carries = _named().get(fold(head))
    source = re.sub(r"^(?:bron|source)\s*:?\s*", "", rest[0].strip(" )."), flags=re.IGNORECASE) if rest else ""
    return Reach(carries, source) if carries else None


def foreseen(answer: str) -> Carries | None:
    """Tell what an answer itself says of it; None when it does not, or in two ways."""
    found = [carries for carries, sign in _SIGNS.items() if sign.search(answer)]
    return found[0] if len(found) == 1 else None


@cache
def _named() -> Mapping[str, Carries]:
    return {fold(name): each for each in Carries for name in CARRYING.names(each)}


class AReach(Reader[Reach]):
    """How far an answer carries, and perhaps by which source behind a comma."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Reach:
        reach = understood(text.strip(" :"))
        if reach is None:
            example = Code(ctx.language.text(_("from research, WUR 2023")))
            raise Unclear(_("Say where it works or what it comes from, like {example}.", example=example))
        if len(reach.source) > LONGEST:
            over = len(reach.source) - LONGEST
            raise Unclear(_n("That is {n} character too long.", "That is {n} characters too long.", over))
        return reach

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        return tuple(Choice(ctx.language.text(CARRYING[each]), CARRYING[each]) for each in Carries)


def _shaped(line: str) -> tuple[str, str] | None:
    """Read "A-7: uit onderzoek, WUR 2023"; a letter before a number is a road too, so with a hyphen."""
    found = _NUMBERED.fullmatch(line)
    return ("nl", line.strip()) if found and understood(found["told"]) else None


SHAPE = Shape("tell_reach", _shaped)
