"""Tells what is held about a member in the tables of the core."""

from collections.abc import Sequence
from datetime import datetime

from bot.chat.texts import LANGUAGES, _, _n
from bot.command.command import Context
from bot.command.labels import label_of
from bot.members.personal_data import OwnData, Row
from commands.members.roles import named
from storage.vocabulary import Field, Place


def at(row: Row) -> datetime:
    """Tell when it was."""
    return datetime.fromisoformat(row["at"])


async def _member(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    organisation = ctx.member.organisation.name if ctx.member.organisation else ""
    row = rows[0]
    told = (row["name"], organisation, row.get("position"), LANGUAGES[row["language"]], row.get("knows"))
    return [each for each in told if each]


async def _identities(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"{row['platform']} ({row['name']})" for row in rows]


async def _consents(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    text = ctx.language.text
    return [f"{text(label_of(Field(row['field'])))}: {text(label_of(Place(row['place'])))}" for row in rows]


async def _names(_ctx: Context, rows: Sequence[str]) -> Sequence[str]:
    return rows


async def _roles(ctx: Context, _rows: Sequence[Row]) -> Sequence[str]:
    return [ctx.language.text(named(ctx, grant)) for grant in ctx.member.grants]


async def _links(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [str(row) for row in rows]


async def _drafts(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    known = ctx.commands.by_name
    return [ctx.language.text(known[row["command"]].summary) for row in rows if row["command"] in known]


async def _acts(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"{row['act']}, {ctx.language.text(at(row))}" for row in rows]


async def _messages(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [ctx.language.text(_n("{n} message", "{n} messages", len(rows)))]


HELD = (
    OwnData("member", _("Who you are"), _member, rank=10),
    OwnData("identities", _("Where you speak to me"), _identities, rank=20),
    OwnData("consents", _("What you agreed to show"), _consents, rank=30),
    OwnData("regions", _("Your regions"), _names, rank=40),
    OwnData("themes", _("Your themes"), _names, rank=50),
    OwnData("roles", _("Your roles"), _roles, rank=60),
    OwnData("organisations", _("Organisations that you named"), rank=65),
    OwnData("links", _("Links that you made"), _links, rank=100),
    OwnData("drafts", _("Your drafts"), _drafts, rank=120),
    OwnData("granted", _("Roles that you gave"), rank=150),
    OwnData("acts", _("What you did for others"), _acts, rank=160),
    OwnData("done", _("What was done to your account"), rank=170),
    OwnData("codes", _("Codes and keys"), rank=180),
    OwnData("cards", _("Cards that are kept up to date for you"), rank=190),
    OwnData("linkings", _("Accounts that you joined today"), rank=195),
    OwnData("found_by", _("What you are found by"), rank=200),
    OwnData("files", _("What imported files call you"), rank=210),
    # Last, since they grow.
    OwnData("messages", _("Messages that are still kept"), _messages, rank=1000),
)
