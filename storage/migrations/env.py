"""Runs migrations for Alembic, on the connection that `storage.maintenance.migrate` gives."""

from typing import Literal

from alembic import context
from sqlalchemy import JSON, DefaultClause
from sqlalchemy.sql.elements import False_, True_

from storage.tables.base import Instant, metadata


def render(kind: str, item: object, _: object) -> str | Literal[False]:
    """Migrations stand on their own: they name SQLAlchemy's types, not ours, and suit both databases."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JSON):
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    if kind == "server_default" and isinstance(item, DefaultClause) and isinstance(item.arg, False_ | True_):
        return f"sa.{item.arg}()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_server_default=True,
    render_item=render,
)
context.run_migrations()
