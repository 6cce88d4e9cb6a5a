"""Defines a question and its answers as they are kept, and what a new one is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from storage.database.pages import ALL_OF_IT, Narrow
from storage.questions.carrying import Carries
from storage.vocabulary import Knowing, KnowledgeType, Level, Outcome, Place, QuestionKind, QuestionStatus

QUESTION: Final = "question"
ANSWER: Final = "answer"
"""What their kinds are called wherever things of any kind are kept."""

OUTCOME: Final = "outcome"
"""What came of a question, as letters know those words."""

Attachments: TypeAlias = Sequence[Mapping[str, Any]]
"""Files that came with a question or an answer, as `bot.chat.reply.codec` has them. Any: JSON."""


@dataclass(frozen=True, slots=True)
class Answer:
    id: int
    question_id: int
    member_id: int | None
    text: str
    given_at: datetime
    accepted_at: datetime | None
    attachments: Attachments = field(default=(), hash=False)
    published: bool = False
    carries: Carries | None = None
    source: str = ""
    """By which source it carries so far ..."""
    source_by: int | None = None
    """... by the words of this member."""
    used: int = 0
    """How many did something with it."""

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"A-{self.id}"


@dataclass(frozen=True, slots=True)
class Told:
    """Holds what an asker tells besides the question itself; all of it may be left out."""

    context: str = ""
    goal: str = ""
    tried: str = ""
    wanted: str = ""
    needed_by: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """`asker_id` is null when they erased themselves. `answers` holds those not hidden, oldest first.

    Of an `anonymous` one nobody is told who asked it. `merged_into` is where it goes on.
    """

    id: int
    asker_id: int | None
    text: str
    kind: QuestionKind | None
    knowledge_type: KnowledgeType | None
    level: Level | None
    status: QuestionStatus
    outcome: Outcome | None
    outcome_text: str
    conversation_id: int | None
    regions: frozenset[int]
    themes: frozenset[int]
    asked_at: datetime
    changed_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    answers: tuple[Answer, ...]
    told: Told = Told()
    anonymous: bool = False
    merged_into: int | None = None
    split_from: int | None = None
    close_proposed_at: datetime | None = None
    knowing: Knowing = Knowing.unknown
    knowing_how: str = ""
    """Who takes it up, or where it comes from ..."""
    knowing_by: int | None = None
    """... by the words of this member."""
    attachments: Attachments = field(default=(), hash=False)
    published: bool = False

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"K-{self.id}"

    @property
    def asker_shown(self) -> int | None:
        """Who asked, for those who may know it when they did not want to be named."""
        return None if self.anonymous else self.asker_id


@dataclass(frozen=True, slots=True)
class Draft:
    """A question about to be put."""

    text: str
    kind: QuestionKind | None = None
    knowledge_type: KnowledgeType | None = None
    level: Level | None = None
    knowing: Knowing = Knowing.unknown
    knowing_how: str = ""
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    conversation_id: int | None = None
    told: Told = Told()
    anonymous: bool = False
    split_from: int | None = None
    attachments: Attachments = field(default=(), hash=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """Selects questions, latest first: of these regions and themes (already widened), statuses, sets, asker, words."""

    statuses: frozenset[QuestionStatus] = frozenset({QuestionStatus.open, QuestionStatus.answered})
    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    asker: int | None = None
    kinds: frozenset[QuestionKind] = frozenset()
    knowledge: frozenset[KnowledgeType] = frozenset()
    levels: frozenset[Level] = frozenset()
    knowing: frozenset[Knowing] = frozenset()
    organisations: frozenset[int] = frozenset()
    """Whose asker shows that they are of one of these ..."""
    shown_in: Place = Place.members
    """... to who reads along here."""
    since: datetime | None = None
    before: datetime | None = None
    """When it was asked."""
    words: tuple[str, ...] = ()
    """Each stands in its text."""
    narrow: Narrow = ALL_OF_IT
