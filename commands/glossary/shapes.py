"""Reads lines that ask what a word means, in the shapes that people use for it."""

import re
from collections.abc import Mapping
from typing import Final

from bot.command.shapes import Shape
from storage.database.text import fold

MOST_WORDS = 4
"""Words of what is asked for: more is a sentence."""
LONGEST = 200
"""Characters of a line that asks what a word means."""

_ARTICLE: Final = r"(?:(?:het woord|de term|de afkorting|het begrip|een|de|het|the word|the term|the|an|a)\s+)?"
_TERM: Final = rf"{_ARTICLE}(?P<term>.+?)"
_APART: Final = rf"{_ARTICLE}(?!\w-\d)(?P<term>[^,.?:;]{{2,50}}?)"
"""A word that is named, and then asked about: "backcasting, wat is dat?"."""
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
        rf"(?:.{{1,80}}?\b(?:over|woord|term|afkorting|begrip|zei|zeiden|lees|las|hoorde) )?{_APART}[,.?:] (?:maar )?"
        rf"(?:(?:wat|waar) (?:is|betekent|was|staat|bedoel\w*) (?:dat|het|zoiets)"
        rf"(?: (?:{_WHO}|voor|eigenlijk|precies|nou))*"
        rf"|(?:kan|kun|wil|zou)(?:t)? (?:iemand|je|jij|u|jullie) (?:(?:me|mij|ons|dat|het|even|eens) )*"
        rf"(?:in [\w ]{{3,40}} )?uitleggen(?: in [\w ]{{3,40}})?)",
        rf"wat houdt {_TERM} (?:eigenlijk |precies )?in",
        f"(?:en )?wat (?:doet|doen|is|zijn) (?:zo'?n|zulke|een) (?P<term>[^,.?:;]{2, 50}?)"
        f"(?: (?:eigenlijk|precies|nou|nu|allemaal|dan))*",
        rf"leg (?:(?:me|mij|eens|even) )*{_TERM}(?: (?:eens|even))* uit",
        rf"leg (?:(?:me|mij|eens|even) )*uit wat {_TERM} (?:is|betekent|zijn)",
        rf"(?:is|bestaat) er (?:ook )?een (?:makkelijker|eenvoudiger|gewoner|beter|ander) woord voor {_TERM}",
        rf"staat {_TERM} (?:al )?in de (?:woordenlijst|begrippenlijst)",
        rf"staat {_TERM} er (?:ook |al |met (?:een |het )?[\w ]{{3,30}} )*in",
        rf"wat (?:betekende|betekent) {_TERM} ook (?:al ?)?weer",
        rf"(?:ik )?(?:snap|begrijp|ken) (?:het woord|de term|de afkorting|het begrip) {_TERM} niet",
    ),
    "en": _shapes(
        rf"what (?:does|do) {_TERM} (?:mean|stand for)",
        rf"what is meant by {_TERM}",
        f"what (?:does|do) (?:such )?an? (?P<term>[^,.?:;]{2, 50}?) (?:actually )?do(?: exactly| actually)?",
        rf"(?:.{{1,80}}?\b(?:about|word|term|abbreviation|said|read|heard) )?{_APART}[,.?:] (?:but )?"
        rf"(?:what(?: is|'s| does) (?:that|it)(?: mean)?|(?:can|could) (?:you|anyone|somebody|someone) explain"
        rf"(?: (?:that|it|to me|please))*(?: in [\w ]{{3,40}})?)",
        rf"(?:what is )?(?:the )?(?:meaning|definition) of {_TERM}",
        rf"what do (?:they|you|people|civil servants) mean by {_TERM}",
        rf"(?:can you )?explain (?:the word |the term )?{_TERM}(?: in plain words| to me)?",
        rf"is there an? (?:easier|simpler|plainer|better|other) word for {_TERM}",
        rf"is {_TERM} in the glossary",
        rf"i (?:do not|don't) (?:understand|know) the (?:word|term|abbreviation) {_TERM}",
    ),
}
"""They ask for nothing but the meaning of a word."""
_LOOSE: Final = {
    "nl": _shapes(
        rf"wat (?:is|was) {_TERM} ook (?:al ?)?weer",
        rf"(?:en )?wat (?:is|zijn) {_TERM}(?: (?:eigenlijk|precies|nou|nu|voor iets))*",
    ),
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
    if terms := differing(line):
        return terms[0], f"{terms[1]}{BESIDE}{terms[2]}"
    return _asked(line, _CLEAR, loose=False) or _asked(line, _LOOSE, loose=True) or _first_asked(line)


def _asked(line: str, shapes: Mapping[str, tuple[re.Pattern[str], ...]], *, loose: bool) -> tuple[str, str] | None:
    for language, patterns in shapes.items():
        for pattern in patterns:
            found = pattern.match(line)
            if found and _is_term(found["term"], loose=loose):
                return language, found["term"].strip()
    return None


def _first_asked(line: str) -> tuple[str, str] | None:
    """What the first question of a line asks: what stands behind it tells why."""
    first, mark, rest = line.partition("?")
    return _asked(first, _CLEAR, loose=False) if mark and rest.strip() else None


BESIDE: Final = " / "
"""Between two words that are asked for together."""
_DIFFER: Final = re.compile(
    rf"^\W*(?:en )?(?:(?:wat is|weet (?:je|iemand)|leg uit wat) )?(?:(?:nou|nu|eigenlijk|precies) )*(?:het )?verschil "
    rf"(?:(?:nou|nu|eigenlijk|precies|is) )*tussen {_ARTICLE}(?P<one>.{{2,60}}?) en {_ARTICLE}"
    rf"(?P<other>.{{2,60}}?)(?: is)?"
    rf"(?: (?:eigenlijk|precies|nou|nu))*{_END}"
    rf"|^\W*(?:(?:what is|what's|explain) )?(?:the )?difference between {_ARTICLE}(?P<a>.{{2,60}}?) and "
    rf"{_ARTICLE}(?P<b>.{{2,60}}?){_END}"
    rf"|^\W*wat is {_ARTICLE}(?P<this>[^,?]{{2,60}}?),? en is dat hetzelfde als {_ARTICLE}(?P<that>.{{2,60}}?){_END}"
    rf"|^\W*what is {_ARTICLE}(?P<it>[^,?]{{2,60}}?),? and is (?:that|it) the same as {_ARTICLE}"
    rf"(?P<same>.{{2,60}}?){_END}",
    re.IGNORECASE,
)
"""How somebody asks what two words differ in."""


def differing(line: str) -> tuple[str, str, str] | None:
    """The language of a line that asks what two words differ in, and these."""
    found = _DIFFER.match(line) if len(line) <= LONGEST and "\n" not in line.strip() else None
    if found is None:
        return None
    one, other = (each for each in found.groups() if each)
    terms = ("nl" if found["one"] or found["this"] else "en", one, other)
    return terms if all(_is_term(each, loose=False) for each in terms[1:]) else None


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
        r"(?:kan|mag|moet)(?: het woord)? [\"'“”]?(?P<word>[^,:;?\"'“”]{2,60}?)[\"'“”]? (?:niet )?(?:wat|iets) "
        r"(?:gewoner|eenvoudiger|simpeler|makkelijker)[?,:;]\s*(?P<better>[^?]{2,60}?)"
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

_WITH_US: Final = {
    "nl": _shapes(
        r"(?:bij|voor) ons(?: (?:in|bij|op|aan) [^,:;?]{2,40}?)? betekent (?:het woord |de term )?"
        r"(?P<word>[^\s,:;?]{2,40}) (?:(?:gewoon|eigenlijk|juist|meer|vooral|dat) )*(?P<means>[^:;?]{8,300}?)",
        r"(?P<word>[^\s,:;?]{2,40}) betekent (?:bij|voor) ons(?: (?:in|bij|op|aan) [^,:;?]{2,40}?)?"
        r" (?:(?:gewoon|eigenlijk|juist|meer|vooral|dat) )*(?P<means>[^:;?]{8,300}?)",
        r"(?:in|bij|binnen) (?:ons|onze) [^,:;?\"'“”]{2,40}? betekent [\"'“”]?(?P<word>[^\s,:;?\"'“”]{2,40})[\"'“”]?"
        r"(?: iets anders[:,])? (?P<means>[^;?]{8,300}?)",
    ),
    "en": _shapes(
        r"(?:with|for) us(?: (?:in|at) [^,:;?]{2,40}?)?,? (?P<word>[^\s,:;?]{2,40}) (?:just |simply |really )?means"
        r" (?:(?:just|simply|more|rather|that) )*(?P<means>[^:;?]{8,300}?)",
        r"(?P<word>[^\s,:;?]{2,40}) means (?:(?:just|simply|more) )*(?P<means>[^:;?]{8,300}?) (?:with|for) us",
        r"(?:in|at|within) our [^,:;?\"'“”]{2,40}?,? [\"'“”]?(?P<word>[^\s,:;?\"'“”]{2,40})[\"'“”]? means"
        r"(?: something else[:,])? (?P<means>[^;?]{8,300}?)",
    ),
}
_POINTING: Final = frozenset("dat dit het die deze iets wat that this it something what".split())  # noqa: SIM905  # reads better


def read_with_us(line: str) -> tuple[str, str] | None:
    """The language of a line that says what a word means to its speaker, and both as the command takes them."""
    if len(line) > LONGEST_MEANING or "\n" in line.strip():
        return None
    for language, patterns in _WITH_US.items():
        for pattern in patterns:
            found = pattern.match(line)
            if found and fold(found["word"]) not in _POINTING:
                return language, f"{found['word']}: {found['means'].strip()}"
    return None


LONGEST_MEANING = 400
"""Characters of a line that says what a word means to its speaker."""
WITH_US: Final = Shape("with_us", read_with_us)

_ADDS: Final = {
    "nl": _shapes(
        r"(?:(?:ik|wij|we) (?:wil|willen|zou|zouden) (?:graag )?)?een (?:nieuw )?(?:woord|begrip|term) "
        r"(?:willen )?toevoegen[:,.]\s*(?P<word>[^:;?,.]{2,40}?)(?: (?:is|zijn|betekent)|:) (?P<means>[^?]{8,300}?)",
    ),
    "en": _shapes(
        r"(?:i|we) (?:want|would like|'d like) to add an? (?:new )?(?:word|term)"
        r"[:,.]\s*(?P<word>[^:;?,.]{2,40}?)(?: (?:is|are|means)|:) (?P<means>[^?]{8,300}?)",
    ),
}


def read_added(line: str) -> tuple[str, str] | None:
    """The language of a line that adds a word with what it means, and both as the command takes them."""
    if len(line) > LONGEST_MEANING or "\n" in line.strip():
        return None
    for language, patterns in _ADDS.items():
        for pattern in patterns:
            if found := pattern.match(line):
                return language, f"{bare(found['word'])}: {found['means'].strip()}"
    return None


ADDED: Final = Shape("define_word", read_added)
_SENTENCE: Final = {
    "nl": _shapes(
        r"(?:kun|kan|wil|zou) (?:je|jij|u|iemand) (?:(?:deze|die) (?:zin|tekst|alinea)|dit|het volgende)"
        r"(?: (?:voor|aan) (?:me|mij|ons))?(?: (?:even|eens))* uitleggen[:,]\s*(?P<what>.{3,180}?)",
    ),
    "en": _shapes(
        r"(?:can|could|will) (?:you|someone|anyone) explain (?:(?:this|that) (?:sentence|text|line)|this|the following)"
        r"(?: (?:to|for) (?:me|us))?[:,]\s*(?P<what>.{3,180}?)",
    ),
}
_SHORT: Final = re.compile(r"(?<![\w-])[A-Z][A-Z]{1,5}(?![\w-])")
"""An abbreviation, as it is written."""
BESIDE_SHORT: Final = 8
"""Words beside several abbreviations that say no more than that one does not know them."""


def read_several(line: str) -> tuple[str, str] | None:
    """The language of a line that asks what the words in it mean, and these: of a sentence, or of abbreviations."""
    if len(line) > LONGEST or "\n" in line.strip():
        return None
    for language, patterns in _SENTENCE.items():
        for pattern in patterns:
            if found := pattern.match(line):
                return language, found["what"].strip()
    short = _SHORT.findall(line)
    beside = len(line.split()) - len(short)
    wonders = "?" in line or "..." in line or "…" in line
    if len(short) < TWO or beside > BESIDE_SHORT or not wonders or not _IN_A_ROW.search(line) or _ELSE.search(line):
        return None
    return ("en" if _ENGLISH.search(line) else "nl"), ", ".join(short)


TWO: Final = 2
_IN_A_ROW: Final = re.compile(rf"{_SHORT.pattern}\s*[,.?!…/]+\s*{_SHORT.pattern}")
"""Abbreviations with nothing but a mark between them: in a sentence they stand apart."""
_ELSE: Final = re.compile(r"\b(?:wie|waar|hoe|waarom|wanneer|welke|who|where|how|why|when|which)\b", re.IGNORECASE)
"""It asks something else of them."""
_ENGLISH: Final = re.compile(r"\b(?:what|the|i|is|are|lost|here|mean|do|sorry,? new)\b", re.IGNORECASE)
SEVERAL: Final = Shape("explain_message", read_several)
