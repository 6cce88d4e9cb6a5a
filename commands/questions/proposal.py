"""Proposes to its asker what a question is about, who agrees or corrects it in one step."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from bot.chat.reply import Choice
from bot.chat.spans import Code
from bot.chat.texts import LANGUAGES, Language, _
from bot.command.command import Ask, Context
from bot.command.labels import label_of
from bot.command.reader import Reader, Unclear
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

    def corrected(self, by: "Proposal", atlas: Atlas) -> "Proposal":
        """Return this, but for what the asker said otherwise."""
        regions = by.regions or self.regions
        return replace(
            by,
            regions=regions,
            themes=by.themes or self.themes,
            kind=by.kind or self.kind,
            knowledge=by.knowledge or self.knowledge,
            level=by.level or level_of(regions, atlas) or self.level,
        )


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

    _YES = frozenset({"ja", "j", "yes", "y", "ok", "oke", "goed", "klopt", "stel", "put", "put it", "stel de vraag"})
    _MORE = re.compile(r"\b(meer|toevoegen|aanvullen|more|add)\b", re.IGNORECASE)
    _UNNAMED = re.compile(
        r"\b(anoniem|anonymous(?:ly)?|zonder (?:mijn )?naam|without my name|without a name)\b", re.IGNORECASE
    )

    _NAMED = re.compile(r"\b(met (?:mijn )?naam|with my name)\b", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Proposal:
        other = "met naam" if ctx.member.asks_unnamed else "anoniem"
        text = {"1": "ja", "2": "meer", "3": other}.get(text.strip(), text)
        more = bool(self._MORE.search(text))
        unnamed = True if self._UNNAMED.search(text) else False if self._NAMED.search(text) else None
        rest = self._NAMED.sub(" ", self._UNNAMED.sub(" ", self._MORE.sub(" ", text)))
        sentence = understand(rest, ctx.vocabulary)
        found = Proposal(
            regions=frozenset(sentence.ids("region")),
            themes=frozenset(sentence.ids("theme")),
            kind=_named(QuestionKind, rest),
            knowledge=_named(KnowledgeType, rest),
            level=_named(Level, rest),
            more=more,
            unnamed=unnamed,
        )
        if found == Proposal() and fold(rest) not in self._YES:
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
