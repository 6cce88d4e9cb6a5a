"""Declares the subcommands of `plek` that keep the Café going: backup, restore, outbox."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.app import utc_now
from bot.cli import backup
from bot.cli.archive import Unrestorable
from bot.cli.console import FAILED, fail, out, why
from bot.cli.deployment import Deployment
from storage.accounts.authored import Authored
from storage.database.database import Database
from storage.maintenance.snapshot import SnapshotFailed
from storage.messaging import backlog

letters = typer.Typer(no_args_is_help=True, help="Messages that wait, or that were given up on.")


def mount(app: typer.Typer) -> None:
    app.command("backup")(save)
    app.command("restore")(restore)
    app.add_typer(letters, name="outbox")


def save(ctx: typer.Context, file: Annotated[Path, typer.Argument(dir_okay=False)]) -> None:
    """Write everything that cannot be made again to one file, while the bot runs. Keep it as you keep the database."""
    deployment = ctx.ensure_object(Deployment)
    with deployment.ready_database() as database:
        try:
            size = backup.save(database, _folders(deployment), file, utc_now())
        except (SnapshotFailed, sqlite3.Error, OSError) as failure:
            fail(f"No backup was made: {_why(failure)}", code=FAILED)
    out().print(f"{file}: {size / 1e6:.1f} MB")


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(dir_okay=False, exists=True, readable=True)],
    replace: Annotated[bool, typer.Option(help="Replace the data that is there.")] = False,
) -> None:
    """Put a backup back. Stop the bot first, on every machine."""
    deployment = ctx.ensure_object(Deployment)
    try:
        backup.check(file)  # before a database is made for it
    except (Unrestorable, OSError) as failure:
        fail(_why(failure), code=FAILED)
    with deployment.database() as database, _no_empty_file_left(database):
        try:
            kept = deployment.settings.erasures
            made = deployment.topics.all(Authored)
            done = backup.restore(
                database, _folders(deployment), file, utc_now(), replace=replace, erasures=kept, authored=made
            )
        except Unrestorable as failure:
            fail(str(failure), code=FAILED)
        except (SnapshotFailed, sqlite3.Error, OSError) as failure:
            fail(f"Nothing was restored: {_why(failure)}", code=FAILED)
    out().print(f"Restored what was there at {done.made_at:%Y-%m-%d %H:%M} UTC.")
    out().print(f"{done.erased} members erased again; {done.parked} letters parked (plek outbox parked).")
    for folder in done.folders:
        out().print(f"{folder}: the old device's keys. Log in as a new device before you start the bot.")
        out().print("What the old device could read, the new one then reads too.")


@letters.command("waiting")
def waiting(ctx: typer.Context, limit: int = 50) -> None:
    """What waits to be sent, oldest first."""
    _show(ctx, parked=False, limit=limit)


@letters.command("parked")
def parked(ctx: typer.Context, limit: int = 50) -> None:
    """What was given up on, and why."""
    _show(ctx, parked=True, limit=limit)


@letters.command("retry")
def retry(
    ctx: typer.Context,
    key: Annotated[str | None, typer.Argument()] = None,
    every: Annotated[bool, typer.Option("--all", help="Every parked message.")] = False,
) -> None:
    """Try a parked message again, or all of them."""
    if (key is None) is not every:
        fail("Give the key of one message (plek outbox parked), or --all.")
    with ctx.ensure_object(Deployment).ready_database() as database, database.begin() as tx:
        done = backlog.retry(tx, utc_now(), key=key)
    if not done and key:
        fail(f"No parked message has the key {key}.", code=FAILED)
    out().print(f"{done} to be tried again.")


@letters.command("drop")
def drop(ctx: typer.Context, key: str) -> None:
    """Never send a parked message."""
    with ctx.ensure_object(Deployment).ready_database() as database, database.begin() as tx:
        if not backlog.drop(tx, key):
            fail(f"No parked message has the key {key}.", code=FAILED)
    out().print("Dropped.")


def _show(ctx: typer.Context, *, parked: bool, limit: int) -> None:
    with ctx.ensure_object(Deployment).ready_database() as database, database.begin() as tx:
        depths = backlog.depths(tx)
        found = backlog.unsent(tx, parked=parked, limit=limit)
    for depth in depths:
        out().print(f"{depth.platform} {depth.lane}: {depth.waiting} waiting, {depth.parked} parked")
    for each in found:
        since = f"{each.parked_at or each.created_at:%m-%d %H:%M}"
        why = f": {each.failure}" if each.failure else ""
        line = f"{each.key}  {since}  {each.attempts} tries, {each.lane} to {each.conversation_key}{why}"
        out().print(line, markup=False, soft_wrap=True)


@contextmanager
def _no_empty_file_left(database: Database) -> Iterator[None]:
    """What fails takes away the SQLite file that was made to be restored to."""
    file = Path(database.file) if database.file else None
    new = file is not None and not file.stat().st_size
    try:
        yield
    except BaseException:  # whatever it was: it is raised again
        if file and new:
            database.close()
            file.unlink()
        raise


def _why(failure: Exception) -> str:
    return why(failure) if isinstance(failure, OSError) else str(failure)


def _folders(deployment: Deployment) -> dict[str, Path]:
    """Return what each configured platform keeps outside the database."""
    found = {name: getattr(section, "store", None) for name, section in deployment.platforms.items()}
    return {name: folder for name, folder in found.items() if isinstance(folder, Path)}
