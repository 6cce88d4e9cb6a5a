"""Tells which themes a need is near, where nothing is exactly about it."""

from collections.abc import Iterable, Iterator, Sequence

from bot.language.names import Vocabulary, name_stem
from bot.language.sentence import Sentence
from bot.search.compounds import heads
from storage.search.lexicon import Lexicon
from storage.search.stopwords import CHAT


def near_themes(
    sentence: Sentence, vocabulary: Vocabulary, lexicon: Lexicon, learned: Iterable[int] = ()
) -> Sequence[tuple[int, ...]]:
    """The themes that a need is near, nearest first: those that it names, that its words are known to be near, that
    the parts of its compounds name, and what lies above all of these. Then those that are `learned`: what is written
    about the need is about them, as a signal or a word of the glossary. Before all, where none is named, several at
    once: who is about more of them is nearer.
    """
    named = [stretch.name.id for stretch in sentence.stretches if stretch.name.kind == "theme"]
    dutch = {wanted.instead_of: wanted.word for wanted in reversed(sentence.wanted) if wanted.how == "translation"}
    translated = [name_stem(word) for word in reversed(dutch.values())]
    any_dutch = [name_stem(wanted.word) for wanted in sentence.wanted if wanted.how == "translation"]
    in_dutch = [vocabulary.themes_of_one_word[each] for each in any_dutch if each in vocabulary.themes_of_one_word]
    in_dutch += [theme for each in translated for theme in vocabulary.near_of_one_word.get(each, ())]
    near = [theme for stretch in sentence.stretches for theme in stretch.name.near]
    parts = [
        theme
        for wanted in sentence.wanted
        if not wanted.aside and wanted.instead_of is None and wanted.word not in CHAT
        for theme in _in_parts(wanted.word, vocabulary, lexicon)
    ]
    first = [theme for theme in dict.fromkeys((*named, *near, *parts, *in_dutch)) if isinstance(theme, int)]
    several = [tuple(first)] if len(first) > 1 and not named else []
    # Of "PFAS in grond" what lies above PFAS is nearer than grond: the matter is said first.
    climbed = [each for theme in first for each in (theme, *vocabulary.themes.get(theme, ()))]
    return [*several, *((theme,) for theme in dict.fromkeys((*climbed, *learned)))]


def _in_parts(word: str, vocabulary: Vocabulary, lexicon: Lexicon) -> Iterator[int]:
    """The themes that the parts of a compound name: all of its parts, or the first where the last is light."""
    of_one = vocabulary.themes_of_one_word
    if name_stem(word) in of_one:
        return
    near = vocabulary.near_of_one_word
    for head in heads(word, light=True):
        yield from near.get(name_stem(head), ())
    firsts = [head for head in heads(word, light=True) if name_stem(head) in of_one]
    split = lexicon.split(word)
    whole = [part for part in reversed(split) if name_stem(part) in of_one]  # the last says what it is
    for part in firsts or (whole if split and len(whole) == len(split) else ()):
        yield of_one[name_stem(part)]
