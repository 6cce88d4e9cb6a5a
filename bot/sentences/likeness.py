"""Finds the things of some kinds that words are about: by their titles and texts, with words read as search does."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np

from bot.chat.reply import Inline, label
from bot.command.command import Context
from bot.command.kind import Kind
from bot.command.names import names_of
from bot.language.sentence import Sentence, Vocabulary, understand
from bot.language.spelling import spelled, views
from storage import search
from storage.links import Thing
from storage.search.analyser import Token, content, tokens, word_key
from storage.search.audiences import readable_in
from storage.search.lexicon import Lexicon
from storage.search.stopwords import STOP

LOOKED_AT = 12
"""Things, by what the index says of them, whose texts are compared with the words."""
ROWS = 3
"""Rows of each of them that are compared."""
DEPTH = 60
"""Rows of the index that are looked at."""
IN_TEXT, AS_PART = 0.7, 0.5
"""What a word counts that stands in the text and not in the title, and a part of one."""
SPOKEN, STRANGE, BEHIND = 0.4, 0.5, 0.5
"""What a word counts in which acts are spoken of, or that says where; that search knows nothing of; that stands behind
all that a thing holds."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A thing that some words are about."""

    number: str
    name: Inline
    worth: float
    """The share of what the words tell that its title and text hold."""
    held: frozenset[int]
    """Where the words begin that it holds ..."""
    titled: frozenset[int]
    """... and those that stand in its title."""
    called: float
    """The share of its title that the words say."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that is looked for, in the forms that it may have in a text."""

    start: int
    keys: frozenset[int]
    parts: frozenset[int]
    weight: float
    of_act: bool
    """Acts are spoken of in it: "gebruikt"."""

    def held_by(self, keys: Collection[int]) -> float:
        """Return how much of it a text holds."""
        if not self.keys.isdisjoint(keys):
            return self.weight
        return AS_PART * self.weight if not self.parts.isdisjoint(keys) else 0.0


@dataclass(frozen=True, slots=True)
class _Looking:
    """Says what is looked for, and where."""

    text: str
    vocabulary: Vocabulary
    unspoken: frozenset[str]
    kinds: frozenset[str]
    audiences: frozenset[str]
    now: datetime


class _Seen(NamedTuple):
    """A thing that holds some of the words: what these are worth, which they are, and which are in its title."""

    thing: Thing
    worth: float
    held: frozenset[int]
    titled: frozenset[int]
    called: float


_Found = Mapping[Thing, tuple[str, str]]
"""The title and the other texts of things."""


async def alike(ctx: Context, text: str, kinds: Iterable[Kind[Any]]) -> list[Alike]:
    """Return what a text may be about, of what its reader may see here, most alike first."""
    by_name = {each.name: each for each in kinds}
    besides = {
        Thing(kind.name, int(choice.value.partition("-")[2])): (label(choice.label), "")
        for kind in by_name.values()
        for choice in await kind.unsearched(ctx)
    }
    said = [each.word for each in tokens(text)]
    unspoken = frozenset(ctx.intents.unspoken(said) if ctx.intents else said)
    looking = _Looking(text, ctx.vocabulary, unspoken, frozenset(by_name), readable_in(ctx.place), ctx.now)
    seen = await ctx.read(_compared, looking, besides)
    names = await names_of(ctx, [each.thing for each in seen])
    found = [
        Alike(by_name[each.thing.kind].number(each.thing.id), names[each.thing], *each[1:])
        for each in seen
        if each.thing in names
    ]
    return sorted(found, key=lambda each: (-each.worth, each.number))


def _compared(tx: search.Connection, looking: _Looking, besides: _Found) -> list[_Seen]:
    """Return the things that hold some of the words."""
    lexicon = search.lexicon(tx)
    sentence = spelled(understand(looking.text, looking.vocabulary), lexicon)
    words = [*_words(looking, sentence, lexicon)]
    sought = frozenset().union(*(each.keys | each.parts for each in words))
    seen = []
    for thing, (title, told) in {**besides, **_likely(tx, looking, sentence, lexicon)}.items():
        in_title, in_text = _keys(title, lexicon), _keys(told, lexicon)
        titled = {each.start: much for each in words if (much := each.held_by(in_title))}
        held = {each.start: IN_TEXT * much for each in words if (much := each.held_by(in_text))} | titled
        if held:
            of_title = [{word_key(each), *map(word_key, lexicon.split(each))} for each in set(content(title))]
            called = sum(not sought.isdisjoint(each) for each in of_title) / max(1, len(of_title))
            seen.append(_Seen(thing, sum(held.values()), frozenset(held), frozenset(titled), called))
    best = max(seen, key=lambda each: each.worth, default=None)
    whole = _whole(words, max(best.held)) if best else 1
    return [each._replace(worth=each.worth / whole) for each in seen]


def _whole(words: Sequence[_Word], last: int) -> float:
    """Return what the naming words are worth: those up to where an act is spoken of, behind the last that is held."""
    whole = 0.0
    for each in words:
        if each.start > last and each.of_act:
            break
        whole += each.weight if each.start <= last else BEHIND * each.weight
    return whole


def _words(looking: _Looking, sentence: Sentence, lexicon: Lexicon) -> Iterator[_Word]:
    aside = {each.word for each in sentence.wanted if each.aside}
    for token in tokens(looking.text):
        if token.word in STOP or len(token.word) < 2:  # a letter says nothing
            continue
        forms = {token.word, *_other_forms(token, sentence)}
        of_act = token.word not in looking.unspoken
        weight = lexicon.rarity(token.word) * (SPOKEN if of_act or token.word in aside else 1)
        weight *= 1 if any(map(lexicon.has, forms)) else STRANGE
        parts = {part for form in forms for part in lexicon.split(form)}
        yield _Word(token.start, frozenset(map(word_key, forms)), frozenset(map(word_key, parts)), weight, of_act)


def _other_forms(token: Token, sentence: Sentence) -> Iterator[str]:
    """Yield the words that may be meant by one: the Dutch for an English one, what is misspelt."""
    return (
        each.word
        for each in sentence.wanted
        if each.how in ("translation", "fuzzy") and token.word in (each.instead_of or "").split()
    )


def _keys(text: str, lexicon: Lexicon) -> frozenset[int]:
    words = set(content(text))
    return frozenset(word_key(each) for word in words for each in (word, *lexicon.split(word)))


def _likely(tx: search.Connection, looking: _Looking, sentence: Sentence, lexicon: Lexicon) -> _Found:
    """Return those of which the index says most about the words."""
    found = search.retrieve(
        tx,
        search.Request(views(sentence, lexicon), looking.now, looking.kinds, audiences=looking.audiences, depth=DEPTH),
    )
    if not found.subjects:
        return {}
    votes = np.nansum([*found.scores.values()], axis=0)[found.vote_row]
    totals = np.bincount(found.vote_subject, votes, len(found.subjects))
    best = np.argsort(-totals, kind="stable")[:LOOKED_AT]
    of_each = {int(at): _best_rows(np.flatnonzero(found.vote_subject == at).tolist(), votes) for at in best}
    rows = search.rows(tx, {int(found.rows[found.vote_row[vote]]) for some in of_each.values() for vote in some})
    known = search.subjects(tx, [found.subjects[at] for at in of_each], found.known)
    likely: dict[Thing, tuple[str, str]] = {}
    for at, some in of_each.items():
        subject = known.get(found.subjects[at])
        ids = [int(found.rows[found.vote_row[vote]]) for vote in some]
        told = [f"{rows[id].evidence.title} {rows[id].evidence.text}" for id in ids if id in rows]
        if subject is not None:
            likely[Thing(subject.kind, subject.id)] = (subject.name, " ".join(told))
    return likely


def _best_rows(votes_of_one: Sequence[int], votes: Sequence[float]) -> list[int]:
    return sorted(votes_of_one, key=lambda vote: -votes[vote])[:ROWS]
