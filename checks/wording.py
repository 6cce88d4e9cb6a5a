"""Checks that texts for people read easily: no long sentence, and no word that we have a plainer one for.

Language level B1 asks for sentences of at most some fifteen words; we allow twenty, counting what fills a gap as one
(Accessibility.nl, "Taalniveau B1"). The words on the lists were met in use, where people stumbled over them.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.pofile import read_po

from checks.catalogues import LANGUAGES, ROOT, rooms

LONGEST = 20
"""Words of a sentence."""

PLAINER: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "u": "je",
        "uw": "je",
        "dien": "stuur",
        "dient": "moet",
        "indien": "als",
        "middels": "met",
        "reeds": "al",
        "tevens": "ook",
        "betreffende": "over",
        "omtrent": "over",
        "teneinde": "om te",
        "alsmede": "en",
        "derhalve": "dus",
        "gaarne": "graag",
        "verloop": "wat er is gebeurd",
        "gebracht": "doorgestuurd",
        "to_agenda": "naar de agenda",
    },
    "en": {
        "hereby": "now",
        "aforementioned": "this",
        "utilise": "use",
        "regarding": "about",
        "commence": "begin",
        "prior": "before",
        "brought": "sent on",
        "to_agenda": "taken to the agenda",
    },
}
"""By language: a word that no text may have, and what to say instead."""

LABELS: Mapping[str, str] = {
    "Look": "View",
    "Put it as a question": "Ask this as a question",
    "Propose again": "Send in again",
}
"""Whole texts, such as labels of buttons, that have a better form in use."""

_SENTENCE = re.compile(r"(?<=[.?!:;])\s+|\n")
_WORD = re.compile(r"\{\w*\}|[^\W_]+(?:[-'’_][^\W_]+)*")


def stumbles(text: str, language: str) -> Iterator[str]:
    """Yield what makes a text hard to read."""
    for sentence in _SENTENCE.split(text):
        said = _WORD.findall(sentence)
        if len(said) > LONGEST:
            yield f"{len(said)} words in a sentence, of at most {LONGEST}: {sentence}"
        for word in said:
            if plainer := PLAINER[language].get(word.lower()):
                yield f"say {plainer!r} for {word!r}: {sentence}"
    if plainer := LABELS.get(text):
        yield f"say {plainer!r} for {text!r}"
    if "!" in text:
        yield f"no exclamation marks: {text}"


def texts(root: Path, language: str) -> Iterator[tuple[Path, str, str]]:
    """Yield every text with its language and the catalogue that it stands in: as the source says it, and translated."""
    for room in rooms(root, language):
        with room.catalogue.open("rb") as file:
            catalogue = read_po(file)
        for message in catalogue:
            if message.id:
                yield from ((room.catalogue, "en", form) for form in _forms(message.id))
                yield from ((room.catalogue, language, form) for form in _forms(message.string))


def _forms(text: object) -> Iterator[str]:
    yield from (str(form) for form in text) if isinstance(text, list | tuple) else (str(text),)


def main(root: Path = ROOT) -> int:
    found = [
        f"{catalogue.relative_to(root)}: {what}"
        for language in LANGUAGES
        for catalogue, said_in, text in texts(root, language)
        for what in stumbles(text, said_in)
    ]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
