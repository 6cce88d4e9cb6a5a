"""How alike two questions are: whether an earlier one may ask the same."""

import math
from typing import Final

from storage.search.analyser import content, grams
from storage.search.lexicon import Lexicon
from storage.search.stopwords import CHAT

SIMILAR: Final = 0.35
"""From what likeness on a question is shown as similar.

On the duplicates task (1,739 titles; of the engine's best ten at most three are shown) this gives precision .34 and
recall .25, against .27 and .29 without a threshold, and is silent for 13 %; five-fold cross-validation on F1 chooses
.30 to .35. Its labels are incomplete, so both are lower bounds (docs/ranking.md, `benchmarks/relevance/similar.py`).
"""


def likeness(one: str, other: str, lexicon: Lexicon) -> float:
    """From 0 to 1: what two texts share of the four-letter pieces of their words (Dice), rare words counting more."""
    first, second = _pieces(one, lexicon), _pieces(other, lexicon)
    whole = math.fsum(first.values()) + math.fsum(second.values())
    shared = math.fsum(min(weight, second[piece]) for piece, weight in first.items() if piece in second)
    return 2 * shared / whole if whole else 0.0


def _pieces(text: str, lexicon: Lexicon) -> dict[str, float]:
    """The pieces of a text's words; the weight of a word is spread over its pieces."""
    pieces: dict[str, float] = {}
    for word in dict.fromkeys(word for word in content(text) if word not in CHAT):
        weight, of_word = lexicon.rarity(word), grams(word)
        for piece in of_word:
            pieces[piece] = pieces.get(piece, 0.0) + weight / len(of_word)
    return pieces
