"""Keep how far the knowledge is there that a question asks for, and what questions said before they were changed."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


_KNOWING = "'there', 'elsewhere', 'develop', 'unknown'"
_KIND = "'inhoudelijk', 'organisatorisch', 'relationeel'"
_KNOWLEDGE = (
    "'praktijkkennis', 'onderzoekskennis', 'beleidskennis', 'proceskennis', 'methodologische kennis', "
    "'transitiekennis', 'materiekennis'"
)
_LEVEL = "'lokaal', 'regionaal', 'nationaal', 'europees'"


def _goes(column: str, target: str, ondelete: str, table: str = "question_knowledge") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "question_knowledge",
        sa.Column("question_id", _ID, nullable=False),
        sa.Column("knowing", sa.String(length=40), nullable=False),
        sa.Column("how", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("told_by", _ID, nullable=True),
        sa.CheckConstraint(f"knowing IN ({_KNOWING})", name=op.f("ck_question_knowledge_knowing")),
        _goes("question_id", "questions", "CASCADE"),
        _goes("told_by", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_question_knowledge")),
    )
    op.create_index("ix_question_knowledge_knowing", "question_knowledge", ["knowing"])
    op.create_index("ix_question_knowledge_told_by", "question_knowledge", ["told_by"])
    op.create_table(
        "question_versions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("question_id", _ID, nullable=False),
        sa.Column("author_id", _ID, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), server_default=sa.text("''"), nullable=False),
        *(
            sa.Column(name, sa.String(length=40), nullable=name != "knowing")
            for name in ("kind", "knowledge_type", "level", "knowing")
        ),
        sa.Column("how", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("told_by", _ID, nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.CheckConstraint(f"{name} IN ({values})", name=op.f(f"ck_question_versions_{name}"))
            for name, values in (
                ("kind", _KIND),
                ("knowledge_type", _KNOWLEDGE),
                ("level", _LEVEL),
                ("knowing", _KNOWING),
            )
        ),
        _goes("question_id", "questions", "CASCADE", "question_versions"),
        _goes("author_id", "members", "SET NULL", "question_versions"),
        _goes("told_by", "members", "SET NULL", "question_versions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_versions")),
        sqlite_autoincrement=True,
    )
    for column in ("question_id", "author_id", "told_by"):
        op.create_index(f"ix_question_versions_{column}", "question_versions", [column])


def downgrade() -> None:
    op.drop_table("question_versions")
    op.drop_table("question_knowledge")
