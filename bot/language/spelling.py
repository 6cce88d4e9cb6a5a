"""Finds what the words of a question probably mean to this corpus: Dutch for English, and what is misspelt."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache

from bot.language.english import in_dutch, mended
from bot.language.sentence import Sentence, Wanted
from bot.language.slips import slipped
from storage.search.analyser import content, gram_keys, stem, tokens, word_key
from storage.search.lexicon import COMMON, Lexicon
from storage.search.stopwords import CHAT, STOP

EMPTY = frozenset(CHAT | STOP)
CORRECTION = 0.8
"""How much the word counts that an unknown word is probably a misspelling of."""
ENGLISH = 0.5
"""How much an English word itself counts when it is looked for in Dutch too."""
MOST_MENDED = 60
"""Words of a question that are looked at for slips, each against all that the corpus has. A question has ten."""
PART = 0.5
"""How much a part of a compound in the question counts, against the whole."""
LENGTH = 0.5
"""How much the length of a word takes off each of its pieces; at 1 a long word would count no more than a short one."""


@lru_cache(1)
def _real() -> frozenset[str]:
    """Return the stems of words that are real, though the corpus may not have them."""
    return frozenset(map(stem, COMMON))


def spelled(sentence: Sentence, lexicon: Lexicon, held: Collection[str] = ()) -> Sentence:
    """Return the sentence with what its words probably mean to this corpus, besides the words themselves.

    That is the Dutch for English words, also for misspelt ones, and for other unknown words what they are a
    misspelling of. `held` are words of which the corpus has another form: these are no misspelling.
    """
    sentence = _with_dutch(sentence, _misspelt_english(sentence, lexicon))
    # A word that is English, or names something here, is no slip: heat is not het.
    meant_so = sentence.translated.union(*(stretch.words for stretch in sentence.stretches))
    unknown = [
        word.word for word in sentence.wanted[:MOST_MENDED] if word.word not in meant_so and not lexicon.has(word.word)
    ]
    empty = {word for word in unknown if _empty(word)}
    misspelt = [word for word in unknown if word not in empty and word not in held]
    meant = {word: known for word in misspelt if (known := lexicon.meant(word)) is not None}
    empty |= {word for word, known in meant.items() if known in CHAT}
    carrying = tuple(word for word in sentence.wanted if word.word not in empty)
    if empty and carrying:  # "wie wete iets over bodem"
        kept = [token for token in tokens(sentence.topic) if token.word in {word.word for word in carrying}]
        topic = sentence.topic[kept[0].start : kept[-1].end] if kept else sentence.topic
        return spelled(replace(sentence, topic=topic, typed=topic, wanted=carrying), lexicon, held)
    if not meant:
        return sentence
    there = {word.word for word in sentence.wanted}
    added = [
        Wanted(meant[word.word], CORRECTION * word.weight, word.word, "fuzzy")
        for word in sentence.wanted
        if word.word in meant and meant[word.word] not in there
    ]
    topic = replaced(sentence.topic, meant)
    return replace(sentence, topic=topic, wanted=(*sentence.wanted, *added))


def _misspelt_english(sentence: Sentence, lexicon: Lexicon) -> dict[str, str]:
    """Return the English words that unknown words are probably a misspelling of.

    Only when who asks reads English, or another word is English: of Dutch words one in forty is one slip away from an
    English one (fiets from diets), and a young Café knows few.
    """
    said = list(tokens(sentence.topic))
    english = {
        token.word for start, end, forms in in_dutch(said) for token in said[start:end] if token.word not in forms
    }
    if not english and not sentence.english:
        return {}
    return {
        word.word: known
        for word in sentence.wanted[:MOST_MENDED]
        if word.word not in english and not lexicon.has(word.word) and (known := mended(word.word))
    }


def _empty(word: str) -> bool:
    """Tell whether it is a slip of the finger for a word that carries nothing: wete, of weten; not meten, of moeten."""
    known = slipped(word, EMPTY)
    return known is not None and (stem(word) == stem(known) or stem(word) not in _real())


def _with_dutch(sentence: Sentence, misspelt: Mapping[str, str]) -> Sentence:
    """Return the sentence with the Dutch for its English words. The forms of a word share what it counts."""
    wanted = {word.word: word for word in sentence.wanted}
    words = list(tokens(sentence.topic))
    read = [token._replace(word=misspelt.get(token.word, token.word)) for token in words]
    dutch = sentence.topic
    for start, end, forms in reversed(list(in_dutch(read))):
        said = [wanted[token.word] for token in words[start:end] if token.word in wanted]
        if not said or forms == (said[0].word,):
            continue
        sure = CORRECTION if any(word.word in misspelt for word in said) else 1.0
        for word in said:
            if word.word not in forms:
                wanted[word.word] = replace(word, weight=ENGLISH * word.weight)
        worth = sure * sum(word.weight for word in said) / len(forms) ** 0.5
        phrase = " ".join(token.word for token in words[start:end])
        aside = all(word.aside for word in said)
        for form in forms:
            of_form = content(form)
            for each in of_form:
                share = worth / len(of_form) ** 0.5
                if each not in wanted:
                    wanted[each] = Wanted(each, share, phrase, "translation", aside=aside)
                elif wanted[each].weight < share:
                    wanted[each] = replace(wanted[each], weight=share)
        dutch = f"{dutch[: words[start].start]}{' '.join(forms)}{dutch[words[end - 1].end :]}"
    if dutch == sentence.topic:
        return sentence
    return replace(sentence, topic=replaced(sentence.topic, misspelt), wanted=tuple(wanted.values()), dutch=dutch)


def replaced(text: str, meant: Mapping[str, str]) -> str:
    """Return the text with other words in place of some."""
    for token in reversed(list(tokens(text))):
        if token.word in meant:
            text = text[: token.start] + meant[token.word] + text[token.end :]
    return text


def views(sentence: Sentence, lexicon: Lexicon) -> dict[str, dict[int, float]]:
    """Return the index keys to look for, in each view of the texts."""
    by_word: dict[int, float] = {}
    by_gram: dict[int, float] = {}
    for wanted in sentence.wanted:
        _add(by_word, word_key(wanted.word), wanted.weight)
        for part in lexicon.split(wanted.word):
            _add(by_word, word_key(part), PART * wanted.weight)
        pieces = gram_keys(wanted.word)
        for key in pieces:
            _add(by_gram, key, wanted.weight * len(pieces) ** -LENGTH)
    return {"words": by_word, "grams": by_gram}


def _add(weights: dict[int, float], key: int, weight: float) -> None:
    weights[key] = weights.get(key, 0.0) + weight
