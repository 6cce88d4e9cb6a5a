"""Splits compounds by a vocabulary: `luchtkwaliteit` is lucht and kwaliteit.

It is that of the corpus itself, which beats a general word list, and some 1,700 common words besides (`parts.txt`),
since a young Café has few texts (docs/ranking.md). The choice among splits is by the geometric mean of the parts'
frequencies (Koehn and Knight, "Empirical methods for compound splitting", EACL 2003).
"""

import json
import math
import zlib
from array import array
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Self
from zlib import crc32

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Letters a part has at least."""
SEEN = 3
"""Rows a word occurs in before it may be a part."""
LONG = 8
"""Letters from which a word may have two slips."""
KEPT = b"5"
"""How texts are analysed and postings are written. To be changed with either: indexes of before are made again."""
_LINKS = ("", "s", "en", "e", "n")
COMMON = dict.fromkeys((Path(__file__).parent / "parts.txt").read_text(encoding="utf-8").split(), math.log1p(SEEN))
"""Words that count as if the corpus had them, as seldom as a part may be."""


class Lexicon:
    """The words of the corpus with the number of rows they occur in, and how long a row is on average.

    `words` and `grams` are average row lengths in weighed terms of each view. `version` is a digest of it all, and of
    how the index is kept: an index of another version is made again by `reindex`.
    """

    def __init__(
        self, counts: Mapping[str, int], *, words: float = 60.0, grams: float = 320.0, rare: Iterable[int] = ()
    ) -> None:
        seldom = {crc32(word.encode()) for word, count in counts.items() if count < SEEN and len(word) > SHORTEST}
        self._rare = array("I", sorted(seldom.union(rare)))
        self.words = words
        self.grams = grams
        self._counts = {
            word: count
            for word, count in sorted(counts.items())
            if count >= SEEN and len(word) >= SHORTEST and not word.isdigit()
        }
        self._most = max(self._counts.values(), default=1)
        self._logs = COMMON | {word: math.log1p(count) for word, count in self._counts.items()}
        self._known: dict[str, tuple[str, ...]] = {}
        self._by_length: dict[int, list[str]] = {}
        self._meant: dict[str, str | None] = {}
        self._pieces: frozenset[str] | None = None
        self.version = blake2b(self._plain(), digest_size=16, person=KEPT).hexdigest()

    def __len__(self) -> int:
        return len(self._counts)

    def rarity(self, word: str) -> float:
        """How telling a word is, from its number of rows against that of the commonest word (an inverse frequency)."""
        return math.log1p(self._most / self._counts.get(word, 1))

    def split(self, word: str) -> tuple[str, ...]:
        """Split a compound into its parts, with the parts of its parts; nothing when it is no compound."""
        if len(word) < 2 * SHORTEST:
            return ()
        parts = self._known.get(word)
        if parts is None:
            if len(self._known) > 1 << 16:
                self._known.clear()
            parts = self._known[word] = self._split(word)
        return parts

    def has(self, word: str) -> bool:
        """Tell whether a word is common, or the corpus has it, however seldom, or the words that it is made of."""
        return word in self._logs or self._seldom(word) or bool(self.split(word))

    def looks_written(self, word: str) -> bool:
        """Tell whether a word is spelled as words are: each three letters of it stand in one that is known here.

        "Bodm" and "wtaer" are no words, and "boren" may be one, though nobody here wrote it yet.
        """
        if self._pieces is None:
            self._pieces = frozenset(piece for known in self._logs for piece in _threes(known))
        return self._pieces.issuperset(_threes(word))

    def meant(self, word: str) -> str | None:
        """Return the word of the corpus that an unknown word is probably a misspelling of:
        one slip away, or two when long; of a short one a letter that is missing.
        """
        if len(word) < SHORTEST or self.has(word):
            return None
        slips = 1 if len(word) < LONG else 2
        if word not in self._meant:
            if not self._by_length:
                for known in self._counts:
                    self._by_length.setdefault(len(known), []).append(known)
            # In a word of a few letters another one makes another word: it misses one, at most.
            sizes = range(-slips, slips + 1) if len(word) > SHORTEST else (1,)
            alike = [known for size in sizes for known in self._by_length.get(len(word) + size, ())]
            found = process.extract(word, alike, scorer=OSA.distance, score_cutoff=slips, limit=None)
            ranked = sorted(found, key=lambda one: (one[1], -self._counts[one[0]], one[0]))
            self._meant[word] = ranked[0][0] if ranked else None
        return self._meant[word]

    def pack(self) -> bytes:
        """As bytes, for the database."""
        return zlib.compress(self._plain(), 6)

    @classmethod
    def unpack(cls, data: bytes) -> Self:
        body = json.loads(zlib.decompress(data))
        rare = array("I", b64decode(body.get("rare", "")))
        return cls(body["counts"], words=body["words"], grams=body["grams"], rare=rare)

    def _plain(self) -> bytes:
        body: dict[str, object] = {"words": self.words, "grams": self.grams, "counts": self._counts}
        body["rare"] = b64encode(self._rare.tobytes()).decode()
        return json.dumps(body, separators=(",", ":")).encode()

    def _split(self, word: str) -> tuple[str, ...]:
        best: tuple[str, str] | None = None
        most = 0.0
        for at in range(SHORTEST, len(word) - SHORTEST + 1):
            tail = self._logs.get(word[at:])
            if tail is None:
                continue
            for link in _LINKS:
                head = word[: at - len(link)]
                if not word[:at].endswith(link) or len(head) < SHORTEST:
                    continue
                score = (self._weight(head) + tail) / 2
                if score > most:
                    best, most = (head, word[at:]), score
        if best is None:
            return ()
        return tuple(piece for part in best for piece in (part, *self.split(part)) if piece in self._logs)

    def _seldom(self, word: str) -> bool:
        """Tell whether the corpus has the word, though seldom.
        Kept as checksums: one in 10,000 unknown words passes too.
        """
        sum_ = crc32(word.encode())
        at = bisect_left(self._rare, sum_)
        return at < len(self._rare) and self._rare[at] == sum_

    def _weight(self, head: str) -> float:
        """Return how common a head is; of one that the corpus has only in pieces, what its pieces are."""
        known = self._logs.get(head)
        if known is not None:
            return known
        parts = [self._logs[part] for part in self.split(head) if part in self._logs]
        return sum(parts) / len(parts) if parts else -math.inf


def _threes(word: str) -> Iterator[str]:
    ended = f"<{word}>"
    return (ended[at : at + 3] for at in range(len(ended) - 2))
