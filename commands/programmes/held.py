"""Tells what is held of a member in programmes, hubs and tasks."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row


async def _tasks(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"T-{row['id']} {shorten(row['title'], LONGEST)}" for row in rows]


async def _lines(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"T-{row['task_id']} {shorten(row['text'], LONGEST)}" for row in rows]


async def _parts(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"{_where(row)} {row['part']}" for row in rows]


async def _functions(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"N-{row['network_id']} {row['part']} {shorten(row['by_whom'], LONGEST)}".strip() for row in rows]


async def _reach(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    regions = {row["region_id"] for row in rows} & set(ctx.atlas.regions)
    themes = {row["theme_id"] for row in rows} & set(ctx.atlas.themes)
    return sorted([ctx.atlas.regions[each].name for each in regions] + [ctx.atlas.themes[each].name for each in themes])


def _where(row: Row) -> str:
    return f"T-{row['task_id']}" if row["task_id"] is not None else f"N-{row['network_id']}"


HELD = (
    OwnData("tasks", _("Tasks that you put"), _tasks, rank=140),
    OwnData("task_lines", _("What you wrote at tasks"), _lines, rank=141),
    OwnData("parts", _("What you do in programmes, hubs and tasks"), _parts, rank=142),
    OwnData("asked for a part", _("Whom you asked to do something"), _parts, rank=143),
    OwnData("reach", _("Where you are found by what you do"), _reach, rank=143),
    OwnData("hub_functions", _("What you said of functions of hubs"), _functions, rank=144),
    OwnData("vacancies_told", _("What you heard that nobody does"), _parts, rank=145),
)
