"""Declares the subcommands of `plek` with which an operator tends the data: db, import, export, grant."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.app import utc_now
from bot.cli import roles
from bot.cli.console import FAILED, err, fail, out, why
from bot.cli.deployment import Deployment
from bot.language import vectors
from storage.database.database import Database
from storage.maintenance import diagnosis, migrate, statistics
from storage.search import merging
from storage.vocabulary import Place

if TYPE_CHECKING:
    from bot.exchange.importing import Report

db = typer.Typer(no_args_is_help=True, help="The schema of the database.")
SHOWN = 50
"""Rejected rows that are shown; the rest goes to a file."""


def mount(app: typer.Typer) -> None:
    app.add_typer(db, name="db")
    app.command("import")(import_)
    app.command()(reindex)
    app.command("export")(export)
    app.command("grant")(grant)


@db.command()
def upgrade(
    ctx: typer.Context, revision: Annotated[str, typer.Argument(help="Up to this one.")] = migrate.HEAD
) -> None:
    """Bring the schema up to date, or up to a revision."""
    _migrate(ctx.ensure_object(Deployment), revision, up=True)


@db.command()
def downgrade(ctx: typer.Context, revision: Annotated[str, typer.Argument(help="Down to this one, or base.")]) -> None:
    """Undo migrations, down to a revision. What only newer tables hold is lost: make a backup first."""
    _migrate(ctx.ensure_object(Deployment), revision, up=False)


@db.command()
def current(ctx: typer.Context) -> None:
    """Say which revision the database is at, and which this version needs."""
    with ctx.ensure_object(Deployment).database() as database, database.begin() as tx:
        state = diagnosis.schema(tx)
    newest = "the newest" if state.revision == state.newest else f"this version needs {state.newest}"
    out().print(f"{state.revision or 'empty'} ({newest})")


def import_(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE-or-FOLDER...", exists=True, readable=True)],
) -> None:
    """Take in CSV files of regions, themes, organisations, networks, members, questions, answers and places.

    Files are recognised by their header, and read in the order that they refer to each other. Importing again changes
    only what differs. A row that cannot be used is reported and never keeps others out. Ends with 1 if there was any.
    """
    from bot.exchange import importing  # noqa: PLC0415  # what reads files is no business of the other subcommands

    topics = ctx.ensure_object(Deployment).topics
    with ctx.ensure_object(Deployment).ready_database() as database:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=err(), transient=True, disable=not err().is_terminal) as progress:
            task = progress.add_task("Reading", total=None)

            def tell(lines: int, total: int) -> None:
                progress.update(task, advance=lines, total=total)

            report = importing.load(database, topics, files, utc_now(), progress=tell)
            _reindex(database, progress)
    _tell(report)
    raise typer.Exit(FAILED if report.rejected else 0)


def reindex(ctx: typer.Context) -> None:
    """Make the search index anew from what the database holds, while the bot runs."""
    with ctx.ensure_object(Deployment).ready_database() as database:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=err(), transient=True, disable=not err().is_terminal) as progress:
            _reindex(database, progress)
            _encode(database, progress)
    out().print("The index is up to date.")


def _reindex(database: Database, progress: Progress) -> None:
    """Compounds and misspellings are seen with the words that the texts have now."""
    task = progress.add_task("Indexing", total=None)
    asyncio.run(merging.reindex(database, lambda done, total: progress.update(task, completed=done, total=total)))
    with database.begin() as tx:
        statistics.gather(tx)


def _encode(database: Database, progress: Progress) -> None:
    """With the extra `semantic`: also what the clock would come to later."""
    encoder = vectors.installed()
    if encoder is not None:
        task = progress.add_task("Encoding", total=None)
        work = vectors.encode_all(
            database, encoder, lambda done, total: progress.update(task, completed=done, total=total)
        )
        asyncio.run(work)


def export(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(file_okay=False, help="Made when it is not there.")],
    everything: Annotated[
        bool, typer.Option("--all", help="Also what members did not agree to show, for administrators.")
    ] = False,
    place: Annotated[
        Place, typer.Option(help="For whose eyes: what members agreed to show to members, in rooms, or on the web.")
    ] = Place.members,
) -> None:
    """Write all data as the CSV files that `plek import` takes. Personal data only as far as members agreed."""
    topics = ctx.ensure_object(Deployment).topics
    with ctx.ensure_object(Deployment).ready_database() as database:
        from bot.exchange import exporting  # noqa: PLC0415  # likewise

        try:
            written = exporting.write(database, topics, folder, None if everything else place, utc_now())
        except OSError as failure:
            fail(f"Cannot write there: {why(failure)}. Name a folder that you may write in.", code=FAILED)
    for file, rows in written.items():
        out().print(f"{file}: {rows}")
    if everything:
        err().print(f"{folder} now holds what members did not agree to show. Keep it as you keep the database.")


def grant(
    ctx: typer.Context,
    who: Annotated[str, typer.Argument(metavar="NAME-or-identity", help="For instance matrix:@kernteam:voorbeeld.nl")],
    role: Annotated[roles.Grantable, typer.Argument()],
    region: Annotated[str | None, typer.Option(help="For this region only, and everything below it.")] = None,
    network: Annotated[str | None, typer.Option(help="For this network only.")] = None,
) -> None:
    """Give a member a role, everywhere or in one region or network."""
    with ctx.ensure_object(Deployment).ready_database() as database, database.begin() as tx:
        try:
            done = roles.grant(tx, who, role, utc_now(), region=region, network=network)
        except roles.Ungrantable as why:
            fail(str(why))
    out().print(done)


def _migrate(deployment: Deployment, revision: str, *, up: bool) -> None:
    with deployment.database() as database:
        if revision not in (migrate.HEAD, migrate.BASE) and not migrate.knows(revision):
            fail(f"There is no revision {revision}. The newest is {migrate.newest()}.")
        with database.begin() as tx:
            was = migrate.current(tx)
            (migrate.upgrade if up else migrate.downgrade)(tx, revision)
            now = migrate.current(tx)
    out().print(f"{was or 'empty'} -> {now or 'empty'}" if was != now else f"Nothing to do: at {now or 'empty'}.")


def _tell(report: "Report") -> None:
    from bot.exchange.importing import Outcome  # noqa: PLC0415  # as above

    table = Table("", "new", "changed", "same", "rejected", box=None)
    for kind, counts in report.counts.items():
        table.add_row(kind, *(str(counts[outcome]) for outcome in Outcome))
    out().print(table)
    for rejected in report.rejected[:SHOWN]:
        out().print(f"{rejected.file}:{rejected.line}: {rejected.reason}", markup=False)
    if len(report.rejected) > SHOWN:
        rest = Path("rejected.txt")
        rest.write_text("".join(f"{each.file}:{each.line}: {each.reason}\n" for each in report.rejected))
        out().print(f"and {len(report.rejected) - SHOWN} more: all of them are in {rest}")
