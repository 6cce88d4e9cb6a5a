"""The organisations, networks and people that a sentence names: looked up, since they are many and change all day."""

from collections.abc import Iterator

from sqlalchemy import Connection

from bot.search_sentence import Name
from storage import networks, people
from storage.search.analyser import tokens
from storage.vocabulary import Field, Place

LONGEST = 7
"""Words of a name that are looked for."""
SHORTEST = 3
"""Letters of a name that is looked for."""


def named(tx: Connection, text: str, place: Place) -> tuple[Name, ...]:
    """Those that may be known in this place: of people, only who agreed to be found there."""
    stretches = [*_stretches(text)]
    if not stretches:
        return ()
    return (
        *(Name("organisation", each.id, each.name) for each in people.organisations_among(tx, stretches)),
        *(Name("network", each.id, each.name) for each in networks.among(tx, stretches)),
        *(
            Name("member", each.id, each.name)
            for each in people.among(tx, filter(_like_a_person, stretches))
            if each.agreed(Field.found, place) and each.blocked_at is None
        ),
    )


def _like_a_person(name: str) -> bool:
    """With a capital and in full: names of people have no index, and most sentences hold none."""
    return name[0].isupper() and " " in name


def _stretches(text: str) -> Iterator[str]:
    """Each run of words that could be a name, as it was typed."""
    said = [*tokens(text)]
    for at, first in enumerate(said):
        for last in said[at : at + LONGEST]:
            if last.end - first.start >= SHORTEST:
                yield text[first.start : last.end]
