"""Declares the tables of polls: what is asked, who chose what while it is open, and what is left of that afterwards."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, false, text

from storage.polls.poll import Sort, State
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, Kind, key, one_of
from storage.tables.retention import days, goes_with
from storage.vocabulary import OrganisationKind

LONGEST = 200
"""Characters of a question, of a reason, and of what is done with a poll."""
LONGEST_OPTION = 120

polls = Table(
    "polls",
    metadata,
    Column("id", Id, primary_key=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("question", String(LONGEST), nullable=False),
    *one_of("sort", Sort),
    *one_of("state", State),
    # Who sees it sees who chose what, while it is open.
    Column("named", Boolean, nullable=False, server_default=false()),
    Column("purpose", String(LONGEST), nullable=False, server_default=text("''")),
    Column("follow_up", String(LONGEST), nullable=False, server_default=text("''"), info={"kept_words_of": "told_by"}),
    Column("told_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    # For whom it is: a channel or room, or a network, or who takes part in a thing.
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL"), nullable=True),
    Column("network_id", Id, ForeignKey("networks.id", ondelete="SET NULL"), nullable=True),
    Column("gathering_kind", Kind, nullable=True),
    Column("gathering_id", Id, nullable=True),
    Column("again_of", Id, ForeignKey("polls.id", ondelete="SET NULL"), nullable=True),
    Column("until_at", Instant, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("closed_at", Instant, nullable=True),
    # When who was invited and did not vote was reminded.
    Column("reminded_at", Instant, nullable=True),
    Column("hidden_at", Instant, nullable=True),
    Index("ix_polls_state_until_at", "state", "until_at"),
    Index("ix_polls_state_made_at", "state", "made_at"),
    Index("ix_polls_state_closed_at", "state", "closed_at"),
    Index("ix_polls_hidden_at_id", "hidden_at", "id"),
    Index("ix_polls_made_at", "made_at"),
    Index("ix_polls_closed_at", "closed_at"),
    Index("ix_polls_member_id_state_closed_at", "member_id", "state", "closed_at"),
    Index("ix_polls_conversation_id", "conversation_id"),
    Index("ix_polls_network_id", "network_id"),
    Index("ix_polls_again_of", "again_of"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365,
            "Withdrawn a year ago. What people chose together stays, without their names.",
            lambda its, at: (its.state == State.withdrawn) & (its.changed_at < at),
        ),
        "thing": "poll",
    },
)

poll_options = Table(
    "poll_options",
    metadata,
    key("polls", primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("text", String(LONGEST_OPTION), nullable=False),
    info={"retention": goes_with("its poll")},
)

poll_regions = Table(
    "poll_regions",
    metadata,
    key("polls", primary_key=True),
    key("regions", primary_key=True),
    Index("ix_poll_regions_region_id", "region_id", "poll_id"),
    info={"retention": goes_with("its poll")},
)

poll_themes = Table(
    "poll_themes",
    metadata,
    key("polls", primary_key=True),
    key("themes", primary_key=True),
    Index("ix_poll_themes_theme_id", "theme_id", "poll_id"),
    info={"retention": goes_with("its poll")},
)

# Only while a poll is open: one of each member, whatever platform they vote on. It goes with its member.
poll_votes = Table(
    "poll_votes",
    metadata,
    Column("id", Id, primary_key=True),
    key("polls"),
    key("members"),
    # Places, as "2" or "1,3,5".
    Column("picked", String(20), nullable=False),
    Column("why", String(LONGEST), nullable=False, server_default=text("''")),
    Column("said_at", Instant, nullable=False),
    UniqueConstraint("poll_id", "member_id"),
    Index("ix_poll_votes_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its poll, and loses its person when that closes")},
)

# Who was in the closed room of a poll when they began to vote, which goes on in their own chat.
poll_guests = Table(
    "poll_guests",
    metadata,
    key("polls", primary_key=True),
    key("members", primary_key=True),
    Column("since", Instant, nullable=False),
    Index("ix_poll_guests_member_id", "member_id"),
    info={"retention": days(90, "A poll is over by then.", lambda its, at: its.since < at)},
)

# What is left of votes once a poll is closed: in no order that tells who was when, and of nobody.
poll_ballots = Table(
    "poll_ballots",
    metadata,
    Column("id", Id, primary_key=True),
    key("polls"),
    Column("picked", String(20), nullable=False),
    Column("why", String(LONGEST), nullable=False, server_default=text("''")),
    # Of the organisation, where at least five of that kind voted and at least five of others.
    *one_of("kind", OrganisationKind, nullable=True),
    Index("ix_poll_ballots_poll_id", "poll_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its poll")},
)

# Who voted, and not what: to tell them the result and what is done with it.
poll_voters = Table(
    "poll_voters",
    metadata,
    key("polls", primary_key=True),
    key("members", primary_key=True),
    Column("closed_at", Instant, nullable=False),
    Index("ix_poll_voters_member_id", "member_id"),
    Index("ix_poll_voters_closed_at", "closed_at"),
    info={
        "retention": days(
            365, "To tell who voted what was done with it, within a year.", lambda its, at: its.closed_at < at
        )
    },
)
