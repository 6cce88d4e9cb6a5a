"""Reads learning evaluations from their numbers, and who is to take part."""

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.chat.reply import Choice
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.reader import Reader, Unclear
from bot.reading.numbered import Numbered, Source
from bot.reading.record_readers import AMember
from storage.database.text import fold
from storage.lessons import evaluations
from storage.lessons.evaluation import Evaluation
from storage.members.member import Member


class AnEvaluation(Numbered[Evaluation]):
    letter = "E"
    source = Source(evaluations.get, evaluations.latest)
    which = _("Which evaluation? Give its number, like {example}.", example=Code("E-3"))
    missing = _("Evaluation {number} does not exist.")


@dataclass(frozen=True, slots=True)
class Circle:
    """Who is asked to take part: these, or everybody in the network."""

    members: tuple[Member, ...] = ()
    everybody: bool = False


class ACircle(Reader[Circle]):
    """Names or numbers of members, or all members of the network."""

    EVERYBODY: ClassVar = "de deelnemers van het netwerk"
    _EVERYBODY: ClassVar = re.compile(
        r"^(?:iedereen|everybody|everyone|(?:(?:al |all )?(?:de |alle |all |the )?(?:deelnemers|leden|members)))"
        r"(?: (?:van|uit|in|of) (?:het|the|ons|our) (?:netwerk|network))?$"
    )
    _PARTED: ClassVar = re.compile(r"\s*(?:,|;|\n|\ben\b|\band\b)\s*", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Circle:
        said = fold(text)
        if said and self._EVERYBODY.match(said):
            return Circle(everybody=True)
        found: dict[int, Member] = {}
        for part in filter(None, self._PARTED.split(text.strip(" .?!"))):
            member = await AMember().read(ctx, part, None)
            found[member.id] = member
        if not found:
            raise Unclear(
                _("Name 3 to 12 people, or choose the members of the network."),
                [Choice(self.EVERYBODY, _("The members of the network"), typed=_("the members of the network"))],
            )
        return Circle(tuple(found.values()))
