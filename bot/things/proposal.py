"""Reads from the words of what somebody puts what it is about, for them to agree with or to correct."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from bot.chat.texts import LANGUAGES, Language
from bot.command.command import Context
from bot.command.labels import label_of
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
    nowhere: bool = False
    themeless: bool = False
    """Whether no region, or no theme, goes with it."""
    also: bool = False
    """What is named comes beside what is there, and not in its place."""

    def or_else(self, earlier: "Proposal") -> "Proposal":
        """Add what was said earlier of what this does not speak of."""
        return replace(
            self,
            regions=_beside(self.regions, earlier.regions - self.but_regions, self),
            themes=_beside(self.themes, earlier.themes - self.but_themes, self),
            kind=self.kind or earlier.kind,
            knowledge=self.knowledge or earlier.knowledge,
            level=self.level or earlier.level,
            more=self.more or earlier.more,
            unnamed=earlier.unnamed if self.unnamed is None else self.unnamed,
            but_regions=self.but_regions | (earlier.but_regions - self.regions),
            but_themes=self.but_themes | (earlier.but_themes - self.themes),
            nowhere=self.nowhere or (earlier.nowhere and not self.regions),
            themeless=self.themeless or (earlier.themeless and not self.themes),
            also=self.also and (earlier.also or not (earlier.regions or earlier.themes)),
        )

    def corrected(self, by: "Proposal", atlas: Atlas) -> "Proposal":
        """Return this, but for what the asker said otherwise."""
        regions = frozenset[int]() if by.nowhere else _beside(by.regions, self.regions - by.but_regions, by)
        return replace(
            by,
            regions=regions,
            themes=frozenset() if by.themeless else _beside(by.themes, self.themes - by.but_themes, by),
            kind=by.kind or self.kind,
            knowledge=by.knowledge or self.knowledge,
            level=by.level or level_of(regions, atlas) or self.level,
        )


def _beside(new: frozenset[int], old: frozenset[int], by: Proposal) -> frozenset[int]:
    """Return what is named in the place of what was there, or beside it."""
    return new | old if by.also else new or old


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


LONGEST_CORRECTION = 500
"""Characters of what somebody says that a proposal should hold instead."""


_NOT_ONLY = re.compile(r"\b(?:niet|not) (?:alleen|slechts|enkel|only|just)\b[^,.;]*", re.IGNORECASE)
"""What it was, and is more than: "voor Overijssel, niet alleen Twente"."""


def corrections(text: str, ctx: Context) -> Proposal:
    """Tell what a text names of what a proposal holds: "Salland, praktijkkennis". The rest of a long one is left."""
    text = text[:LONGEST_CORRECTION]
    wider = _NOT_ONLY.sub(" ", text)
    text = wider if wider.strip() else text
    sentence = understand(text, ctx.vocabulary)
    return Proposal(
        regions=frozenset(sentence.ids("region")),
        themes=frozenset(sentence.ids("theme")),
        kind=_named(QuestionKind, text),
        knowledge=_named(KnowledgeType, text),
        level=_named(Level, text),
    )


_PARTS = re.compile(r"\s*(?:,\s*)?\b(?:maar|but|wel|doch)\b\s+|\s*[,;]\s+", re.IGNORECASE)
_AWAY = re.compile(
    r"\b(?:zonder|niet|geen|haal|schrap|verwijder|without|not|drop|remove|leave out|minus)\b"
    r"|\b(?:weg|eraf|eruit|af|uit|off|out|weglaten|away)(?:\s+(?:hoor|graag|dan|maar|please))*\W*$",
    re.IGNORECASE,
)
"""How a part of a line says that what it names goes."""
_ALSO = re.compile(
    r"^\W*(?:(?:en|and|oh?|ja|zet|doe|voeg|neem|graag|er|daar|nog|dan|maar)\W+)*(?:ook|also|plus|naast|add)\b"
    r"|\b(?:ook|erbij|ernaast|toe|mee|too|as well)(?:\s+(?:hoor|graag|nog|please|erbij))*\W*$",
    re.IGNORECASE,
)
"""How a part of a line says that what it names comes with the rest."""
_WHERE = re.compile(r"\b(?:regio'?s?|gebied(?:en)?|plaats(?:naam)?|regions?|places?|location)\b", re.IGNORECASE)
_WHAT = re.compile(r"\b(?:thema'?s?|themes?|topics?)\b", re.IGNORECASE)


def alterations(text: str, ctx: Context) -> Proposal:
    """Tell what a line changes of what a proposal holds: "zonder Enschede", "en ook Flevoland", "drop the region"."""
    told = Proposal()
    for part in filter(None, _PARTS.split(_NOT_ONLY.sub(" ", text[:LONGEST_CORRECTION]))):
        named = corrections(part, ctx)
        if not _AWAY.search(part):
            now = replace(named, also=bool(_ALSO.search(part)) and named != Proposal())
        elif named.regions or named.themes:
            now = Proposal(but_regions=named.regions, but_themes=named.themes)
        else:
            now = Proposal(nowhere=bool(_WHERE.search(part)), themeless=bool(_WHAT.search(part)))
        told = now.or_else(told) if not (now.regions and told.regions) else replace(now, also=True).or_else(told)
    return told


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
