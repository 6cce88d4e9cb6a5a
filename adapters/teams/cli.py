"""Declares `plek teams`: what an administrator of Teams needs from us."""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from adapters.teams.manifest import App, InvalidManifest, package
from adapters.teams.settings import TeamsSettings
from bot.cli.console import fail, out
from bot.cli.deployment import Deployment

app = typer.Typer(no_args_is_help=True)


@app.callback()
def root() -> None:
    """The bot on Microsoft Teams."""


@app.command()
def manifest(
    ctx: typer.Context,
    website: Annotated[str, typer.Option(help="Page about the bot or its owner, https.")],
    developer: Annotated[str, typer.Option(help="Who offers the bot, as Teams shows it.")] = "PLeK",
    privacy: Annotated[str, typer.Option(help="Page on privacy; the website when left out.")] = "",
    terms: Annotated[str, typer.Option(help="Page with the terms of use; the website when left out.")] = "",
    app_id: Annotated[str, typer.Option(help="App id; that of PLEK_TEAMS__APP_ID when left out.")] = "",
    rsc: Annotated[bool, typer.Option(help="Ask for what is said without a mention too (docs/teams.md).")] = False,
    output: Annotated[Path, typer.Option("--output", "-o", help="The zip file to write.")] = Path("plek-teams.zip"),
) -> None:
    """Make the app package to upload to Teams, checked against Microsoft's schema."""
    if not app_id:
        deployment = ctx.find_object(Deployment)
        settings = deployment.platforms.get("teams") if deployment else None
        app_id = settings.app_id if isinstance(settings, TeamsSettings) else ""
    if not app_id:
        fail("The app id is not known. Set PLEK_TEAMS__APP_ID, or give --app-id (docs/teams.md)")
    try:
        packed = package(App(app_id, version("plek"), developer, website, privacy or website, terms or website, rsc))
    except InvalidManifest as invalid:
        fail(f"Teams would refuse this package. {invalid}")
    output.write_bytes(packed)
    out().print(f"{output} is ready to upload (Teams admin center, Manage apps, Upload).")
