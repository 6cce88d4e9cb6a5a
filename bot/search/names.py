"""The organisations and people that a sentence names: looked up, since they are many and change all day."""

from collections.abc import Iterator
from typing import Final

from bot.language.sentence import Name, Sentence
from bot.search.ranking import Ranked
from storage import search
from storage.database.database import Tx
from storage.database.text import fold
from storage.members import organisations, people
from storage.search.analyser import tokens
from storage.vocabulary import Field, Place

LONGEST = 7
"""Words of a name that are looked for."""
SHORTEST = 3
"""Letters of a name that is looked for."""
VOTERS: Final = 4
"""Rows of a hit among which the name of an organisation is sought."""
BETWEEN: Final = frozenset({"van", "de", "der", "den", "het", "ter", "ten", "te", "von", "du", "la", "le", "el", "al"})
"""What stands between the names of a person."""
ORGANISATION: Final = 2.0
"""How much more they count who show that they work at an organisation that was named."""


def named(tx: Tx, text: str, place: Place) -> tuple[Name, ...]:
    """Those that may be known in this place: of people, only who agreed to be found there."""
    stretches = [*_stretches(text)]
    if not stretches:
        return ()
    typed = {fold(stretch): stretch for stretch in stretches}
    return (
        *(
            Name("organisation", id_, name, (typed[folded],))
            for id_, name, folded in organisations.among(tx, stretches)
        ),
        *(
            Name("member", each.id, each.name)
            for each in people.among(tx, filter(_in_full, stretches))
            if each.agreed(Field.found, place) and each.blocked_at is None
        ),
    )


def like_a_person(text: str) -> bool:
    """Whether a text is nothing but a name in full: what nobody is known for may be a person, and is then not kept."""
    said = text.strip(" ?.!").split()
    names = [word for word in said if word.lower() not in BETWEEN]
    return len(names) > 1 and all(word[0].isupper() and word[1:].islower() for word in names)


def _in_full(name: str) -> bool:
    """With a capital and in full: names of people have no index, and most sentences hold none."""
    return name[0].isupper() and " " in name


def _stretches(text: str) -> Iterator[str]:
    """Each run of words that could be a name, as it was typed."""
    said = [*tokens(text)]
    for at, first in enumerate(said):
        for last in said[at : at + LONGEST]:
            if last.end - first.start >= SHORTEST:
                yield text[first.start : last.end]


def of_organisation(tx: search.Connection, every: list[Ranked], sentence: Sentence) -> list[Ranked]:
    """Who shows that they work at an organisation that was named comes first; when nothing else was asked, only they.

    It counts by a row that may be read here: what someone keeps private puts nobody higher.
    """
    organisations = [name for name in sentence.named if name.kind == "organisation"]
    if not organisations:
        return every
    called = [_words(name.name) for name in organisations]
    rows = search.rows(tx, {voter.row for hit in every for voter in hit.voters[:VOTERS]})
    there = {
        id_
        for id_, row in rows.items()
        if any(_holds(_words(f"{row.evidence.title} {row.evidence.text}"), name) for name in called)
    }
    works_there = [any(voter.row in there for voter in hit.voters[:VOTERS]) for hit in every]
    said = {word for name in organisations for form in (name.name, *name.also) for word in _words(form)}
    alone = all(word.aside or word.word in said for word in sentence.wanted)
    raised = [
        hit._replace(score=hit.score * ORGANISATION) if so else hit
        for hit, so in zip(every, works_there, strict=True)
        if so or not (alone and there)
    ]
    return sorted(raised, key=lambda hit: (-hit.score, hit.subject.kind, hit.subject.id))


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(text))


def _holds(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1))
