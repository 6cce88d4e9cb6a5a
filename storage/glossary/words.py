"""Keeps words: makes, explains, settles, withdraws and lists them, and remembers who asked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    union_all,
    update,
)

from storage import search
from storage.database.once import once
from storage.database.pages import among, collected, counted, holds, page
from storage.glossary import evidence, names, spoken
from storage.glossary.tables import word_askers, word_betters, word_meanings, word_names, words
from storage.glossary.word import WORD, Better, Draft, Filter, Meaning, State, Waiting, Word
from storage.messaging import cards

FEW = 2_000
"""Words that hold something which are collected; more are met in order."""


def get(tx: Connection, word: int) -> Word | None:
    return next(iter(load(tx, [word])), None)


def load(tx: Connection, ids: Sequence[int]) -> list[Word]:
    """Those of these that there are, in this order."""
    if not ids:
        return []
    called: defaultdict[int, list[str]] = defaultdict(list)
    for row in tx.execute(select(word_names).where(word_names.c.word_id.in_(ids)).order_by(word_names.c.name)):
        called[row.word_id].append(row.name)
    meanings: defaultdict[int, list[Meaning]] = defaultdict(list)
    in_order = (word_meanings.c.network_id.is_not(None), word_meanings.c.id)
    for row in tx.execute(select(word_meanings).where(word_meanings.c.word_id.in_(ids)).order_by(*in_order)):
        meanings[row.word_id].append(Meaning(row.id, row.text, row.network_id, row.member_id, row.unnamed, row.said_at))
    betters: defaultdict[int, list[Better]] = defaultdict(list)
    for row in tx.execute(select(word_betters).where(word_betters.c.word_id.in_(ids)).order_by(word_betters.c.id)):
        betters[row.word_id].append(Better(row.id, row.text, row.member_id, row.unnamed))
    waiting: dict[int, int] = {
        row[0]: row[1]
        for row in tx.execute(
            select(word_askers.c.word_id, func.count())
            .where(word_askers.c.word_id.in_(ids))
            .group_by(word_askers.c.word_id)
        )
    }
    found = {
        row.id: Word(
            row.id,
            row.title,
            State(row.state),
            row.hidden_at is not None,
            row.member_id,
            row.unnamed,
            tuple(name for name in called[row.id] if names.folded(name) != names.folded(row.title)),
            tuple(meanings[row.id]),
            tuple(row.differs),
            row.better,
            tuple(betters[row.id]),
            waiting.get(row.id, 0),
            row.made_at,
            row.changed_at,
            row.settled_at,
        )
        for row in tx.execute(select(words).where(words.c.id.in_(ids)))
    }
    return [found[id] for id in dict.fromkeys(ids) if id in found]


def called(tx: Connection, name: str) -> Word | None:
    """The word of that name, or of a form of it."""
    found = names.find(tx, name)
    return get(tx, found) if found is not None else None


def called_exactly(tx: Connection, name: str) -> Word | None:
    """The word of just that name."""
    found = names.owner(tx, name)
    return get(tx, found) if found is not None else None


def latest(tx: Connection, most: int) -> list[int]:
    """The newest that can be looked at, for who gave a number that does not exist."""
    shown = select(words.c.id).where(words.c.state.in_([State.proposed, State.settled]), words.c.hidden_at.is_(None))
    return list(tx.execute(shown.order_by(words.c.id.desc()).limit(most)).scalars())


def find(tx: Connection, what: Filter, *, limit: int, offset: int = 0) -> tuple[list[Word], int]:
    """A page of the words, by name, and how many there are."""
    which: list[ColumnElement[bool]] = [words.c.hidden_at.is_(None)]
    which += [search.saying(tx, WORD, words.c.id, said, partial(_letters, tx)) for said in what.said]
    # The first of each state, and of those the first: so an index gives them in order, and nothing is sorted.
    of_all = select(words.c.id, words.c.title).where(*which).order_by(words.c.title, words.c.id)
    firsts = [
        of_all.where(words.c.state == each).limit(counted(limit, offset) + 1).subquery() for each in sorted(what.states)
    ]
    either = union_all(*(select(each) for each in firsts)).subquery()
    ids, total = page(tx, select(either.c.id).order_by(either.c.title, either.c.id), limit=limit, offset=offset)
    return load(tx, ids), total


def _letters(tx: Connection, said: str) -> ColumnElement[bool]:
    """Return a condition for words that are called so or mean so. Where many are, they are soon met in order."""
    means, called = holds(tx, word_meanings.c.text, said), word_names.c.folded.contains(said, autoescape=True)
    either = select(word_meanings.c.word_id).where(means).union_all(select(word_names.c.word_id).where(called))
    few = collected(tx, select(either.subquery().c[0]), FEW)
    if few is not None:
        return among(tx, words.c.id, few)
    means_so = exists().where(word_meanings.c.word_id == words.c.id, means)
    return or_(means_so, exists().where(word_names.c.word_id == words.c.id, called))


def ask(tx: Connection, name: str, member: int, now: datetime) -> int | None:
    """Somebody asks what a word means that nobody explained: its number; None when it is explained."""
    known = names.find(tx, name)
    if known is None:
        known = _insert(tx, None, name, State.asked, now)
        names.add(tx, known, [name])
    elif _state(tx, known) is not State.asked:
        return None
    held = select(word_askers.c.member_id).where(word_askers.c.word_id == known, word_askers.c.member_id == member)
    if tx.execute(held).first() is None:
        tx.execute(insert(word_askers).values(word_id=known, member_id=member, asked_at=now))
    return known


def askers(tx: Connection, word: int) -> list[int]:
    """Who still waits to hear what it means."""
    waiting = select(word_askers.c.member_id).where(word_askers.c.word_id == word)
    return list(tx.execute(waiting.order_by(word_askers.c.asked_at)).scalars())


def told(tx: Connection, word: int) -> None:
    """They heard."""
    tx.execute(delete(word_askers).where(word_askers.c.word_id == word))


def propose(tx: Connection, member: int | None, draft: Draft, now: datetime) -> int | None:
    """Explain a word: its number. None when it was explained already, by whoever was first."""
    known = names.owner(tx, draft.title)
    if known is not None:
        free = (words.c.id == known) & words.c.state.in_([State.asked, State.withdrawn])
        values = {"member_id": member, "unnamed": draft.unnamed, "title": draft.title}
        taken = update(words).where(free).values(**values, state=State.proposed, changed_at=now, settled_at=None)
        if tx.execute(taken).rowcount != 1:
            return None
        tx.execute(delete(word_meanings).where(word_meanings.c.word_id == known))
    else:
        known = _insert(tx, member, draft.title, State.proposed, now, unnamed=draft.unnamed)
    names.add(tx, known, [draft.title, *draft.also])
    _mean(tx, known, member, draft.text, None, now, unnamed=draft.unnamed)
    changed(tx, known)
    return known


def mean(
    tx: Connection, word: int, member: int, text: str, network: int | None, now: datetime, *, unnamed: bool = False
) -> bool:
    """Say what it means to a network, or in general when nobody said: False when that was said already."""
    if _state(tx, word) not in (State.proposed, State.settled):
        return False
    held = select(word_meanings.c.id).where(
        word_meanings.c.word_id == word, func.coalesce(word_meanings.c.network_id, 0) == (network or 0)
    )
    if tx.execute(held).first() is not None:
        return False
    _mean(tx, word, member, text, network, now, unnamed=unnamed)
    _touch(tx, word, now)
    return True


def reword(tx: Connection, meaning: int, text: str, now: datetime) -> None:
    """Say a meaning in other words."""
    word = tx.execute(
        update(word_meanings).where(word_meanings.c.id == meaning).values(text=text).returning(word_meanings.c.word_id)
    ).scalar()
    if word is not None:
        _touch(tx, word, now)


def unmean(tx: Connection, meaning: int, now: datetime) -> bool:
    """Take a meaning away: False when it was gone."""
    word = tx.execute(
        delete(word_meanings).where(word_meanings.c.id == meaning).returning(word_meanings.c.word_id)
    ).scalar()
    if word is not None:
        _touch(tx, word, now)
    return word is not None


def suggest(tx: Connection, word: int, member: int, text: str, now: datetime, *, unnamed: bool = False) -> int | None:
    """Somebody knows a better word for it: the number of that; None when it was said before."""
    same = select(word_betters.c.id).where(
        word_betters.c.word_id == word, func.lower(word_betters.c.text) == text.lower()
    )
    if tx.execute(same).first() is not None:
        return None
    values = {"word_id": word, "member_id": member, "text": text, "said_at": now, "unnamed": unnamed}
    made: int = tx.execute(insert(word_betters).values(values).returning(word_betters.c.id)).scalar_one()
    _touch(tx, word, now)
    return made


def unsuggest(tx: Connection, better: int, now: datetime) -> bool:
    """Take a better word away, unless it was chosen meanwhile: whether that was done."""
    row = tx.execute(select(word_betters).where(word_betters.c.id == better)).first()
    if row is None or _better(tx, row.word_id) == row.text:
        return False
    tx.execute(delete(word_betters).where(word_betters.c.id == better))
    _touch(tx, row.word_id, now)
    return True


def choose(tx: Connection, word: int, better: str, now: datetime) -> bool:
    """This is the word to use from now on; with "" there is none. Search knows it as another name."""
    held = update(words).where(words.c.id == word, words.c.better != better).values(better=better)
    if tx.execute(held).rowcount != 1:
        return False
    if better:
        names.add(tx, word, [better])
    _touch(tx, word, now)
    return True


def move(tx: Connection, word: int, to: State, now: datetime, *, among: Collection[State]) -> bool:
    """Bring it to another state, from one of `among`: False when it was in none of those."""
    settled_at = now if to is State.settled else None
    held = update(words).where(words.c.id == word, words.c.state.in_(sorted(among)))
    if tx.execute(held.values(state=to, settled_at=settled_at)).rowcount != 1:
        return False
    _touch(tx, word, now)
    return True


def hide(tx: Connection, word: int, now: datetime, *, hidden: bool) -> bool:
    """Take it out of sight, or show it again: False when it was so already."""
    was = words.c.hidden_at.is_(None) if hidden else words.c.hidden_at.is_not(None)
    held = update(words).where(words.c.id == word, was).values(hidden_at=now if hidden else None)
    if tx.execute(held).rowcount != 1:
        return False
    _touch(tx, word, now)
    return True


def changed(tx: Connection, word: int) -> None:
    """Something about it changed: search and its cards say how it is now."""
    held = get(tx, word)
    if held is not None:
        evidence.word(tx, held)
        spoken.tell(tx, held)
    cards.touch(tx, WORD, word)


def to_settle(tx: Connection, most: int) -> list[Waiting]:
    """Proposals of members that wait for a coordinator, oldest first."""
    return [Waiting(row.id, row.title, row.changed_at) for row in tx.execute(*_to_settle(most))]


@once
def _to_settle(most: int) -> Select[int, str, datetime]:
    waiting = select(words.c.id, words.c.title, words.c.changed_at)
    mine = waiting.where(words.c.state == State.proposed, words.c.hidden_at.is_(None), ~words.c.example)
    return mine.order_by(words.c.changed_at).limit(most)


def wanted(tx: Connection, least: int, most: int) -> list[Waiting]:
    """Words that at least so many people asked for and nobody explained, and since when."""
    return [Waiting(row.id, row.title, row.first, row.askers) for row in tx.execute(*_wanted(least, most))]


@once
def _wanted(least: int, most: int) -> Select[int, str, datetime, int]:
    # From an index alone: of the many that one person asked for nothing more is read.
    enough = select(word_askers.c.word_id).group_by(word_askers.c.word_id).having(func.count() >= least).subquery()
    first = func.min(word_askers.c.asked_at)
    asked = select(words.c.id, words.c.title, first.label("first"), func.count().label("askers"))
    those = asked.join(words, words.c.id == word_askers.c.word_id).where(
        word_askers.c.word_id.in_(select(enough.c.word_id)),
        words.c.state == State.asked,
        words.c.hidden_at.is_(None),
    )
    return those.group_by(words.c.id, words.c.title).order_by(first).limit(most)


def given_by(tx: Connection, member: int, most: int) -> list[int]:
    """The words to which a member gave something, latest first."""
    return list(tx.execute(*_given_by(member, most)).scalars())


@once
def _given_by(member: int, most: int) -> Select[int]:
    own = select(words.c.id, words.c.made_at.label("at")).where(words.c.member_id == member)
    meant = select(word_meanings.c.word_id, word_meanings.c.said_at).where(word_meanings.c.member_id == member)
    better = select(word_betters.c.word_id, word_betters.c.said_at).where(word_betters.c.member_id == member)
    given = own.union_all(meant, better).subquery()
    last = func.max(given.c.at)
    return select(given.c.id).group_by(given.c.id).order_by(last.desc(), given.c.id.desc()).limit(most)


def settled_between(tx: Connection, since: datetime, until: datetime, most: int) -> list[Word]:
    """Those newly settled in a period, latest first."""
    newly = select(words.c.id).where(
        words.c.settled_at >= since, words.c.settled_at < until, words.c.hidden_at.is_(None)
    )
    return load(tx, list(tx.execute(newly.order_by(words.c.settled_at.desc()).limit(most)).scalars()))


def count_made(tx: Connection, since: datetime, until: datetime) -> int:
    """How many came in, asked or explained, in a period."""
    return _count(tx, words.c.made_at, since, until)


def count_settled(tx: Connection, since: datetime, until: datetime) -> int:
    return _count(tx, words.c.settled_at, since, until)


def _count(tx: Connection, at: Column[Any], since: datetime, until: datetime) -> int:  # Any: a moment
    return tx.execute(select(func.count()).select_from(words).where(at >= since, at < until)).scalar_one()


def _insert(
    tx: Connection, member: int | None, title: str, state: State, now: datetime, *, unnamed: bool = False
) -> int:
    values = {"member_id": member, "title": title, "state": state, "unnamed": unnamed}
    made = insert(words).values(**values, differs=[], made_at=now, changed_at=now).returning(words.c.id)
    word: int = tx.execute(made).scalar_one()
    return word


def _mean(
    tx: Connection, word: int, member: int | None, text: str, network: int | None, now: datetime, *, unnamed: bool
) -> None:
    values = {"word_id": word, "member_id": member, "text": text, "network_id": network, "said_at": now}
    tx.execute(insert(word_meanings).values(**values, unnamed=unnamed))


def _state(tx: Connection, word: int) -> State | None:
    held = tx.execute(select(words.c.state).where(words.c.id == word)).scalar()
    return State(held) if held is not None else None


def _better(tx: Connection, word: int) -> str:
    return str(tx.execute(select(words.c.better).where(words.c.id == word)).scalar_one())


def _touch(tx: Connection, word: int, now: datetime) -> None:
    tx.execute(update(words).where(words.c.id == word).values(changed_at=now))
    changed(tx, word)


def differ(tx: Connection, word: int, differs: Iterable[str], also: Iterable[str]) -> bool:
    """Say what it is mixed up with, and by which other names it goes: whether anything is new."""
    wanted_ = list(differs)
    held = list(tx.execute(select(words.c.differs).where(words.c.id == word)).scalar_one())
    new = names.add(tx, word, also)
    if wanted_ and wanted_ != held:
        tx.execute(update(words).where(words.c.id == word).values(differs=wanted_))
        new = True
    return new
