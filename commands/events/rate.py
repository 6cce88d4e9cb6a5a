"""Asks who was at a meeting whether it was worth their time; the host reads it from five on, without names."""

import re
from typing import Annotated

from bot.chat.reply import Action, Fact, Reply, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import _, _n
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from commands.events.life import Act
from commands.events.rights import require
from storage.events import attendance
from storage.events.meeting import Meeting
from storage.events.tables import LONGEST_LINE
from storage.vocabulary import Role

LEAST = 5
"""Who said so, from which it is shown: fewer would point at a person."""
MARKS = range(1, 6)
_SAID = re.compile(r"^\s*([1-5])\b\s*[:,.]?\s*(.*)$", re.DOTALL)


@command(
    nl=("waard", "was het waard"),
    en=("worth", "was it worth"),
    summary=_("Say whether a meeting was worth your time"),
    allow=Role.member,
    adds=True,
    hidden=True,
)
async def rate_meeting(
    ctx: Context,
    meeting: Meeting,
    said: Annotated[
        str, Ask(_("Was it worth your time? From 1 to 5, and a line if you like."), max_length=LONGEST_LINE)
    ],
) -> Reply:
    await require(ctx, meeting, Act.rate)
    found = _SAID.match(said.strip().lstrip(":"))
    if found is None:
        raise Refused(
            _(
                "Give a number from 1 to 5: {example}.",
                example=Code(f"{rate_meeting.phrase(ctx.language.code)} {meeting.number} 4"),
            )
        )
    remark = " ".join(found[2].split()) or None
    await ctx.write(attendance.rate, meeting.id, ctx.member.id, int(found[1]), remark, ctx.now)
    told = [Text(words(_("Thank you. The host reads it without your name, from {n} people on.", n=LEAST)))]
    if remark is None:
        line = Code(f"{rate_meeting.phrase(ctx.language.code)} {meeting.number} {found[1]}: …")
        told.append(Text(words(_("A line with it? Type {line}.", line=line))))
    return Reply(tuple(told)) if remark is None else say(_("Thank you. It stands with your mark, without your name."))


def marks(meeting: Meeting) -> tuple[Action, ...]:
    """One press for each mark."""
    return tuple(Action(str(each), rate_meeting.line(meeting.number, str(each))) for each in MARKS)


async def worth_fact(ctx: Context, meeting: Meeting) -> list[Fact]:
    """What it was worth to who was there, for its keeper, once enough people said so."""
    n, mean, remarks = await ctx.read(attendance.worth, meeting.id)
    if n < LEAST or not ctx.personal:
        return []
    told = _n("{mean} of 5, said {n} person", "{mean} of 5, said {n} people", n, mean=round(mean, 1))
    said = [": ", "; ".join(remarks[:3])] if remarks else []
    return [Fact(_("Worth the time"), words(told, *said))]
