"""Finds words by what they are called, in whatever form: with capitals, in the plural, with one letter wrong."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA
from sqlalchemy import Connection, func, insert, or_, select

from storage.glossary.tables import BEGINNING, ENDING, LONGEST_WORD, word_names, words
from storage.glossary.word import State
from storage.search.analyser import stem, tokens

LOOKED_AT = 2_000
"""Names that are compared with one that is not known."""
STEMMED = 4
"""Letters from which a word has forms: of abbreviations there is one."""


def folded(name: str) -> str:
    """A name as it is compared: "M.e.r." and "mer" are one."""
    return " ".join(token.word for token in tokens(name))[:LONGEST_WORD]


def stemmed(name: str) -> str:
    """A name by its stems: "kennishubs" and "kennishub" are one."""
    return " ".join(stem(word) if len(word) >= STEMMED else word for word in folded(name).split())[:LONGEST_WORD]


def add(tx: Connection, word: int, names: Iterable[str]) -> bool:
    """Let a word go by these names too: whether any is new. A name that another word has, stays that word's."""
    new = False
    for name in names:
        compared = folded(name)
        if compared and owner(tx, compared) is None:
            row = {"folded": compared, "stem": stemmed(name), "name": name, "word_id": word}
            ends = {"beginning": compared[:BEGINNING], "ending": compared[-ENDING:]}
            tx.execute(insert(word_names).values(**row, **ends))
            new = True
    return new


def owner(tx: Connection, name: str) -> int | None:
    """The word that goes by just that name."""
    found: int | None = tx.execute(select(word_names.c.word_id).where(word_names.c.folded == folded(name))).scalar()
    return found


def find(tx: Connection, name: str) -> int | None:
    """The word that goes by that name, or by a form of it."""
    exact = owner(tx, name)
    if exact is not None or not folded(name):
        return exact
    forms = select(word_names.c.word_id).where(word_names.c.stem == stemmed(name)).order_by(word_names.c.word_id)
    found: int | None = tx.execute(forms.limit(1)).scalar()
    return found


def near(tx: Connection, name: str) -> str | None:
    """The name that was probably meant, of a word that is explained; one letter is wrong, of a long one two."""
    said = folded(name)
    if len(said) < STEMMED:
        return None
    column = word_names.c.folded
    like = or_(word_names.c.beginning == said[:BEGINNING], word_names.c.ending == said[-ENDING:])
    known = (
        select(column, word_names.c.name)
        .join(words)
        .where(like, func.length(column).between(len(said) - 2, len(said) + 2))
        .where(words.c.state.in_([State.proposed, State.settled]), words.c.hidden_at.is_(None))
        .limit(LOOKED_AT)
    )
    most = 1 if len(said) < 9 else 2
    scored = sorted((OSA.distance(said, row.folded, score_cutoff=most), row.name) for row in tx.execute(known))
    return scored[0][1] if scored and scored[0][0] <= most else None


def among(tx: Connection, texts: Iterable[str], most: int) -> list[int]:
    """The words that are named by any of these runs of words, in the order of the runs, each once."""
    runs = list(dict.fromkeys(texts))
    if not runs:
        return []
    by_name: dict[str, int] = {}
    for start in range(0, len(runs), 500):
        some = runs[start : start + 500]
        for column in (word_names.c.stem, word_names.c.folded):
            rows = tx.execute(
                select(column, word_names.c.word_id)
                .join(words)
                .where(column.in_(some), words.c.hidden_at.is_(None))
                .where(words.c.state.in_([State.proposed, State.settled]))
            )
            by_name |= {row[0]: row.word_id for row in rows}
    return list(dict.fromkeys(by_name[run] for run in runs if run in by_name))[:most]
