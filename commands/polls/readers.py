"""Reads polls from their numbers, the line that makes one, what is chosen in one, and the answer to a proposal."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.chat.line import Line
from bot.chat.reply import Choice, Input
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.kind import HYPHENS, Reads
from bot.command.labels import Labels
from bot.command.reader import Reader, Unclear, Weighed
from bot.reading import agreement, side_questions
from bot.reading.numbered import Numbered, Source
from commands.polls import altering, picking, wording
from storage.database.text import fold
from storage.polls import polls
from storage.polls.poll import Poll

SHORTEST = 4
"""Letters of a question that asks something."""
LONGEST = 1_500
"""Characters of a line that makes a poll: a question and twelve choices."""
LONG_PICK = 10
"""Words that something to choose may have; more is a sentence."""


class APoll(Numbered[Poll]):
    """By number: Z-4, z4, 4. Behind a verb a number without its letter is what one chooses."""

    letter = "Z"
    source = Source(polls.get, polls.latest)
    which = _("Which poll? Give its number, like {example}.", example=Code("Z-4"))
    missing = _("Poll {number} does not exist.")

    _LETTERED: ClassVar = re.compile(rf"^\s*(?:z\s*[{HYPHENS}]?|[{HYPHENS}])\s*\d{{1,9}}\b", re.IGNORECASE)

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        numbered = self._LETTERED.match(line)
        return (line[: numbered.end()], line[numbered.end() :]) if numbered else ("", line)


class Wording(str):
    """Holds the line in which somebody makes a poll, with its line breaks."""

    __slots__ = ()


class AWording(Reader[Wording]):
    """Free text: long enough to ask something."""

    input = Input.text
    anything = True

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Wording:
        kept = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip()).strip(" :")
        if len(fold(kept)) < SHORTEST:
            raise Unclear(_("What do you want to ask? Say it in one sentence."))
        return Wording(kept[:LONGEST])


class Way(StrEnum):
    """Says how one chooses between two."""

    choose = "kiezen"
    line = "lijn"


WAYS = Labels(
    Way,
    {Way.choose: _("Choosing"), Way.line: _("Line")},
    {Way.choose: ("keuze", "kies", "choice", "choosing"), Way.line: ("een lijn", "op een lijn", "plek", "a line")},
)


class Options(tuple[str, ...]):
    """Holds what can be chosen, as it was typed by itself."""

    __slots__ = ()


class SomeOptions(Reader[Options]):
    """What can be chosen: with a / or a comma between, or each on a line of its own. "1 tot 5" is a scale."""

    input = Input.text
    anything = True

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Options:
        altered = altering.heard(text)
        found = Options(altered.more if altered and altered.more else wording.choices(text))
        if not found or (len(found) == 1 and side_questions.is_question(text)):
            raise Unclear(_("What can people choose? Put a {mark} between them.", mark=Bold("/")))
        return found


class Pick(str):
    """Holds what somebody chooses, as they typed it: what it is in a poll is told by that poll."""

    __slots__ = ()


class APick(Reader[Pick]):
    """A number, several, or what stands there: "2", "1 3 5", "plek 5", "gezondheid"; up to where its reason begins."""

    takes_yes = True  # many a poll asks yes or no

    _OTHER: ClassVar = re.compile(rf"\bz\s?[{HYPHENS}]\s?\d", re.IGNORECASE)
    """It names a poll, so it says more than what one chooses."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Pick:
        kept = " ".join(text.split()).strip(" .,!")
        other = text.strip() == ctx.message.text.strip() and _says_else(ctx, kept)  # what is picked by name is a button
        if not kept or len(kept.split()) > LONG_PICK or self._OTHER.search(kept) or other:
            raise Unclear(_("What do you choose? Give its number."))
        return Pick(kept[:200])

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        return picking.parted(line)


def _says_else(ctx: Context, text: str) -> bool:
    """Tell whether a line that is all somebody typed is a command or a question, and chooses nothing."""
    return ctx.commands.match(text, ctx.language.code) is not None or side_questions.is_question(text)


@dataclass(frozen=True, slots=True)
class Said:
    """Says what the maker answered to a proposal."""

    yes: bool = True
    change: bool = False
    named: bool | None = None
    """Whether everybody sees who chooses what, when they said so."""
    text: str = ""
    """What they changed at once, as they typed it."""


class AnAnswer(Reader[Said]):
    """Right, change, rather without names, no; or what should be otherwise at once: "tot vrijdag"."""

    anything = True
    agrees = True

    CHANGE: ClassVar = Line("wijzig", en="change")
    UNNAMED: ClassVar = Line("liever zonder namen", en="rather without names")
    _CHANGES: ClassVar = frozenset({"wijzig", "change", "anders", "verander", "wijzigen", "aanpassen"})
    _UNNAMED: ClassVar = re.compile(
        r"^\W*(?:(?:ja|yes|liever|rather|maar|maak hem|make it|please)\W+)*"
        r"(?:zonder namen?|anoniem|geheim|without names?|anonymous|secret)\W*$",
        re.IGNORECASE,
    )
    _BETWEEN: ClassVar = re.compile(r"/|,|\n|\b(?:of|or)\b", re.IGNORECASE)
    _NAMED: ClassVar = re.compile(r"^\W*(?:(?:liever|maak hem|make it)\W+)*(?:open|met namen|with names)\W*$", re.I)

    def weigh(self, ctx: Context, text: str) -> Weighed:
        return Weighed.refuses if agreement.refuses(text) and not self._UNNAMED.match(text) else Weighed.settles

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Said:
        said = fold(text)
        if self._UNNAMED.match(text):
            return Said(named=False)
        if self._NAMED.match(text):
            return Said(named=True)
        if said == "right" or agreement.puts(text) or (yes := agreement.says_yes(ctx, text)):
            return Said()
        if yes is False:
            return Said(yes=False)
        if said in self._CHANGES:
            return Said(change=True)
        other = self.corrects(ctx, text)
        asks = side_questions.is_question(text) and not self._BETWEEN.search(text)  # "kan iedereen zien wat ik stem?"
        if other or (not asks and any(mark in text for mark in "?/\n")):
            return Said(text=text)
        raise Unclear(
            _(
                "I changed nothing: I do not see what should be different. Type {yes}, or {change}.",
                yes=Code(ctx.language.text(_("right"))),
                change=Code(ctx.language.text(_("change"))),
            )
        )

    def corrects(self, ctx: Context, text: str) -> bool:
        return wording.changed("?", text, ctx.local_now.date()) != text or altering.heard(text) is not None

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        return ()


class Changed(str):
    """Holds what should be otherwise in a proposal: another end, or the whole line anew."""

    __slots__ = ()


ASKED = "?"


class AChanged(Reader[Changed]):
    """What should be otherwise. "?" is asked back."""

    anything = True

    def beside(self, ctx: Context, text: str) -> bool:
        return altering.heard(text) is not None

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Changed:
        if len(fold(text)) < SHORTEST:
            raise Unclear(_("What should be different? Say until when, or type the whole poll anew."))
        return Changed(text.strip()[:LONGEST])


READERS = (
    Reads(Wording, AWording),
    Reads(Options, SomeOptions),
    Reads(Pick, APick),
    Reads(Said, AnAnswer),
    Reads(Changed, AChanged),
)
