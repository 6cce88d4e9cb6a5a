"""Shows coordinators which digests were sent, where to, and how much was in them."""

from datetime import timedelta

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import _, _n
from bot.command.command import Context, command
from bot.members.workbench import WorkbenchPage
from bot.reading.filter import paged
from bot.things.listing import page_size
from storage.digest import sent
from storage.digest.sent import Sent
from storage.vocabulary import Role

BACK = timedelta(days=28)


@command(
    nl=("verstuurde weekberichten", "welke weekberichten zijn verstuurd"),
    en=("sent digests", "which digests were sent"),
    summary=_("See which digests were sent in the last four weeks"),
    allow=Role.coordinator,
    safe=True,
)
async def sent_digests(ctx: Context, which: str = "") -> Reply:
    _text, page = paged(which)
    since = ctx.now - BACK
    found = await ctx.read(sent.to_channels, since, limit=page_size(ctx) + 1, offset=(page - 1) * page_size(ctx))
    people = await ctx.read(sent.readers, since)
    personal = Text(words(_n("{n} person got a digest of their own", "{n} people got a digest of their own", people)))
    if not found:
        return Reply((Text(words(_("No digest was sent to a channel in the last four weeks."))), personal))
    blocks: list[Block] = [
        Heading(words(_("Digests of the last four weeks"))),
        Items(tuple(_item(ctx, each) for each in found[: page_size(ctx)])),
    ]
    if len(found) > page_size(ctx):
        blocks.append(Actions((Action(_("More"), sent_digests.line(f"p{page + 1}")),)))
    return Reply((*blocks, personal))


def _item(ctx: Context, issue: Sent) -> Item:
    day = issue.at.astimezone(ctx.local_now.tzinfo).date()
    stories = _n("{n} item", "{n} items", issue.stories)
    name = Bold(issue.channel) if issue.channel else _("a channel without a name")
    return Item(words(name), (words(ctx.language.text(day), " · ", stories),))


PAGE_OF_WORKBENCH = WorkbenchPage("weekberichten", _("Digests sent"), sent_digests, rank=50)
