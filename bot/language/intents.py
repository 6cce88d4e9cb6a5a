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
    """niet geen nooit nee niks nergens zonder not no never don dont doesn doesnt didn didnt cannot cant won wont wouldn
    wouldnt isn isnt aren arent without""".split()  # noqa: SIM905  # reads better
)
_ASKS = frozenset(
    """wat waarom wanneer hoe hoeveel hoezo welke waar wie kan mag moet zal zou als stel is zijn heb heeft klopt ben
    what why when how which where who can could should would may if is are do does did must have has will
    krijgt krijgen wordt worden doet gaat gaan mogen kunnen hebben moeten gets get""".split()  # noqa: SIM905  # reads better
)
"""How a line begins that asks about an act, rather than for it."""
_WONDERS = (
    *(("wie",), ("waarom",), ("wanneer",), ("hoeveel",), ("moet", "ik"), ("moeten", "we"), ("wat", "gebeurt")),
    *(("who",), ("why",), ("when",), ("how", "many"), ("do", "i"), ("do", "we"), ("what", "happens"), ("what", "if")),
)
"""How a line begins that asks about an act, whatever those say who want it."""
_MAY = frozenset(
    """kan kun kunnen mag mogen moet moeten zou zal krijgt krijgen wordt worden doet heeft is can could may should must
    does has will would""".split()  # noqa: SIM905  # reads better
)
_SELF = frozenset("ik je jij u jullie we wij me mij mijn het dat die i you we my it this".split())  # noqa: SIM905  # reads better
"""Who asks for something says so of themselves or of us: "kan de beheerder ..." wonders."""
_WANTS = frozenset(
    """ik je jij u jullie we wij me mij mijn mn ons onze wil graag die deze dit dat hem
    i you we my me us our please pls this those these it that""".split()  # noqa: SIM905  # reads better
)
"""Whoever wants an act says whose or what: of themselves, of us, or of what was just shown."""
TELLING = 4
"""Letters from which a word can say what a line is about."""
_WISHES = (("i", "wish"), ("ik", "wou"), ("had", "ik"), ("i", "wonder"), ("ik", "vraag", "me", "af"), ("stel", "dat"))

_OTHERS = frozenset("collega collegas collegae colleague colleagues baas boss buurman vriend vriendin".split())  # noqa: SIM905  # reads better
"""Of whom "mijn" tells that somebody else wants it: nobody acts for them."""
_STATES = frozenset("is zijn was waren are were klopt kloppen staat staan werkt".split())  # noqa: SIM905  # reads better
"""What stands before a "nog niet" that tells how something is, rather than that it must not be done yet."""

DOUBTFUL = 0.5
"""Probability from which a change is read in a line that denies or asks, as those do who want it."""


@dataclass(frozen=True, slots=True)
class Habits:
    """Tells how often the samples of an intent deny and ask, as shares of them."""

    deny: float
    ask: float


class Intents:
    """Tells what sentences want."""

    def __init__(self, classifier: Classifier, samples: Iterable[Sample]) -> None:
        self._classifier = classifier
        said: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        words: Counter[str] = Counter()
        for each in samples:
            said[each.intent].append(each.words)
            words.update(set(each.words))
        self._known = frozenset(words)
        self._named = {intent: frozenset(itertools.chain.from_iterable(lines)) for intent, lines in said.items()}
        self.common = frozenset(word for word, times in words.items() if times >= COMMON and not word.startswith("{"))
        """Words that samples use time and again: what one of them names is not a theme because of it."""
        self._habits: Mapping[str, Habits] = {
            intent: Habits(_share(lines, _denies), _share(lines, _asking)) for intent, lines in said.items()
        }
        self._denials = {
            intent: frozenset(pair for line in lines for pair in _beside_no(line)) for intent, lines in said.items()
        }

    def says_yes(self, words: tuple[str, ...]) -> bool | None:
        """Tell whether the words are a yes (True), a no (False), or something else (None)."""
        if len(words) > FEW:
            return None
        best = self._classifier.read(words)[0]
        if best.p < SAID:
            return None
        return {"yes": not _denies(words), "no": False}.get(best.intent)

    def read(self, words: tuple[str, ...], writes: Mapping[str, bool]) -> list[Guess]:
        """Return the intents that the words may have, likeliest first:
        of those in `writes`, which says which change things.

        Of those that do, what the rules leave.
        """
        left = []
        for guess in self._classifier.read(words):
            if guess.p < BESIDE:
                break
            if guess.intent not in writes:
                continue
            if writes[guess.intent] and (
                self.tells_of_a_matter(words, guess.intent) or not self.allows(guess.intent, words)
            ):
                continue
            if writes[guess.intent] and guess.p < DOUBTFUL and (_denies(words) or _asking(words)):
                continue
            left.append(guess)
        return left

    def allows(self, intent: str, words: tuple[str, ...]) -> bool:
        """Tell whether the words may want that change: they deny and ask no more than those who want it do."""
        habits = self._habits.get(intent, Habits(0, 0))
        if any(words[: len(each)] == each for each in (*_WONDERS, *_WISHES)):
            return False
        if len(words) > 1 and words[0] in _MAY and words[1] not in _SELF and not words[1].startswith("{"):
            return False
        if (len(words) > 1 and words[0] in ("mijn", "my") and words[1] in _OTHERS) or _not_yet(words):
            return False
        if _denies(words) and (habits.deny < OWN or not self._denied_so(intent, words)):
            return False
        return not (_asking(words) and habits.ask < OWN)

    def tells_of_a_matter(self, words: tuple[str, ...], intent: str = "") -> bool:
        """Tell whether the words name something that nobody speaks of who wants an act: "verwijderen van asbest".

        They are a need then, whatever act has the same word. Who wants one says so of themselves, or names a thing.
        For an `intent` a theme or region is such a matter too, when its samples name none.
        """
        if not _WANTS.isdisjoint(words) or any(len(each) == len("{K}") and each.startswith("{") for each in words):
            return False
        return any(
            each not in self._named.get(intent, (each,))
            if each.startswith("{")
            else len(each) >= TELLING and each not in self._known
            for each in words
        )

    def _denied_so(self, intent: str, words: tuple[str, ...]) -> bool:
        """Tell whether each no stands beside a word as with those who want that: "niet meer", not "stop niet"."""
        known = self._denials.get(intent, frozenset())
        pairs = [*_beside_no(words)]
        if len(words) <= SHORT or words[0] in _NO:
            return all(pair in known for pair in pairs)
        return all(before in known or after in known for before, after in zip(pairs[::2], pairs[1::2], strict=True))


class Learning:
    """What is learnt of how people say things; nothing is known until `learn` was called, which may take seconds."""

    def __init__(self, samples: Sequence[Sample], folder: Path | None) -> None:
        """`folder` is where it is kept for the next time."""
        self._samples = samples
        self._folder = folder
        self.known: Intents | None = None

    def learn(self) -> "Learning":
        self.known = _learn(self._samples, self._folder)
        return self


def cache_folder() -> Path:
    """Tell where what was learnt is kept for who runs this: nothing in it is missed when it is gone."""
    held = os.environ.get("XDG_CACHE_HOME") or os.environ.get("HOME")
    if not held:
        return Path(tempfile.gettempdir()) / "plek"  # a container whose user has no home
    return Path(held) / ("plek" if os.environ.get("XDG_CACHE_HOME") else ".cache/plek")


def _learn(samples: Sequence[Sample], folder: Path | None) -> Intents | None:
    """Return what samples teach, from `folder` when it was learnt before; None when there are none."""
    if not samples:
        return None
    file = folder / f"intents-{_mark(samples)}.npz" if folder else None
    if file is not None:
        try:
            return Intents(Classifier.load(file), samples)
        except (OSError, ValueError, KeyError):
            log.info("learning how people say what", samples=len(samples))
    classifier = train(samples)
    if file is not None:
        try:
            classifier.save(file)
        except OSError as failure:
            log.warning("what was learnt is not kept", why=str(failure))
    return Intents(classifier, samples)


VERSION = 3
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


def _beside_no(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Pair each word that denies with the one before it, and with the one behind it."""
    padded = ("", *words, "")
    for at, word in enumerate(padded):
        if word in _NO:
            yield padded[at - 1], word
            yield word, padded[at + 1]


def _asking(words: tuple[str, ...]) -> bool:
    return bool(words) and (words[0] in _ASKS or words[-1] == "?")


def _share(lines: list[tuple[str, ...]], says: Callable[[tuple[str, ...]], bool]) -> float:
    return sum(map(says, lines)) / len(lines)
