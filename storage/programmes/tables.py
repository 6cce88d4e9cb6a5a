"""Declares the tables of programmes, hubs and tasks: their facts, and who does what in them."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.programmes.hub import Covered, Phase, Reach
from storage.programmes.part import Part, Standing
from storage.programmes.programme import Course
from storage.programmes.task import Half, Scale, State
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days, goes_with, stays


def _words(name: str, most: int) -> "Column[str]":
    return Column(name, String(most), nullable=False, server_default=text("''"))


def _member(name: str, **info: str) -> "Column[int]":
    return Column(name, Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info=dict(info))


programmes = Table(
    "programmes",
    metadata,
    key("networks", primary_key=True),
    _words("sort", 60),
    *one_of("course", Course),
    _words("lead", 160),
    Column("area_based", Boolean, nullable=False, server_default=false()),
    # By an act of who looks after it.
    Column("published_at", Instant, nullable=True),
    info={"retention": goes_with("its network")},
)
hubs = Table(
    "hubs",
    metadata,
    key("networks", primary_key=True),
    *one_of("reach", Reach),
    *one_of("phase", Phase),
    # By an act of who looks after it.
    Column("published_at", Instant, nullable=True),
    info={"retention": goes_with("its network")},
)
functions = Table(
    "hub_functions",
    metadata,
    Column("id", Id, primary_key=True),
    key("networks"),
    *one_of("part", Part),
    *one_of("covered", Covered),
    # Who takes care of it, in words, and the network that it is when it is one.
    Column("by_whom", String(160), nullable=False, server_default=text("''")),
    Column("by_network_id", Id, ForeignKey("networks.id", ondelete="SET NULL"), nullable=True),
    Column("missing", String(300), nullable=False, server_default=text("''")),
    Column("next_step", String(300), nullable=False, server_default=text("''")),
    _member("said_by"),
    Column("covered_at", Instant, nullable=True),
    Column("confirmed_at", Instant, nullable=True),
    # When who keeps the hub was last asked whether it is still so.
    Column("asked_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("network_id", "part"),
    Index("ix_hub_functions_said_by", "said_by"),
    Index("ix_hub_functions_by_network_id", "by_network_id"),
    Index("ix_hub_functions_covered_part", "covered", "part"),
    Index("ix_hub_functions_covered_at", "covered_at"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its network")},
)
tasks = Table(
    "tasks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("title", Text, nullable=False),
    # Whose agenda it is on: a network, a region, or a group that has no number here.
    Column("list_name", String(160), nullable=False, server_default=text("''"), info={"called_as": "network_id"}),
    Column("region_id", Id, ForeignKey("regions.id", ondelete="SET NULL"), nullable=True),
    Column("network_id", Id, ForeignKey("networks.id", ondelete="SET NULL"), nullable=True),
    _words("sort", 60),
    *one_of("scale", Scale, nullable=True),
    _words("rijk_role", 160),
    _words("regio_role", 160),
    _words("third_role", 160),
    Column("learnt", Text, nullable=False, server_default=text("''")),
    Column("result", Text, nullable=False, server_default=text("''")),
    *one_of("state", State),
    # What it is again once it has a duo.
    *one_of("was", State, nullable=True),
    Column("maker_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"keeps": "members"}),
    # By an act of its maker.
    Column("published", Boolean, nullable=False, server_default=false()),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("complete_at", Instant, nullable=True),
    Column("done_at", Instant, nullable=True),
    Column("asked_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_tasks_maker_id", "maker_id"),
    Index("ix_tasks_list_name", "list_name"),
    Index("ix_tasks_network_id", "network_id"),
    Index("ix_tasks_made_at", "made_at"),
    Index("ix_tasks_complete_at", "complete_at"),
    Index("ix_tasks_done_at", "done_at"),
    sqlite_autoincrement=True,
    info={
        "retention": stays("What Rijk and region do together; erasure takes the names off it."),
        "thing": "task",
    },
)
task_regions = Table(
    "task_regions",
    metadata,
    key("tasks", primary_key=True),
    key("regions", primary_key=True),
    Index("ix_task_regions_region_id", "region_id", "task_id"),
    info={"retention": goes_with("its task")},
)
task_themes = Table(
    "task_themes",
    metadata,
    key("tasks", primary_key=True),
    key("themes", primary_key=True),
    Index("ix_task_themes_theme_id", "theme_id", "task_id"),
    info={"retention": goes_with("its task")},
)
task_lines = Table(
    "task_lines",
    metadata,
    Column("id", Id, primary_key=True),
    key("tasks"),
    *one_of("half", Half),
    Column("text", Text, nullable=False),
    _member("member_id"),
    Column("at", Instant, nullable=False),
    Index("ix_task_lines_task_id", "task_id"),
    Index("ix_task_lines_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its task")},
)
_ONE_OF_BOTH = "(network_id IS NULL) <> (task_id IS NULL)"
parts = Table(
    "parts",
    metadata,
    Column("id", Id, primary_key=True),
    # In a programme or hub, or in a task.
    Column("network_id", Id, ForeignKey("networks.id", ondelete="CASCADE"), nullable=True),
    Column("task_id", Id, ForeignKey("tasks.id", ondelete="CASCADE"), nullable=True),
    *one_of("part", Part),
    key("members"),
    *one_of("standing", Standing),
    _member("asked_by", held="asked for a part"),
    Column("at", Instant, nullable=False),
    UniqueConstraint("network_id", "part", "member_id"),
    UniqueConstraint("task_id", "part", "member_id"),
    CheckConstraint(_ONE_OF_BOTH, name="one_of_both"),
    Index("ix_parts_member_id", "member_id"),
    Index("ix_parts_asked_by", "asked_by"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its network or task, and its member"), "thing": "part"},
)
"""Who does what. Each of them said yes themselves, but for who is still asked."""
told = Table(
    "vacancies_told",
    metadata,
    Column("id", Id, primary_key=True),
    Column("network_id", Id, ForeignKey("networks.id", ondelete="CASCADE"), nullable=True),
    Column("task_id", Id, ForeignKey("tasks.id", ondelete="CASCADE"), nullable=True),
    *one_of("part", Part),
    key("members"),
    Column("at", Instant, nullable=False),
    CheckConstraint(_ONE_OF_BOTH, name="one_of_both"),
    Index("ix_vacancies_told_member_id", "member_id"),
    Index("ix_vacancies_told_network_id", "network_id"),
    Index("ix_vacancies_told_task_id", "task_id"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365, "After a year somebody may be told again of what is still vacant.", lambda its, at: its.at < at
        ),
        "hears": True,
    },
)
"""Who heard of what nobody does: once a year at most."""
