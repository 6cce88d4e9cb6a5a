"""Declares the tables, by room: one schema for SQLite and PostgreSQL.

Those of search are in `storage.search.tables`. A new topic has its tables at the head of its own storage module, on the
same `metadata`, and `storage.maintenance.every_table` finds them. Each says how long it keeps its rows
(`storage.tables.retention`).
"""

from storage.tables.digests import digest_issues, digest_subscriptions
from storage.tables.follows import follows
from storage.tables.members import (
    consents,
    identities,
    member_regions,
    member_themes,
    members,
    one_time_codes,
    organisation_names,
    organisation_origins,
    organisations,
    roles,
)
from storage.tables.messaging import (
    conversation_regions,
    conversation_themes,
    conversations,
    dialogues,
    inbox,
    outbox,
    posts,
)
from storage.tables.networks import (
    network_endings,
    network_members,
    network_names,
    network_pairs,
    network_regions,
    network_resources,
    network_themes,
    networks,
)
from storage.tables.questions import (
    answers,
    question_copies,
    question_knowledge,
    question_messages,
    question_places,
    question_regions,
    question_themes,
    questions,
    requests,
    reuses,
)
from storage.tables.records import audit, cursors, erasures, exchange_keys, reports
from storage.tables.regions import region_names, region_parents, regions, terms, theme_names, themes
from storage.tables.who_knows import needs

__all__ = [
    "answers",
    "audit",
    "consents",
    "conversation_regions",
    "conversation_themes",
    "conversations",
    "cursors",
    "dialogues",
    "digest_issues",
    "digest_subscriptions",
    "erasures",
    "exchange_keys",
    "follows",
    "identities",
    "inbox",
    "member_regions",
    "member_themes",
    "members",
    "needs",
    "network_endings",
    "network_members",
    "network_names",
    "network_pairs",
    "network_regions",
    "network_resources",
    "network_themes",
    "networks",
    "one_time_codes",
    "organisation_names",
    "organisation_origins",
    "organisations",
    "outbox",
    "posts",
    "question_copies",
    "question_knowledge",
    "question_messages",
    "question_places",
    "question_regions",
    "question_themes",
    "questions",
    "region_names",
    "region_parents",
    "regions",
    "reports",
    "requests",
    "reuses",
    "roles",
    "terms",
    "theme_names",
    "themes",
]
