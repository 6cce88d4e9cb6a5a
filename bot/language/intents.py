"""Reads which command a sentence in somebody's own words wants, from samples of how people say it.

A classifier proposes; rules hold it back where it is dangerous. It takes a "niet" for noise, so nothing is written on a
line that says one, unless those who want that very thing say so themselves ("ik wil niet meer"); nor on a line that
asks. Nothing is written either when what the act needs is not in the line. docs/understanding.md has the figures.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.language.asking import ANYWHERE, ASKS, COULD_I, MAY, MAY_I, SELF, WISHES, WONDERS, asking
from bot.language.classifier import Classifier, Sample
from bot.language.negation import NO, beside_no, contrasts, denies, denies_verb, not_yet, says_done
from bot.language.slips import slipped
from storage.search.analyser import tokens

READS = 0.25
"""Probability from which a command that only reads is run at once."""
WRITES = 0.35
"""Probability from which a command that changes something is proposed."""
TIMES = 1.7
"""How much likelier than any other an intent leads, ..."""
LEADING = 0.6
"""... and how much of those probabilities is then enough."""
BESIDE = 0.08
"""Probability from which a command is one of the three that may have been meant."""
FIRMLY = 0.5
"""Probability from which what only shows is run on a line that names a matter which it knows nothing of."""
CERTAINLY = 0.9
"""Probability from which what only shows is run whatever else a line names."""
NEARLY = 0.8
"""Probability from which a change is proposed whatever else a line names."""
SURELY = 0.6
"""Probability from which a line is put before others that says neither who wants that, nor what it is."""
LEFT = 0.5
"""Share that what is not barred is taken to have at least: where nearly all is barred, little speaks for the rest."""
MARKING = 3
"""Letters of a word that marks an intent."""
MARK = 0.1
"""Share of all that say a word, from which it marks the intent whose samples say it: "netwerken" marks the list."""
SPOKEN = 2
"""Intents whose samples say a word, from which it is of how people speak, and no matter of its own."""
OFTEN = 3
"""Samples in which a word stands that an unknown one may be a slip for."""
COMMON = 0.001
"""Share of samples with a word from which that says more of how people speak than of what about: "mijn gegevens"."""
SAID = 0.5
"""Probability from which a few words are taken for a yes or a no."""
FEW = 7
"""Words of a yes or a no. Who says more says something else too."""
OWN = 0.15
"""Share of an intent's own samples that say "niet" or ask, from which such a word says nothing against it."""
ABOUT = frozenset({"{theme}", "{region}", "{org}"})
"""What a line is about, for whoever looks for somebody."""
SHORT = 5
"""Words of a line that says no more than the act and its no: how it stands there decides."""
_THE = frozenset("de het die dat mijn ons onze the that my our".split())  # noqa: SIM905  # reads better
"""What stands before what an act is done to."""
_WANTS = frozenset(
    """ik me mij mijn mn ons onze wil graag i me my us our please pls""".split()  # noqa: SIM905  # reads better
)
"""Whoever wants an act says so of themselves, or of us."""
_POINTS = frozenset(
    """je jij u jullie we wij die deze dit dat hem you we this those these it that""".split()  # noqa: SIM905  # reads better
)
"""What was just shown is meant by such a word, and whoever reads it; but also a matter that was named before it."""
_TO_US = (("je",), ("jij",), ("jullie",), ("you",))
"""How a remark to us begins about what we do: "je stuurt te veel berichten"."""
_COUNTS = frozenset(
    """drie vier vijf zeven acht negen tien twaalf kwart half three four five seven eight nine eleven twelve quarter
    uur hour week weken weeks maand maanden month months jaar year years""".split()  # noqa: SIM905  # reads better
)
"""What counts, and is no matter of its own."""
TELLING = 4
"""Letters from which a word can say what a line is about."""
_NONE = frozenset({"geen", "no"})
_OTHERS = frozenset("collega collegas collegae colleague colleagues baas boss buurman vriend vriendin".split())  # noqa: SIM905  # reads better
"""Of whom "mijn" tells that somebody else wants it: nobody acts for them."""
DOUBTFUL = 0.65
"""Probability from which a change is read in a line that denies or asks, as those do who want it."""


class Likely(NamedTuple):
    """An intent, its probability, and whether it leads: it is much likelier than any other."""

    intent: str
    p: float
    leads: bool = False

    def is_clear(self, *, writes: bool, least: float | None = None) -> bool:
        """Tell whether it is read: among hundreds of intents the likeliest has less, and still leads."""
        least = least or (WRITES if writes else READS)
        return self.p >= least or (self.leads and self.p >= LEADING * least)


class Does(StrEnum):
    """Says what a command does, as far as reading a line with it goes."""

    changes = "changes"
    """Something that nobody wants changed by mistake."""
    makes = "makes"
    """Something new, with a name that nobody knows yet."""
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
        self.said = frozenset(words)
        """All words of samples."""
        self._spoken = frozenset(word for word, times in words.items() if times >= OFTEN and len(word) >= TELLING)
        self._marks = {intent: _marks(lines, words) for intent, lines in said.items()}
        self._repeated = {
            intent: frozenset(
                word for word, times in Counter(itertools.chain.from_iterable(lines)).items() if times > 1
            )
            for intent, lines in said.items()
        }
        self._named = {intent: frozenset(itertools.chain.from_iterable(lines)) for intent, lines in said.items()}
        spoken = Counter(word for intent in said.keys() - seeking for line in said[intent] for word in set(line))
        often = COMMON * sum(len(said[intent]) for intent in said.keys() - seeking)
        self.common = frozenset(word for word, times in spoken.items() if times >= often and not word.startswith("{"))
        """Words in which acts are spoken of time and again: what one of them names is not a theme because of it."""
        self._habits: Mapping[str, Habits] = {
            intent: Habits(
                _share(lines, denies),
                _share(lines, asking),
                frozenset(line[0] for line in lines if line[0] in ASKS and asking(line)),
            )
            for intent, lines in said.items()
        }
        self._begun = {intent: frozenset(line[:2] for line in lines) for intent, lines in said.items()}
        self._denials = {
            intent: frozenset(pair for line in lines for pair in beside_no(line)) for intent, lines in said.items()
        }

    def says_yes(self, words: tuple[str, ...]) -> bool | None:
        """Tell whether the words are a yes (True), a no (False), or something else (None)."""
        if len(words) > FEW:
            return None
        best = self.classifier.read(words)[0]
        if best.p < SAID:
            return None
        return {"yes": not denies(words), "no": False}.get(best.intent)

    def read(
        self, words: tuple[str, ...], does: Mapping[str, Does], barred: frozenset[str] = frozenset()
    ) -> list[Likely]:
        """Return the intents that the words may have, likeliest first: of those in `does`, which says what each does.

        Those that are `barred`, because what the line names is nothing of theirs, leave their part to the others.
        """
        words = tuple(map(self._meant, words))
        guesses = self.classifier.read(words)
        left = max(LEFT, 1 - sum(each.p for each in guesses if each.intent in barred))
        rivals = [each.p for each in guesses if each.intent not in barred]
        kept = []
        for guess in guesses:
            if guess.intent in barred or guess.intent not in does:
                continue
            p = guess.p / left
            if p < BESIDE:
                break
            if self._may_be(words, guess.intent, p, does[guess.intent]):
                leads = guess.p >= TIMES * max(rivals[1:2], default=0.0) and guess.p == rivals[0]
                leads = leads and not self._marks[guess.intent].isdisjoint(words)  # it says a word of its own
                kept.append(Likely(guess.intent, p, leads))
        return kept

    def _may_be(self, words: tuple[str, ...], intent: str, p: float, does: Does) -> bool:
        """Tell whether no rule speaks against reading the words so."""
        match does:
            case Does.changes:
                doubted = p < DOUBTFUL and (denies(words) or asking(words))
                strange = p < NEARLY and self.tells_of_a_matter(words, intent)
                return not (doubted or strange) and self.allows(intent, words, p=p)
            case Does.makes:
                offers = p >= CERTAINLY and words[:2] in MAY_I and not denies(words)
                told = p >= CERTAINLY or not self.tells_of_a_matter(words, intent)
                return told and (offers or self.allows(intent, words))
            case Does.shows:
                known = not self.tells_of_a_matter(words, intent) and (p >= FIRMLY or not self._matters(words, intent))
                return (known or p >= CERTAINLY) and (p >= CERTAINLY or not self._names_another(words, intent))
            case Does.lists:
                unmarked = self._marks[intent].isdisjoint(words)
                return not (unmarked and self._matters(words, intent)) and not self._numbers_another(words, intent)
            case Does.puts:
                bare = _WANTS.isdisjoint(words) and self._marks[intent].isdisjoint(words)
                doubted = p < DOUBTFUL and denies(words)
                if words[:2] in MAY_I and not denies(words):
                    return not self._marks[intent].isdisjoint(words)  # "kan ik instellen dat ..." puts nothing
                if denies(words) and len(words) <= FEW and not self._denied_so(intent, words, often=False):
                    return False
                return (p >= SURELY or not bare) and not doubted and self.allows(intent, words, puts=True)
            case Does.seeks:
                return True

    def _meant(self, word: str) -> str:
        """Return the word of samples that an unknown word is a slip of the finger for; else the word."""
        if word in self.said or word.startswith("{"):
            return word
        return slipped(word, self._spoken) or word

    def allows(self, intent: str, words: tuple[str, ...], *, p: float = 0.0, puts: bool = False) -> bool:
        """Tell whether the words may want that change: they deny and ask no more than those who want it do.

        What is put before others, as it stands, may well be a question; and some that ask for it, ask so.
        """
        habits = self._habits.get(intent, Habits(0, 0))
        if any(words[: len(each)] == each for each in (*WONDERS, *WISHES)):
            return False
        if not ANYWHERE.isdisjoint(itertools.pairwise(words)):
            return False
        of_its_object = self._asks_of_its_object(intent, words)
        if len(words) > 1 and words[0] in MAY and not (words[1] in SELF or words[1].startswith("{") or of_its_object):
            return False
        if not_yet(words) or denies_verb(words) or self._for_another(intent, words):
            return False
        if contrasts(words):
            return False
        if denies(words) and not self._denied_so(intent, words, often=habits.deny >= OWN):
            return False
        if not asking(words) or of_its_object or (puts and words[0] not in ASKS):
            return True
        often = habits.ask >= OWN or p >= CERTAINLY
        return often and (words[0] not in ASKS or words[0] in habits.openings or words[:2] in COULD_I)

    def _for_another(self, intent: str, words: tuple[str, ...]) -> bool:
        """Tell whether somebody else wants it: "mijn collega wil ...", unless those who want it speak of others too."""
        others = words[:1] in (("mijn",), ("my",)) and not _OTHERS.isdisjoint(words[1:2])
        return others and words[:2] not in self._begun.get(intent, frozenset())

    def _asks_of_its_object(self, intent: str, words: tuple[str, ...]) -> bool:
        """Tell whether a line asks something of what the act is done to: "kan het weekbericht op vrijdag?" asks it.

        "Kan de beheerder ..." asks about somebody.
        """
        own = self._repeated.get(intent, frozenset())
        return len(words) > 2 and words[0] in MAY and words[1] in _THE and words[2] in own

    def tells_of_a_matter(self, words: tuple[str, ...], intent: str = "") -> bool:
        """Tell whether the words name something that nobody speaks of who wants an act: "verwijderen van asbest".

        They are a need then, whatever act has the same word. Who wants one says so of themselves, or names a thing.
        For an `intent` a theme or region is such a matter too, when its samples name none.
        """
        ours = words[:1] in (("we",), ("wij",)) or (words[:1] in _TO_US and not MAY.intersection(words[1:2]))
        if (
            ours
            or not _WANTS.isdisjoint(words)
            or any(len(each) == len("{K}") and each.startswith("{") for each in words)
        ):
            return False
        if self._matters(words, intent):
            return True
        return _POINTS.isdisjoint(words) and any(
            each.startswith("{") and each not in self._named.get(intent, (each,)) for each in words
        )

    def names_a_matter(self, words: tuple[str, ...]) -> bool:
        """Tell whether the words name a matter, and are no remark to us: "je stuurt te veel"."""
        return _POINTS.isdisjoint(words) and self.tells_of_a_matter(words)

    def _names_another(self, words: tuple[str, ...], intent: str) -> bool:
        """Tell whether the words name a theme, region or organisation, which none of its samples does."""
        return not ABOUT.intersection(words) <= self._named.get(intent, frozenset())

    def _numbers_another(self, words: tuple[str, ...], intent: str) -> bool:
        """Tell whether the words name a thing by its number, of a kind that none of its samples does."""
        own = self._named.get(intent, frozenset())
        return any(len(each) == len("{K}") and each[0] == "{" and each not in own for each in words)

    def _matters(self, words: tuple[str, ...], intent: str) -> bool:
        """Tell whether a word is neither of how people speak of acts, nor of this one."""
        own = self._named.get(intent, frozenset())
        return any(
            len(each) >= TELLING and not each.startswith("{") and each not in self._known and each not in own
            for each in words
        )

    def straightened(self, text: str) -> str:
        """Return a text with the words that were meant in place of slips of the finger."""
        for token in reversed([*tokens(text)]):
            if (meant := self._meant(token.word)) != token.word:
                text = f"{text[: token.start]}{meant}{text[token.end :]}"
        return text

    def says_itself(self, intent: str, words: Iterable[str]) -> bool:
        """Tell whether one of the words marks the intent: "signaal", of who wants to give one."""
        return not self._marks.get(intent, frozenset()).isdisjoint(words)

    def often(self, intent: str) -> frozenset[str]:
        """Return the words that several samples of an intent say."""
        return self._repeated.get(intent, frozenset())

    def unspoken(self, words: Iterable[str]) -> list[str]:
        """Return the words that are a matter of their own, whatever is done with it: "voetbal"."""
        return [each for each in words if len(each) >= TELLING and each not in self._known and each[0] != "{"]

    def _denied_so(self, intent: str, words: tuple[str, ...], *, often: bool) -> bool:
        """Tell whether each no stands beside a word as with those who want that: "niet meer", not "stop niet".

        Where they do not deny `often`, it stands between the same two words.
        """
        known = self._denials.get(intent, frozenset())
        pairs = [*beside_no(words)]
        if len(words) <= SHORT or words[0] in NO or not often:
            return all(pair in known for pair in pairs)
        return all(
            after in known
            or (after[0] in _NONE and after[1] not in self.said)  # what is refused goes by any name
            or (before in known and not says_done(after[1]))  # "is not cancelled" tells how it is
            for before, after in zip(pairs[::2], pairs[1::2], strict=True)
        )


def _marks(lines: Iterable[tuple[str, ...]], words: Mapping[str, int]) -> frozenset[str]:
    """Return the words that tell this intent from others, whatever stands beside them."""
    times = Counter(word for line in lines for word in set(line) if len(word) >= MARKING and not word.startswith("{"))
    return frozenset(word for word, n in times.items() if n > 1 and n >= MARK * words[word])


def _share(lines: list[tuple[str, ...]], says: Callable[[tuple[str, ...]], bool]) -> float:
    return sum(map(says, lines)) / len(lines)
