"""Puts the first items of an agenda on the programme of a meeting: "agenda Initiatiefgroep voor B-12"."""

import re
from dataclasses import replace
from typing import Final

from bot.chat.reply import Reply, Subject, say
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.kind import HYPHENS
from bot.command.refusal import Refused
from bot.command.shapes import Shape
from bot.things.gathering import gathering_at
from commands.agenda.browse import asked_for
from commands.agenda.rights import subject
from storage.agenda import items
from storage.agenda.item import State
from storage.vocabulary import Role

MOST: Final = 7
"""Items that a meeting can talk about."""
_FOR: Final = re.compile(
    rf"^\W*(?:(?:zet|put)\s+)?(?:de\s+|the\s+)?(?:kennis|leer)?agenda\s+(?P<which>\S.*?)\s+"
    rf"(?P<for>voor|op|for|on)\s+(?:(?:bijeenkomst|meeting)\s+)?(?P<meeting>[a-z]\s?[{HYPHENS}]\s?\d{{1,9}})\W*$",
    re.IGNORECASE,
)


def _read(line: str) -> tuple[str, str] | None:
    found = _FOR.match(line)
    if found is None:
        return None
    language = "en" if found["for"].lower() in ("for", "on") else "nl"
    return language, f"{found['meeting']} {found['which']}".strip()


SHAPE: Final = Shape("agenda_for", _read)


@command(
    nl=("zet agenda op programma van",),
    en=("put agenda on programme of",),
    summary=_("Put the first items of an agenda on the programme of a meeting"),
    allow=Role.member,
    hidden=True,
)
async def agenda_for(ctx: Context, meeting: Subject, which: str = "") -> Reply:
    gathering = gathering_at(ctx.topics, meeting.kind)
    if gathering is None:
        raise Refused(_("That is no meeting. Say for which: agenda Twente voor B-12."))
    what, told = await asked_for(ctx, which)
    on_it = replace(what, states=[each for each in what.states if each is not State.proposed])
    found, _total = await ctx.read(items.find, on_it, limit=MOST)
    if not found:
        return Reply((*told, *say(_("There are no such items.")).blocks))
    said = await gathering.schedule(ctx, meeting.id, [subject(each) for each in found])
    return Reply((*told, *said.blocks))
