"""Hands out the one-time link to the workbench, and ends what was opened with it."""

from datetime import timedelta
from typing import Final

from bot.chat.reply import Reply, Text, say, words
from bot.chat.spans import Code, Link
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.refusal import Refused
from bot.members.workbench import ENTRY
from bot.process.website import Website
from storage import audit
from storage.members import web_keys
from storage.members.web_keys import Opens
from storage.vocabulary import Role, Subject

LINK_LIVES: Final = timedelta(minutes=10)


@command(
    nl=("werkblad", "mijn werkblad", "open werkblad"),
    en=("workbench", "my workbench", "open workbench"),
    summary=_("Open your workbench in the browser"),
    allow=Role.coordinator,
    private=True,
    shows=True,
)
async def open_workbench(ctx: Context) -> Reply:
    website = ctx.choices.of(Website)
    if not website.workbench:
        to_do = Code(ctx.commands.by_name["to_do"].phrase(ctx.language.code))
        raise Refused(_("There is no workbench on the web here. Type {to_do}: the same waits there.", to_do=to_do))
    await ctx.write(web_keys.end, Opens.link, ctx.member.id)
    key = await ctx.write(web_keys.issue, Opens.link, ctx.member.id, ctx.now, LINK_LIVES)
    label = ctx.language.text(_("Open your workbench"))
    # The page itself asks for a press: who only looks at links, such as a scanner, opens nothing.
    return Reply(
        (
            Text(words(Link(label, f"{website.url}{ENTRY[ctx.language.code]}/{key}"))),
            Text(words(_("The link works once, for ten minutes. Give it to nobody: it opens your work."))),
            Text(words(_("Done? Type {close}.", close=Code(close_workbench.phrase(ctx.language.code))))),
        ),
        private=True,
        fleeting=True,
    )


@command(
    nl=("werkblad sluiten", "sluit werkblad", "sluit mijn werkblad", "werkblad dicht"),
    en=("close workbench", "close my workbench", "workbench close"),
    summary=_("Close your workbench, wherever it is open"),
    allow=Role.member,
)
async def close_workbench(ctx: Context) -> Reply:
    links = await ctx.write(web_keys.end, Opens.link, ctx.member.id)
    sessions = await ctx.write(web_keys.end, Opens.session, ctx.member.id)
    if not (links or sessions):
        return say(_("Your workbench was not open."))
    await ctx.write(audit.record, ctx.member.id, "close workbench", Subject.member, ctx.member.id, ctx.now)
    return say(_("Your workbench is closed, wherever it was open."))
