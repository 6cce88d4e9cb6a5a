"""Says who sits at which desk: coordinators ask members, who say yes and are known there by their name."""

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from bot.chat.reply import Action, Actions, Heading, Item, Items, Reply, Style, Text, say, words
from bot.chat.spans import Bold, bold
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from bot.command.reader import Reader, Unclear
from bot.command.refusal import Refused
from bot.members.permissions import require, require_mandate
from bot.members.visibility import by_name, name_to
from commands.helpdesk.labels import DESKS
from commands.helpdesk.rights import region_name
from storage import audit
from storage.database.text import fold
from storage.helpdesk import seats
from storage.helpdesk.request import Desk
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import Level, Role, Subject


@dataclass(frozen=True, slots=True)
class Place:
    """A desk, of a region or of the whole country."""

    desk: Desk
    region_id: int | None = None

    def line(self, ctx: Context) -> str:
        """What is typed for it."""
        said = "helpdesk" if self.desk is Desk.cafe else "loket"
        return f"{said} {region_name(ctx, self.region_id)}".strip()

    def called(self, ctx: Context) -> Msg:
        if region := region_name(ctx, self.region_id):
            return _("{desk} of {region}", desk=DESKS[self.desk], region=region)
        return _("{desk}, for the whole country", desk=DESKS[self.desk])


class APlace(Reader[Place]):
    """ "loket Twente", "helpdesk", "het loket van Twente", "landelijk"."""

    _CAFE: ClassVar = re.compile(r"\b(?:help ?desk|caf[eé])\b", re.IGNORECASE)
    _LEAD: ClassVar = frozenset(
        "het de the een a loket helpdesk help desk cafe van of in voor for bij at landelijk landelijke national".split()  # noqa: SIM905  # reads better
    )

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Place:
        desk = Desk.cafe if self._CAFE.search(text) else Desk.civic
        name = " ".join(word for word in text.split() if fold(word) not in self._LEAD)
        if not name:
            return Place(desk)
        region = ctx.atlas.region(name)
        if region is None:
            raise Unclear(_("I do not know the region {name}. Name a region, or leave it out.", name=Bold(name)))
        return Place(desk, None if region.level is Level.nationaal else region.id)


_Where = Annotated[
    Place,
    Ask(_("Which desk? The desk or the help desk, and a region if it is of one."), label=_("Desk"), max_length=120),
]
_Who = Annotated[Member, Ask(_("Who do you ask? Give their number or name."), label=_("Who"))]


def _require_reach(ctx: Context, place: Place) -> None:
    """Raises `Refused` for who coordinates not that region, or for the country not all of it."""
    require_mandate(ctx)
    require(ctx, Role.coordinator, regions=None if place.region_id is None else [place.region_id])


@command(
    nl=("vraag voor het loket", "zet aan het loket"),
    en=("ask for the desk",),
    summary=_("Ask a member to sit at the desk"),
    allow=Role.coordinator,
    others=True,
)
async def ask_for_desk(ctx: Context, member: _Who, place: _Where) -> Reply:
    _require_reach(ctx, place)
    if member.signed_up_at is None or member.blocked_at:
        raise Refused(_("That member cannot sit at a desk now."))
    if not await ctx.write(seats.ask, member.id, place.desk, place.region_id, ctx.now):
        return say(_("They were asked already."))
    await _recorded(ctx, "ask for desk", member, place)
    if member.id == ctx.member.id:
        await ctx.write(seats.accept, member.id, place.desk, place.region_id, ctx.now)
        return say(_("You sit at {place} from now on.", place=place.called(ctx)))
    yes = Action(_("Yes, I sit there"), sit_at_desk.line(place.line(ctx)), style=Style.primary)
    no = Action(_("No"), leave_desk.line(place.line(ctx)))
    asked = _("The coordinator asks whether you sit at {place}.", place=place.called(ctx))
    what = _("You see what people ask there, and take some up. Who asks sees your name.")
    ctx.notify(member, Reply((Text(words(asked)), Text(words(what)), Actions((yes, no)))))
    return say(_("I asked them. Until they say yes, nothing changes."))


@command(
    nl=("ik zit aan het loket", "ik zit bij"),
    en=("i sit at the desk",),
    summary=_("Say yes to sitting at a desk"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def sit_at_desk(ctx: Context, place: _Where) -> Reply:
    if not await ctx.write(seats.accept, ctx.member.id, place.desk, place.region_id, ctx.now):
        raise Refused(_("Nobody asked you to sit there."))
    await _recorded(ctx, "sit at desk", ctx.member, place)
    told = _("You sit at {place} from now on.", place=place.called(ctx))
    return Reply((Text(words(told)), Actions((Action(_("What waits there"), ctx.line("list_requests")),))))


@command(
    nl=("ik zit niet aan het loket", "ik stop aan het loket"),
    en=("i do not sit at the desk",),
    summary=_("Sit at a desk no longer"),
    allow=Role.member,
    private=True,
)
async def leave_desk(ctx: Context, place: _Where) -> Reply:
    if not await ctx.write(seats.leave, ctx.member.id, place.desk, place.region_id):
        raise Refused(_("You do not sit there."))
    await _recorded(ctx, "leave desk", ctx.member, place)
    return say(_("You do not sit at {place}.", place=place.called(ctx)))


@command(
    nl=("haal van het loket",),
    en=("take off the desk",),
    summary=_("Let a member sit at the desk no longer"),
    allow=Role.coordinator,
    hidden=True,
    others=True,
)
async def take_off_desk(ctx: Context, member: _Who, place: _Where) -> Reply:
    _require_reach(ctx, place)
    if not await ctx.write(seats.leave, member.id, place.desk, place.region_id):
        raise Refused(_("That member does not sit there."))
    await _recorded(ctx, "take off desk", member, place)
    if member.id != ctx.member.id:
        ctx.notify(member, say(_("You sit at {place} no longer.", place=place.called(ctx))))
    return say(_("{who} sits at {place} no longer.", who=bold(by_name(member)), place=place.called(ctx)))


@command(
    nl=("loketten",),
    en=("desks",),
    alone={
        "nl": ("wie zit aan het loket", "wie zit bij het loket", "wie doet het loket"),
        "en": ("who sits at the desk", "who does the desk"),
    },
    summary=_("See who sits at which desk"),
    allow=Role.member,
    safe=True,
)
async def list_desks(ctx: Context) -> Reply:
    held = await ctx.read(seats.all_seats)
    known = {each.id: each for each in await ctx.read(people.load, {each.member_id for each in held})}
    items = []
    for where in dict.fromkeys(Place(each.desk, each.region_id) for each in held if each.accepted):
        there = [each.member_id for each in held if each.accepted and Place(each.desk, each.region_id) == where]
        named = [name_to(ctx, known[each]) for each in there if each in known]
        items.append(Item(words(where.called(ctx)), tuple(words(each) for each in named)))
    if not items:
        return say(_("Nobody sits at a desk yet. A coordinator asks people for it."))
    return Reply((Heading(words(_("Who sits at which desk"))), Items(tuple(items))))


async def _recorded(ctx: Context, act: str, member: Member, place: Place) -> None:
    detail = {"desk": str(place.desk), "region": place.region_id}
    await ctx.write(audit.record, ctx.member.id, act, Subject.member, member.id, ctx.now, **detail)
