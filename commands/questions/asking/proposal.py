"""Reads what the asker of a question says of the proposal for it: yes, or what should be otherwise."""

import re
from dataclasses import dataclass, fields

from bot.chat.reply import Choice
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.reader import Reader, Unclear, Weighed
from bot.command.unnamed import NAMED, UNNAMED, says_no_more
from bot.dialogue.corrections import swapped
from bot.language.sentence import understand
from bot.reading import agreement, side_questions
from bot.things.proposal import Proposal, alterations, corrections
from commands.questions.knowledge.reader import understood
from storage.database.text import fold
from storage.vocabulary import Knowing

_NUMBERS = re.compile(r"[mn]-\d+", re.IGNORECASE)

FEW = 6
"""Words of a line that says no more than with or without whose name."""


LINES = 20
"""Lines of an answer that are read, the last ones: a long text would be read for minutes."""


@dataclass(frozen=True, slots=True)
class Wish(Proposal):
    """Holds what its asker says of a question that is about to be asked: what it is about, and who is asked along."""

    ask: frozenset[str] | None = None
    """Numbers of those who are asked along; None leaves it to what is shown."""
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    """Parts of names, of whom alone is asked along, and of whom not."""
    nobody: bool = False
    sort: str = ""
    """Of what sort those are who are asked along: "network" or "member"."""
    knowing: Knowing | None = None

    def over(self, earlier: "Wish") -> "Wish":
        """Return this, with what was said earlier of what it does not speak of."""
        held = self.or_else(earlier)
        return Wish(
            **{each.name: getattr(held, each.name) for each in fields(Proposal)},
            ask=earlier.ask if self.ask is None else self.ask,
            only=self.only or earlier.only,
            but=(*earlier.but, *self.but),
            sort=self.sort or earlier.sort,
            knowing=self.knowing or earlier.knowing,
            nobody=self.nobody or (earlier.nobody and not (self.only or self.ask)),
        )


class AProposal(Reader[Wish]):
    """Yes, or what should be otherwise: "Salland, praktijkkennis", "meer", "zonder naam", "vraag niemand"."""

    anything = True
    agrees = True

    _YES = frozenset({"ja", "j", "yes", "y", "ok", "oke", "goed", "klopt", "stel", "put", "put it", "stel de vraag"})
    _MORE = re.compile(r"\b(meer|toevoegen|aanvullen|more|add)\b", re.IGNORECASE)
    _UNNAMED = UNNAMED
    _NAMED = NAMED

    _NOT = re.compile(
        r"\b(?:niet|geen|zonder|haal|laat|schrap|verwijder|not|without|drop|remove|leave out)\s+(.{2,80}?)"
        r"(?=(?:\s+(?:er|maar|dan|nog|toch|please))*(?:\s+(?:af|eraf|weg|uit|eruit))?\s*(?:[,.;!]|\b(?:maar|but|wel)\b|$))",
        re.IGNORECASE,
    )
    """What it should not be: "niet Twente maar Flevoland", "zonder Salland"."""
    _NUMBER = re.compile(r"\b[a-z]-\d", re.IGNORECASE)
    """It tells of something else than this question ..."""
    _HELPERS = re.compile(
        r"^\s*(?:alleen|only|zonder|without|niet|not|vraag|ask|en|and|[mn]-\d+|[,;\s])+\s*$", re.IGNORECASE
    )
    """... unless it tells who is asked along."""
    _NOBODY = re.compile(r"\b(?:niemand|nobody|no one|noone)\b", re.IGNORECASE)
    _ONLY = re.compile(r"\b(?:alleen|enkel|only|just)\s+(.{2,80}?)\s*(?:[,.;!]|$)", re.IGNORECASE)
    _ALONG = re.compile(r"^\W*(?:vraag|ask)\s+(?:het\s+)?(?:alleen|enkel|only|just|niet|not)\s+\S", re.IGNORECASE)
    """Who is asked along, and no question of its own: "vraag alleen de melkveehouder mee"."""
    _SORT = re.compile(
        r"\b(?:liever|alleen|enkel|vraag|rather|only|just|ask)\s+(?:het\s+)?(?:aan\s+)?(?:toch\s+)?(?:een\s+|a\s+)?"
        r"(?:(?P<network>netwerk(?:en)?|networks?)|(?P<member>mensen|personen|persoon|iemand|people|persons?))"
        r"(?:\s+(?:mee|along|graag|please|dan))*\W*$",
        re.IGNORECASE,
    )
    """Who is rather asked along: a network, or people."""
    _AROUND = re.compile(r"^(?:aan\s+)?(?:de|het|the)\s+|\s+(?:mee|along|too|ook)$", re.IGNORECASE)
    _TYPED = frozenset({"1", "2", "3"})

    def weigh(self, ctx: Context, text: str) -> Weighed:
        said = text.strip(" .!")
        if swapped(text):
            return Weighed.corrects  # also behind a wait: "nee wacht, niet heel Nederland maar Overijssel"
        if self._NUMBER.search(text):
            # Else it is no answer, as reading it finds out.
            return Weighed.corrects if self._HELPERS.match(text) else Weighed.settles
        if agreement.refuses(text) and not says_no_more(text):
            return Weighed.refuses
        if said in self._TYPED or self._MORE.fullmatch(said):
            return Weighed.settles
        if self._says_more(text):
            return Weighed.corrects
        agreed = fold(text) in self._YES or agreement.puts(text) or agreement.says_yes(ctx, text)
        return Weighed.settles if agreed else Weighed.refuses if agreed is False else Weighed.corrects

    def _says_more(self, text: str) -> bool:
        """Tell whether a line says something that should be otherwise."""
        patterns = (self._UNNAMED, self._NAMED, self._NOT, self._NOBODY, self._ONLY, self._SORT)
        return any(pattern.search(text) for pattern in patterns)

    def hears_early(self, text: str) -> bool:
        said = fold(text)
        along = self._ALONG.match(text) is not None
        return len(said.split()) <= FEW and (
            along or any(pattern.search(text) for pattern in (self._UNNAMED, self._NAMED, self._NOBODY))
        )

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Wish:
        """Read what was said so far, a line a time: what is said later goes before what was said earlier."""
        *earlier, last = text.split("\n")[-LINES:]
        found = self._line(ctx, last)
        for line in reversed(earlier):
            found = found.over(self._line(ctx, line))
        return found

    def _line(self, ctx: Context, text: str) -> Wish:
        if self._HELPERS.match(text) and (numbers := frozenset(each.upper() for each in _NUMBERS.findall(text))):
            left_out = self._NOT.search(text) is not None
            return Wish(but=tuple(numbers)) if left_out else Wish(ask=numbers)
        if self._NUMBER.search(text) or side_questions.asks_else(text):
            raise Unclear(_("That is about something else than your question."))
        other = "met naam" if ctx.member.asks_unnamed else "anoniem"
        text = {"1": "ja", "2": "meer", "3": other}.get(text.strip(), text)
        more = bool(self._MORE.search(text))
        unnamed = True if self._UNNAMED.search(text) else False if self._NAMED.search(text) else None
        rest = self._NAMED.sub(" ", self._UNNAMED.sub(" ", self._MORE.sub(" ", text)))
        if sort := self._SORT.search(rest):
            rest = rest[: sort.start()]
        places = alterations(rest, ctx)
        denied, only = (
            tuple(self._AROUND.sub("", each) for each in found.findall(rest)) for found in (self._NOT, self._ONLY)
        )
        but = understand(" ".join(denied), ctx.vocabulary)
        nobody = len(rest.split()) <= FEW and bool(self._NOBODY.search(rest))  # in a sentence it tells of the matter
        rest = self._NOT.sub(" ", rest)
        rest = self._NOBODY.sub(" ", rest) if nobody else rest
        named = corrections(rest, ctx)
        found = Wish(
            named.regions,
            named.themes,
            named.kind,
            named.knowledge,
            named.level,
            more=more,
            unnamed=unnamed,
            but_regions=frozenset(but.ids("region")),
            but_themes=frozenset(but.ids("theme")),
            nowhere=places.nowhere,
            themeless=places.themeless,
            also=places.also,
            only=() if named.regions or named.themes else only,
            but=() if but.ids("region") or but.ids("theme") or places.nowhere or places.themeless else denied,
            sort=(sort.lastgroup or "") if sort else "",
            nobody=nobody,
            knowing=stands.knowing if (stands := understood(rest)) else None,
        )
        agreed = fold(rest) in self._YES or agreement.puts(text) or agreement.says_yes(ctx, rest)
        if found == Wish() and not agreed:
            raise Unclear(
                _(
                    "I see no region, theme or kind in that, so nothing was changed. "
                    "Type {yes}, or what should be different.",
                    yes=Code(ctx.language.text(_("yes"))),
                )
            )
        return found

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        by_name = (_("with my name"), _("Ask it with my name"))
        by_none = (_("without my name"), _("Ask it without my name"))
        typed, shown = by_name if ctx.member.asks_unnamed else by_none
        return (
            Choice(ctx.language.text(_("yes")), _("Put my question")),
            Choice(ctx.language.text(_("more")), _("Tell more first")),
            Choice(ctx.language.text(typed), shown),
        )
