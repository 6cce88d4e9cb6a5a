"""Says what two networks or organisations are to each other; it counts once the other side says so too."""

from typing import Annotated

from bot.chat.reply import Action, Actions, Reply, Style, Text, say, words
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.things.undoing import undo_button
from commands.relations.labels import KINDS
from commands.relations.life import BOTH, LIFE, Act, can, parties
from commands.relations.readers import Pair, What, both, line_of, plain_title, title_of, two
from commands.relations.speaking import speaker_called, speakers, speaks_for
from storage import audit
from storage.links import Thing
from storage.networks import networks
from storage.relations import partners, relations
from storage.relations.partners import Partner
from storage.relations.relation import NETWORK, RELATION, Draft, Relation, RelationKind, Standing
from storage.relations.relation import Side as Which
from storage.vocabulary import NetworkRole, Role

MOST_WAITING = 20


@command(
    nl=("leg een band", "leg band"),
    en=("add a tie", "tie"),
    summary=_("Say what two networks are to each other"),
    allow=Role.member,
    fills=both,
)
async def tie(
    ctx: Context,
    between: Annotated[
        Pair, Ask(_("Between which two? Name both: {example}.", example="N-3 aan N-8"), label=_("Between"))
    ],
    what: Annotated[What, Ask(_("What is the one to the other?"), label=_("Tie"))],
) -> Reply:
    one, other = await _two(between)
    draft = Draft(one.thing, what.kind, other.thing, what.standing, what.line)
    if held := await ctx.read(relations.same, draft):
        return await _again(ctx, held, one, other, what)
    mine = await parties(ctx, one.thing, other.thing)
    if not LIFE.may(Act.tie, mine):
        raise Refused(await _who(ctx, one, other))
    asked_side = Which.other if await speaks_for(ctx, one.thing) else Which.one
    waits_for = None if BOTH in mine else asked_side
    made = await ctx.write(relations.put, draft, ctx.now, by=ctx.member.id, waits_for=waits_for)
    if made is None:
        return Reply((Text(words(_("That stands there already."))), Actions((_look(ctx, one),))))
    entry = await _noted(ctx, Act.tie, made)
    undo = undo_button(ctx, entry)
    if waits_for is None:
        told = _(
            "{one} {is_} {other}. It counts from now on.",
            one=title_of(one),
            is_=KINDS[what.kind],
            other=title_of(other),
        )
        return Reply((Text(words(told)), Actions((_look(ctx, one), undo))))
    asked, asking = (one, other) if waits_for is Which.one else (other, one)
    await _ask(ctx, made, asked, asking)
    told = _("I ask {who}. The tie counts once they say yes.", who=await speaker_called(ctx, asked))
    return Reply((Text(words(told)), Actions((undo, _look(ctx, asking)))))


async def _who(ctx: Context, one: Partner, other: Partner) -> Msg:
    first, second = await speaker_called(ctx, one), await speaker_called(ctx, other)
    return _("Only {first} or {second} can say this.", first=first, second=second)


def _counts(one: Partner, kind: RelationKind, other: Partner) -> Msg:
    return _("{one} {is_} {other}. It counts from now on.", one=title_of(one), is_=KINDS[kind], other=title_of(other))


async def _two(between: Pair) -> tuple[Partner, Partner]:
    """Return the two when each is one network or organisation. Raises `Refused`."""
    one, other = between.one, between.other
    for side in (one, other):
        if side.partner is None:
            raise Refused(_("{name} stands for several networks. Name the one that you mean.", name=side.title))
    if one.partner is None or other.partner is None:
        raise AssertionError("Both are one")
    if one.partner.thing == other.partner.thing:
        raise Refused(_("That is the same network. Which other one do you mean?"))
    return one.partner, other.partner


async def _again(ctx: Context, held: Relation, one: Partner, other: Partner, what: What) -> Reply:
    """What is said already is said anew by who speaks for a side; the other side confirmed it before."""
    if not held.counts:
        asked = one if held.asked == one.thing else other
        if Act.confirm in await can(ctx, held):
            return await _confirmed(ctx, held, one, other)
        return say(_("That waits for {who} already.", who=await speaker_called(ctx, asked)))
    changes = (what.standing, what.line) != (held.standing, held.line)
    may = Act.revise in await can(ctx, held)
    if not (changes and may and await ctx.write(relations.revise, held.id, what.standing, what.line)):
        return Reply((Text(words(_("That stands there already."))), Actions((_look(ctx, one),))))
    return Reply((Text(words(_("It stands there as you say now."))), Actions((_look(ctx, one),))))


async def _ask(ctx: Context, relation: int, asked: Partner, asking: Partner) -> None:
    for member in await speakers(ctx, asked.thing):
        if member.id == ctx.member.id:
            continue
        ctx.notify(member, await _question(ctx, relation, asked, asking))


async def _question(ctx: Context, relation: int, asked: Partner, asking: Partner) -> Reply:
    held = await ctx.read(relations.get, relation)
    if held is None:
        raise AssertionError("It was made just now")
    why = _("You hear this because you speak for {network}.", network=plain_title(asked))
    blocks = [Text(words(await sentence(ctx, held, by=asking), " ", _("Is that right?"))), Text(words(why))]
    yes = Action(_("Yes"), confirm_tie.line(relation), style=Style.primary)
    no = Action(_("No"), deny_tie.line(relation))
    return Reply((*blocks, Actions((yes, no, _look(ctx, asking)))), rings=True)


async def sentence(ctx: Context, held: Relation, *, by: Partner) -> Msg:
    """Tell a relation that a side says: "Onder Twente says: works together with VNG Kennishub."."""
    known = await ctx.read(partners.load, [held.one, held.other])
    line = f" ({held.line})" if held.line else ""
    kind = _("a chance: {kind}", kind=KINDS[held.kind]) if held.standing is Standing.chance else KINDS[held.kind]
    if by.thing == held.one:
        return _(
            "{who} says: {is_} {other}{line}.", who=title_of(by), is_=kind, other=title_of(known[held.other]), line=line
        )
    return _(
        "{who} says: {one} {is_} {other}{line}.",
        who=title_of(by),
        one=title_of(known[held.one]),
        is_=kind,
        other=title_of(by),
        line=line,
    )


@command(
    nl=("band klopt", "de band klopt"),
    en=("tie is right", "the tie is right"),
    summary=_("Confirm what another network says of yours"),
    allow=Role.member,
    hidden=True,
)
async def confirm_tie(ctx: Context, which: str = "") -> Reply:
    held, one, other = await _waiting(ctx, which)
    return await _confirmed(ctx, held, one, other)


async def _confirmed(ctx: Context, held: Relation, one: Partner, other: Partner) -> Reply:
    if not await ctx.write(relations.confirm, held.id, ctx.now):
        return say(_("That tie does not wait for an answer any more."))
    entry = await _noted(ctx, Act.confirm, held.id, waits_for=str(held.waits_for))
    asked, asking = (one, other) if held.asked == one.thing else (other, one)
    news = _(
        "{asked} says yes. The tie with {asking} counts from now on.", asked=title_of(asked), asking=title_of(asking)
    )
    await tell(ctx, asking.thing, Reply((Text(words(news)), Actions((_look(ctx, asking),)))))
    told = _(
        "{one} {is_} {other}. It counts from now on.", one=title_of(one), is_=KINDS[held.kind], other=title_of(other)
    )
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry), _look(ctx, asked)))))


@command(
    nl=("band klopt niet", "de band klopt niet"),
    en=("tie is not right", "the tie is not right"),
    summary=_("Say that what another network says of yours is not so"),
    allow=Role.member,
    hidden=True,
)
async def deny_tie(ctx: Context, which: str = "") -> Reply:
    """It leaves no trace: neither the tie nor who said no is kept."""
    held, one, other = await _waiting(ctx, which)
    await ctx.write(relations.remove, held.id)
    asked, asking = (one, other) if held.asked == one.thing else (other, one)
    news = _("{asked} says no to a tie with {asking}. It is gone.", asked=title_of(asked), asking=title_of(asking))
    await tell(ctx, asking.thing, say(news))
    who = await speaker_called(ctx, asking)
    return say(_("The tie will not be there. I tell {who}, without a reason.", who=who))


async def tell(ctx: Context, side: Thing, news: Reply) -> None:
    for member in await speakers(ctx, side):
        if member.id != ctx.member.id:
            ctx.notify(member, news)


async def _waiting(ctx: Context, which: str) -> tuple[Relation, Partner, Partner]:
    """Return what waits for this member: by its number, a name, or the only one. Raises `Refused`."""
    said = which.strip(" .,:;?!")
    if said.isdecimal():
        known = await ctx.read(relations.load, [int(said)])
        found = [each for each in known if Act.confirm in await can(ctx, each)]
    else:
        found = await _for_me(ctx)
    sides = await ctx.read(partners.load, {side for each in found for side in (each.one, each.other)})
    found = [each for each in found if each.one in sides and each.other in sides]
    if said and not said.isdecimal():
        text = said.casefold()
        found = [each for each in found if _names(text, sides[each.one], sides[each.other])] or found
    if not found:
        raise Refused(_("No tie waits for your answer."))
    if len(found) > 1:
        buttons = tuple(Action(sides[_asking(each)].name, confirm_tie.line(each.id)) for each in found[:4])
        raise Refused(
            reply=Reply((Text(words(_("Several ties wait for your answer. Which one do you mean?"))), Actions(buttons)))
        )
    return found[0], sides[found[0].one], sides[found[0].other]


def _names(text: str, *sides: Partner) -> bool:
    return any(each.name.casefold() in text for each in sides)


def _asking(held: Relation) -> Thing:
    return held.other if held.asked == held.one else held.one


async def _for_me(ctx: Context) -> list[Relation]:
    """Return what waits for who speaks for a side, longest waiting first."""
    driven = await ctx.read(networks.of_member, ctx.member.id, NetworkRole.convenor)
    sides = None if ctx.may(Role.coordinator) else [Thing(NETWORK, each.id) for each in driven]
    found = await ctx.read(relations.waiting, sides, MOST_WAITING)
    return [each for each in found if Act.confirm in await can(ctx, each)]


@command(
    nl=("haal band weg", "haal de band weg", "verbreek band"),
    en=("untie", "take tie away"),
    summary=_("Take a tie between two networks away"),
    allow=Role.member,
    fills=two,
)
async def untie(
    ctx: Context,
    between: Annotated[
        Pair, Ask(_("Between which two? Name both: {example}.", example="N-3 aan N-8"), label=_("Between"))
    ],
) -> Reply:
    one, other = await _two(between)
    held = await ctx.read(relations.between, one.thing, other.thing)
    if not held:
        raise Refused(_("Nobody says that {one} and {other} are tied.", one=title_of(one), other=title_of(other)))
    if Act.untie not in await can(ctx, held[0]):
        raise Refused(await _who(ctx, one, other))
    if len(held) > 1:
        buttons = tuple(Action(KINDS[each.kind], untie_one.line(each.id)) for each in held[:6])
        raise Refused(
            reply=Reply((Text(words(_("They are tied in several ways. Which one do you mean?"))), Actions(buttons)))
        )
    return await _taken_away(ctx, held[0], one, other)


@command(
    nl=("haal een band weg",),
    en=("take one tie away",),
    summary=_("Take this tie away"),
    allow=Role.member,
    hidden=True,
)
async def untie_one(ctx: Context, which: str) -> Reply:
    held = await ctx.read(relations.get, int(which)) if which.strip().isdecimal() else None
    sides = await ctx.read(partners.load, [held.one, held.other]) if held else {}
    if held is None or len(sides) < len({held.one, held.other}):
        raise Refused(_("That tie is gone already."))
    if Act.untie not in await can(ctx, held):
        raise Refused(_("Only who speaks for one of the two can do this."))
    return await _taken_away(ctx, held, sides[held.one], sides[held.other])


async def _taken_away(ctx: Context, held: Relation, one: Partner, other: Partner) -> Reply:
    await ctx.write(relations.remove, held.id)
    detail: dict[str, str | int] = {
        "one_kind": held.one.kind,
        "one": held.one.id,
        "other_kind": held.other.kind,
        "other": held.other.id,
        "kind": held.kind.value,
        "standing": held.standing.value,
        "waits_for": str(held.waits_for or ""),
    }
    entry = await _noted(ctx, Act.untie, held.id, **detail)
    for side, beyond in ((one, other), (other, one)):
        if held.counts and not await speaks_for(ctx, side.thing):
            news = _("The tie of {one} with {other} was taken away.", one=title_of(side), other=title_of(beyond))
            await tell(ctx, side.thing, Reply((Text(words(news)), Actions((_look(ctx, side),)))))
    told = _("The tie of {one} with {other} is gone.", one=title_of(one), other=title_of(other))
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry), _look(ctx, one)))))


async def _noted(ctx: Context, act: str, relation: int, **detail: str | int) -> int:
    return await ctx.write(audit.record, ctx.member.id, act, RELATION, relation, ctx.now, **detail)


def _look(ctx: Context, partner: Partner) -> Action:
    return Action(_("View"), ctx.line("show_relations", line_of(partner)))
