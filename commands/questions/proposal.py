"""Proposes to its asker what a question is about, who agrees or corrects it in one step."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from bot.chat.reply import Choice
from bot.chat.spans import Code
from bot.chat.texts import LANGUAGES, Language, _
from bot.command import agreement
from bot.command.command import Ask, Context
from bot.command.labels import label_of
from bot.command.reader import Reader, Unclear, Weighed
from bot.language.sentence import understand
from storage.atlas import Atlas
from storage.database.text import fold
from storage.vocabulary import KnowledgeType, Level, QuestionKind

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Holds what is read from a question's words. `more` and `unnamed` are what the asker wants besides."""

    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    kind: QuestionKind | None = None
    knowledge: KnowledgeType | None = None
    level: Level | None = None
    more: bool = False
    """They want to tell more before it is put."""
    unnamed: bool | None = None
    """Whether they want to be known to the coordinators only; None leaves it to their own setting."""
    but_regions: frozenset[int] = frozenset()
    but_themes: frozenset[int] = frozenset()
    """What it is not about, though it names it."""

    def or_else(self, earlier: "Proposal") -> "Proposal":
        """Add what was said earlier of what this does not speak of."""
        return Proposal(
            regions=self.regions or earlier.regions - self.but_regions,
            themes=self.themes or earlier.themes - self.but_themes,
            kind=self.kind or earlier.kind,
            knowledge=self.knowledge or earlier.knowledge,
            level=self.level or earlier.level,
            more=self.more or earlier.more,
            unnamed=earlier.unnamed if self.unnamed is None else self.unnamed,
            but_regions=self.but_regions | (earlier.but_regions - self.regions),
            but_themes=self.but_themes | (earlier.but_themes - self.themes),
        )

    def corrected(self, by: "Proposal", atlas: Atlas) -> "Proposal":
        """Return this, but for what the asker said otherwise."""
        regions = by.regions or self.regions - by.but_regions
        return replace(
            by,
            regions=regions,
            themes=by.themes or self.themes - by.but_themes,
            kind=by.kind or self.kind,
            knowledge=by.knowledge or self.knowledge,
            level=by.level or level_of(regions, atlas) or self.level,
        )


FEW = 6
"""Words of a line that says no more than with or without whose name."""

_KINDS: Mapping[QuestionKind, str] = {
    QuestionKind.organisatorisch: (
        r"\b(netwerk|kennis|leren|leerkring|hub|organiser|borg|data en informatie|methode|werkwijze)"
    ),
    QuestionKind.relationeel: (
        r"\b(samenwerk|vertrouwen|draagvlak|waarden|relatie|nieuwsgierig|weerstand|belangen|omgang)"
    ),
}
_KNOWLEDGE: Mapping[KnowledgeType, str] = {
    KnowledgeType.praktijkkennis: r"\b(ervaring|praktijk|experience|practice|voorbeeld|example)",
    KnowledgeType.onderzoekskennis: r"\b(onderzoek|studie|wetenschap|bewijs|research|study|evidence)",
    KnowledgeType.beleidskennis: r"\b(beleid|wet|regel|verordening|omgevingsplan|vergunning|policy|law|permit)",
    KnowledgeType.proceskennis: r"\b(proces|aanpak|participatie|besluitvorming|process|approach)",
    KnowledgeType.methodologische_kennis: r"\b(methode|meten|meet|meting|berekenen|model|method|measur)",
    KnowledgeType.transitiekennis: r"\b(transitie|overgang|omslag|transition)",
}


def proposed(text: str, ctx: Context, *, here: Iterable[int] = ()) -> Proposal:
    """Tell what the words give away. `here` are the regions of the place where it is asked, if it names none itself."""
    sentence = understand(text, ctx.vocabulary)
    regions = frozenset(sentence.ids("region")) or frozenset(here)
    kinds = _signs(_KINDS, text)
    knowledge = _signs(_KNOWLEDGE, text)
    return Proposal(
        regions=regions,
        themes=frozenset(sentence.ids("theme")),
        # Most questions are about the task; one with signs of both others is for the asker to say.
        kind=kinds[0] if len(kinds) == 1 else None if kinds else QuestionKind.inhoudelijk,
        knowledge=knowledge[0] if len(knowledge) == 1 else None,
        level=level_of(regions, ctx.atlas),
    )


def level_of(regions: Iterable[int], atlas: Atlas) -> Level | None:
    """Return the level that all these regions share."""
    levels = {atlas.regions[region].level for region in regions}
    return levels.pop() if len(levels) == 1 else None


class AProposal(Reader[Proposal]):
    """Yes, or what should be otherwise: "Salland, praktijkkennis", "meer", "zonder naam", "met naam"."""

    anything = True
    agrees = True

    _YES = frozenset({"ja", "j", "yes", "y", "ok", "oke", "goed", "klopt", "stel", "put", "put it", "stel de vraag"})
    _MORE = re.compile(r"\b(meer|toevoegen|aanvullen|more|add)\b", re.IGNORECASE)
    _UNNAMED = re.compile(
        r"\b(anoniem|anonymous(?:ly)?|zonder (?:mijn )?naam|without my name|without a name)\b", re.IGNORECASE
    )

    _NAMED = re.compile(r"\b(met (?:mijn )?naam|with my name)\b", re.IGNORECASE)

    _NOT = re.compile(
        r"\b(?:niet|geen|zonder|not|without)\s+(.{2,80}?)(?=\s*(?:[,.;!]|\b(?:maar|but|wel)\b|$))", re.IGNORECASE
    )
    """What it should not be: "niet Twente maar Flevoland", "zonder Salland"."""
    _NUMBER = re.compile(r"\b[a-z]-\d", re.IGNORECASE)
    """It tells of something else than this question."""
    _TYPED = frozenset({"1", "2", "3"})

    def weigh(self, ctx: Context, text: str) -> Weighed:
        said = text.strip(" .!")
        if self._NUMBER.search(text):
            return Weighed.settles  # it is no answer, as reading it finds out
        if agreement.refuses(text):
            return Weighed.refuses
        if said in self._TYPED or self._MORE.fullmatch(said):
            return Weighed.settles
        if self._says_more(text):
            return Weighed.corrects
        agreed = fold(text) in self._YES or agreement.says_yes(ctx, text)
        return Weighed.settles if agreed else Weighed.refuses if agreed is False else Weighed.corrects

    def _says_more(self, text: str) -> bool:
        """Tell whether a line says something that should be otherwise."""
        return any(pattern.search(text) for pattern in (self._UNNAMED, self._NAMED, self._NOT))

    def hears_early(self, text: str) -> bool:
        said = fold(text)
        return len(said.split()) <= FEW and bool(self._UNNAMED.search(text) or self._NAMED.search(text))

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Proposal:
        """Read what was said so far, a line a time: what is said later goes before what was said earlier."""
        *earlier, last = text.split("\n")
        found = self._line(ctx, last)
        for line in reversed(earlier):
            found = found.or_else(self._line(ctx, line))
        return found

    def _line(self, ctx: Context, text: str) -> Proposal:
        if self._NUMBER.search(text):
            raise Unclear(_("That is about something else than your question."))
        other = "met naam" if ctx.member.asks_unnamed else "anoniem"
        text = {"1": "ja", "2": "meer", "3": other}.get(text.strip(), text)
        more = bool(self._MORE.search(text))
        unnamed = True if self._UNNAMED.search(text) else False if self._NAMED.search(text) else None
        rest = self._NAMED.sub(" ", self._UNNAMED.sub(" ", self._MORE.sub(" ", text)))
        but = understand(" ".join(self._NOT.findall(rest)), ctx.vocabulary)
        rest = self._NOT.sub(" ", rest)
        sentence = understand(rest, ctx.vocabulary)
        found = Proposal(
            regions=frozenset(sentence.ids("region")),
            themes=frozenset(sentence.ids("theme")),
            kind=_named(QuestionKind, rest),
            knowledge=_named(KnowledgeType, rest),
            level=_named(Level, rest),
            more=more,
            unnamed=unnamed,
            but_regions=frozenset(but.ids("region")),
            but_themes=frozenset(but.ids("theme")),
        )
        if found == Proposal() and fold(rest) not in self._YES and not agreement.says_yes(ctx, rest):
            raise Unclear(
                _(
                    "I see no region, theme or kind in that. Type {yes}, or what should be different.",
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


def _signs(table: Mapping[E, str], text: str) -> list[E]:
    return [value for value, pattern in table.items() if re.search(pattern, text, re.IGNORECASE)]


def _named(kind: type[E], text: str) -> E | None:
    """Return the one value of a closed set that the text names, in Dutch or English."""
    folded = f" {fold(text)} "
    found: list[E] = []
    for one in list(kind):
        names = (str(one), *(Language(code).text(label_of(one)) for code in LANGUAGES))
        if any(f" {fold(name)} " in folded for name in names):
            found.append(one)
    return found[0] if len(found) == 1 else None
