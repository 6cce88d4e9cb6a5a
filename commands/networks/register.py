"""Registers networks, and proposes them again once they were sent back."""

from collections.abc import Sequence
from typing import Annotated, TypeAlias

from bot.chat.line import NO, YES
from bot.chat.reply import Action, Actions, Item, Items, Reply, Text, say, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Ask, Context, Values, command
from bot.command.labels import label_of
from bot.members.permissions import require
from bot.reading.record_readers import network_title
from bot.reading.value_readers import Url
from commands.networks.approve import ask_approval, look, put_on_list
from commands.networks.filled import of_sentence
from storage.atlas import Region, Theme
from storage.messaging import conversations
from storage.networks import networks
from storage.networks.network import Network, Sheet
from storage.vocabulary import Level, NetworkKind, NetworkRole, NetworkStatus, Role

ALIKE = 88
"""From which likeness of names (rapidfuzz WRatio, 0-100) a network may be the same one: checked on the example set,
where no two different networks reach it."""


async def _alike(ctx: Context, known: Values) -> Reply | None:
    """Return networks of nearly the same name, before a second one is made."""
    found = await ctx.read(networks.like, known["name"], limit=3, least=ALIKE)
    if not found:
        return None
    return Reply(
        (
            Text(words(_("This looks like a network that is known already:"))),
            Items(
                tuple(
                    Item(
                        words(network_title(each)),
                        (words(label_of(each.kind)),),
                        (look(each),),
                    )
                    for each in found
                )
            ),
            Text(words(Bold(ctx.language.text(_("Is yours another one?"))))),
            Actions((Action(_("Yes, another one"), YES), Action(_("No, the same"), NO)), choices=True),
        )
    )


async def _level(_ctx: Context, known: Values) -> Level | None:
    """Return what regions tell of the level: the country is national, a province or area regional."""
    regions: Sequence[Region] = known.get("regions") or ()
    levels = {region.level for region in regions}
    return levels.pop() if len(levels) == 1 else None


Name: TypeAlias = Annotated[
    str,
    Ask(
        _("What is the network called?"),
        label=_("Name of the network"),
        max_length=160,
        name=True,
        one_line=_("You may tell more in one line: Peat, a learning network on water in Twente."),
    ),
]
Kind: TypeAlias = Annotated[
    NetworkKind,
    Ask(
        _("What kind of network is it?"),
        label=_("Kind"),
        why=_(
            "In a learning network people learn from each other, a knowledge network gathers and shares what is known. "
            "A programme has a task and an end, a hub brings a region together, residents carry an initiative."
        ),
    ),
]
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
    fills=of_sentence,
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
        await put_on_list(ctx, network)
        return Reply(
            (
                Text(words(_("{name} is listed.", name=Bold(name)))),
                Actions((look(network),)),
            )
        )
    await ask_approval(ctx, network)
    return Reply(
        (
            Text(words(_("Thank you. {name} waits for the approval of a coordinator.", name=Bold(name)))),
            Text(words(_("You hear from me as soon as they decide."))),
            Actions((look(network),)),
        )
    )


@command(
    nl=("netwerk indienen",),
    en=("propose network",),
    summary=_("Send in a network again"),
    allow=Role.convenor,
    hidden=True,
)
async def propose_network(ctx: Context, network: Network) -> Reply:
    require(ctx, Role.convenor, network=network.id)
    sent_back = (NetworkStatus.draft,)
    if not await ctx.write(networks.set_status, network.id, NetworkStatus.proposed, ctx.now, among=sent_back):
        return say(_("{name} is not a draft.", name=network_title(network)))
    await ask_approval(ctx, network)
    return say(_("Thank you. {name} waits for the approval of a coordinator.", name=network_title(network)))
