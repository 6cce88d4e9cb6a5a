"""Declares the subcommands of `plek` with which an operator tends the data: db, import, export, grant."""

import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.app import utc_now
from bot.chat.texts import LANGUAGES, Language
from bot.cli import roles
from bot.cli.console import FAILED, err, fail, out, why
from bot.cli.deployment import Deployment
from bot.language import vectors
from bot.topic import Topics
from storage.database.database import Database
from storage.maintenance import diagnosis, migrate, snapshot, statistics, transfer
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
    check: Annotated[
        bool, typer.Option("--check", help="Only show what would be new, changed and rejected, on a copy.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell what came of it as one JSON object.")] = False,
    reasons: Annotated[str, typer.Option(help="The language of reasons in that object: nl or en.")] = "en",
) -> None:
    """Take in lists of networks, members, questions and so on: CSV files, and the sheets of workbooks (.xlsx).

    Lists are recognised by their header, and read in the order that they refer to each other. Importing again changes
    only what differs. A row that cannot be used is reported and never keeps others out. Ends with 1 if there was any.
    A folder that `export --all` wrote comes over whole when the database is empty.
    """
    if reasons not in LANGUAGES:
        fail(f"--reasons: {reasons} is none of: {', '.join(LANGUAGES)}.")
    topics = ctx.ensure_object(Deployment).topics
    with ExitStack() as stack:
        database = stack.enter_context(ctx.ensure_object(Deployment).ready_database())
        whole = _whole(database, files)
        if check:
            database = stack.enter_context(snapshot.trial(database))
        if whole:
            _move_in(database, whole)
            if not check:
                with Progress(console=err(), transient=True, disable=not err().is_terminal) as progress:
                    _reindex(database, progress)
            return
        report = take_in(database, topics, files, check=check, as_json=Language(reasons) if as_json else None)
    raise typer.Exit(FAILED if report.rejected else 0)


def take_in(
    database: Database, topics: Topics, files: Sequence[Path], *, check: bool = False, as_json: Language | None = None
) -> "Report":
    """Import lists with a bar that shows how far it is, and tell what came of it: in a table, or as JSON."""
    from bot.exchange import importing  # noqa: PLC0415  # what reads files is no business of the other subcommands

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err(), transient=True, disable=not err().is_terminal) as progress:
        task = progress.add_task("Reading", total=None)

        def tell(lines: int, total: int) -> None:
            progress.update(task, advance=lines, total=total)

        report = importing.load(database, topics, files, utc_now(), progress=tell)
        if not check:
            _reindex(database, progress)
    if as_json:
        sys.stdout.write(json.dumps(importing.plain(report, SHOWN, as_json), ensure_ascii=True))
    else:
        _tell(report, check=check)
    return report


def _whole(database: Database, files: Sequence[Path]) -> Path | None:
    """Return the file with all rows among these, which an empty database takes in."""
    named = [each / transfer.FILE if each.is_dir() else each for each in files]
    there = [each for each in named if each.name == transfer.FILE and each.is_file()]
    with database.begin() as tx:
        empty = snapshot.is_empty(tx)
    if there and not empty and not any(each.is_dir() for each in files):
        fail(f"{there[0]} is for an empty database, and there is data here already. Import its folder, for its lists.")
    return there[0] if there and empty else None


def _move_in(database: Database, file: Path) -> None:
    """Take in all rows of a Café that was elsewhere. Letters that waited there are parked: they may have gone out."""
    try:
        with database.begin() as tx:
            rows = transfer.load(tx, file)
            parked, _erased = snapshot.settle(tx, (), {}, utc_now())
    except transfer.Untransferable as reason:
        fail(str(reason), code=FAILED)
    out().print(f"{file}: {rows} rows, the whole Café. The lists beside it hold nothing more, and were not read.")
    if parked:
        out().print(f"{parked} messages waited to be sent there, and are parked: plek outbox parked")


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
    xlsx: Annotated[bool, typer.Option("--xlsx", help="One workbook with a sheet each, instead of CSV files.")] = False,
) -> None:
    """Write all data as the lists that `plek import` takes. Personal data only as far as members agreed.

    With --all also one file of everything that is in the database, for an empty one of either kind.
    """
    topics = ctx.ensure_object(Deployment).topics
    with ctx.ensure_object(Deployment).ready_database() as database:
        from bot.exchange import exporting  # noqa: PLC0415  # likewise

        try:
            shown = None if everything else place
            written = exporting.write(database, topics, folder, shown, utc_now(), as_workbook=xlsx)
            if everything:
                file, rows = exporting.write_whole(database, folder)
                written[file] = rows
        except OSError as failure:
            fail(f"Cannot write there: {why(failure)}. Name a folder that you may write in.", code=FAILED)
    for file, rows in written.items():
        out().print(f"{file}: {rows}", markup=False)
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


def _tell(report: "Report", *, check: bool) -> None:
    from bot.exchange.importing import Outcome  # noqa: PLC0415  # as above

    table = Table("", "new", "changed", "same", "rejected", box=None)
    for kind, counts in report.counts.items():
        table.add_row(kind, *(str(counts[outcome]) for outcome in Outcome))
    out().print(table)
    if check:
        for outcome, row in report.made:
            out().print(f"{row.place}: {outcome}: {row.reason}", markup=False)
    for note in report.notes:
        out().print(str(note), markup=False)
    for rejected in report.rejected[:SHOWN]:
        out().print(str(rejected), markup=False)
    if len(report.rejected) > SHOWN:
        rest = Path("rejected.txt")
        rest.write_text("".join(f"{each}\n" for each in report.rejected))
        out().print(f"and {len(report.rejected) - SHOWN} more: all of them are in {rest}")
    if check:
        out().print("Nothing was written: this was a trial on a copy. Without --check it is done.")
