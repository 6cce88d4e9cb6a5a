"""Reads lines that ask what a word means, in the shapes that people use for it."""

import re
from typing import Final

from bot.command.shapes import Shape
from storage.database.text import fold

MOST_WORDS = 4
"""Words of what is asked for: more is a sentence."""
LONGEST = 200
"""Characters of a line that asks what a word means."""

_ARTICLE: Final = r"(?:(?:het woord|de term|de afkorting|het begrip|een|de|het|the word|the term|the|an|a)\s+)?"
_TERM: Final = rf"{_ARTICLE}(?P<term>.+?)"
_WHO: Final = "(?:ze|zij|jullie|we|wij|u|je|jij|mensen|ambtenaren)"
_END: Final = r"[\s?!.]*$"


def _shapes(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"^\W*{each}{_END}", re.IGNORECASE) for each in patterns)


_CLEAR: Final = {
    "nl": _shapes(
        rf"(?:en )?wat (?:betekent|betekenen) {_TERM}(?: (?:eigenlijk|precies|in gewone taal|hier|nou|nu))*",
        rf"wat (?:wordt|is|wordt er) bedoeld met {_TERM}",
        rf"wat bedoel(?:en|t)? (?:{_WHO} )?(?:(?:hier|daar|eigenlijk|precies) )*met {_TERM}",
        rf"wat versta(?:an|at)? (?:ze|jullie|we|u|je|men) onder {_TERM}",
        rf"(?:wat is )?(?:de )?(?:betekenis|definitie|uitleg) van {_TERM}",
        rf"waar staat {_TERM} (?:eigenlijk )?voor",
        rf"waar staan (?:de letters )?{_TERM} voor",
        rf"wat houdt {_TERM} (?:eigenlijk |precies )?in",
        rf"leg (?:(?:me|mij|eens|even) )*{_TERM}(?: (?:eens|even))* uit",
        rf"leg (?:(?:me|mij|eens|even) )*uit wat {_TERM} (?:is|betekent|zijn)",
        rf"wat is het verschil tussen {_TERM} en .{{2,60}}",
        rf"(?:is|bestaat) er (?:ook )?een (?:makkelijker|eenvoudiger|gewoner|beter|ander) woord voor {_TERM}",
        rf"staat {_TERM} (?:al )?in de (?:woordenlijst|begrippenlijst)",
        rf"(?:ik )?(?:snap|begrijp|ken) (?:het woord|de term|de afkorting|het begrip) {_TERM} niet",
    ),
    "en": _shapes(
        rf"what (?:does|do) {_TERM} (?:mean|stand for)",
        rf"what is meant by {_TERM}",
        rf"(?:what is )?(?:the )?(?:meaning|definition) of {_TERM}",
        rf"what do (?:they|you|people|civil servants) mean by {_TERM}",
        rf"(?:can you )?explain (?:the word |the term )?{_TERM}(?: in plain words| to me)?",
        rf"what is the difference between {_TERM} and .{{2,60}}",
        rf"is there an? (?:easier|simpler|plainer|better|other) word for {_TERM}",
        rf"is {_TERM} in the glossary",
        rf"i (?:do not|don't) (?:understand|know) the (?:word|term|abbreviation) {_TERM}",
    ),
}
"""They ask for nothing but the meaning of a word."""
_LOOSE: Final = {
    "nl": _shapes(rf"(?:en )?wat (?:is|zijn) {_TERM}(?: (?:eigenlijk|precies|nou|nu|voor iets))*"),
    "en": _shapes(rf"what(?: is| are|'s) {_TERM}(?: exactly)?"),
}
"""They may ask for something else too: "wat is er nieuw"."""

_NO_TERM: Final = frozenset(
    """er dit dat die deze hij zij het hem daar hier mijn jouw je jullie onze ons uw mij jou nieuw nieuws nu beste
    laatste volgende gebeurd aan mis loos handig belangrijk slim mogelijk nodig wijsheid weer status stand hoofdstad
    telefoonnummer mail mailadres nummer adres tijd plan bedoeling vraag antwoord verschil
    this that it these those there here my your our new up best latest next happening wrong going on time weather status
    phone email address capital question answer difference name naam leeftijd""".split()  # noqa: SIM905  # reads better
)
"""What asks for no meaning: how things are, what is one's own, and what stands for something named before."""
_JOINING: Final = frozenset(
    """van voor met om op aan in bij over te naar tegen uit door tussen als dat die wie waar hoe
    of for with to on at in by about from between that who where how""".split()  # noqa: SIM905  # reads better
)
"""They make a sentence of it: "wat is de beste aanpak van wateroverlast"."""


def read(line: str) -> tuple[str, str] | None:
    """The language of a line that asks what a word means, and that word."""
    if len(line) > LONGEST or "\n" in line.strip():
        return None
    for shapes, loose in ((_CLEAR, False), (_LOOSE, True)):
        for language, patterns in shapes.items():
            for pattern in patterns:
                found = pattern.match(line)
                if found and _is_term(found["term"], loose=loose):
                    return language, found["term"].strip()
    return None


def bare(text: str) -> str:
    """A word without its article, quotes and end: "een hub?" is hub."""
    stripped = text.strip().strip("\"'«»“”‘’`*_?!.,:; ")
    without = re.sub(rf"^{_ARTICLE}", "", stripped, flags=re.IGNORECASE).strip("\"'«»“”‘’`*_ ")
    return without or stripped


def _is_term(text: str, *, loose: bool) -> bool:
    said = fold(text).split()
    if not said or len(said) > MOST_WORDS or re.search(r"[;:,\n]", text):
        return False
    if said[0] in _NO_TERM:
        return False
    return not loose or _JOINING.isdisjoint(said)


ASKED: Final = Shape("explain_word", read)

_BETTER: Final = {
    "nl": _shapes(
        r"(?:kan|is|bestaat|zou|mag|moet)(?: er)?(?: niet| geen)?(?: een)? (?:beter|ander|gewoner) woord"
        r"(?: (?:komen|zijn|kunnen komen))? voor (?P<word>[^,:;]{2,60})[,:;]\s*(?:zoals )?(?P<better>.{2,60}?)"
        r"(?:,? (?:bijvoorbeeld|misschien))?",
        r"(?:zeg|gebruik|schrijf) (?:toch )?(?:liever|beter) (?P<better>[^,:;]{2,60}?)"
        r" (?:dan|in plaats van|i\.?p\.?v\.?) (?P<word>[^,:;]{2,60}?)",
    ),
    "en": _shapes(
        r"(?:can|could|is) there(?: not| be)*(?: a)? (?:better|plainer|simpler) word for (?P<word>[^,:;]{2,60})"
        r"[,:;]\s*(?:like |such as )?(?P<better>.{2,60}?)(?:,? (?:for example|perhaps|maybe))?",
        r"(?:rather |better )?say (?P<better>[^,:;]{2,60}?) (?:rather than|instead of) (?P<word>[^,:;]{2,60}?)",
    ),
}


def read_better(line: str) -> tuple[str, str] | None:
    """The language of a line that asks for a better word and names one, and both words as the command takes them."""
    if len(line) > LONGEST or "\n" in line.strip():
        return None
    for language, patterns in _BETTER.items():
        for pattern in patterns:
            if found := pattern.match(line):
                return language, f"{found['word'].strip()}: {found['better'].strip()}"
    return None


BETTER: Final = Shape("better_word", read_better)
