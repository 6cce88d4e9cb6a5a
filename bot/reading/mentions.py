"""Looks up the organisations, people and networks that a line names: they are many, and change all day."""

from collections.abc import Iterator

from bot.language.sentence import Name
from storage.database.database import Tx
from storage.database.text import fold
from storage.members import organisations, people
from storage.networks import networks
from storage.search.analyser import tokens
from storage.vocabulary import Field, Place

LONGEST = 7
"""Words of a name that are looked for."""
SHORTEST = 3
"""Letters of a name that is looked for."""


def named(tx: Tx, text: str, place: Place) -> tuple[Name, ...]:
    """Return those that may be known in this place: of people, only who agreed to be found there."""
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


def mentioned(tx: Tx, text: str, place: Place) -> tuple[Name, ...]:
    """Return those, and the networks on the list that a line names."""
    held = networks.among(tx, [*_stretches(text)])
    return (*named(tx, text, place), *(Name("network", id_, name, (also,)) for id_, name, also in held))


def people_in(tx: Tx, text: str) -> tuple[Name, ...]:
    """The members whose name stands in a line in full, also those who did not agree to be found."""
    stretches = [*filter(_in_full, _stretches(text))]
    return tuple(Name("member", each.id, each.name) for each in people.among(tx, stretches)) if stretches else ()


def _in_full(name: str) -> bool:
    """With a capital and in full: names of people have no index, and most sentences hold none."""
    return name[0].isupper() and " " in name


def _stretches(text: str) -> Iterator[str]:
    """Yield each run of words that could be a name, as it was typed."""
    said = [*tokens(text)]
    for at, first in enumerate(said):
        for last in said[at : at + LONGEST]:
            if last.end - first.start >= SHORTEST:
                yield text[first.start : last.end]
