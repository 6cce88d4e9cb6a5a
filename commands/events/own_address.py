"""Gives members an address at which their calendar follows the meetings that they come to, and takes it back."""

from bot.chat.reply import Action, Reply, Text, say, words
from bot.chat.spans import Code, Link
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.refusal import Refused
from bot.members.own_calendar import ADDRESS
from bot.process.website import Website
from storage.members import web_keys
from storage.members.web_keys import Opens
from storage.vocabulary import Role


@command(
    nl=("kalenderadres", "mijn kalenderadres"),
    en=("calendar address", "my calendar address"),
    summary=_("Get an address that your calendar follows"),
    allow=Role.member,
    private=True,
    shows=True,
)
async def calendar_address(ctx: Context) -> Reply:
    website = ctx.choices.of(Website)
    if not website:
        mine = Code(ctx.commands.by_name["my_calendar"].phrase(ctx.language.code))
        raise Refused(_("There is no website here that a calendar could follow. {mine} gives you a file.", mine=mine))
    earlier = await ctx.write(web_keys.end, Opens.calendar, ctx.member.id)
    key = await ctx.write(web_keys.issue, Opens.calendar, ctx.member.id, ctx.now)
    url = f"{website.url}{ADDRESS}/{key}.ics"
    stop = Code(revoke_calendar_address.phrase(ctx.language.code))
    told = [
        Text(words(Link(url, url))),
        Text(words(_("Add this address to your calendar as a subscription. What changes follows by itself."))),
        Text(words(_("Who has it sees when and where you meet: give it to nobody. Stop with {stop}.", stop=stop))),
    ]
    if earlier:
        told.append(Text(words(_("The address that you had does not work any more."))))
    return Reply(tuple(told), private=True, fleeting=True)


@command(
    nl=("kalenderadres intrekken", "trek kalenderadres in", "trek mijn kalenderadres in"),
    en=("revoke calendar address", "revoke my calendar address"),
    summary=_("Let the address of your calendar stop"),
    allow=Role.member,
)
async def revoke_calendar_address(ctx: Context) -> Reply:
    if not await ctx.write(web_keys.end, Opens.calendar, ctx.member.id):
        return say(_("You have no address of your calendar."))
    return say(_("The address does not work any more. Your calendar gets nothing new from it."))


def follow_button(ctx: Context) -> tuple[Action, ...]:
    """Return the button below the meetings of a member, where there is a website."""
    label = _("Keep my calendar up to date")
    return (Action(label, calendar_address.line()),) if ctx.choices.of(Website) else ()
