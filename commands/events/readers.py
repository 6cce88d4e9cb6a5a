"""Reads meetings and series from their numbers, and what is said of when and where a meeting is."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from bot.chat.line import Line
from bot.chat.reply import Choice, Input
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context
from bot.command.kind import HYPHENS
from bot.command.reader import Reader, Unclear, Weighed
from bot.reading import agreement
from bot.reading.numbered import Numbered, Source
from bot.things.making import Agreed, AnAgreement
from bot.things.proposal import Proposal, corrections
from commands.events import moments
from commands.events.labels import day_in_full
from commands.events.moments import Said, Trouble
from storage.database.text import fold
from storage.events import all_series, meetings
from storage.events.meeting import Meeting
from storage.events.series import Series
from storage.search.analyser import content

_LEAD = r"^\s*(?:(?:bij|op|in|voor|naar|van|aan|at|on|in|for|to|of)\s+)?"


def _behind(letter: str) -> re.Pattern[str]:
    """A number, with the small word that leads to it: "bij B-4"."""
    return re.compile(rf"{_LEAD}(?:{letter}\s?[{HYPHENS}]?|-)?\s*(\d{{1,9}})\b", re.IGNORECASE)


class AMeeting(Numbered[Meeting]):
    """By number: B-4, b4, 4, bij B-4."""

    letter = "B"
    source = Source(meetings.get, meetings.latest)
    which = _("Which meeting? Give its number, like {example}.", example=Code("B-4"))
    missing = _("Meeting {number} does not exist.")


class ASeries(Numbered[Series]):
    """By number: R-1, r1, 1, in R-1."""

    letter = "R"
    source = Source(all_series.get, all_series.latest)
    which = _("Which series? Give its number, like {example}.", example=Code("R-1"))
    missing = _("Series {number} does not exist.")


AMeeting.number, ASeries.number = _behind("b"), _behind("r")


@dataclass(frozen=True, slots=True)
class When:
    """What was said of when a meeting is; `held`: it has been, and is noted for its report."""

    text: str
    held: bool = False


HELD = Line("verslag", en="report")
"""What the button types that says to note what has been."""


class AWhen(Reader[When]):
    """A day, with or without a time: woensdag om twee uur, 15 december van 10 tot 12."""

    takes_yes = True  # to placing a report, when the day has been

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> When:
        said_held = next((each for each in HELD.forms if text.strip().lower().startswith(each)), "")
        if said_held or agreement.says_yes(ctx, text):
            return When(text.strip()[len(said_held) :] if said_held else "", held=True)
        said = moments.read(text, ctx.local_now.date())
        if said.trouble is Trouble.past and said.day:
            past = Choice(HELD.about(f"{said.day:%d-%m-%Y}"), _("Yes, a report"))
            raise Unclear(_("That has been already. Do you want to place a report?"), [past])
        if said.trouble:
            raise Unclear(trouble_in_words(ctx, said, said.trouble))
        if said.day is None:
            problem = trouble_in_words(ctx, said, Trouble.vague if said.around else Trouble.missing)
            raise Unclear(problem, kept=text.strip() if said.tells else "")
        return When(text.strip())

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        return line, ""


_LATER = re.compile(
    r"\b(?P<n>\d{1,2}|een|één|a|an|one|twee|two|drie|three|vier|four)\s+"
    r"(?P<unit>uur|uren|hours?|dag|dagen|days?|week|weken|weeks?)\s+(?P<way>later|verder|eerder|vroeger|earlier|sooner)\b",
    re.IGNORECASE,
)
_COUNTS = {"twee": 2, "two": 2, "drie": 3, "three": 3, "vier": 4, "four": 4}


def later(text: str) -> tuple[timedelta, str]:
    """Return how much later (earlier where it is negative) a line moves something, and the line without that."""
    found = _LATER.search(text[:LONGEST_SHIFT])
    if found is None:
        return timedelta(), text
    n = int(found["n"]) if found["n"].isdecimal() else _COUNTS.get(found["n"].lower(), 1)
    unit = found["unit"].lower()
    by = timedelta(hours=n) if unit[0] in "uh" else timedelta(days=n * (7 if unit[0] == "w" else 1))
    back = found["way"].lower() in ("eerder", "vroeger", "earlier", "sooner")
    return (-by if back else by), f"{text[: found.start()]} {text[found.end() :]}"


LONGEST_SHIFT = 200
"""Characters of a line in which is looked for how much later something is."""


class Shift(str):
    """What was said of to when a meeting is moved: a day, a time or both."""

    __slots__ = ()


class AShift(Reader[Shift]):
    """A day or a time: woensdag 16 december, 15 uur."""

    _LEAD: ClassVar = re.compile(r"^\s*(?:naar|to|:)\s+", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Shift:
        kept = self._LEAD.sub("", text).strip()
        if later(kept)[0]:
            return Shift(kept)
        said = moments.read(kept, ctx.local_now.date())
        if said.trouble:
            raise Unclear(trouble_in_words(ctx, said, said.trouble))
        if said.day is None and said.start is None and said.end is None:
            raise Unclear(trouble_in_words(ctx, said, Trouble.vague if said.around else Trouble.missing))
        return Shift(kept)

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        return line, ""


def trouble_in_words(ctx: Context, said: Said, trouble: Trouble) -> Msg:
    """Say what is unclear of when, and what would help."""
    match trouble:
        case Trouble.vague if said.around and (said.around - ctx.local_now.date()).days <= _NEXT_WEEK:
            return _("Which day that week? From {day}.", day=day_in_full(said.around))
        case Trouble.vague:
            return _("Which day then?")
        case Trouble.impossible:
            return _("There is no such day. Which day do you mean?")
        case Trouble.slip:
            return _("The day of the week is not that of the date. Which day do you mean?")
        case Trouble.past:
            return _("That has been already. Which day do you mean?")
        case Trouble.backwards:
            return _("It would end before it begins. From when until when is it?")
        case _:
            return _("On which day, and at what time?")


_NEXT_WEEK = 7


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a meeting is, and what is done with what comes of it; what was not said is empty."""

    place: str = ""
    link: str = ""
    purpose: str = ""
    moment: str = ""
    """What was said there of when it is: another time, beside the place."""


class AWhereabouts(Reader[Whereabouts]):
    """ "Gemeentehuis Almelo, het wordt een advies aan de hub": a place, an address and a purpose, in any order."""

    input = Input.line
    anything = True

    _PLACE: ClassVar = re.compile(r"^(?:waar|plek|plaats|locatie|where|place)\s*:\s*", re.IGNORECASE)
    _PURPOSE: ClassVar = re.compile(
        r"^(?:wat gebeurt (?:er)?mee|doel|uitkomst|what (?:is|will be) done with it|purpose|outcome)\s*:\s*",
        re.IGNORECASE,
    )
    _TELLS: ClassVar = re.compile(
        r"^(?:(?:het|dit|dat|er|alles|de uitkomst|de uitkomsten|wat we \w+)"
        r" (?:wordt|worden|gaat|gaan|komt|komen|is|dient|zijn)"
        r"|we |wij |ik |daarna |als (?:input|basis)|input |advies |om (?:te|zo)\b"
        r"|voor (?:het|de) (?:advies|agenda|plan)|it (?:will|becomes?|is|goes)|this |we'|then |as input"
        r"|to (?:be|make|help)|the outcome|used )",
        re.IGNORECASE,
    )
    _LINK: ClassVar = re.compile(r"https?://\S+")

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Whereabouts:
        if self.corrects(ctx, text):
            raise Unclear(_("That tells when it is. Where is it, in a few words?"))
        place, link, purpose, when = "", "", "", ""
        if found := self._LINK.search(text):
            link = found[0].rstrip(".,;)")
            text = text.replace(found[0], " ")
        for piece in self._pieces(text):
            if fold(piece) in agreement.NO:
                continue
            if only_when(ctx, piece):
                when = "; ".join(filter(None, (when, piece)))
            elif self._PLACE.match(piece):
                place = self._PLACE.sub("", piece)
            elif self._PURPOSE.match(piece) or self._TELLS.match(piece) or (place and purpose == ""):
                purpose = ", ".join(filter(None, (purpose, self._PURPOSE.sub("", piece))))
            elif purpose:
                purpose = f"{purpose}, {piece}"
            else:
                place, at = self._without_time(ctx, piece)
                when = "; ".join(filter(None, (when, at)))
        if len(place) > MOST_PLACE or len(link) > MOST_LINK or len(purpose) > MOST_PURPOSE:
            raise Unclear(_("That is too long. Where is it, in a few words?"))
        if not (place or link or purpose):
            raise Unclear(_("I see no text. Where is it, and what is done with it?"))
        return Whereabouts(place.strip(), link, purpose.strip(), when)

    def corrects(self, ctx: Context, text: str) -> bool:
        return only_when(ctx, text)

    def _without_time(self, ctx: Context, piece: str) -> tuple[str, str]:
        """Return a place without the time behind it, and that: "Almelo om 15 uur"."""
        said = moments.read(piece, ctx.local_now.date())
        return (said.rest, piece) if said.start and not said.day and content(said.rest) else (piece, "")

    def _pieces(self, text: str) -> list[str]:
        pieces = re.split(r"\s*[;\n]\s*|\s*,\s+|(?<=\w)\.\s+(?=\w)|\s+(?:en|and)\s+(?=(?:het|dit|it|this|we)\s)", text)
        return [each.strip(" .,") for each in pieces if each.strip(" .,")]


MOST_PLACE, MOST_LINK, MOST_PURPOSE = 200, 400, 300


class Alteration(str):
    """What should be otherwise in a proposal for a meeting: a day, a time, a region, or its whole text anew."""

    __slots__ = ()


class AnAlteration(Reader[Alteration]):
    """What should be otherwise. "?" is asked back."""

    anything = True
    gathers = True

    def beside(self, ctx: Context, text: str) -> bool:
        return only_when(ctx, text)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Alteration:
        kept = " ".join(text.split())
        if len(kept) < SHORTEST:
            raise Unclear(_("What should be different? Name another day, time or region, or type the whole text anew."))
        return Alteration(kept)


SHORTEST = 2
FEW = 3
"""Words beside a day, time or region that a correction has at most."""


@dataclass(frozen=True, slots=True)
class Planned(Agreed):
    """What was answered to the proposal of a meeting."""


class APlan(AnAgreement):
    """Right, change, without my name, no; or another day or region at once: "liever woensdag om twee uur"."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Planned:
        try:
            said = await super().read(ctx, text, ask)
        except Unclear:
            if is_correction(ctx, text):
                return Planned(facts=text)
            raise
        return Planned(said.yes, said.change, said.unnamed, said.facts)

    def weigh(self, ctx: Context, text: str) -> Weighed:
        if is_correction(ctx, text):
            return Weighed.settles
        return super().weigh(ctx, text)

    def corrects(self, ctx: Context, text: str) -> bool:
        return only_when(ctx, text) or super().corrects(ctx, text)


def is_correction(ctx: Context, text: str) -> bool:
    """Tell whether a line says another day, time or region, and little else."""
    said = moments.read(text, ctx.local_now.date())
    facts = corrections(said.rest, ctx)
    if not (said.day or said.start or said.end) and facts == Proposal():
        return False
    return len(content(said.rest)) <= FEW


def only_when(ctx: Context, text: str) -> bool:
    """Tell whether a line says when something is, or that it is then rather, and no more: "nee, om 15 uur"."""
    said = moments.read(_RATHER.sub(" ", text), ctx.local_now.date())
    return bool(said.day or said.start or said.end or said.lasts) and not content(_RATHER.sub(" ", said.rest))


_RATHER = re.compile(
    r"\b(?:nee|neen|ja|oh|wacht|sorry|toch|liever|eigenlijk|dan|maar|maak|er|van|doe|verzet|verplaats|zet|ik|bedoel(?:de)?"
    r"|het|dat|is|wordt|was|moet|zijn|worden|begint|beginnen|we|no|yes|wait|rather|actually|make|it|that|should|be|i"
    r"|mean|meant|starts?|begins?|move)\b",
    re.IGNORECASE,
)
"""Words in which somebody says that it is then rather."""
