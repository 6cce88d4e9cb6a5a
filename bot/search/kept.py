"""Leaves out what is refused or works elsewhere than it is asked for."""

from typing import Final

from bot.language.sentence import Sentence, Vocabulary
from bot.search.names import holds_organisation, of_organisation
from bot.search.query import Query
from bot.search.ranking import Ranked
from storage import search

THERE: Final = frozenset({"same", "within"})
"""How what works in a region relates to it."""


def kept(
    tx: search.Connection, query: Query, sentence: Sentence, vocabulary: Vocabulary, every: list[Ranked]
) -> list[Ranked]:
    """Those that are where it is asked for, and are nothing of what is refused."""
    if query.only_there and sentence.ids("region"):
        every = [hit for hit in every if hit.factors.region_how in THERE]
    if sentence.refused:
        every = [hit for hit in every if not _refused(hit, sentence, vocabulary)]
        every = [hit for hit in every if not holds_organisation(tx, hit, sentence.refused)]
    return of_organisation(tx, every, sentence)


def _refused(hit: Ranked, sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether it is a person who is not meant, works where is not meant, or is about what is not meant."""
    subject = hit.subject
    regions, themes = sentence.not_meant("region"), vocabulary.beneath(sentence.not_meant("theme"))
    there = any(region in regions or regions & vocabulary.regions.above(region).keys() for region in subject.regions)
    person = subject.kind == "member" and subject.id in sentence.not_meant("member")
    return there or person or not themes.isdisjoint(subject.themes)
