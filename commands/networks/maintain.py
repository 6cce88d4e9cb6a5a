"""Lets those who answer for a network change it, confirm it, hand it over and archive it."""

from typing import Annotated, Any

from bot.chat.reply import Action, Actions, Reply, Style, Text, say, words
from bot.chat.spans import bold
from bot.chat.texts import _
from bot.command.command import Ask, Context, command
from bot.members.permissions import require
from bot.members.visibility import by_name
from bot.reading.record_readers import network_number, network_title
from commands.networks.register import Aim, HowToJoin, Kind, Name, Regions, Themes, Website
from storage import audit
from storage.members.member import Member
from storage.networks import networks
from storage.networks.figures import CONFIRM
from storage.networks.network import Network
from storage.vocabulary import NetworkRole, NetworkStatus, Role, Subject


@command(
    nl=("netwerk wijzigen", "wijzig netwerk"),
    en=("change network", "edit network"),
    summary=_("Change a network"),
    allow=Role.convenor,
    shows=True,
)
async def change_network(ctx: Context, network: Network) -> Reply:
    require(ctx, Role.convenor, regions=network.regions, network=network.id)
    number = network_number(network)
    return Reply(
        (
            Text(words(_("What do you want to change of {name}?", name=network_title(network)))),
            Actions(
                (
                    Action(_("Name"), change_name.line(number)),
                    Action(_("Kind"), change_kind.line(number)),
                    Action(_("Themes"), change_themes.line(number)),
                    Action(_("Regions"), change_regions.line(number)),
                    Action(_("Aim"), change_aim.line(number)),
                    Action(_("How to join"), change_access.line(number)),
                    Action(_("Website"), change_website.line(number)),
                    Action(_("Needs"), ctx.line("tell_needs", number)),
                    Action(_("Offers"), ctx.line("tell_offers", number)),
                    Action(_("Runs until"), ctx.line("runs_until", number)),
                    Action(_("Convenors"), add_convenor.line(number)),
                    Action(_("Archive"), archive_network.line(number), style=Style.danger),
                )
            ),
        )
    )


@command(
    nl=("netwerk naam",),
    en=("network name",),
    summary=_("Change the name of a network"),
    allow=Role.convenor,
    hidden=True,
)
async def change_name(ctx: Context, network: Network, name: Name) -> Reply:
    return await _changed(ctx, network, name=name)


@command(
    nl=("netwerk soort",),
    en=("network kind",),
    summary=_("Change the kind of a network"),
    allow=Role.convenor,
    hidden=True,
)
async def change_kind(ctx: Context, network: Network, kind: Kind) -> Reply:
    return await _changed(ctx, network, kind=kind)


@command(
    nl=("netwerk thema's",),
    en=("network themes",),
    summary=_("Change the themes of a network"),
    allow=Role.convenor,
    hidden=True,
)
async def change_themes(ctx: Context, network: Network, themes: Themes) -> Reply:
    return await _changed(ctx, network, themes=frozenset(each.id for each in themes))


@command(
    nl=("netwerk regio's",),
    en=("network regions",),
    summary=_("Change the regions of a network"),
    allow=Role.convenor,
    hidden=True,
)
async def change_regions(ctx: Context, network: Network, regions: Regions) -> Reply:
    return await _changed(ctx, network, regions=frozenset(each.id for each in regions))


@command(
    nl=("netwerk doel",),
    en=("network aim",),
    summary=_("Change the aim of a network"),
    allow=Role.convenor,
    hidden=True,
)
async def change_aim(ctx: Context, network: Network, aim: Aim) -> Reply:
    return await _changed(ctx, network, aim=aim)


@command(
    nl=("netwerk toegang",),
    en=("network access",),
    summary=_("Change how people join a network"),
    allow=Role.convenor,
    hidden=True,
)
async def change_access(ctx: Context, network: Network, how_to_join: HowToJoin) -> Reply:
    return await _changed(ctx, network, how_to_join=how_to_join)


@command(
    nl=("netwerk website",),
    en=("network website",),
    summary=_("Change the page of a network"),
    allow=Role.convenor,
    hidden=True,
)
async def change_website(ctx: Context, network: Network, website: Website = None) -> Reply:
    return await _changed(ctx, network, website=website)


@command(
    nl=("netwerk aanjager",),
    en=("network convenor",),
    summary=_("Let someone else drive a network too"),
    allow=Role.convenor,
    hidden=True,
    others=True,
)
async def add_convenor(
    ctx: Context,
    network: Network,
    member: Annotated[Member, Ask(_("Who drives it too? Give the name that they signed up with."))],
) -> Reply:
    require(ctx, Role.convenor, regions=network.regions, network=network.id)
    if not await ctx.write(networks.join, network.id, member.id, NetworkRole.convenor, ctx.now):
        return say(_("{who} drives it already.", who=bold(by_name(member))))
    await ctx.write(audit.record, ctx.member.id, "add convenor", Subject.network, network.id, ctx.now, member=member.id)
    if member.id != ctx.member.id:
        ctx.notify(member, say(_("You are convenor of {name} now.", name=network_title(network))))
    return say(_("{who} drives {name} too from now on.", who=bold(by_name(member)), name=network_title(network)))


@command(
    nl=("klopt nog", "netwerk klopt nog"),
    en=("still right", "still correct"),
    summary=_("Say that a network is still right"),
    allow=Role.convenor,
)
async def confirm_network(ctx: Context, network: Network) -> Reply:
    require(ctx, Role.convenor, regions=network.regions, network=network.id)
    await ctx.write(networks.confirm, network.id, ctx.local_now.date())
    await ctx.write(audit.record, ctx.member.id, CONFIRM, Subject.network, network.id, ctx.now)
    return say(_("Thank you. {name} is confirmed as of today.", name=network_title(network)))


@command(
    nl=("netwerk archiveren",),
    en=("archive network",),
    summary=_("Take a network off the list"),
    allow=Role.convenor,
    hidden=True,
)
async def archive_network(
    ctx: Context,
    network: Network,
    sure: Annotated[bool, Ask(_("Shall I take it off the list? A coordinator can put it back."))],
) -> Reply:
    require(ctx, Role.convenor, regions=network.regions, network=network.id)
    if not sure:
        return say(_("Nothing was changed."))
    if network.status is NetworkStatus.archived:
        return say(_("{name} was off the list already.", name=network_title(network)))
    await ctx.write(networks.set_status, network.id, NetworkStatus.archived, ctx.now)
    await ctx.write(audit.record, ctx.member.id, "archive", Subject.network, network.id, ctx.now)
    return say(_("{name} is off the list.", name=network_title(network)))


async def _changed(ctx: Context, network: Network, **changed: Any) -> Reply:  # Any: fields of `Sheet`
    require(ctx, Role.convenor, regions=network.regions, network=network.id)
    await ctx.write(networks.revise, network.id, ctx.now, **changed)
    await ctx.write(audit.record, ctx.member.id, "change", Subject.network, network.id, ctx.now)
    again: tuple[Action, ...] = ()
    if network.status is NetworkStatus.draft:  # it was sent back: this may be what had to be changed
        again = (Action(_("Send in again"), ctx.line("propose_network", network_number(network)), style=Style.primary),)
    return Reply(
        (
            Text(words(_("Saved."))),
            Actions(
                (
                    *again,
                    Action(_("View"), network_number(network)),
                    Action(_("Change more"), change_network.line(network_number(network))),
                )
            ),
        )
    )
