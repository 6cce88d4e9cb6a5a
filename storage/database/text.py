"""Folds names for comparing: without accents, case and punctuation."""

import re
import unicodedata

_GAPS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """`text` as it is compared: "Fryslân!" and "fryslan" are one. Empty when nothing is left to compare."""
    if text.isascii():  # most of what is folded
        return _GAPS.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _GAPS.sub(" ", "".join(char for char in plain if not unicodedata.combining(char))).strip()
