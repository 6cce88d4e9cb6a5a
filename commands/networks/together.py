"""Offers networks with the same aim to act together. Each is asked, and free to say no: the other does not hear it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from bot.chat.reply import Action, Actions, Reply, Text, words
from bot.chat.reply import Subject as Card
from bot.chat.spans import Bold
from bot.chat.texts import Msg, _
from bot.command.command import Context, command
from bot.command.refusal import Refused
from bot.process.choices import Choices
from bot.process.work import Services, Work
from bot.reading.record_readers import network_number, network_title
from bot.things.undoing import Undoable, did, undo_button
from bot.things.upkeep import Check, Upkeep
from commands.networks.approve import subject
from storage import links
from storage.database import cursors
from storage.database.database import Tx
from storage.links import Thing
from storage.members import people
from storage.networks import networks, pairs
from storage.networks.network import Network
from storage.networks.pairs import Offer
from storage.vocabulary import LinkKind, NetworkStatus, Role, Subject

EVERY = timedelta(minutes=30)
BATCH = 50
"""Networks that are held beside others in one go."""
SETTLING = timedelta(minutes=2)
"""What changed so lately may not all be there yet."""
MOST = 200
"""Offers that are looked at for upkeep."""
_SEEN = "networks that were held beside others"
TOGETHER, APART = "act together", "do not act together"
"""The acts, as they are noted."""


@command(
    nl=("samen optrekken",),
    en=("act together",),
    summary=_("Let your network act together with another"),
    allow=Role.member,
    hidden=True,
)
async def act_together(ctx: Context, network: Network, other: Network) -> Reply:
    _require_drives(ctx, network, other)
    before, now = await _say(ctx, network.id, other.id, wants=True)
    entry = await did(ctx, subject(network), TOGETHER, other=other.id, before=_NOTED[before.wants])
    if not now.together:
        told = _(
            "Good. When {other} wants to as well, you hear it.",
            other=network_title(other),
        )
        return Reply((Text(words(told)), Actions((undo_button(ctx, entry),))))
    if not before.together:
        for convenor in await ctx.read(people.load, other.convenors):
            ctx.notify(convenor, _begun(ctx, other, network))
    begun = _begun(ctx, network, other)
    return Reply((*begun.blocks[:-1], Actions((*begun.actions(), undo_button(ctx, entry)))))


_NOTED: Final[Mapping[bool | None, str]] = {True: "yes", False: "no", None: ""}
"""How it is noted what somebody said before, so that it is put back."""


async def _say(ctx: Context, network: int, other: int, *, wants: bool | None) -> tuple[Offer, Offer]:
    """Keep what one of two says, and that they act together as long as both want to: how it stood, and stands."""
    before = await ctx.read(pairs.get, network, other) or Offer(network, other, ctx.now, None, None)
    now = await ctx.write(pairs.say, network, other, ctx.now, wants=wants)
    one, second = Thing(Subject.network, network), Thing(Subject.network, other)
    if now.together and not before.together:
        await ctx.write(links.link, one, LinkKind.hoort_bij, second, ctx.member.id, ctx.now)
    if before.together and not now.together:
        for first, last in ((one, second), (second, one)):
            await ctx.write(links.unlink, first, LinkKind.hoort_bij, last)
        await _tell_it_ended(ctx, network, other)
    return before, now


async def _tell_it_ended(ctx: Context, network: int, other: int) -> None:
    held = {each.id: each for each in await ctx.read(networks.load, [network, other])}
    if len(held) < 2:
        return
    own, left = held[other], held[network]
    told = _("{own} and {other} do not act together any more.", own=network_title(own), other=network_title(left))
    for convenor in await ctx.read(people.load, own.convenors):
        if convenor.id != ctx.member.id:
            ctx.notify(convenor, Reply((Text(words(told)), Actions((Action(_("View"), network_number(left)),)))))


def _begun(ctx: Context, own: Network, other: Network) -> Reply:
    told = _("{own} and {other} act together from now on.", own=network_title(own), other=network_title(other))
    number = network_number(other)
    buttons = (Action(_("Ask them"), ctx.line("ask_network", number)), Action(_("View"), number))
    return Reply(
        (
            Text(words(told)),
            Text(words(_("Make the first appointment: who drives it is on its card."))),
            Actions(buttons),
        )
    )


@command(
    nl=("niet samen optrekken",),
    en=("do not act together",),
    summary=_("Say that your network does not act together with another"),
    allow=Role.member,
    hidden=True,
)
async def act_apart(ctx: Context, network: Network, other: Network) -> Reply:
    _require_drives(ctx, network, other)
    before, _now = await _say(ctx, network.id, other.id, wants=False)
    entry = await did(ctx, subject(network), APART, other=other.id, before=_NOTED[before.wants])
    told = _("All right. The other does not hear of it.")
    if before.together:
        told = _(
            "{own} and {other} do not act together any more.", own=network_title(network), other=network_title(other)
        )
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry),))))


def _require_drives(ctx: Context, network: Network, other: Network) -> None:
    if ctx.member.id not in network.convenors:
        raise Refused(_("Only who drives {name} says so.", name=network_title(network)))
    if network.id == other.id:
        raise Refused(_("Those are one and the same network."))
    if other.status is not NetworkStatus.listed or network.status is not NetworkStatus.listed:
        raise Refused(_("{name} is not listed.", name=network_title(other)))


async def _unsay(ctx: Context, thing: Card, detail: Mapping[str, Any]) -> Msg | None:
    other = int(detail["other"])
    held = await ctx.read(pairs.get, thing.id, other)
    if held is None or held.wants is None:
        return None
    await _say(
        ctx, thing.id, other, wants=next(said for said, noted in _NOTED.items() if noted == detail.get("before", ""))
    )
    return _("What you said is taken back.")


UNDO = (Undoable(Subject.network, TOGETHER, _unsay), Undoable(Subject.network, APART, _unsay))


class Finding:
    """Finds networks that want the same, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock

    async def work(self) -> int:
        """Hold what changed beside the others: how many pairs are new."""
        now = self._clock()
        found, last = await self._database.read(_find, now)
        return await self._database.write(_keep, found, last, now) if last else 0


def _find(tx: Tx, now: datetime) -> tuple[list[tuple[int, int]], str]:
    """Return the pairs among what changed, and how far was looked; nothing when nothing changed."""
    seen = cursors.get(tx, _SEEN)
    moment, _gap, last = seen.partition(" ") if seen else (datetime.min.replace(tzinfo=UTC).isoformat(), "", "0")
    changed = pairs.changed_after(tx, (datetime.fromisoformat(moment), int(last)), now - SETTLING, BATCH)
    if not changed:
        return [], ""
    ones = networks.load(tx, [id_ for _at, id_ in changed])
    at, id_ = changed[-1]
    return [(one.id, other.id) for one in ones for other in pairs.alike(tx, one)], f"{at.isoformat()} {id_}"


def _keep(tx: Tx, found: Sequence[tuple[int, int]], last: str, now: datetime) -> int:
    cursors.put(tx, _SEEN, last, now)
    return sum(pairs.put(tx, one, other, now) for one, other in found)


def _due(tx: Tx, _now: datetime, _choices: Choices) -> Sequence[Check]:
    offers = pairs.unasked(tx, MOST)
    known = {
        each.id: each
        for each in networks.load(tx, sorted({id_ for each in offers for id_ in (each.network, each.other)}))
    }
    return [
        Check(
            known[each.network].convenors[0],
            each.found_at,
            words(Bold(known[each.other].name)),
            words(_("wants the same as {own}. Act together?", own=known[each.network].name)),
            buttons(each),
            partial(_asked, each),
        )
        for each in offers
        if known[each.network].convenors and known[each.other].convenors and _listed(known, each)
    ]


def _listed(known: Mapping[int, Network], offer: Offer) -> bool:
    return all(known[each].status is NetworkStatus.listed for each in (offer.network, offer.other))


def _asked(offer: Offer, tx: Tx, now: datetime) -> None:
    pairs.asked(tx, offer.network, offer.other, now)


def buttons(offer: Offer) -> tuple[Action, ...]:
    """Return what can be said to an offer."""
    own, other = f"N-{offer.network}", f"N-{offer.other}"
    return (
        Action(_("Yes, together"), act_together.line(own, other)),
        Action(_("No"), act_apart.line(own, other)),
        Action(_("View"), other),
    )


WORK = Work("networks alike", EVERY, lambda services: Finding(services).work)
UPKEEP = Upkeep("networks together", _due)
