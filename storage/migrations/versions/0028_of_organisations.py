"""Find the names and networks of an organisation by an index."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_index("ix_organisation_names_organisation_id", "organisation_names", ["organisation_id"])
    op.create_index("ix_networks_organisation_id", "networks", ["organisation_id"])


def downgrade() -> None:
    op.drop_index("ix_networks_organisation_id", "networks")
    op.drop_index("ix_organisation_names_organisation_id", "organisation_names")
