"""The tables, but for those of search (`storage.search.tables`). One schema for SQLite and PostgreSQL."""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
    text,
    true,
)

from storage.tables.base import Instant, Json, metadata
from storage.vocabulary import (
    Frequency,
    Holidays,
    KnowledgeType,
    Lane,
    Level,
    NetworkKind,
    NetworkRole,
    NetworkStatus,
    Operation,
    OrganisationKind,
    Outcome,
    QuestionKind,
    QuestionStatus,
    Quiet,
    RequestState,
    Subject,
)

# SQLite counts rows by itself only in a column of type INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")


def _key(target: str, *, primary_key: bool = False, nullable: bool = False) -> Column[int]:
    name = {"networks": "network_id", "questions": "question_id", "members": "member_id", "regions": "region_id"}
    return Column(
        name.get(target, f"{target.rstrip('s')}_id"),
        Id,
        ForeignKey(f"{target}.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=nullable,
    )


def _one_of(name: str, values: type[StrEnum], *, nullable: bool = False) -> tuple[Column[str], CheckConstraint]:
    allowed = ", ".join(f"'{value}'" for value in values)
    return (
        Column(name, String(40), nullable=nullable),
        CheckConstraint(f"{name} IN ({allowed})", name=name),
    )


def _where_waiting(index: Index) -> Index:
    for dialect in ("sqlite", "postgresql"):
        index.dialect_options[dialect]["where"] = text("sent_at IS NULL AND parked_at IS NULL")
    return index


# The map: regions and themes, each with other names. `folded` is how a name is compared (storage.text.fold).

regions = Table(
    "regions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(120), nullable=False),
    *_one_of("level", Level),
)
region_names = Table(
    "region_names",
    metadata,
    Column("folded", String(120), primary_key=True),
    Column("name", String(120), nullable=False),
    _key("regions"),
)
region_parents = Table(
    "region_parents",
    metadata,
    _key("regions", primary_key=True),
    Column("parent_id", Id, ForeignKey("regions.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_region_parents_parent_id", "parent_id"),
)
themes = Table(
    "themes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(160), nullable=False),
    Column("parent_id", Id, ForeignKey("themes.id"), nullable=True),
)
theme_names = Table(
    "theme_names",
    metadata,
    Column("folded", String(160), primary_key=True),
    Column("name", String(160), nullable=False),
    _key("themes"),
)

# People.

organisations = Table(
    "organisations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(160), nullable=False),
    *_one_of("kind", OrganisationKind, nullable=True),
)
organisation_names = Table(
    "organisation_names",
    metadata,
    Column("folded", String(160), primary_key=True),
    Column("name", String(160), nullable=False),
    Column("organisation_id", Id, ForeignKey("organisations.id", ondelete="CASCADE"), nullable=False),
)
members = Table(
    "members",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("language", String(2), nullable=False),
    Column("language_chosen", Boolean, nullable=False, server_default=false()),
    Column("organisation_id", Id, ForeignKey("organisations.id"), nullable=True),
    Column("position", String(120), nullable=False, server_default=text("''")),
    Column("knows", Text, nullable=False, server_default=text("''")),
    Column("time_zone", String(64), nullable=False, server_default="Europe/Amsterdam"),
    # Their own choice for new questions: known by them to coordinators only.
    Column("asks_unnamed", Boolean, nullable=False, server_default=false()),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("signed_up_at", Instant, nullable=True),
    Column("paused_until", Date, nullable=True),
    Column("blocked_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_members_organisation_id", "organisation_id"),
)
identities = Table(
    "identities",
    metadata,
    Column("id", Id, primary_key=True),
    _key("members"),
    Column("platform", String(20), nullable=False),
    Column("native_id", String(400), nullable=False),
    Column("name", String(120), nullable=False),
    # Where this person can be spoken to alone; null as long as the platform has opened no such place.
    Column("direct_conversation", Json, nullable=True),
    # Where notices go when someone is on several platforms.
    Column("preferred", Boolean, nullable=False, server_default=false()),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("platform", "native_id"),
    Index("ix_identities_member_id", "member_id"),
)
member_regions = Table(
    "member_regions",
    metadata,
    _key("members", primary_key=True),
    _key("regions", primary_key=True),
    Index("ix_member_regions_region_id", "region_id"),
)
member_themes = Table(
    "member_themes",
    metadata,
    _key("members", primary_key=True),
    _key("themes", primary_key=True),
    Index("ix_member_themes_theme_id", "theme_id"),
)
consents = Table(
    "consents",
    metadata,
    _key("members", primary_key=True),
    Column("field", String(20), primary_key=True),
    Column("place", String(20), primary_key=True),
    Column("given_at", Instant, nullable=False),
)
roles = Table(
    "roles",
    metadata,
    Column("id", Id, primary_key=True),
    _key("members"),
    Column("role", String(20), nullable=False),
    Column("region_id", Id, ForeignKey("regions.id", ondelete="CASCADE"), nullable=True),
    Column("network_id", Id, ForeignKey("networks.id", ondelete="CASCADE"), nullable=True),
    # Held because of a power level in that room, for as long as it lasts.
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=True),
    Column("granted_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("granted_at", Instant, nullable=False),
    Index("ix_roles_member_id", "member_id"),
)
one_time_codes = Table(
    "one_time_codes",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("purpose", String(20), nullable=False),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=True),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=True),
)

# Networks.

networks = Table(
    "networks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(160), nullable=False),
    Column("folded", String(160), nullable=False),
    *_one_of("kind", NetworkKind),
    *_one_of("level", Level),
    Column("organisation_id", Id, ForeignKey("organisations.id"), nullable=True),
    Column("aim", Text, nullable=False, server_default=text("''")),
    Column("website", String(400), nullable=True),
    Column("how_to_join", Text, nullable=False, server_default=text("''")),
    *_one_of("status", NetworkStatus),
    Column("sent_back_because", Text, nullable=True),
    Column("proposed_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    # The room or channel that it was registered in: who moderates that may approve it.
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL"), nullable=True),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("listed_at", Instant, nullable=True),
    Column("confirmed_on", Date, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_networks_status_folded", "status", "folded"),
    Index("ix_networks_status_listed_at", "status", "listed_at"),
)
network_names = Table(
    "network_names",
    metadata,
    _key("networks", primary_key=True),
    Column("folded", String(160), primary_key=True),
    Column("name", String(160), nullable=False),
    Index("ix_network_names_folded", "folded"),
)
network_regions = Table(
    "network_regions",
    metadata,
    _key("networks", primary_key=True),
    _key("regions", primary_key=True),
    Index("ix_network_regions_region_id", "region_id"),
)
network_themes = Table(
    "network_themes",
    metadata,
    _key("networks", primary_key=True),
    _key("themes", primary_key=True),
    Index("ix_network_themes_theme_id", "theme_id"),
)
network_members = Table(
    "network_members",
    metadata,
    _key("networks", primary_key=True),
    _key("members", primary_key=True),
    *_one_of("role", NetworkRole),
    Column("since", Instant, nullable=False),
    Index("ix_network_members_member_id", "member_id"),
)

# Questions.

questions = Table(
    "questions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("asker_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("text", Text, nullable=False),
    # What the asker told besides: all may be left out.
    Column("context", Text, nullable=False, server_default=text("''")),
    Column("goal", Text, nullable=False, server_default=text("''")),
    Column("tried", Text, nullable=False, server_default=text("''")),
    Column("wanted", Text, nullable=False, server_default=text("''")),
    Column("needed_by", Date, nullable=True),
    # Who asks is told to the coordinators only.
    Column("anonymous", Boolean, nullable=False, server_default=false()),
    # Files that came with it, by name and link.
    Column("attachments", Json, nullable=True),
    *_one_of("kind", QuestionKind, nullable=True),
    *_one_of("knowledge_type", KnowledgeType, nullable=True),
    *_one_of("level", Level, nullable=True),
    *_one_of("status", QuestionStatus),
    *_one_of("outcome", Outcome, nullable=True),
    Column("outcome_text", Text, nullable=False, server_default=text("''")),
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
    Index("ix_questions_answered_at", "answered_at"),
    Index("ix_questions_asker_id", "asker_id"),
    Index("ix_questions_merged_into", "merged_into"),
)
question_regions = Table(
    "question_regions",
    metadata,
    _key("questions", primary_key=True),
    _key("regions", primary_key=True),
    Index("ix_question_regions_region_id", "region_id"),
)
question_themes = Table(
    "question_themes",
    metadata,
    _key("questions", primary_key=True),
    _key("themes", primary_key=True),
    Index("ix_question_themes_theme_id", "theme_id"),
)
question_places = Table(
    "question_places",
    metadata,
    Column("id", Id, primary_key=True),
    _key("questions"),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    # The thread in which it was asked; else the one below the message that brought it here.
    Column("conversation_key", String(900), nullable=False),
    Column("conversation", Json, nullable=False),
    Column("outbox_key", String(200), nullable=True, unique=True),
    Column("since", Instant, nullable=False),
    # Null as long as a coordinator's proposal waits for the word of the asker.
    Column("agreed_at", Instant, nullable=True),
    UniqueConstraint("question_id", "conversation_id"),
    Index("ix_question_places_conversation_key", "conversation_key"),
)
reuses = Table(
    "reuses",
    metadata,
    Column("id", Id, primary_key=True),
    # An earlier question whose answers helped someone before they asked it again.
    _key("questions"),
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("at", Instant, nullable=False),
    Index("ix_reuses_question_id", "question_id"),
)
answers = Table(
    "answers",
    metadata,
    Column("id", Id, primary_key=True),
    _key("questions"),
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("text", Text, nullable=False),
    Column("attachments", Json, nullable=True),
    Column("given_at", Instant, nullable=False),
    Column("accepted_at", Instant, nullable=True),
    Column("hidden", Boolean, nullable=False, server_default=false()),
    Index("ix_answers_question_id", "question_id"),
    Index("ix_answers_member_id", "member_id"),
)
# What was said in a question's conversation: whose it is and where its copies are, never the words.
question_messages = Table(
    "question_messages",
    metadata,
    Column("id", Id, primary_key=True),
    _key("questions"),
    # The event id of the message: bot.letters.event_key
    Column("key", String(200), nullable=False, unique=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("answer_id", Id, ForeignKey("answers.id", ondelete="CASCADE"), nullable=True),
    # What stood before the words, when they were said as a command: "antwoord K-12".
    Column("lead", String(200), nullable=False, server_default=text("''")),
    Column("said_at", Instant, nullable=False),
    Index("ix_question_messages_question_id", "question_id"),
    Index("ix_question_messages_answer_id", "answer_id"),
    Index("ix_question_messages_said_at", "said_at"),
)
question_copies = Table(
    "question_copies",
    metadata,
    Column("id", Id, primary_key=True),
    Column("message_id", Id, ForeignKey("question_messages.id", ondelete="CASCADE"), nullable=False),
    Column("outbox_key", String(200), nullable=False, unique=True),
    Index("ix_question_copies_message_id", "message_id"),
)
follows = Table(
    "follows",
    metadata,
    _key("members", primary_key=True),
    Column("subject", String(20), primary_key=True),
    Column("subject_id", Id, primary_key=True),
    Column("since", Instant, nullable=False),
    # All that is said about a question comes to their personal chat too.
    Column("along", Boolean, nullable=False, server_default=false()),
    CheckConstraint(f"subject IN ({', '.join(repr(str(s)) for s in Subject)})", name="subject"),
    Index("ix_follows_subject_subject_id", "subject", "subject_id"),
)

requests = Table(
    "requests",
    metadata,
    Column("id", Id, primary_key=True),
    _key("questions"),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=True),
    Column("network_id", Id, ForeignKey("networks.id", ondelete="CASCADE"), nullable=True),
    Column("asked_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    *_one_of("state", RequestState),
    Column("reason", Text, nullable=False, server_default=text("''")),
    # The request that was passed on, or brought nothing, before this one.
    Column("via_id", Id, ForeignKey("requests.id", ondelete="SET NULL"), nullable=True),
    Column("asked_at", Instant, nullable=False),
    # When it was put to them, which waits for office hours; and when something is to happen next.
    Column("brought_at", Instant, nullable=True),
    Column("reminded_at", Instant, nullable=True),
    Column("due_at", Instant, nullable=True),
    Column("settled_at", Instant, nullable=True),
    # Who settled it for a network.
    Column("settled_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    CheckConstraint("(member_id IS NULL) <> (network_id IS NULL)", name="one_asked"),
    UniqueConstraint("question_id", "member_id"),
    UniqueConstraint("question_id", "network_id"),
    Index("ix_requests_member_id", "member_id", "asked_at"),
    Index("ix_requests_network_id", "network_id", "asked_at"),
    Index("ix_requests_state", "state", "due_at"),
)
needs = Table(
    "needs",
    metadata,
    Column("id", Id, primary_key=True),
    # What was looked for when nobody was known: the words that carry it, not the sentence nor who asked.
    Column("topic", String(200), nullable=False),
    Column("region_id", Id, ForeignKey("regions.id", ondelete="SET NULL"), nullable=True),
    Column("theme_id", Id, ForeignKey("themes.id", ondelete="SET NULL"), nullable=True),
    Column("at", Instant, nullable=False),
    Index("ix_needs_at", "at"),
)

# Places and digests.

conversations = Table(
    "conversations",
    metadata,
    Column("id", Id, primary_key=True),
    # The place without a thread: bot.message.Conversation.place.key
    Column("key", String(600), nullable=False, unique=True),
    Column("platform", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("name", String(160), nullable=False, server_default=text("''")),
    Column("language", String(2), nullable=False, server_default="nl"),
    Column("address", Json, nullable=False),
    # Encrypted, by invitation only, or a group chat: its words are not for everybody.
    Column("closed", Boolean, nullable=False, server_default=false()),
    Column("created_at", Instant, nullable=False),
    Column("left_at", Instant, nullable=True),
)
conversation_regions = Table(
    "conversation_regions",
    metadata,
    _key("conversations", primary_key=True),
    _key("regions", primary_key=True),
)
conversation_themes = Table(
    "conversation_themes",
    metadata,
    _key("conversations", primary_key=True),
    _key("themes", primary_key=True),
)
digest_subscriptions = Table(
    "digest_subscriptions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=True, unique=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=True, unique=True),
    # 0 = Monday, as in `datetime.date.weekday`.
    Column("weekday", Integer, nullable=False),
    Column("at", Time, nullable=False),
    Column("time_zone", String(64), nullable=False),
    *_one_of("frequency", Frequency),
    *_one_of("quiet", Quiet),
    *_one_of("holidays", Holidays),
    # Between these times, on the audience's clock, an issue that is late waits. Null: it never waits.
    Column("quiet_from", Time, nullable=True),
    Column("quiet_until", Time, nullable=True),
    # What a coordinator did to the issue to come: see storage.digest.Edits.
    Column("edits", Json, nullable=True),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("skip_next", Boolean, nullable=False, server_default=false()),
    Column("window_start", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("created_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    CheckConstraint("(conversation_id IS NULL) <> (member_id IS NULL)", name="one_audience"),
    Index("ix_digest_subscriptions_due_at", "active", "due_at"),
)
digest_issues = Table(
    "digest_issues",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subscription_id", Id, ForeignKey("digest_subscriptions.id", ondelete="CASCADE"), nullable=False),
    Column("window_start", Instant, nullable=False),
    Column("window_end", Instant, nullable=False),
    # Null when there was nothing to send, or the audience skipped this one.
    Column("outbox_key", String(200), nullable=True),
    # Keys of the stories it held, so that none is told twice: "question/12".
    Column("held", Json, nullable=False),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("subscription_id", "window_end"),
)

# The way of a message.

inbox = Table(
    "inbox",
    metadata,
    # Arrival order is handling order within a conversation.
    Column("id", Id, primary_key=True),
    Column("event_id", String(600), nullable=False, unique=True),
    Column("conversation_key", String(900), nullable=False),
    Column("payload", Json, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("lease_until", Instant, nullable=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("handled_at", Instant, nullable=True),
    # For platforms that want the answer in their request: what a replay gets.
    Column("reply", Json, nullable=True),
    Column("failure", String(20), nullable=True),
    Index("ix_inbox_handled_at", "handled_at", "lease_until"),
    Index("ix_inbox_conversation_key", "conversation_key", "handled_at"),
)
outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("platform", String(20), nullable=False),
    Column("conversation_key", String(900), nullable=False),
    Column("conversation", Json, nullable=False),
    *_one_of("lane", Lane),
    *_one_of("operation", Operation),
    # The native id that a replace, delete or react is about.
    Column("target", String(400), nullable=True),
    Column("payload", Json, nullable=False),
    Column("payload_version", Integer, nullable=False),
    Column("trace", String(600), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("lease_until", Instant, nullable=True),
    Column("sent_at", Instant, nullable=True),
    Column("native_id", String(400), nullable=True),
    Column("parked_at", Instant, nullable=True),
    Column("failure", Text, nullable=True),
    # What waits is little beside what was sent: the first of each lane is found without looking at the rest.
    _where_waiting(Index("ix_outbox_waiting", "lane", "platform", "id")),
    _where_waiting(Index("ix_outbox_waiting_lane", "conversation_key", "lane", "id")),
    _where_waiting(Index("ix_outbox_waiting_due_at", "due_at")),
    Index("ix_outbox_conversation_key", "conversation_key", "id"),
    Index("ix_outbox_native_id", "native_id"),
    Index("ix_outbox_sent_at", "sent_at"),
)
dialogues = Table(
    "dialogues",
    metadata,
    Column("id", Id, primary_key=True),
    _key("members"),
    # Null once it was put aside: a draft, to be taken up anywhere.
    Column("conversation_key", String(900), nullable=True),
    Column("command", String(60), nullable=False),
    Column("state", Json, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    UniqueConstraint("member_id", "conversation_key"),
)
posts = Table(
    "posts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject", String(20), nullable=False),
    Column("subject_id", Id, nullable=False),
    # The command line that draws this card again.
    Column("line", String(400), nullable=False),
    Column("platform", String(20), nullable=False),
    Column("conversation_key", String(900), nullable=False),
    Column("conversation", Json, nullable=False),
    Column("viewer_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=True),
    # The outbox row that sent it; its native id is where it stands.
    Column("outbox_key", String(200), nullable=False, unique=True),
    # Kept here too: a card lives longer than its outbox row.
    Column("native_id", String(400), nullable=True),
    # What it said last, hashed: what would say the same is not sent.
    Column("digest", String(64), nullable=False),
    # How often its subject changed, and whether it was drawn since.
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("stale", Boolean, nullable=False, server_default=false()),
    Column("posted_at", Instant, nullable=False),
    Index("ix_posts_subject_subject_id", "subject", "subject_id"),
    Index("ix_posts_stale", "stale", "id"),
)
cursors = Table(
    "cursors",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
)
exchange_keys = Table(
    "exchange_keys",
    metadata,
    # What a row of a file became: kind is member, question or answer.
    Column("kind", String(20), primary_key=True),
    Column("key", String(400), primary_key=True),
    Column("id", Id, nullable=False),
    Index("ix_exchange_keys_kind_id", "kind", "id"),
)

# Trust.

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("act", String(60), nullable=False),
    Column("subject", String(20), nullable=False),
    Column("subject_id", Id, nullable=True),
    Column("detail", Json, nullable=False),
    Index("ix_audit_subject_subject_id", "subject", "subject_id"),
)
reports = Table(
    "reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("reporter_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("subject", String(20), nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("handled_at", Instant, nullable=True),
)

erasures = Table(
    "erasures",
    metadata,
    # SHA-256 of platform and native id: enough to erase someone again after a restore, and nothing more.
    Column("identity_hash", String(64), primary_key=True),
    Column("erased_at", Instant, nullable=False),
)
