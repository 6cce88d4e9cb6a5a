"""Declares the tables of relations: what was said, the ties that follow from it and from counting, and who connects."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, and_, false, text

from storage.relations.relation import RelationKind, Side, Standing
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, Kind, key, one_of
from storage.tables.retention import days, goes_with

LONGEST_LINE = 200


def _side(name: str, target: str) -> "Column[int]":
    return Column(f"{name}_{target}_id", Id, ForeignKey(f"{target}s.id", ondelete="CASCADE"), nullable=True)


def _one_of_both(side: str) -> CheckConstraint:
    return CheckConstraint(f"({side}_network_id IS NULL) <> ({side}_organisation_id IS NULL)", name=f"{side}_is_one")


relations = Table(
    "relations",
    metadata,
    Column("id", Id, primary_key=True),
    _side("from", "network"),
    _side("from", "organisation"),
    *one_of("kind", RelationKind),
    _side("to", "network"),
    _side("to", "organisation"),
    *one_of("standing", Standing),
    Column("line", String(LONGEST_LINE), nullable=False, server_default=text("''"), info={"words_of": "said_by"}),
    Column("said_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    # Which side is still to confirm it. Until then it does not count.
    *one_of("waits_for", Side, nullable=True),
    Column("made_at", Instant, nullable=False),
    # Of a chance that waits for a hub: when that hub heard of it.
    Column("told_at", Instant, nullable=True),
    # Since when both sides say so, when people here did: what came from a list is no news.
    Column("agreed_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    _one_of_both("from"),
    _one_of_both("to"),
    Index("ix_relations_from_network_id", "from_network_id"),
    Index("ix_relations_from_organisation_id", "from_organisation_id"),
    Index("ix_relations_to_network_id", "to_network_id"),
    Index("ix_relations_to_organisation_id", "to_organisation_id"),
    Index("ix_relations_said_by", "said_by"),
    Index("ix_relations_agreed_at", "agreed_at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            90,
            "One that the other side did not confirm in three months does not count. What both say goes with them.",
            lambda its, at: and_(its.waits_for.is_not(None), its.made_at < at),
        ),
    },
)
ties = Table(
    "ties",
    metadata,
    Column("id", Id, primary_key=True),
    Column("one_kind", Kind, nullable=False),
    Column("one_id", Id, nullable=False),
    Column("other_kind", Kind, nullable=False),
    Column("other_id", Id, nullable=False),
    Column("name", String(40), nullable=False),
    Column("back", Boolean, nullable=False),
    Column("chance", Boolean, nullable=False),
    Column("times", Integer, nullable=False),
    Column("relation_id", Id, ForeignKey("relations.id", ondelete="CASCADE"), nullable=True),
    Index("ix_ties_one_kind_one_id", "one_kind", "one_id"),
    Index("ix_ties_relation_id", "relation_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("what it follows from; every night all are worked out anew")},
)
"""Each tie stands here twice, once from either side, so that one look in the index finds the neighbours of a thing."""
connectors = Table(
    "connectors",
    metadata,
    key("members", primary_key=True),
    Column("since", Instant, nullable=False),
    info={"retention": goes_with("its member, who can switch it off at any time")},
)
"""Who said that they may be found as one who connects the networks that they are in."""
