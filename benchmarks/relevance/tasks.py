"""Reads the tasks from files, and makes typing errors to try them with."""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

OURS = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Document:
    id: str
    title: str
    text: str
    at: datetime
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    text: str
    relevant: dict[str, int]
    exclude: frozenset[str]
    before: datetime | None
    english: bool = False
    """Whether who asks reads English."""


@dataclass(frozen=True, slots=True)
class Task:
    """`candidates` is empty when documents themselves are to be found."""

    name: str
    documents: tuple[Document, ...]
    candidates: tuple[Candidate, ...]
    questions: tuple[Question, ...]
    english: tuple[Question, ...] = ()
    """The same questions in English, where there are any."""


def tasks(folder: Path, only: frozenset[str] = frozenset()) -> Iterator[Task]:
    """Yield the tasks in a folder. `duplicates` comes twice: with titles only, and with texts."""
    for path in sorted(folder.iterdir(), key=lambda path: _ORDER.get(path.name, 9)):
        if not (path / "queries.jsonl.gz").exists() or (only and path.name not in only):
            continue
        task = _task(path)
        if task.candidates:
            yield task
        else:
            yield replace(task, documents=tuple(replace(document, text="") for document in task.documents))
            yield replace(task, name=f"{task.name}+texts")


def mistyped(question: Question) -> Question:
    """Return the question with one or two typing errors, in its longest words; always the same ones."""
    chance = random.Random(question.id)
    words = question.text.split(" ")
    longest = sorted(range(len(words)), key=lambda at: -len(words[at]))
    for at in longest[: chance.choice((1, 2))]:
        if len(words[at]) > 3:
            words[at] = _slip(words[at], chance)
    return replace(question, text=" ".join(words))


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice("abcdefghijklmnoprstuvwz")
    return chance.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at + 1 :],
            word[:at] + letter + word[at:],
        )
    )


_ORDER = {"colleagues": 0, "topics": 1, "networks": 2, "desks": 3, "duplicates": 4}


def _task(path: Path) -> Task:
    known = {row["id"]: Candidate(row["id"], row["name"], row["text"]) for row in _rows(path / "candidates.jsonl.gz")}
    documents = tuple(
        Document(row["id"], row["title"], row.get("text") or "", _day(row["date"]), tuple(row.get("candidates") or ()))
        for row in _rows(path / "documents.jsonl.gz")
    )
    questions = tuple(
        Question(
            row["id"],
            row["text"],
            row["relevant"],
            frozenset(row.get("exclude") or ()),
            _day(row["before"]) if row.get("before") else None,
        )
        for row in _rows(path / "queries.jsonl.gz")
    )
    named = {id_ for document in documents for id_ in document.candidates}
    candidates = (*known.values(), *(Candidate(id_, "", "") for id_ in sorted(named - known.keys())))
    translated = {row["id"]: row["text"] for row in _rows(path / "english.jsonl.gz")}
    english = tuple(
        replace(each, text=translated[each.id], english=True) for each in questions if each.id in translated
    )
    return Task(path.name, documents, candidates, questions, english)


def _rows(path: Path) -> list[dict[str, Any]]:  # Any: JSON
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text[:10]).replace(tzinfo=UTC)
