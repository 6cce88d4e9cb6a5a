"""Add the glossary: words, their names and meanings, better words, and who asked."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)


def _member(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("member_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f(f"fk_{table}_member_id_members"), ondelete="SET NULL"
        ),
    ]


def _word(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("word_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["word_id"], ["words.id"], name=op.f(f"fk_{table}_word_id_words"), ondelete="CASCADE"),
    ]


def upgrade() -> None:
    op.create_table(
        "words",
        sa.Column("id", _ID, nullable=False),
        *_member("words"),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("differs", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("better", sa.String(length=120), server_default=sa.text("''"), nullable=False),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("settled_at", _AT, nullable=True),
        sa.Column("hidden_at", _AT, nullable=True),
        sa.Column("example", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'proposed', 'settled', 'withdrawn')", name=op.f("ck_words_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_words")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_words_state_title", "words", ["state", "title"])
    op.create_index("ix_words_settled_at", "words", ["settled_at"])
    op.create_index("ix_words_member_id", "words", ["member_id"])
    op.create_table(
        "word_names",
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column("stem", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        *_word("word_names"),
        sa.PrimaryKeyConstraint("folded", name=op.f("pk_word_names")),
    )
    op.create_index("ix_word_names_word_id", "word_names", ["word_id"])
    op.create_index("ix_word_names_stem", "word_names", ["stem"])
    op.create_table(
        "word_meanings",
        sa.Column("id", _ID, nullable=False),
        *_word("word_meanings"),
        *_member("word_meanings"),
        sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("network_id", _ID, nullable=True),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("said_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.id"], name=op.f("fk_word_meanings_network_id_networks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_meanings")),
        sa.UniqueConstraint("word_id", "network_id", name=op.f("uq_word_meanings_word_id_network_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_word_meanings_word_id", "word_meanings", ["word_id"])
    op.create_index("ix_word_meanings_member_id", "word_meanings", ["member_id"])
    op.create_table(
        "word_betters",
        sa.Column("id", _ID, nullable=False),
        *_word("word_betters"),
        *_member("word_betters"),
        sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("text", sa.String(length=120), nullable=False),
        sa.Column("said_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_betters")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_word_betters_word_id", "word_betters", ["word_id"])
    op.create_index("ix_word_betters_member_id", "word_betters", ["member_id"])
    op.create_table(
        "word_askers",
        *_word("word_askers"),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("asked_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_word_askers_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word_id", "member_id", name=op.f("pk_word_askers")),
    )
    op.create_index("ix_word_askers_member_id", "word_askers", ["member_id"])


def downgrade() -> None:
    for table in ("word_askers", "word_betters", "word_meanings", "word_names", "words"):
        op.drop_table(table)
