"""Declares the tables of regions and themes, the map, each with other names; and what else has a name here.

`folded` is how a name is compared (`storage.database.text.fold`).
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from storage.tables.base import metadata
from storage.tables.columns import Id, Kind, key, one_of
from storage.tables.retention import goes_with, stays
from storage.vocabulary import Level

regions = Table(
    "regions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(120), nullable=False),
    *one_of("level", Level),
    sqlite_autoincrement=True,
    info={"retention": stays("The map of the Café; coordinators change it.")},
)
region_names = Table(
    "region_names",
    metadata,
    Column("folded", String(120), primary_key=True),
    Column("name", String(120), nullable=False),
    key("regions"),
    info={"retention": goes_with("its region")},
)
region_parents = Table(
    "region_parents",
    metadata,
    key("regions", primary_key=True),
    Column("parent_id", Id, ForeignKey("regions.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_region_parents_parent_id", "parent_id"),
    info={"retention": goes_with("its region")},
)
themes = Table(
    "themes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(160), nullable=False),
    Column("parent_id", Id, ForeignKey("themes.id"), nullable=True),
    sqlite_autoincrement=True,
    info={"retention": stays("The map of the Café; coordinators change it.")},
)
theme_names = Table(
    "theme_names",
    metadata,
    Column("folded", String(160), primary_key=True),
    Column("name", String(160), nullable=False),
    key("themes"),
    info={"retention": goes_with("its theme")},
)
terms = Table(
    "terms",
    metadata,
    Column("folded", String(160), primary_key=True),
    Column("name", String(160), nullable=False),
    Column("place", Integer, nullable=False),
    Column("source_kind", Kind, nullable=False),
    Column("source_id", Id, nullable=False),
    Column("theme_id", Id, ForeignKey("themes.id", ondelete="SET NULL"), nullable=True),
    Index("ix_terms_source_kind_source_id", "source_kind", "source_id"),
    Index("ix_terms_theme_id", "theme_id"),
    info={"retention": goes_with("the thing that is called so")},
)
"""What things of topics are called, such as the words of a glossary; the first by its place (storage.terms)."""
