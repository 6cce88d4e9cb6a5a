"""Reads which command a sentence in somebody's own words wants, from samples of how people say it.

A classifier proposes; rules hold it back where it is dangerous. It takes a "niet" for noise, so nothing is written on a
line that says one, unless those who want that very thing say so themselves ("ik wil niet meer"); nor on a line that
asks. Nothing is written either when what the act needs is not in the line. docs/understanding.md has the figures.
"""

import hashlib
import itertools
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import structlog

from bot.language.classifier import Classifier, Guess, Sample, train

log = structlog.get_logger()

READS = 0.25
"""Probability from which a command that only reads is run at once."""
WRITES = 0.35
"""Probability from which a command that changes something is proposed."""
BESIDE = 0.08
"""Probability from which a command is one of the three that may have been meant."""

FIRMLY = 0.5
"""Probability from which what only shows is run on a line that names a matter which it knows nothing of."""

SURELY = 0.6
"""Probability from which a line is put before others that says neither who wants that, nor what it is."""

LEFT = 0.5
"""Share that what is not barred is taken to have at least: where nearly all is barred, little speaks for the rest."""

MARK = 0.1
"""Share of all that say a word, from which it marks the intent whose samples say it: "netwerken" marks the list."""
SPOKEN = 2
"""Intents whose samples say a word, from which it is of how people speak, and no matter of its own."""

COMMON = 10
"""Samples in which a word stands that says more of how people speak than of what about: "mijn gegevens"."""

SAID = 0.5
"""Probability from which a few words are taken for a yes or a no."""
FEW = 7
"""Words of a yes or a no. Who says more says something else too."""

OWN = 0.15
"""Share of an intent's own samples that say "niet" or ask, from which such a word says nothing against it."""

SHORT = 5
"""Words of a line that says no more than the act and its no: how it stands there decides."""

_NO = frozenset(
    """niet geen nooit nee niks niets niemand nergens zonder nothing nobody none not no never
    don dont doesn doesnt didn didnt cannot cant won wont wouldn
    wouldnt isn isnt aren arent without""".split()  # noqa: SIM905  # reads better
)
_ASKS = frozenset(
    """wat waarom wanneer hoe hoeveel hoezo welke waar wie kan mag moet zal zou als stel is zijn heb heeft klopt ben
    what why when how which where who can could should would may if is are do does did must have has will
    krijgt krijgen wordt worden doet gaat gaan mogen kunnen hebben moeten gets get""".split()  # noqa: SIM905  # reads better
)
"""How a line begins that asks about an act, rather than for it."""
_REQUESTS = frozenset(
    {
        *(("kun", "je"), ("kan", "je"), ("kunt", "u"), ("kan", "u"), ("wil", "je"), ("wilt", "u"), ("zou", "je")),
        *(("kunnen", "jullie"), ("willen", "jullie"), ("kun", "jij"), ("kan", "jij")),
        *(("can", "you"), ("could", "you"), ("would", "you"), ("will", "you")),
    }
)
"""How a line begins that asks for an act, politely: "kun je K-3 sluiten?" is no question about it."""
_WONDERS = (
    *(("wie",), ("waarom",), ("wanneer",), ("hoeveel",), ("moet", "ik"), ("moeten", "we"), ("wat", "gebeurt")),
    *(("who",), ("why",), ("when",), ("how", "many"), ("do", "i"), ("do", "we"), ("what", "happens"), ("what", "if")),
)
"""How a line begins that asks about an act, whatever those say who want it."""
_ANYWHERE = frozenset({("moet", "ik"), ("moeten", "we"), ("moeten", "wij"), ("do", "i"), ("do", "we")})
"""What asks about an act wherever it stands: "we stoppen, moeten we ons dan afmelden"."""
_MAY = frozenset(
    """kan kun kunnen mag mogen moet moeten zou zal krijgt krijgen wordt worden doet heeft is can could may should must
    does has will would""".split()  # noqa: SIM905  # reads better
)
_SELF = frozenset("ik je jij u jullie we wij me mij mijn het dat die i you we my it this".split())  # noqa: SIM905  # reads better
"""Who asks for something says so of themselves or of us: "kan de beheerder ..." wonders."""
_WANTS = frozenset(
    """ik me mij mijn mn ons onze wil graag i me my us our please pls""".split()  # noqa: SIM905  # reads better
)
"""Whoever wants an act says so of themselves, or of us."""
_POINTS = frozenset(
    """je jij u jullie we wij die deze dit dat hem you we this those these it that""".split()  # noqa: SIM905  # reads better
)
"""What was just shown is meant by such a word, and whoever reads it; but also a matter that was named before it."""
_COUNTS = frozenset(
    """drie vier vijf zeven acht negen tien twaalf kwart half three four five seven eight nine eleven twelve quarter
    uur hour week weken weeks maand maanden month months jaar year years""".split()  # noqa: SIM905  # reads better
)
"""What counts, and is no matter of its own."""
TELLING = 4
"""Letters from which a word can say what a line is about."""
_WISHES = (("i", "wish"), ("ik", "wou"), ("had", "ik"), ("i", "wonder"), ("ik", "vraag", "me", "af"), ("stel", "dat"))

_OTHERS = frozenset("collega collegas collegae colleague colleagues baas boss buurman vriend vriendin".split())  # noqa: SIM905  # reads better
"""Of whom "mijn" tells that somebody else wants it: nobody acts for them."""
_STATES = frozenset("is zijn was waren are were klopt kloppen staat staan werkt".split())  # noqa: SIM905  # reads better
"""What stands before a "nog niet" that tells how something is, rather than that it must not be done yet."""

DOUBTFUL = 0.5
"""Probability from which a change is read in a line that denies or asks, as those do who want it."""


class Does(StrEnum):
    """Says what a command does, as far as reading a line with it goes."""

    changes = "changes"
    """Something that nobody wants changed by mistake."""
    shows = "shows"
    """One thing, whatever else the line names."""
    lists = "lists"
    """What the line names."""
    seeks = "seeks"
    """Whatever the line says."""
    puts = "puts"
    """What the line says, before others, once it was shown."""


@dataclass(frozen=True, slots=True)
class Habits:
    """Tells how the samples of an intent deny and ask: how often, as shares of them, and how they begin to ask."""

    deny: float
    ask: float
    openings: frozenset[str] = frozenset()


class Intents:
    """Tells what sentences want."""

    def __init__(
        self, classifier: Classifier, samples: Iterable[Sample], seeking: frozenset[str] = frozenset()
    ) -> None:
        """`seeking` are the intents whose samples speak of matters: words that only they say are no words of acts."""
        self.classifier = classifier
        said: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        words: Counter[str] = Counter()
        speakers: defaultdict[str, set[str]] = defaultdict(set)
        for each in samples:
            said[each.intent].append(each.words)
            words.update(set(each.words))
            for word in each.words:
                speakers[word].add(each.intent)
        self._known = _COUNTS.union(word for word, intents in speakers.items() if len(intents - seeking) >= SPOKEN)
        self._marks = {intent: _marks(lines, words) for intent, lines in said.items()}
        self._named = {intent: frozenset(itertools.chain.from_iterable(lines)) for intent, lines in said.items()}
        self.common = frozenset(word for word, times in words.items() if times >= COMMON and not word.startswith("{"))
        """Words that samples use time and again: what one of them names is not a theme because of it."""
        self._habits: Mapping[str, Habits] = {
            intent: Habits(
                _share(lines, _denies),
                _share(lines, _asking),
                frozenset(line[0] for line in lines if line[0] in _ASKS and _asking(line)),
            )
            for intent, lines in said.items()
        }
        self._denials = {
            intent: frozenset(pair for line in lines for pair in _beside_no(line)) for intent, lines in said.items()
        }

    def says_yes(self, words: tuple[str, ...]) -> bool | None:
        """Tell whether the words are a yes (True), a no (False), or something else (None)."""
        if len(words) > FEW:
            return None
        best = self.classifier.read(words)[0]
        if best.p < SAID:
            return None
        return {"yes": not _denies(words), "no": False}.get(best.intent)

    def read(
        self, words: tuple[str, ...], does: Mapping[str, Does], barred: frozenset[str] = frozenset()
    ) -> list[Guess]:
        """Return the intents that the words may have, likeliest first: of those in `does`, which says what each does.

        Those that are `barred`, because what the line names is nothing of theirs, leave their part to the others.
        """
        guesses = self.classifier.read(words)
        left = max(LEFT, 1 - sum(each.p for each in guesses if each.intent in barred))
        kept = []
        for guess in guesses:
            if guess.intent in barred or guess.intent not in does:
                continue
            p = guess.p / left
            if p < BESIDE:
                break
            if self._may_be(words, guess.intent, p, does[guess.intent]):
                kept.append(Guess(guess.intent, p))
        return kept

    def _may_be(self, words: tuple[str, ...], intent: str, p: float, does: Does) -> bool:
        """Tell whether no rule speaks against reading the words so."""
        match does:
            case Does.changes:
                doubted = p < DOUBTFUL and (_denies(words) or _asking(words))
                return not (doubted or self.tells_of_a_matter(words, intent)) and self.allows(intent, words)
            case Does.shows:
                return not self.tells_of_a_matter(words, intent) and (p >= FIRMLY or not self._matters(words, intent))
            case Does.lists:
                unmarked = self._marks[intent].isdisjoint(words)
                return p >= DOUBTFUL or not (unmarked and self._matters(words, intent))
            case Does.puts:
                bare = _WANTS.isdisjoint(words) and self._marks[intent].isdisjoint(words)
                return (p >= SURELY or not bare) and self.allows(intent, words, puts=True)
            case Does.seeks:
                return True

    def allows(self, intent: str, words: tuple[str, ...], *, puts: bool = False) -> bool:
        """Tell whether the words may want that change: they deny and ask no more than those who want it do.

        What is put before others, as it stands, may well be a question.
        """
        habits = self._habits.get(intent, Habits(0, 0))
        if any(words[: len(each)] == each for each in (*_WONDERS, *_WISHES)):
            return False
        if not _ANYWHERE.isdisjoint(itertools.pairwise(words)):
            return False
        if len(words) > 1 and words[0] in _MAY and words[1] not in _SELF and not words[1].startswith("{"):
            return False
        if (len(words) > 1 and words[0] in ("mijn", "my") and words[1] in _OTHERS) or _not_yet(words):
            return False
        if _contrasts(words):
            return False
        if _denies(words) and (habits.deny < OWN or not self._denied_so(intent, words)):
            return False
        if not _asking(words) or (puts and words[0] not in _ASKS):
            return True
        return habits.ask >= OWN and (words[0] not in _ASKS or words[0] in habits.openings)

    def tells_of_a_matter(self, words: tuple[str, ...], intent: str = "") -> bool:
        """Tell whether the words name something that nobody speaks of who wants an act: "verwijderen van asbest".

        They are a need then, whatever act has the same word. Who wants one says so of themselves, or names a thing.
        For an `intent` a theme or region is such a matter too, when its samples name none.
        """
        if not _WANTS.isdisjoint(words) or any(len(each) == len("{K}") and each.startswith("{") for each in words):
            return False
        if self._matters(words, intent):
            return True
        return _POINTS.isdisjoint(words) and any(
            each.startswith("{") and each not in self._named.get(intent, (each,)) for each in words
        )

    def names_a_matter(self, words: tuple[str, ...]) -> bool:
        """Tell whether the words name a matter, and are no remark to us: "je stuurt te veel"."""
        return _POINTS.isdisjoint(words) and self.tells_of_a_matter(words)

    def _matters(self, words: tuple[str, ...], intent: str) -> bool:
        """Tell whether a word is neither of how people speak of acts, nor of this one."""
        own = self._named.get(intent, frozenset())
        return any(
            len(each) >= TELLING and not each.startswith("{") and each not in self._known and each not in own
            for each in words
        )

    def unspoken(self, words: Iterable[str]) -> list[str]:
        """Return the words that are a matter of their own, whatever is done with it: "voetbal"."""
        return [each for each in words if len(each) >= TELLING and each not in self._known and each[0] != "{"]

    def _denied_so(self, intent: str, words: tuple[str, ...]) -> bool:
        """Tell whether each no stands beside a word as with those who want that: "niet meer", not "stop niet"."""
        known = self._denials.get(intent, frozenset())
        pairs = [*_beside_no(words)]
        if len(words) <= SHORT or words[0] in _NO:
            return all(pair in known for pair in pairs)
        return all(before in known or after in known for before, after in zip(pairs[::2], pairs[1::2], strict=True))


class Learning:
    """What is learnt of how people say things; nothing is known until `learn` was called, which may take seconds."""

    def __init__(self, samples: Sequence[Sample], folder: Path | None, seeking: frozenset[str] = frozenset()) -> None:
        """`folder` is where it is kept for the next time; `seeking` are the intents that speak of matters."""
        self._samples = samples
        self._folder = folder
        self._seeking = seeking
        self.known: Intents | None = None

    def learn(self) -> "Learning":
        learnt = _learnt(self._samples, self._folder)
        self.known = Intents(learnt, self._samples, self._seeking) if learnt else None
        return self


def cache_folder() -> Path:
    """Tell where what was learnt is kept for who runs this: nothing in it is missed when it is gone."""
    held = os.environ.get("XDG_CACHE_HOME") or os.environ.get("HOME")
    if not held:
        return Path(tempfile.gettempdir()) / "plek"  # a container whose user has no home
    return Path(held) / ("plek" if os.environ.get("XDG_CACHE_HOME") else ".cache/plek")


def _learnt(samples: Sequence[Sample], folder: Path | None) -> Classifier | None:
    """Return what samples teach, from `folder` when it was learnt before; None when there are none."""
    if not samples:
        return None
    file = folder / f"intents-{_mark(samples)}.npz" if folder else None
    if file is not None:
        try:
            return Classifier.load(file)
        except (OSError, ValueError, KeyError):
            log.info("learning how people say what", samples=len(samples))
    classifier = train(samples)
    if file is not None:
        try:
            classifier.save(file)
        except OSError as failure:
            log.warning("what was learnt is not kept", why=str(failure))
    return classifier


VERSION = 5
"""Of what is kept of a classifier. Raise it when features or training change."""


def _mark(samples: Iterable[Sample]) -> str:
    held = "\n".join(f"{each.intent}\t{' '.join(each.words)}" for each in samples)
    return hashlib.sha256(f"{VERSION}\n{held}".encode()).hexdigest()[:16]


def _denies(words: tuple[str, ...]) -> bool:
    return not _NO.isdisjoint(words)


def _not_yet(words: tuple[str, ...]) -> bool:
    """Tell whether the words say that something must not be done yet."""
    pairs = itertools.pairwise(words)
    return any(
        pair in (("nog", "niet"), ("not", "yet")) and (at == 0 or words[at - 1] not in _STATES)
        for at, pair in enumerate(pairs)
    )


def _contrasts(words: tuple[str, ...]) -> bool:
    """Tell whether the words say that something else is meant: "niet het weekbericht maar de meldingen"."""
    pairs = itertools.pairwise(words)
    at = next(
        (at for at, (word, after) in enumerate(pairs) if word in ("niet", "not", "wel") and after != "meer"), None
    )
    return at is not None and any(word in ("maar", "but") for word in words[at + 2 :])


def _beside_no(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Pair each word that denies with the one before it, and with the one behind it."""
    padded = ("", *words, "")
    for at, word in enumerate(padded):
        if word in _NO:
            yield padded[at - 1], word
            yield word, padded[at + 1]


def _asking(words: tuple[str, ...]) -> bool:
    if not words or words[:2] in _REQUESTS:
        return False
    return words[0] in _ASKS or words[-1] == "?"


def _marks(lines: Iterable[tuple[str, ...]], words: Mapping[str, int]) -> frozenset[str]:
    """Return the words that tell this intent from others, whatever stands beside them."""
    times = Counter(word for line in lines for word in set(line) if len(word) >= TELLING and not word.startswith("{"))
    return frozenset(word for word, n in times.items() if n > 1 and n >= MARK * words[word])


def _share(lines: list[tuple[str, ...]], says: Callable[[tuple[str, ...]], bool]) -> float:
    return sum(map(says, lines)) / len(lines)
