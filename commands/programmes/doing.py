"""Lets members do something in a programme or hub: each says yes themselves, and who drives it agrees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from bot.chat.reply import Action, Actions, Reply, Style, Text, say, words
from bot.chat.spans import Bold
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.reader import Reader, Unclear
from bot.command.refusal import Refused
from bot.members.visibility import name_in, name_to
from bot.reading.record_readers import network_number, network_title
from bot.things.undoing import undo_button
from commands.programmes import sentences
from commands.programmes.labels import PARTS
from commands.programmes.life import ANSWERS, LOOKS_AFTER, PART_LIFE, SELF, PartAct, state_of
from commands.programmes.readers import APlace, ReadsPart, ReadsPlace
from commands.programmes.rights import keepers_of, looks_after, noted, require_looks_after
from storage.database.database import Tx
from storage.database.text import fold
from storage.links import Thing
from storage.members import people
from storage.members.member import Member
from storage.networks import networks
from storage.programmes import evidence, hubs, parts
from storage.programmes.hub import Covered
from storage.programmes.part import Held, Part, Standing
from storage.vocabulary import Place, Role
from storage.vocabulary import Subject as Kind

DO, AGREE, STOP = "do part", "agree part", "stop part"


@dataclass(frozen=True, slots=True)
class Doing:
    """What somebody wants to do, and where: "leren bij het FPLG"; or only where."""

    place: APlace
    part: Part | None = None


class ADoing(Reader[Doing]):
    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Doing:
        try:
            return Doing(await ReadsPlace().read(ctx, text, ask))
        except Unclear:
            said, rest = await ReadsPart().take(ctx, text)
            if not said:
                raise
            return Doing(await ReadsPlace().read(ctx, rest, ask), await ReadsPart().read(ctx, said, None))

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        return await ReadsPlace().take(ctx, line)


async def _which(ctx: Context, known: Values) -> Reply | None:
    """Ask what they do there, when they did not say."""
    doing: Doing = known["doing"]
    if doing.part is not None:
        return None
    asked = Text(words(_("What do you do at {network}?", network=network_title(doing.place.network))))
    buttons = tuple(Action(PARTS[each], each.value) for each in doing.place.parts)
    return Reply((asked, Actions(buttons[:6], choices=True)))


async def _said(ctx: Context, text: str) -> Mapping[str, str]:
    """What a sentence says of it: the place with the part, where it is not said in so many words."""
    try:
        await ADoing().read(ctx, text, None)
    except Unclear:
        part, there = sentences.part_in(text), await sentences.place_in(ctx, text)
        return {"doing": f"{part} {there}" if part and there != text else there}
    return {"doing": text}


@command(
    nl=("ik doe",),
    en=("i do",),
    summary=_("Say that you do something in a programme or hub"),
    allow=Role.member,
    begun_by=Role.visitor,
    fills=_said,
)
async def do_part(
    ctx: Context,
    doing: Annotated[
        Doing, Ask(_("What do you do, and where? For instance: learning at the FPLG."), label=_("What and where"))
    ],
    part: Annotated[Part | None, Ask(_which)] = None,
) -> Reply:
    network, what = doing.place.network, part or doing.part
    if what is None or what not in doing.place.parts:
        raise Refused(_("That is nothing to do at {network}.", network=network_title(network)))
    deciding = [each for each in await keepers_of(ctx, network) if each.id != ctx.member.id]
    holds = looks_after(ctx, network) or not deciding
    act = PartAct.take if holds else PartAct.offer
    held = await ctx.write(_take, network.id, what, ctx.member.id, act, ctx, None)
    title = network_title(network)
    if held is None:
        return say(_("You do {part} at {network} already.", part=PARTS[what], network=title))
    entry = await noted(ctx, network, DO, part=held.id)
    buttons = (Action(_("View"), network_number(network)), undo_button(ctx, entry))
    if held.standing is Standing.holds:
        told = _("You do {part} at {network} now.", part=PARTS[what], network=title)
        return Reply((Text(words(told)), Actions(buttons)))
    for keeper in deciding:
        asked = _(
            "{who} wants to do {part} at {network}.",
            who=name_in(ctx.member, Place.members),
            part=PARTS[what],
            network=title,
        )
        yes = Action(_("Yes"), agree_part.line(held.id), style=Style.primary)
        no = Action(_("No"), decline_part.line(held.id))
        ctx.notify(keeper, Reply((Text(words(asked)), Actions((yes, no, Action(_("View"), f"M-{ctx.member.id}"))))))
    told = _("I told who drives {network} that you want to do {part}.", part=PARTS[what], network=title)
    return Reply((Text(words(told, " ", _("You hear from me when they say yes."))), Actions(buttons)))


def _take(
    tx: Tx, network: int, part: Part, member: int, act: PartAct, ctx: Context, asked_by: int | None
) -> Held | None:
    known = parts.of_networks(tx, [network]).get(network, [])
    mine = next((each for each in known if each.member_id == member and each.part is part), None)
    leads = PART_LIFE.rules[act].leads.get(state_of(mine))
    if leads is None:
        return None
    where = Thing(Kind.network, network)
    held = parts.take(tx, where, part, member, Standing(leads), ctx.now, asked_by=asked_by)
    if held is not None:
        _settled(tx, held, ctx)
    return held


def _settled(tx: Tx, held: Held, ctx: Context) -> None:
    """Let them be found by it; a function that nobody took care of is partly taken care of now."""
    evidence.part(tx, held)
    if held.standing is not Standing.holds or held.network_id is None:
        return
    hub = hubs.get(tx, held.network_id)
    function = next((each for each in hub.functions if each.part is held.part), None) if hub else None
    if function is not None and function.covered is Covered.no:
        hubs.cover(tx, held.network_id, held.part, ctx.now, covered=Covered.partly, confirmed_at=ctx.now)


@command(
    nl=("vraag iemand voor",),
    en=("ask somebody for",),
    summary=_("Ask somebody to do something in a programme or hub"),
    allow=Role.member,
    hidden=True,
)
async def ask_for_part(ctx: Context, doing: Doing, member: Annotated[Member, Ask(_("Whom shall I ask?"))]) -> Reply:
    network, what = doing.place.network, doing.part
    require_looks_after(ctx, network)
    if what is None or what not in doing.place.parts or member.signed_up_at is None or member.blocked_at:
        raise Refused(_("That is nothing to ask them at {network}.", network=network_title(network)))
    held = await ctx.write(_take, network.id, what, member.id, PartAct.ask, ctx, ctx.member.id)
    if held is None:
        return say(_("They were asked already."))
    asked = _(
        "{who} asks whether you do {part} at {network}.",
        who=name_in(ctx.member, Place.members),
        part=PARTS[what],
        network=network_title(network),
    )
    yes = Action(_("Yes"), agree_part.line(held.id), style=Style.primary)
    ctx.notify(member, Reply((Text(words(asked)), Actions((yes, Action(_("No"), decline_part.line(held.id)))))))
    return say(_("I asked {who}. Until they say yes, nothing changes.", who=name_to(ctx, member)))


@command(
    nl=("akkoord onderdeel",),
    en=("agree part",),
    summary=_("Say yes to who wants to do something, or to doing it"),
    allow=Role.member,
    hidden=True,
)
async def agree_part(ctx: Context, which: str) -> Reply:
    held, place = await _waiting(ctx, which)
    if not await ctx.write(_agree, held, ctx):
        raise Refused(_("That was answered already."))
    title = network_title(place.network)
    await noted(ctx, place.network, AGREE, part=held.id)
    if held.standing is Standing.asked:
        for other in await ctx.read(people.load, [held.asked_by] if held.asked_by else []):
            who = name_in(ctx.member, Place.members)
            ctx.notify(
                other, say(_("{who} does {part} at {network} now.", who=who, part=PARTS[held.part], network=title))
            )
        return say(_("You do {part} at {network} now.", part=PARTS[held.part], network=title))
    for other in await ctx.read(people.load, [held.member_id]):
        ctx.notify(other, say(_("You do {part} at {network} now.", part=PARTS[held.part], network=title)))
    return say(_("They do {part} at {network} now.", part=PARTS[held.part], network=title))


def _agree(tx: Tx, held: Held, ctx: Context) -> bool:
    if not parts.agree(tx, held, ctx.now):
        return False
    now = parts.get(tx, held.id)
    if now is not None:
        _settled(tx, now, ctx)
    return True


@command(
    nl=("niet akkoord onderdeel",),
    en=("do not agree part",),
    summary=_("Say no to who wants to do something, or to doing it"),
    allow=Role.member,
    hidden=True,
)
async def decline_part(ctx: Context, which: str) -> Reply:
    held, place = await _waiting(ctx, which)
    if not await ctx.write(parts.drop, held):
        raise Refused(_("That was answered already."))
    other = held.asked_by if held.standing is Standing.asked else held.member_id
    told = _(
        "For {part} at {network} somebody else is looked for.",
        part=PARTS[held.part],
        network=network_title(place.network),
    )
    for each in await ctx.read(people.load, [other] if other is not None and other != ctx.member.id else []):
        ctx.notify(each, say(told))
    return say(_("All right. They hear it."))


async def _waiting(ctx: Context, which: str) -> tuple[Held, APlace]:
    """Return what waits for the yes of this member. Raises `Refused` when nothing does."""
    number = fold(which)
    held = await ctx.read(parts.get, int(number)) if number.isdecimal() and len(number) < 10 else None
    network = await ctx.read(networks.get, held.network_id) if held and held.network_id else None
    if held is None or network is None or held.standing is Standing.holds:
        raise Refused(_("That was answered already."))
    parties = {SELF} if held.member_id == ctx.member.id else {LOOKS_AFTER} if looks_after(ctx, network) else set()
    if PART_LIFE.possible(state_of(held), parties).isdisjoint(ANSWERS):
        raise Refused(_("That is not for you to answer."))
    return held, APlace(network)


@command(
    nl=("ik doe niet meer", "ik stop met onderdeel"),
    en=("i no longer do",),
    summary=_("Stop with something in a programme or hub"),
    allow=Role.member,
    hidden=True,
)
async def stop_part(ctx: Context, doing: Doing) -> Reply:
    network = doing.place.network
    held = (await ctx.read(parts.of_networks, [network.id])).get(network.id, [])
    mine = [each for each in held if each.member_id == ctx.member.id and doing.part in (None, each.part)]
    title = network_title(network)
    if not mine:
        leave = Action(_("Leave"), ctx.line("leave_network", network_number(network)))
        told = _("You do nothing at {network} that I know of.", network=title)
        return Reply((Text(words(told)), Actions((leave, Action(_("View"), network_number(network))))))
    await ctx.write(_drop, mine)
    held_yet = ";".join(each.part.value for each in mine if each.standing is Standing.holds)
    entry = await noted(ctx, network, STOP, parts=held_yet)
    doing_names: list[Msg] = [PARTS[each.part] for each in mine]
    for keeper in await keepers_of(ctx, network):
        if keeper.id != ctx.member.id:
            told = _("Nobody does {part} at {network} any more.", part=doing_names[0], network=title)
            ctx.notify(keeper, say(told))
    told = _(
        "You no longer do {part} at {network}. Who drives it hears it.",
        part=Bold(ctx.language.text(doing_names[0])),
        network=title,
    )
    back = (undo_button(ctx, entry),) if held_yet else ()
    return Reply((Text(words(told)), Actions((Action(_("View"), network_number(network)), *back))))


def _drop(tx: Tx, mine: list[Held]) -> None:
    for each in mine:
        parts.drop(tx, each)
        evidence.gone(tx, each)
