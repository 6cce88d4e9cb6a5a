"""Looks up the organisations and people that a sentence names: they are many and change all day."""

from collections.abc import Iterable
from typing import Final

from bot.language.names import Name
from bot.language.sentence import Sentence
from bot.search.ranking import Key, Ranked
from storage import search
from storage.networks import networks
from storage.search.analyser import tokens

VOTERS: Final = 4
"""Rows of a hit among which the name of an organisation is sought."""
BETWEEN: Final = frozenset({"van", "de", "der", "den", "het", "ter", "ten", "te", "von", "du", "la", "le", "el", "al"})
"""What stands between the names of a person."""
ORGANISATION: Final = 2.0
"""How much more they count who show that they work at an organisation that was named."""


def like_a_person(text: str) -> bool:
    """Tell whether a text is nothing but a name in full:
    what nobody is known for may be a person, and is then not kept.
    """
    said = text.strip(" ?.!").split()
    names = [word for word in said if word.lower() not in BETWEEN]
    return len(names) > 1 and all(word[0].isupper() and word[1:].islower() for word in names)


def called(tx: search.Connection, text: str) -> frozenset[Key]:
    """Return the networks of which a text is the name in full, whatever else its words may say: Onder Twente."""
    return frozenset(("network", id) for id in networks.by_name(tx, text.strip(" ?.!")))


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
    alone = all(word.aside or word.word in said for word in sentence.wanted if word.instead_of is None)
    raised = [
        hit._replace(score=hit.score * ORGANISATION) if so else hit
        for hit, so in zip(every, works_there, strict=True)
        if so or not (alone and there)
    ]
    # Who asks for an organisation, and for nothing else, asks for its people.
    people = alone and bool(there)
    return sorted(
        raised, key=lambda hit: (people and hit.subject.kind != "member", -hit.score, hit.subject.kind, hit.subject.id)
    )


def holds_organisation(tx: search.Connection, hit: Ranked, refused: Iterable[Name]) -> bool:
    """Whether a hit is of an organisation that is not meant, or has it in its name."""
    called = [_words(form) for name in refused if name.kind == "organisation" for form in (name.name, *name.also)]
    if not called:
        return False
    rows = search.rows(tx, [row for row, _ in search.speaking_for(tx, hit.subject.kind, hit.subject.id)])
    texts = [f"{row.evidence.title} {row.evidence.text}" for row in rows.values() if row.evidence.field in _OF_ITSELF]
    said = [_words(text) for text in (hit.subject.name, *texts)]
    return any(_holds(words, name) for words in said for name in called)


_OF_ITSELF: Final = frozenset({"name", "position", "organisation"})
"""Fields of rows that say where somebody works."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(text))


def _holds(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1))
