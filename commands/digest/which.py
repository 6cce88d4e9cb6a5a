"""Sets which questions come in a digest: by what they need, whose they are, where they stand, their age and place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from bot.chat.reply import Action, Actions, Choice, Inline, Reply, Text, say, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Ask, Context, command
from bot.command.reader import Reader, Unclear
from bot.command.shapes import Shape
from bot.things.needs import needed, on_the_map, whose
from commands.digest.settings import active, show_preview
from storage.database.text import fold
from storage.digest import digests
from storage.extents import ANY, Needs
from storage.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Which:
    """The questions that are wanted, how that is said, and the words that say nothing of it."""

    needs: Needs
    line: str
    names: tuple[Inline, ...] = ()
    unknown: tuple[str, ...] = ()


class WhichQuestions(Reader[Which]):
    """Which questions: "praktijkkennis, regionaal", "zonder antwoord, ouder dan een maand", "alle vragen"."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Which:
        if fold(text) in _ALL:
            return Which(ANY, text)
        found = await _read(ctx, text)
        if found.needs:
            return found
        said = [Bold(each) for each in found.unknown] or [Bold(text)]
        raise Unclear(_("I do not tell questions apart by {words}. {ways}", words=said, ways=_WAYS))

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        return (Choice(ctx.language.text(_("all questions")), _("all questions")),)


async def _read(ctx: Context, text: str) -> Which:
    # What people show to members is not what they show in a room.
    rest, named = await whose(ctx, text) if ctx.personal else (text, ())
    read = on_the_map(ctx, needed(ctx, rest, named))
    return Which(read.needs, " ".join(read.line), read.names, read.words)


async def _filled(ctx: Context, text: str) -> Mapping[str, str]:
    """Tell which questions a sentence wants; all of them where it says so."""
    if found := (await _read(ctx, text)).line:
        return {"which": found}
    said = f" {fold(text)} "
    every = next((each for each in _ALL if " " in each and f" {each} " in said), None)
    if every:
        return {"which": every}
    return {"which": text} if len(text.split()) <= _FEW else {}


_FEW = 3
"""Words that are what is wanted, and no sentence that wants it."""


@command(
    nl=("weekbericht alleen", "weekbericht welke vragen"),
    en=("digest only", "digest which questions"),
    summary=_("Say which questions come in the digest"),
    allow=Role.member,
    hidden=True,
    fills=_filled,
)
async def set_needs(
    ctx: Context,
    which: Annotated[
        Which,
        Ask(
            _("Which questions shall I tell? For instance: practice knowledge, regional. Or all questions."),
            label=_("Questions"),
        ),
    ],
) -> Reply:
    held = await active(ctx)
    await ctx.write(digests.change, held.id, needs=which.needs)
    if not which.needs:
        return say(_("All questions on your regions and themes come in the digest."))
    told = _("Of questions only these come in the digest: {names}.", names=list(which.names))
    left = [Text(words(_("I left out what I do not know: {words}.", words=[Bold(each) for each in which.unknown])))]
    again = Actions((Action(_("See the next one"), show_preview.line()), Action(_("All questions"), _every(ctx))))
    return Reply((Text(words(told)), *(left if which.unknown else ()), again))


_UNANSWERED = {
    "nl": r"(?:de\s+)?(?:(?:onbeantwoorde|open)\s+vragen|vragen\s+(?:zonder\s+antwoord|(?:die|waar)\s+(?:nog\s+)?"
    r"(?:geen\s+antwoord\s+(?:op\s+is|hebben|op\s+kwam)|niet\s+beantwoord\s+zijn|niemand\s+op\s+antwoordde)))",
    "en": r"(?:the\s+)?(?:(?:unanswered|open)\s+questions|questions\s+(?:without\s+an?\s+answer|"
    r"(?:that\s+)?nobody\s+(?:has\s+)?answered(?:\s+yet)?))",
}
_DIGEST = {
    "nl": r"(?:mijn|het)\s+(?:weekbericht|overzicht)|(?:mijn|de)\s+nieuwsbrief",
    "en": r"(?:my|the)\s+(?:digest|newsletter)",
}
_WANTS = {
    "nl": (
        r"(?:(?:zet|doe|toon|laat|ik\s+wil|graag)\s+)?in\s+(?:{digest})\s+(?:graag\s+)?(?:alleen|enkel)\s+{what}{more}",
        r"(?:(?:zet|doe|ik\s+wil|graag|mij)\s+)?(?:alleen|enkel)\s+{what}\s+in\s+(?:{digest}){more}",
        r"(?:zet|beperk)\s+(?:{digest})\s+(?:op|tot)\s+(?:(?:alleen|enkel)\s+)?{what}{more}",
    ),
    "en": (
        r"(?:(?:put|show|i\s+want)\s+)?(?:just|only)\s+{what}\s+in\s+(?:{digest}){more}",
        r"(?:put|show|i\s+want|i\s+only\s+want)?\s*in\s+(?:{digest})\s+(?:just|only)\s+{what}{more}",
        r"(?:set|limit)\s+(?:{digest})\s+to\s+(?:(?:just|only)\s+)?{what}{more}",
    ),
}
_MORE = (
    r"(?P<more>(?:\s+(?:over|uit|van|in|rond|about|from|of)\s+[^.?!]+?)?)(?:\s+(?:zien|zetten|graag|please))?[\s.!?]*"
)
_SHAPES = tuple(
    (said, re.compile(r"\s*" + way.format(digest=_DIGEST[said], what=_UNANSWERED[said], more=_MORE), re.IGNORECASE))
    for said, ways in _WANTS.items()
    for way in ways
)
_WITHOUT = {"nl": "zonder antwoord", "en": "unanswered"}
LONGEST = 160


def _unanswered(line: str) -> tuple[str, str] | None:
    """Read that only questions without an answer are wanted, perhaps of a place or matter."""
    if len(line) > LONGEST:
        return None
    for language, pattern in _SHAPES:
        if found := pattern.fullmatch(line):
            return language, f"{_WITHOUT[language]} {found['more'].strip()}".strip()
    return None


SHAPE = Shape(set_needs.name, _unanswered)
_ALL = frozenset(["alles alle vragen", "alle vragen", "alles", "all questions", "everything", "all"])
_WAYS = _(
    "You can say a kind, a kind of knowledge, how far that is there, or a level. Or a state, how old they are, an "
    "organisation, a region or a theme."
)


def _every(ctx: Context) -> str:
    return set_needs.line(ctx.language.text(_("all questions")))
