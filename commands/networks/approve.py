"""Approves networks that were registered, or sends them back with a reason."""

from collections.abc import Sequence
from typing import Annotated

from bot.chat.reply import Action, Actions, Heading, Item, Items, Quote, Reply, Text, own, say, words
from bot.chat.reply import Subject as Card
from bot.chat.spans import bold
from bot.chat.texts import _, _n
from bot.command.command import Ask, Context, command
from bot.command.labels import label_of
from bot.members.permissions import deciders, decides_on, require_decider
from bot.reading.record_readers import described, network_number, network_title
from bot.things.acts import happened
from storage import audit
from storage.members import people
from storage.networks import networks
from storage.networks.network import Network
from storage.vocabulary import NetworkStatus, Role, Subject

NOT_LISTED = tuple(frozenset(NetworkStatus) - {NetworkStatus.listed})


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
                        words(network_title(each)),
                        (words(label_of(each.kind)),),
                        (
                            look(each),
                            Action(_("Approve"), approve_network.line(network_number(each))),
                        ),
                    )
                    for each in waiting
                )
            ),
        )
    )


@command(
    nl=("netwerk goedkeuren", "keur goed"),
    en=("approve network", "approve"),
    summary=_("Approve a network"),
    allow=Role.coordinator,
    others=True,
)
async def approve_network(ctx: Context, network: Network) -> Reply:
    require_decider(ctx, network)
    if not await put_on_list(ctx, network, among=NOT_LISTED):
        return say(_("{name} is listed already.", name=network_title(network)))
    await _tell_convenors(
        ctx, network, Reply((Text(words(_("{name} was approved and is listed now.", name=network_title(network)))),))
    )
    return say(_("{name} is listed. Its convenor hears of it.", name=network_title(network)))


@command(
    nl=("netwerk terugsturen", "stuur terug"),
    en=("send back network", "send back"),
    summary=_("Send a network back with a reason"),
    allow=Role.coordinator,
    others=True,
)
async def send_back_network(
    ctx: Context,
    network: Network,
    because: Annotated[str, Ask(_("What should be changed first?"), max_length=500, long=True, reason=True)],
) -> Reply:
    require_decider(ctx, network)
    waits = (NetworkStatus.proposed,)
    turned = await ctx.write(
        networks.set_status, network.id, NetworkStatus.draft, ctx.now, because=because, by=ctx.member.id, among=waits
    )
    if not turned:
        return say(_("{name} is not waiting for approval.", name=network_title(network)))
    await ctx.write(audit.record, ctx.member.id, "send back", Subject.network, network.id, ctx.now)
    number = network_number(network)
    await _tell_convenors(
        ctx,
        network,
        Reply(
            (
                Text(words(_("{name} was sent back. What should be changed first:", name=network_title(network)))),
                Quote(own((because,), ctx.member.id)),
                Actions(
                    (
                        Action(_("Change"), ctx.line("change_network", number)),
                        Action(_("Send in again"), ctx.line("propose_network", number)),
                    )
                ),
            )
        ),
    )
    return say(_("{name} was sent back. Its convenor hears why.", name=network_title(network)))


async def ask_approval(ctx: Context, network: Network) -> None:
    """Ask everyone who decides on it."""
    proposal = Reply(
        (
            Heading(words(_("A network to approve"))),
            Text(words(network_title(network), " – ", label_of(network.kind))),
            Quote(words(network.aim)),
            Text(words(_("Registered by {who}.", who=bold(described(ctx.member))))),
            Actions(
                (
                    look(network),
                    Action(_("Approve"), approve_network.line(network_number(network))),
                    Action(_("Send back"), send_back_network.line(network_number(network))),
                )
            ),
        ),
        found_anyway=True,
    )
    for decider in await deciders(ctx, network):
        ctx.notify(decider, proposal)


async def put_on_list(ctx: Context, network: Network, among: Sequence[NetworkStatus] = tuple(NetworkStatus)) -> bool:
    """Put it on the list, if it has one of these statuses; whether it had."""
    if not await ctx.write(networks.set_status, network.id, NetworkStatus.listed, ctx.now, among=among):
        return False
    await ctx.write(audit.record, ctx.member.id, "approve", Subject.network, network.id, ctx.now)
    await happened(ctx, subject(network), "approve")
    return True


def subject(network: Network) -> Card:
    """Return a network as the engine and other topics know it."""
    return Card(Subject.network.value, network.id, network_number(network))


def look(network: Network) -> Action:
    """Return a button to see it."""
    return Action(_("View"), network_number(network))


async def _tell_convenors(ctx: Context, network: Network, news: Reply) -> None:
    for convenor in await ctx.read(people.load, network.convenors):
        if convenor.id != ctx.member.id:
            ctx.notify(convenor, news)
