"""Declares the tables of questions: answers, where they are talked of, whom they were brought to."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.tables.base import Instant, Json, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days, goes_with, stays
from storage.vocabulary import Knowing, KnowledgeType, Level, Outcome, QuestionKind, QuestionStatus, RequestState

questions = Table(
    "questions",
    metadata,
    Column("id", Id, primary_key=True),
    Column(
        "asker_id",
        Id,
        ForeignKey("members.id", ondelete="SET NULL"),
        nullable=True,
        info={"keeps": "members"},
    ),
    Column("text", Text, nullable=False),
    # What the asker told besides, of themselves: all may be left out.
    Column("context", Text, nullable=False, server_default=text("''"), info={"words_of": "asker_id"}),
    Column("goal", Text, nullable=False, server_default=text("''"), info={"words_of": "asker_id"}),
    Column("tried", Text, nullable=False, server_default=text("''"), info={"words_of": "asker_id"}),
    Column("wanted", Text, nullable=False, server_default=text("''"), info={"words_of": "asker_id"}),
    Column("needed_by", Date, nullable=True),
    # Who asks is told to nobody.
    Column("anonymous", Boolean, nullable=False, server_default=false()),
    # On the web, by an act of its asker.
    Column("published", Boolean, nullable=False, server_default=false()),
    # Files that came with it, by name and link.
    Column("attachments", Json, nullable=True, info={"files_of": "asker_id"}),
    *one_of("kind", QuestionKind, nullable=True),
    *one_of("knowledge_type", KnowledgeType, nullable=True),
    *one_of("level", Level, nullable=True),
    *one_of("status", QuestionStatus),
    *one_of("outcome", Outcome, nullable=True),
    Column(
        "outcome_text",
        Text,
        nullable=False,
        server_default=text("''"),
        info={"kept_words_of": "closed_by", "said_as": "outcome"},
    ),
    Column("closed_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "closed"}),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL"), nullable=True),
    Column("asked_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("answered_at", Instant, nullable=True),
    Column("closed_at", Instant, nullable=True),
    # When its asker was last asked whether it can be closed.
    Column("close_proposed_at", Instant, nullable=True),
    # The question in which this one goes on, and the one it was taken out of.
    Column("merged_into", Id, ForeignKey("questions.id", ondelete="SET NULL"), nullable=True),
    Column("split_from", Id, ForeignKey("questions.id", ondelete="SET NULL"), nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_questions_status_asked_at", "status", "asked_at"),
    Index("ix_questions_asked_at", "asked_at"),
    Index("ix_questions_answered_at", "answered_at"),
    Index("ix_questions_asker_id", "asker_id"),
    Index("ix_questions_published", "published"),
    Index("ix_questions_merged_into", "merged_into"),
    sqlite_autoincrement=True,
    info={
        "retention": stays("What was asked and answered is the knowledge of the Café; erasure takes the name off it."),
        "thing": "question",
    },
)
# How far the knowledge is there that a question asks for; of one without a row that is unknown.
question_knowledge = Table(
    "question_knowledge",
    metadata,
    key("questions", primary_key=True),
    *one_of("knowing", Knowing),
    # Who takes it up, or where it comes from, in the words of who said so.
    Column("how", String(200), nullable=False, server_default=text("''"), info={"words_of": "told_by"}),
    Column("told_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "said"}),
    Index("ix_question_knowledge_knowing", "knowing"),
    Index("ix_question_knowledge_told_by", "told_by"),
    info={"retention": goes_with("its question")},
)
question_regions = Table(
    "question_regions",
    metadata,
    key("questions", primary_key=True),
    key("regions", primary_key=True),
    Index("ix_question_regions_region_id", "region_id", "question_id"),
    info={"retention": goes_with("its question")},
)
question_themes = Table(
    "question_themes",
    metadata,
    key("questions", primary_key=True),
    key("themes", primary_key=True),
    Index("ix_question_themes_theme_id", "theme_id", "question_id"),
    info={"retention": goes_with("its question")},
)
question_places = Table(
    "question_places",
    metadata,
    Column("id", Id, primary_key=True),
    key("questions"),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    # The thread in which it was asked; else the one below the message that brought it here.
    Column("conversation_key", String(900), nullable=False),
    Column("conversation", Json, nullable=False),
    Column("outbox_key", String(200), nullable=True, unique=True, info={"keeps": "outbox"}),
    Column("since", Instant, nullable=False),
    # Null as long as a coordinator's proposal waits for the word of the asker.
    Column("agreed_at", Instant, nullable=True),
    UniqueConstraint("question_id", "conversation_id"),
    Index("ix_question_places_conversation_key", "conversation_key"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its question and place")},
)
reuses = Table(
    "reuses",
    metadata,
    Column("id", Id, primary_key=True),
    # An earlier question whose answers helped someone before they asked it again.
    key("questions"),
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"keeps": "members"}),
    Column("at", Instant, nullable=False),
    Index("ix_reuses_question_id", "question_id"),
    Index("ix_reuses_at", "at"),
    sqlite_autoincrement=True,
    info={"retention": stays("That an answer helped again; erasure takes the name off it.")},
)
answers = Table(
    "answers",
    metadata,
    Column("id", Id, primary_key=True),
    key("questions"),
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"keeps": "members"}),
    Column("text", Text, nullable=False),
    Column("attachments", Json, nullable=True, info={"files_of": "member_id"}),
    Column("given_at", Instant, nullable=False),
    Column("accepted_at", Instant, nullable=True),
    Column("hidden", Boolean, nullable=False, server_default=false()),
    # On the web with its question, by an act of who wrote it.
    Column("published", Boolean, nullable=False, server_default=false()),
    Index("ix_answers_question_id", "question_id"),
    Index("ix_answers_member_id", "member_id"),
    Index("ix_answers_given_at", "given_at"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its question"), "thing": "answer"},
)
# What was said in a question's conversation: whose it is and where its copies are, never the words.
question_messages = Table(
    "question_messages",
    metadata,
    Column("id", Id, primary_key=True),
    key("questions"),
    # The event id of the message: bot.letters.event_key
    Column("key", String(200), nullable=False, unique=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "said"}),
    Column("answer_id", Id, ForeignKey("answers.id", ondelete="CASCADE"), nullable=True),
    # It asked the question itself.
    Column("asks", Boolean, nullable=False, server_default=false()),
    # What stood before the words, when they were said as a command: "antwoord K-12".
    Column("lead", String(200), nullable=False, server_default=text("''"), info={"words_of": "member_id"}),
    Column("said_at", Instant, nullable=False),
    Index("ix_question_messages_question_id", "question_id"),
    Index("ix_question_messages_answer_id", "answer_id"),
    Index("ix_question_messages_said_at", "said_at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            90,
            "To bring a correction or a deletion to the copies, for as long as those are known. It holds no words.",
            lambda its, at: its.said_at < at,
        )
    },
)
question_copies = Table(
    "question_copies",
    metadata,
    Column("id", Id, primary_key=True),
    Column("message_id", Id, ForeignKey("question_messages.id", ondelete="CASCADE"), nullable=False),
    Column("outbox_key", String(200), nullable=False, unique=True),
    Index("ix_question_copies_message_id", "message_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("the message that it is a copy of")},
)
requests = Table(
    "requests",
    metadata,
    Column("id", Id, primary_key=True),
    key("questions"),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=True),
    Column("network_id", Id, ForeignKey("networks.id", ondelete="CASCADE"), nullable=True),
    Column("asked_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "asked_others"}),
    *one_of("state", RequestState),
    Column("reason", Text, nullable=False, server_default=text("''"), info={"words_of": "settled_by"}),
    # The request that was passed on, or brought nothing, before this one.
    Column("via_id", Id, ForeignKey("requests.id", ondelete="SET NULL"), nullable=True),
    Column("asked_at", Instant, nullable=False),
    # When it was put to them, which waits for office hours; and when something is to happen next.
    Column("brought_at", Instant, nullable=True),
    Column("reminded_at", Instant, nullable=True),
    Column("due_at", Instant, nullable=True),
    Column("settled_at", Instant, nullable=True),
    # When a network that had many was asked which of them matter most.
    Column("weighed_at", Instant, nullable=True),
    # Who settled it for a network.
    Column("settled_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "settled"}),
    CheckConstraint("(member_id IS NULL) <> (network_id IS NULL)", name="one_asked"),
    UniqueConstraint("question_id", "member_id"),
    UniqueConstraint("question_id", "network_id"),
    Index("ix_requests_member_id", "member_id", "asked_at"),
    Index("ix_requests_network_id", "network_id", "asked_at"),
    Index("ix_requests_state", "state", "due_at"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its question and whom it was put to"), "hears": True},
)
