"""Follows acts of others for cases: once the report of a meeting stands, what was on its programme was discussed."""

from dataclasses import replace

from bot.chat.reply import Subject
from bot.command.command import Context
from bot.things.names import names_of
from storage import links
from storage.cases import cases
from storage.cases.case import CASE, State
from storage.links import Thing
from storage.members import people
from storage.vocabulary import LinkKind


async def talked_over(ctx: Context, meeting: Subject) -> None:
    """Of what a closed group talks about, nothing shows outside it: only a case that is for a group itself moves on."""
    its = Thing(meeting.kind, meeting.id)
    found = (await ctx.read(links.of, [its])).get(its, [])
    about = [
        each.other.id for each in found if each.other.kind == CASE and each.kind is LinkKind.gaat_over and not each.back
    ]
    if not about:
        return
    anybody = replace(ctx, member=people.passer_by(ctx.language.code))
    shown = its in await names_of(anybody, {its})
    for case in await ctx.read(cases.load, about):
        if case.state is State.brought and (shown or case.closed_in):
            await ctx.write(cases.turn, case.id, {State.brought}, ctx.now, state=State.discussed, was=case.state)
