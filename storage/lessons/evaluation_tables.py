"""Declares the tables of learning evaluations: the question, who takes part, and what they answered."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from storage.lessons.evaluation import Stage, Voice
from storage.lessons.lesson import Aspect
from storage.lessons.tables import LONGEST
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days, goes_with

LONGEST_QUESTION = 200

evaluations = Table(
    "evaluations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("network_id", Id, ForeignKey("networks.id", ondelete="SET NULL"), nullable=True),
    # Who began it. When they are forgotten the group keeps it.
    Column("maker_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("text", String(LONGEST_QUESTION), nullable=False),
    *one_of("stage", Stage),
    Column("round", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    # When the clock has to do something with it; null while it waits for people.
    Column("due_at", Instant, nullable=True),
    Index("ix_evaluations_due_at", "due_at"),
    Index("ix_evaluations_network_id", "network_id"),
    Index("ix_evaluations_maker_id", "maker_id"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365,
            "Stopped a year ago: the group goes on otherwise.",
            lambda its, at: (its.stage == Stage.stopped) & (its.changed_at < at),
        ),
        "thing": "evaluation",
    },
)

evaluation_people = Table(
    "evaluation_people",
    metadata,
    key("evaluations", primary_key=True),
    key("members", primary_key=True),
    Column("asked_at", Instant, nullable=False),
    # Null as long as they did not say yes.
    Column("joined_at", Instant, nullable=True),
    Index("ix_evaluation_people_member_id", "member_id"),
    info={"retention": goes_with("its evaluation")},
)

evaluation_answers = Table(
    "evaluation_answers",
    metadata,
    Column("id", Id, primary_key=True),
    key("evaluations"),
    # What somebody told the group goes with them.
    key("members"),
    Column("round", Integer, nullable=False),
    *one_of("voice", Voice),
    *one_of("aspect", Aspect, nullable=True),
    Column("text", String(LONGEST), nullable=False),
    Column("said_at", Instant, nullable=False),
    Index("ix_evaluation_answers_evaluation_id", "evaluation_id"),
    Index("ix_evaluation_answers_member_id", "member_id"),
    Index("ix_evaluation_answers_said_at", "said_at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365, "Notes of a closed group, a year after they were made.", lambda its, at: its.said_at < at
        )
    },
)
