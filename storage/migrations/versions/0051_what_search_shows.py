"""Count of which kinds of organisation search shows people and networks, a day."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KINDS = "kind IN ('rijk', 'provincie', 'gemeente', 'waterschap', 'omgevingsdienst', 'uitvoeringsorganisatie', 'koepel', 'kennisinstelling', 'planbureau', 'maatschappelijk initiatief', 'bedrijf')"


def upgrade() -> None:
    op.create_table(
        "search_exposures",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(_KINDS, name=op.f("ck_search_exposures_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_exposures")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_search_exposures_at", "search_exposures", ["at"])


def downgrade() -> None:
    op.drop_table("search_exposures")
