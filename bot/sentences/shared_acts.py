"""Lets what people say to do something with one kind of thing be learnt for the others with which that can be done.

Topics declare which verb does what to things of a letter (`bot.command.command.Verb`). "Doe G-4 maar weg" takes back an
agenda item, so "doe S-4 maar weg" takes back a signal, though no sample of signals says so.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.command.command import ANY, Verb
from bot.command.kind import Kind
from bot.language.classifier import Sample
from bot.reading.numbers import CORE
from bot.topic import Topics

MOST = 40
"""Sentences that are learnt so for a command: 20 lets fewer be read right, 80 more that want another thing."""
OF_VERB = 0.3
"""Share of all that say a word from which it is of a verb: they are what the commands of that verb say."""
SEVERAL = 8
"""Intents whose samples say a word, from which it is said of any kind of thing."""
TELLING = 3
"""Letters that a word of a verb has at least, and one that is of a kind of thing has more than."""
SEED = 3
"""Which sentences are taken is the same each time: what is learnt is kept by them."""

_Lines = Mapping[str, Sequence[tuple[str, ...]]]


def shared(topics: Topics, samples: Iterable[Sample]) -> list[Sample]:
    """Return what can be learnt for each command from those that do the same to other kinds of thing."""
    said: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    times: Counter[str] = Counter()
    speakers: defaultdict[str, set[str]] = defaultdict(set)
    for each in samples:
        said[each.intent].append(each.words)
        times.update(set(each.words))
        for word in each.words:
            speakers[word].add(each.intent)
    anywhere = frozenset(word for word, intents in speakers.items() if len(intents) >= SEVERAL)
    kinds = {kind.letter: kind for kind in (*CORE, *topics.all(Kind))}
    taught = {line for lines in said.values() for line in lines}  # what says one thing already is not to say another
    found: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for doers in _doers(topics, kinds).values():
        words = _words_of_verb(
            {*doers.values()}, said, times, {word for kind in kinds.values() for word in _called(kind)}
        )
        for letter, command in doers.items():
            for other, taken in doers.items():
                if taken != command and kinds[letter].words:
                    lines = _lines_for(kinds[letter], kinds[other], said[taken], words, anywhere | words)
                    found[command].update(set(lines) - taught)
    chosen = random.Random(SEED)  # noqa: S311  # no secret
    return [
        Sample(command, line)
        for command, lines in sorted(found.items())
        for line in chosen.sample(sorted(lines), min(MOST, len(lines)))
    ]


def _doers(topics: Topics, kinds: Mapping[str, Kind[Any]]) -> dict[str, dict[str, str]]:
    """Return the command that does a verb to each kind of thing, for the verbs that several share."""
    verbs: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for each in topics.all(Verb):
        if each.asks is None and each.letter != ANY and each.letter in kinds:
            verbs[each.name].setdefault(each.letter, each.command.name)
    return {verb: doers for verb, doers in verbs.items() if len({*doers.values()}) > 1}


def _words_of_verb(
    commands: Iterable[str], said: _Lines, times: Mapping[str, int], names: Collection[str]
) -> frozenset[str]:
    """Return the words by which a verb is known: several of its commands say them, and not many others do."""
    here: Counter[str] = Counter()
    by: Counter[str] = Counter()
    for command in commands:
        words = Counter(word for line in said.get(command, ()) for word in set(line))
        here.update(words)
        by.update(words.keys())
    return frozenset(
        word
        for word, n in here.items()
        if by[word] > 1 and n >= OF_VERB * times[word] and len(word) >= TELLING and word[0] != "{" and word not in names
    )


def _lines_for(
    kind: Kind[Any],
    other: Kind[Any],
    lines: Iterable[tuple[str, ...]],
    of_verb: frozenset[str],
    of_any: frozenset[str],
) -> Iterator[tuple[str, ...]]:
    """Yield the lines about another kind of thing as they are said about this one, where all else is of no kind."""
    number, names = f"{{{other.letter}}}", _called(other)
    for line in lines:
        about = [word for word in line if word == number or word in names]
        rest = [word for word in line if word not in about]
        numbered = any(len(word) == len(number) and word[0] == "{" for word in rest)
        if not about or numbered or of_verb.isdisjoint(rest):
            continue
        if all(len(word) <= TELLING or word[0] == "{" or word in of_any for word in rest):
            yield tuple(
                f"{{{kind.letter}}}" if word == number else kind.words[0] if word in names else word for word in line
            )


def _called(kind: Kind[Any]) -> frozenset[str]:
    return frozenset((*kind.words, *kind.spoken))
