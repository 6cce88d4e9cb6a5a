"""Networks, by those who answer for them: register, change, approve, confirm, hand over, archive."""

from collections.abc import Sequence
from typing import Annotated, Any, TypeAlias

from bot.authority import deciders, decides_on, require, require_decider
from bot.command import Ask, Context, Values, command
from bot.labels import label_of
from bot.references import described, network_number
from bot.reply import (
    Action,
    Actions,
    Heading,
    Item,
    Items,
    Quote,
    Reply,
    Style,
    Text,
    say,
    words,
)
from bot.span import Bold
from bot.values import Url
from bot.wording import _, _n
from storage import audit, conversations, networks, people
from storage.atlas import Region, Theme
from storage.networks import Network, Sheet
from storage.people import Member
from storage.vocabulary import Level, NetworkKind, NetworkRole, NetworkStatus, Role, Subject

ALIKE = 88
"""From which likeness of names (rapidfuzz WRatio, 0-100) a network may be the same one: checked on the example set,
where no two different networks reach it."""


async def _alike(ctx: Context, known: Values) -> Reply | None:
    """Networks of nearly the same name, before a second one is made."""
    found = await ctx.read(networks.like, known["name"], limit=3, least=ALIKE)
    if not found:
        return None
    return Reply(
        (
            Text(words(_("This looks like a network that is known already:"))),
            Items(
                tuple(
                    Item(
                        words(Bold(each.name)),
                        (words(label_of(each.kind)),),
                        (_look(each),),
                    )
                    for each in found
                )
            ),
            Text(words(Bold(ctx.language.text(_("Is yours another one?"))))),
            Actions((Action(_("Yes, another one"), "ja"), Action(_("No, the same"), "nee")), choices=True),
        )
    )


async def _level(_ctx: Context, known: Values) -> Level | None:
    """What regions tell of the level: the country is national, a province or area regional."""
    regions: Sequence[Region] = known.get("regions") or ()
    levels = {region.level for region in regions}
    return levels.pop() if len(levels) == 1 else None


Name: TypeAlias = Annotated[str, Ask(_("What is the network called?"), label=_("Name of the network"), max_length=160)]
Kind: TypeAlias = Annotated[NetworkKind, Ask(_("What kind of network is it?"), label=_("Kind"))]
Themes: TypeAlias = Annotated[
    list[Theme],
    Ask(
        _("Which themes is it about?"),
        label=_("Themes"),
        hint=_("For instance soil, water, or the Environment Act. Several: with a comma."),
    ),
]
Regions: TypeAlias = Annotated[
    list[Region],
    Ask(
        _("In which regions does it work?"),
        label=_("Regions"),
        hint=_("For instance Twente or Flevoland; Nederland when it works everywhere."),
    ),
]
Aim: TypeAlias = Annotated[
    str, Ask(_("What is it for, in one or two sentences?"), label=_("Aim"), max_length=600, long=True)
]
HowToJoin: TypeAlias = Annotated[
    str, Ask(_("How can someone join?"), label=_("How to join"), max_length=300, long=True)
]
Website: TypeAlias = Annotated[Url | None, Ask(_("Is there a page about it?"), label=_("Website"))]


@command(
    nl=("netwerk aanmelden", "meld netwerk aan", "nieuw netwerk"),
    en=("register network", "register a network", "new network"),
    summary=_("Register a network"),
    allow=Role.member,
    begun_by=Role.visitor,
)
async def register_network(
    ctx: Context,
    name: Name,
    kind: Kind,
    themes: Themes,
    regions: Regions,
    aim: Aim,
    level: Annotated[Level, Ask(_("At which level does it work?"), label=_("Level"), guess=_level)] = Level.regionaal,
    how_to_join: HowToJoin = "",
    website: Website = None,
    another: Annotated[bool, Ask(_alike)] = True,
) -> Reply:
    if not another:
        return say(_("All right. Nothing new was registered; you can join the one that is known."))
    sheet = Sheet(
        name=name,
        kind=kind,
        level=level,
        aim=aim,
        organisation_id=ctx.member.organisation.id if ctx.member.organisation else None,
        website=website,
        how_to_join=how_to_join,
        regions=frozenset(each.id for each in regions),
        themes=frozenset(each.id for each in themes),
    )
    here = None if ctx.personal else await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    network = await ctx.write(
        networks.create,
        sheet,
        NetworkStatus.proposed,
        ctx.now,
        by=ctx.member.id,
        conversation=here.id if here else None,
    )
    await ctx.write(networks.join, network.id, ctx.member.id, NetworkRole.convenor, ctx.now)
    if ctx.may(Role.coordinator, regions=network.regions):
        await _list(ctx, network)
        return Reply(
            (
                Text(words(_("{name} is listed.", name=Bold(name)))),
                Actions((_look(network),)),
            )
        )
    await _ask_approval(ctx, network)
    return Reply(
        (
            Text(words(_("Thank you. {name} waits for the approval of a coordinator.", name=Bold(name)))),
            Text(words(_("You hear from me as soon as they decide."))),
            Actions((_look(network),)),
        )
    )


async def _ask_approval(ctx: Context, network: Network) -> None:
    proposal = Reply(
        (
            Heading(words(_("A network to approve"))),
            Text(words(Bold(network.name), " – ", label_of(network.kind))),
            Quote(words(network.aim)),
            Text(words(_("Registered by {who}.", who=Bold(described(ctx.member))))),
            Actions(
                (
                    _look(network),
                    Action(_("Approve"), f"netwerk goedkeuren {network_number(network)}"),
                    Action(_("Send back"), f"netwerk terugsturen {network_number(network)}"),
                )
            ),
        )
    )
    for decider in await deciders(ctx, network):
        ctx.notify(decider, proposal)


@command(
    nl=("netwerk goedkeuren", "keur goed"),
    en=("approve network", "approve"),
    summary=_("Approve a network"),
    allow=Role.coordinator,
)
async def approve_network(ctx: Context, network: Network) -> Reply:
    require_decider(ctx, network)
    if not await _list(ctx, network, among=NOT_LISTED):
        return say(_("{name} is listed already.", name=Bold(network.name)))
    await _tell_convenors(
        ctx, network, Reply((Text(words(_("{name} was approved and is listed now.", name=Bold(network.name)))),))
    )
    return say(_("{name} is listed. Its convenor hears of it.", name=Bold(network.name)))


@command(
    nl=("netwerk terugsturen", "stuur terug"),
    en=("send back network", "send back"),
    summary=_("Send a network back with a reason"),
    allow=Role.coordinator,
)
async def send_back_network(
    ctx: Context,
    network: Network,
    because: Annotated[str, Ask(_("What should be changed first?"), max_length=500, long=True)],
) -> Reply:
    require_decider(ctx, network)
    waits = (NetworkStatus.proposed,)
    if not await ctx.write(networks.set_status, network.id, NetworkStatus.draft, ctx.now, because=because, among=waits):
        return say(_("{name} is not waiting for approval.", name=Bold(network.name)))
    await ctx.write(audit.record, ctx.member.id, "send back", Subject.network, network.id, ctx.now)
    number = network_number(network)
    await _tell_convenors(
        ctx,
        network,
        Reply(
            (
                Text(words(_("{name} was sent back. What should be changed first:", name=Bold(network.name)))),
                Quote(words(because)),
                Actions(
                    (
                        Action(_("Change"), f"netwerk wijzigen {number}"),
                        Action(_("Propose again"), f"netwerk indienen {number}"),
                    )
                ),
            )
        ),
    )
    return say(_("{name} was sent back. Its convenor hears why.", name=Bold(network.name)))


@command(
    nl=("netwerk indienen",),
    en=("propose network",),
    summary=_("Propose a network again"),
    allow=Role.convenor,
    hidden=True,
)
async def propose_network(ctx: Context, network: Network) -> Reply:
    require(ctx, Role.convenor, network=network.id)
    sent_back = (NetworkStatus.draft,)
    if not await ctx.write(networks.set_status, network.id, NetworkStatus.proposed, ctx.now, among=sent_back):
        return say(_("{name} is not a draft.", name=Bold(network.name)))
    await _ask_approval(ctx, network)
    return say(_("Thank you. {name} waits for the approval of a coordinator.", name=Bold(network.name)))


@command(
    nl=("netwerk wijzigen", "wijzig netwerk"),
    en=("change network", "edit network"),
    summary=_("Change a network"),
    allow=Role.convenor,
)
async def change_network(ctx: Context, network: Network) -> Reply:
    require(ctx, Role.convenor, regions=network.regions, network=network.id)
    number = network_number(network)
    return Reply(
        (
            Text(words(_("What do you want to change of {name}?", name=Bold(network.name)))),
            Actions(
                (
                    Action(_("Name"), f"netwerk naam {number}"),
                    Action(_("Kind"), f"netwerk soort {number}"),
                    Action(_("Themes"), f"netwerk thema's {number}"),
                    Action(_("Regions"), f"netwerk regio's {number}"),
                    Action(_("Aim"), f"netwerk doel {number}"),
                    Action(_("How to join"), f"netwerk toegang {number}"),
                    Action(_("Website"), f"netwerk website {number}"),
                    Action(_("Convenors"), f"netwerk aanjager {number}"),
                    Action(_("Archive"), f"netwerk archiveren {number}", style=Style.danger),
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
)
async def add_convenor(
    ctx: Context,
    network: Network,
    member: Annotated[Member, Ask(_("Who drives it too? Give the name that they signed up with."))],
) -> Reply:
    require(ctx, Role.convenor, regions=network.regions, network=network.id)
    if not await ctx.write(networks.join, network.id, member.id, NetworkRole.convenor, ctx.now):
        return say(_("{who} drives it already.", who=Bold(member.name)))
    await ctx.write(audit.record, ctx.member.id, "add convenor", Subject.network, network.id, ctx.now, member=member.id)
    if member.id != ctx.member.id:
        ctx.notify(member, say(_("You are convenor of {name} now.", name=Bold(network.name))))
    return say(_("{who} drives {name} too from now on.", who=Bold(member.name), name=Bold(network.name)))


@command(
    nl=("klopt nog", "netwerk klopt nog"),
    en=("still right", "still correct"),
    summary=_("Say that a network is still right"),
    allow=Role.convenor,
)
async def confirm_network(ctx: Context, network: Network) -> Reply:
    require(ctx, Role.convenor, regions=network.regions, network=network.id)
    await ctx.write(networks.confirm, network.id, ctx.local_now.date())
    return say(_("Thank you. {name} is confirmed as of today.", name=Bold(network.name)))


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
    await ctx.write(networks.set_status, network.id, NetworkStatus.archived, ctx.now)
    await ctx.write(audit.record, ctx.member.id, "archive", Subject.network, network.id, ctx.now)
    return say(_("{name} is off the list.", name=Bold(network.name)))


@command(
    nl=("te keuren", "netwerken te keuren"),
    en=("to approve", "networks to approve"),
    summary=_("See which networks wait for approval"),
    allow=Role.coordinator,
    safe=True,
)
async def networks_to_approve(ctx: Context) -> Reply:
    waiting = [each for each in await ctx.read(networks.waiting) if decides_on(ctx.member, ctx.atlas, each)]
    if not waiting:
        return say(_("No network waits for approval."))
    return Reply(
        (
            Heading(words(_n("{n} network waits for approval", "{n} networks wait for approval", len(waiting)))),
            Items(
                tuple(
                    Item(
                        words(Bold(each.name)),
                        (words(label_of(each.kind)),),
                        (
                            _look(each),
                            Action(_("Approve"), f"netwerk goedkeuren {network_number(each)}"),
                        ),
                    )
                    for each in waiting
                )
            ),
        )
    )


def _look(network: Network) -> Action:
    return Action(_("Look"), network_number(network))


NOT_LISTED = tuple(frozenset(NetworkStatus) - {NetworkStatus.listed})


async def _list(ctx: Context, network: Network, among: Sequence[NetworkStatus] = tuple(NetworkStatus)) -> bool:
    if not await ctx.write(networks.set_status, network.id, NetworkStatus.listed, ctx.now, among=among):
        return False
    await ctx.write(audit.record, ctx.member.id, "approve", Subject.network, network.id, ctx.now)
    return True


async def _tell_convenors(ctx: Context, network: Network, news: Reply) -> None:
    for convenor in await ctx.read(people.load, network.convenors):
        if convenor.id != ctx.member.id:
            ctx.notify(convenor, news)


async def _changed(ctx: Context, network: Network, **changed: Any) -> Reply:  # Any: fields of `Sheet`
    require(ctx, Role.convenor, regions=network.regions, network=network.id)
    await ctx.write(networks.revise, network.id, ctx.now, **changed)
    await ctx.write(audit.record, ctx.member.id, "change", Subject.network, network.id, ctx.now)
    return Reply(
        (
            Text(words(_("Saved."))),
            Actions(
                (
                    Action(_("Look"), network_number(network)),
                    Action(_("Change more"), f"netwerk wijzigen {network_number(network)}"),
                )
            ),
        )
    )
