"""Hands a thing on to another keeper, who says yes first; tells who keeps it."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Reply, Style, Subject, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.refusal import Refused
from bot.members.permissions import coordinators
from bot.members.personal_data import Row
from bot.members.visibility import name_in, name_to
from bot.reading.numbers import number_of
from bot.things.keeping import Held, held
from bot.things.life import Party, keeper_of, parties
from storage import audit, keepers
from storage.links import Thing
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import Place, Role


@command(
    nl=("hoeder", "wie houdt bij"),
    en=("keeper", "who keeps"),
    summary=_("See who keeps something, or ask somebody else to"),
    allow=Role.member,
)
async def keeper(ctx: Context, thing: Subject, member: Member | None = None) -> Reply:
    what = await held(ctx, thing)
    its = Thing(thing.kind, thing.id)
    if member is None:
        return await _told(ctx, thing, what)
    mine = await parties(ctx, its, maker=what.maker, regions=what.regions)
    if Party.keeper not in mine:
        raise Refused(_("Only who keeps {number} can hand it on, or a coordinator.", number=Code(thing.line)))
    if member.signed_up_at is None or member.blocked_at:
        raise Refused(_("That member cannot keep anything now."))
    if not await ctx.write(keepers.ask, its, member.id, ctx.now):
        return say(_("They were asked already."))
    await ctx.write(audit.record, ctx.member.id, "ask keeper", thing.kind, thing.id, ctx.now, member=member.id)
    if member.id == ctx.member.id:
        await ctx.write(keepers.accept, its, member.id, ctx.now)
        return say(_("You keep {number} from now on.", number=Code(thing.line)))
    asked = _(
        "{who} asks whether you keep {number} from now on:",
        who=Bold(ctx.language.text(name_in(ctx.member, Place.members))),
        number=Code(thing.line),
    )
    what_for = _("You can change it and move it on, and it stands in what there is to do for you.")
    yes = Action(_("Yes, I keep it"), keep_it.line(thing.line), style=Style.primary)
    buttons = Actions((yes, Action(_("No"), keep_it_not.line(thing.line)), Action(_("View"), thing.line)))
    ctx.notify(member, Reply((Text(words(asked)), Text(words(Bold(what.title))), Text(words(what_for)), buttons)))
    return say(_("I asked them. Until they say yes, nothing changes."))


@command(
    nl=("ik word hoeder van",),
    en=("i keep",),
    summary=_("Say yes to keeping something"),
    allow=Role.member,
    hidden=True,
)
async def keep_it(ctx: Context, thing: Subject) -> Reply:
    what, its = await held(ctx, thing), Thing(thing.kind, thing.id)
    before = await keeper_of(ctx, its, what.maker)
    if not await ctx.write(keepers.accept, its, ctx.member.id, ctx.now):
        raise Refused(_("Nobody asked you to keep {number}.", number=Code(thing.line)))
    await ctx.write(audit.record, ctx.member.id, "keep", thing.kind, thing.id, ctx.now)
    for other in await ctx.read(people.load, [before] if before not in (None, ctx.member.id) else []):
        who = Bold(ctx.language.text(name_in(ctx.member, Place.members)))
        ctx.notify(other, say(_("{who} keeps {number} from now on.", who=who, number=Code(thing.line))))
    return Reply(
        (
            Text(words(_("You keep {number} from now on.", number=Code(thing.line)))),
            Actions((Action(_("View"), thing.line),)),
        )
    )


@command(
    nl=("ik word geen hoeder van",),
    en=("i do not keep",),
    summary=_("Say no to keeping something"),
    allow=Role.member,
    hidden=True,
)
async def keep_it_not(ctx: Context, thing: Subject) -> Reply:
    if not await ctx.write(keepers.decline, Thing(thing.kind, thing.id), ctx.member.id):
        raise Refused(_("Nobody asked you to keep {number}.", number=Code(thing.line)))
    return say(_("All right. Somebody else keeps it."))


async def _told(ctx: Context, thing: Subject, what: Held) -> Reply:
    """Who keeps it; when nobody does, who coordinates the region."""
    by = await keeper_of(ctx, Thing(thing.kind, thing.id), what.maker)
    known = await ctx.read(people.load, [by] if by is not None else [])
    if known and not (what.unnamed and by == what.maker):
        who = Bold(ctx.language.text(name_to(ctx, known[0])))
        told = _("{who} keeps {number}.", who=who, number=Code(thing.line))
    elif known:
        told = _("Who put {number} keeps it.", number=Code(thing.line))
    else:
        n = len(await coordinators(ctx, regions=what.regions))
        told = _("The coordinators keep {number} ({n}).", number=Code(thing.line), n=n)
    return Reply((Text(words(told)), Actions((Action(_("View"), thing.line),))))


async def told(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    """For `mijn gegevens`: what they keep."""
    return [number_of(ctx, row["kind"], row["thing_id"]) for row in rows]
