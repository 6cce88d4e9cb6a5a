"""Runs the program `plek`, and puts it together: settings, storage, adapters, topics. Nobody imports it."""

import asyncio
import gc
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from functools import cache
from importlib import import_module
from importlib.metadata import version as installed_version
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated, Literal

import structlog
import typer
from pydantic import BaseModel
from rich.text import Text as Rich

import adapters
import commands
from adapters.terminal import Exchange, Terminal
from bot.app import Cafe, utc_now
from bot.chat.adapter import Adapter
from bot.chat.texts import _
from bot.cli import backup_commands, bootstrap, data_commands, doctor, erasure_file, retention_job, setup
from bot.cli.asking import Stopped
from bot.cli.console import FAILED, err, fail, out, reasons, said, why
from bot.cli.deployment import Deployment
from bot.cli.doctor import Finding
from bot.cli.terminal_input import lines
from bot.command.command import Commands
from bot.language import vectors
from bot.language.learning import cache_folder
from bot.process import event_loop, logs
from bot.process.metrics import Metrics
from bot.process.site import Site
from bot.process.watchdog import watched
from bot.sentences.samples import learning_of
from bot.settings.sections import HealthSettings, SettingsSection
from bot.topic import Topics
from storage.database.database import Database

log = structlog.get_logger()

EXAMPLES = Path(__file__).parents[1] / "examples" / "plek"

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)
data_commands.mount(app)
backup_commands.mount(app)


@cache
def platforms() -> Mapping[str, type[BaseModel]]:
    """Return the settings of each platform there is a folder for. Their SDKs stay asleep."""
    return {
        name: getattr(import_module(f"adapters.{name}.settings"), f"{name.title()}Settings")
        for name in _folders_with("settings")
    }


def sections() -> Sequence[SettingsSection]:
    """Return the settings of each topic."""
    return Topics.within(commands).all(SettingsSection)


@app.callback()
def root(ctx: typer.Context) -> None:
    """The knowledge broker of the PLeK Café."""
    ctx.obj = Deployment(platforms, lambda: Commands.within(commands))


@app.command()
def run(ctx: typer.Context) -> None:
    """Serve all configured platforms, and the clock."""
    deployment = ctx.ensure_object(Deployment)
    if not deployment.platforms:
        known = ", ".join(f"PLEK_{name.upper()}__..." for name in platforms())
        fail(f"No platform is configured. Set {known or 'one up'} (docs/operations.md), or try the bot: plek chat")
    try:
        erasure_file.prepare(deployment.settings.erasures)
    except OSError as failure:
        fail(
            f"PLEK_ERASURES: cannot keep a file there: {why(failure)}. Name one in a folder that the bot may write in."
        )
    with deployment.database() as database:
        bootstrap.prepare(database)
        _offer_code(database)
        connected = [_connect(name, section) for name, section in deployment.platforms.items() if _chats(name)]
        metrics = Metrics()
        cafe = Cafe(
            database,
            deployment.commands,
            connected,
            sites=_sites(deployment, database, metrics),
            metrics=metrics,
            language=deployment.settings.language,
            jobs=[
                retention_job.job(database, utc_now),
                erasure_file.job(database, deployment.settings.erasures, utc_now),
            ],
            choices=deployment.settings.choices,
            encoder=vectors.installed(),
            learning=learning_of(deployment.commands, cache_folder()),
        )
        log.info("serving", version=installed_version("plek"), platforms=list(deployment.platforms))
        try:
            event_loop.run(_serve(cafe, deployment.settings.health))
        except typer.Exit:
            raise
        except Exception as error:  # an adapter cannot go on: an operator must act
            log.error("stopped", exc_info=error)
            fail(*reasons(error), code=FAILED)
        log.info("stopped")


@app.command()
def chat(
    ctx: typer.Context,
    name: Annotated[str, typer.Option("--as", help="Who you are in this chat.")] = "jij",
    lang: Annotated[Literal["nl", "en"], typer.Option(help="The language you are spoken to in.")] = "nl",
    examples: Annotated[bool, typer.Option(help="Load the example set into a new SQLite file.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, in and out.")] = False,
) -> None:
    """Chat with the bot in this terminal; without a terminal, one message a line."""
    deployment = ctx.ensure_object(Deployment)
    deployment.quieter = True
    with deployment.database() as database:
        new = bootstrap.prepare(database)
        if examples and database.is_sqlite:
            bootstrap.load_examples(database, deployment.topics, EXAMPLES, new=new)
        _offer_code(database)
        learning = learning_of(deployment.commands, cache_folder()).learn()
        door: Exchange | Terminal
        if as_json:
            door = Exchange(lines(), _write, name=name, locale=lang, clock=utc_now)
        else:
            if sys.stdin.isatty():
                hint = _("Type {help} to see what I can do. Ctrl-D ends the chat.", help=said(_("help"), lang))
                out().print(said(hint, lang), style="dim")
                _show_what_to_try(lang)
            door = Terminal(lines(), _show, name=name, locale=lang, clock=utc_now)
        cafe = Cafe(
            database, deployment.commands, [door], language=lang, encoder=vectors.installed(), learning=learning
        )
        if isinstance(door, Exchange):
            door.settled = cafe.settled
        try:
            event_loop.run(cafe.run())
        except KeyboardInterrupt:
            out().print()


@app.command("doctor")
def check(ctx: typer.Context) -> None:
    """Check every setting, server, credential and permission, and say what to do. Ends with 1 if anything is wrong."""
    deployment = ctx.ensure_object(Deployment)
    deployment.quieter = True
    with deployment.database() as database:
        found = asyncio.run(_examine(deployment, database))
    wrong = sum(finding.verdict == "wrong" for finding in found)
    warnings = sum(finding.verdict == "warning" for finding in found)
    out().print(f"\n{wrong} wrong, {warnings} to look at, {len(found) - wrong - warnings} in order.")
    raise typer.Exit(FAILED if wrong else 0)


@app.command("setup")
def set_up(ctx: typer.Context) -> None:
    """Ask what is needed, write it down, test it, take in lists, and say what comes next. It can be done again."""
    deployment = ctx.ensure_object(Deployment)
    deployment.quieter = True
    try:
        setup.ask_settings({name: import_module(f"adapters.{name}.setup").SETUP for name in _folders_with("setup")})
        out().print("\nLooking whether it works:")
        with deployment.database() as database:
            bootstrap.prepare(database)
            found = asyncio.run(_examine(deployment, database, briefly=True))
            files = setup.lists_to_import()
            if files:
                data_commands.take_in(database, deployment.topics, files)
            administrator = setup.first_administrator(database)
    except Stopped:
        fail(f"\nStopped. What you answered is in {setup.file()}: plek setup goes on from there.", code=FAILED)
    except OSError as failure:
        fail(f"Cannot write the settings: {why(failure)}. Do it in a folder that you may write in.", code=FAILED)
    setup.next_steps(administrator=administrator)
    if any(each.verdict == "wrong" for each in found):
        fail("What is marked ✗ above does not work yet: do what stands below it, then plek setup again.", code=FAILED)


@app.command()
def version() -> None:
    """Say which version of the bot this is."""
    out().print(f"plek {installed_version('plek')}")


def main() -> None:
    """Mount what platforms add, when it is asked for; and never show a value when something breaks."""
    gc.set_threshold(*event_loop.LOOKED_AT)  # loading the topics leaves none: to look took a tenth of a start
    asked = sys.argv[1:2]
    if asked != ["run"]:
        # Whoever reads us may stop reading: plek chat | head
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for name in _folders_with("cli"):
        if not asked or asked[0] in (name, "--help"):
            app.add_typer(import_module(f"adapters.{name}.cli").app, name=name)
    try:
        app()
    except Exception as error:  # noqa: BLE001  # a traceback would show what people wrote
        err().print(logs.where(error), markup=False)
        err().print("This is a fault of ours. Report the lines above; they hold no data of yours.", style="red")
        sys.exit(FAILED)


def _folders_with(module: str) -> Iterator[str]:
    for folder in iter_modules(adapters.__path__):
        if folder.ispkg and find_spec(f"adapters.{folder.name}.{module}"):
            yield folder.name


def _connect(name: str, section: BaseModel) -> Adapter:
    adapter: Adapter = getattr(import_module(f"adapters.{name}.adapter"), name.title())(section, clock=utc_now)
    return adapter


def _chats(name: str) -> bool:
    """Tell whether people speak to the bot there; else it shows pages."""
    return find_spec(f"adapters.{name}.adapter") is not None


def _sites(deployment: Deployment, database: Database, metrics: Metrics) -> Sequence[Site]:
    """Return what serves pages in this process."""
    found: list[Site] = []
    for name, section in deployment.platforms.items():
        if not _chats(name) and getattr(section, "beside", True):
            made = getattr(import_module(f"adapters.{name}.site"), name.title())
            found.append(made(section, deployment.topics, database, clock=utc_now, registry=metrics.registry))
    return found


async def _serve(cafe: Cafe, pages: HealthSettings) -> None:
    """Run until a signal, or until an adapter cannot go on; what is under way is finished."""
    from bot.cli import health  # noqa: PLC0415  # a web server, which a chat does not need

    async with AsyncExitStack() as stack:
        if pages.address:
            host, port = pages.address
            try:
                await stack.enter_async_context(health.serving(cafe, host=host, port=port))
            except OSError as error:
                fail(f"PLEK_HEALTH__LISTEN: cannot listen on {pages.listen}: {logs.why(error)}.")
        for site in cafe.sites:
            try:
                await stack.enter_async_context(site.serving(cafe.dispatcher))
            except OSError as error:
                fail(f"PLEK_{site.name.upper()}__LISTEN: cannot serve its pages: {logs.why(error)}.")
        await stack.enter_async_context(watched())
        serving = asyncio.ensure_future(cafe.run())
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, serving.cancel)
        with suppress(asyncio.CancelledError):
            await serving


async def _examine(deployment: Deployment, database: Database, *, briefly: bool = False) -> Sequence[Finding]:
    """Look at everything, and tell it; `briefly` without each setting that is in order."""
    found = []

    def told(finding: Finding) -> None:
        found.append(finding)
        if briefly and finding.verdict == "ok" and finding.subject.startswith("PLEK_"):
            return
        sign, style = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "wrong": ("✗", "red")}[finding.verdict]
        out().print(Rich.assemble((sign, style), f" {finding.subject}: {finding.detail}"))
        if finding.advice:
            out().print(Rich(f"    → {finding.advice}"))

    async for finding in doctor.examine(deployment.settings, deployment.topics, database, utc_now()):
        told(finding)
    if not deployment.platforms:
        told(Finding("platforms", "warning", "none is configured", "See docs/operations.md; plek chat needs none"))
    for name, section in deployment.platforms.items():
        if find_spec(f"adapters.{name}.doctor"):
            findings = import_module(f"adapters.{name}.doctor").check(section)
            async for finding in doctor.guarded(name, findings):
                told(finding)
    return found


def _offer_code(database: Database) -> None:
    """While there is no administrator, whoever started the program can become it."""
    code = bootstrap.code_for_first_admin(database, utc_now())
    if code:
        err().print(f"There is no administrator yet. Sign up, then send me this within 24 hours: beheerder {code}")


def _show_what_to_try(lang: str) -> None:
    """Show three lines that say something in the example set, and where the same is on the web."""
    lines = (
        _("who knows about soil in Twente"),
        _("networks about water"),
        _("question: how do we measure subsidence?"),
    )
    for line in lines:
        out().print(Rich(f"  {said(line, lang)}", style="dim"))
    out().print(said(_("On the web it is with: make run-web"), lang), style="dim")


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _show(reply: Rich) -> None:
    out().print(reply)
    out().print()


if __name__ == "__main__":
    main()
