"""Declares the tables of news: what others should read, about what, and what a hub saw in a month."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, UniqueConstraint, false, text

from storage.news.item import Sort, State
from storage.news.review import Stage
from storage.tables.base import Instant, Json, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days, goes_with

LONGEST = 300
LONGEST_LINK = 500
LONGEST_NOTE = 300
LONGEST_MESSAGE = 64


def _member(name: str, **info: object) -> "Column[int]":
    return Column(name, Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info=dict(info))


news = Table(
    "news",
    metadata,
    Column("id", Id, primary_key=True),
    _member("member_id"),
    # Who wanted to take along what another wrote; nobody else learns who that was.
    _member("asked_by", held="asked for news"),
    Column("text", String(LONGEST), nullable=False),
    Column("link", String(LONGEST_LINK), nullable=False, server_default=text("''")),
    # The link without what does not say which page it is, of what is shared: the same page is there once.
    Column("address", String(LONGEST_LINK), nullable=True),
    # The message that it was said in, as a digest: its writer is asked once whether it may go along.
    Column("message", String(LONGEST_MESSAGE), nullable=False, server_default=text("''")),
    *one_of("sort", Sort),
    *one_of("state", State),
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    # Who shared it put it on the web.
    Column("published", Boolean, nullable=False, server_default=false()),
    # The closed room that it is for.
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL"), nullable=True),
    Column("made_at", Instant, nullable=False),
    Column("shared_at", Instant, nullable=False),
    Column("hidden_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("address"),
    Index("ix_news_shared_at", "shared_at"),
    Index("ix_news_published_shared_at", "published", "shared_at"),
    Index("ix_news_message", "message"),
    Index("ix_news_member_id", "member_id"),
    Index("ix_news_asked_by", "asked_by"),
    sqlite_autoincrement=True,
    info={
        "retention": days(365, "A year old: it is no news any more.", lambda its, at: its.shared_at < at),
        "thing": "news",
    },
)

news_regions = Table(
    "news_regions",
    metadata,
    Column("news_id", Id, ForeignKey("news.id", ondelete="CASCADE"), primary_key=True, nullable=False),
    key("regions", primary_key=True),
    Index("ix_news_regions_region_id", "region_id", "news_id"),
    info={"retention": goes_with("its item of news")},
)

news_themes = Table(
    "news_themes",
    metadata,
    Column("news_id", Id, ForeignKey("news.id", ondelete="CASCADE"), primary_key=True, nullable=False),
    key("themes", primary_key=True),
    Index("ix_news_themes_theme_id", "theme_id", "news_id"),
    info={"retention": goes_with("its item of news")},
)

hub_reviews = Table(
    "hub_reviews",
    metadata,
    Column("id", Id, primary_key=True),
    # The hub that saw it.
    key("networks"),
    # The month that it is of: 2026-12.
    Column("month", String(7), nullable=False),
    *one_of("stage", Stage),
    # What was seen: lists of kind and number.
    Column("seen", Json, nullable=False),
    # What who keeps the hub says with it.
    Column("note", String(LONGEST_NOTE), nullable=False, server_default=text("''"), info={"words_of": "noted_by"}),
    _member("noted_by"),
    Column("made_at", Instant, nullable=False),
    Column("sent_at", Instant, nullable=True),
    UniqueConstraint("network_id", "month"),
    Index("ix_hub_reviews_stage_made_at", "stage", "made_at"),
    Index("ix_hub_reviews_noted_by", "noted_by"),
    sqlite_autoincrement=True,
    info={"retention": days(365, "A year old: what it tells of stands elsewhere.", lambda its, at: its.made_at < at)},
)
