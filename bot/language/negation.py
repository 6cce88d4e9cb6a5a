"""Hears a no in a line, and what it stands beside."""

import itertools
import re
from collections.abc import Iterable, Iterator

NO = frozenset(
    """niet geen nooit nee niks niets niemand nergens zonder nothing nobody none not no never
    don dont doesn doesnt didn didnt cannot cant won wont wouldn wouldnt isn isnt aren arent wasnt werent hasnt havent
    hadnt couldnt shouldnt mustnt neednt neither nor without""".split()  # noqa: SIM905  # reads better
)
_WITHOUT = frozenset({"zonder", "without"})
_NAME = frozenset({"naam", "name"})
_STATES = frozenset("is zijn was waren are were klopt kloppen staat staan werkt".split())  # noqa: SIM905  # reads better
"""What stands before a "nog niet" that tells how something is, rather than that it must not be done yet."""


def denies(words: Iterable[str]) -> bool:
    """Tell whether one of the words is a no."""
    return not NO.isdisjoint(_with_or_without_name(tuple(words)))


def _with_or_without_name(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words less a "zonder mijn naam": that says how something is put, and is no no."""
    for at, word in enumerate(words):
        if word in _WITHOUT and not _NAME.isdisjoint(words[at + 1 : at + 3]):
            return (*words[:at], *_with_or_without_name(words[at + 1 :]))
    return words


def not_yet(words: tuple[str, ...]) -> bool:
    """Tell whether the words say that something must not be done yet."""
    pairs = itertools.pairwise(words)
    return any(
        pair in (("nog", "niet"), ("not", "yet")) and (at == 0 or words[at - 1] not in _STATES)
        for at, pair in enumerate(pairs)
    )


def denies_verb(words: tuple[str, ...]) -> bool:
    """Tell whether the no stands before the last part of a verb, or is one: "ik trek K-3 niet in", "blijf ervan af"."""
    if words[:1] == ("blijf",) and words[-1] in _KEPT_OFF:
        return True
    if _need_not(words) or _want_not_to(words) or _not_become(words):
        return True
    return len(words) > 2 and words[-1] in _PARTS and words[-2] == "niet"


def _need_not(words: tuple[str, ...]) -> bool:
    """Tell whether we are told that we need not do it: "je hoeft mijn weekbericht niet uit te zetten"."""
    told = any(not _NEED.isdisjoint(pair) and not _YOU.isdisjoint(pair) for pair in itertools.pairwise(words))
    return told and "te" in words and not NO.isdisjoint(words)


def _want_not_to(words: tuple[str, ...]) -> bool:
    """Tell whether something is not to be done: "I don't want to withdraw it". What is not to come is to be stopped."""
    trios = zip(words, words[1:], words[2:], words[3:], strict=False)
    return any(trio[:3] == ("dont", "want", "to") and trio[3] not in _COMES for trio in trios) and not (
        _ANY_MORE & {*words}
    )


def _not_become(words: tuple[str, ...]) -> bool:
    """Tell whether somebody is not to become something: "ik wil geen coördinator worden"."""
    trios = zip(words, words[1:], words[2:], strict=False)
    return any(trio[::2] == ("geen", "worden") for trio in trios) or ("not", "become") in itertools.pairwise(words)


_NEED, _YOU = frozenset({"hoef", "hoeft", "hoeven"}), frozenset({"je", "jij", "u", "jullie"})
_COMES = frozenset("be get receive see have hear read appear".split())  # noqa: SIM905  # reads better
_ANY_MORE = frozenset({"anymore", "more", "longer"})
_KEPT_OFF = frozenset({"af", "vanaf"})
_PARTS = frozenset("aan af bij dicht door in mee neer op over terug toe uit weg".split())  # noqa: SIM905  # reads better
"""What stands apart at the end: of intrekken, afmelden, doorsturen."""


def contrasts(words: tuple[str, ...]) -> bool:
    """Tell whether the words say that something else is meant: "niet het weekbericht maar de meldingen".

    "Meer over de Peel en minder over stikstof" wants two things, of which one is the other way round.
    """
    if not _MORE.isdisjoint(words) and not _LESS.isdisjoint(words):
        return True
    pairs = itertools.pairwise(words)
    at = next(
        (at for at, (word, after) in enumerate(pairs) if word in ("niet", "not", "wel") and after != "meer"), None
    )
    return at is not None and any(word in ("maar", "but") for word in words[at + 2 :])


_MORE, _LESS = frozenset({"meer", "more"}), frozenset({"minder", "less", "fewer"})


def says_done(word: str) -> bool:
    """Tell whether a word says that something is done: "opgelost", "cancelled"."""
    return _DONE.fullmatch(word) is not None


_DONE = re.compile(r"\w{0,6}ge\w{3,}(?:d|t|en)|(?:be|ver|ont|her)\w{3,}(?:d|t)|\w{3,}ed")


def beside_no(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Pair each word that denies with the one before it, and with the one behind it."""
    padded = ("", *_with_or_without_name(words), "")
    for at, word in enumerate(padded):
        if word in NO:
            yield padded[at - 1], word
            yield word, padded[at + 1]
