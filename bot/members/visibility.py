"""Names members to others: by name where they agreed to be seen, as "a member" elsewhere."""

from collections.abc import Sequence

from bot.chat import spans
from bot.chat.reply import Inline
from bot.chat.spans import Named, Span
from bot.chat.texts import Language, Msg, _
from bot.command.command import Context
from storage.members import people
from storage.members.member import Member
from storage.search.audiences import readable_in
from storage.vocabulary import Field, Place

SOMEONE = _("a member")

FOUND = frozenset({(Field.found, Place.members), (Field.organisation, Place.members), (Field.knows, Place.members)})
"""What saying yes to being found means; `toestemming` changes it piece by piece."""

READABLE_BY_MEMBERS = readable_in(Place.members)
"""The evidence that a signed-up member may read in a personal chat ..."""
READABLE_BY_ALL = readable_in(Place.rooms)
"""... and what may be read in a room, and by visitors."""


def place_of(ctx: Context) -> Place:
    """Tell who reads along: signed-up members only in a personal chat, anyone in a room."""
    return ctx.place


def by_name(member: Member) -> Named:
    """The name of a member, known as theirs wherever it is kept."""
    return Named(member.name, member.id)


def name_in(member: Member | None, place: Place) -> Named | Msg:
    """Null is someone who was forgotten."""
    if member is None or not member.agreed(Field.found, place):
        return SOMEONE
    if member.agreed(Field.organisation, place) and member.organisation:
        return Named(f"{member.name} ({member.organisation.name})", member.id)
    return by_name(member)


def named_to(ctx: Context, member: Member) -> tuple[Named | Msg, Named | None]:
    """Return a member as the reader of this reply may see them: their name apart from their organisation and role."""
    place = place_of(ctx)
    if not member.agreed(Field.found, place):
        return SOMEONE, None
    organisation = member.organisation.name if member.organisation else ""
    about = (organisation, member.position) if member.agreed(Field.organisation, place) else ()
    told = ", ".join(filter(None, about))
    return by_name(member), Named(told, member.id, own=True) if told else None


def name_to(ctx: Context, member: Member | None) -> Named | Msg:
    """Return a member as the reader of this reply may see them; always themselves in full."""
    if member is not None and member.id == ctx.member.id and ctx.personal:
        return by_name(member)
    return name_in(member, place_of(ctx))


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what those of these members are called who agreed to be found by whoever reads this reply."""
    place = place_of(ctx)
    return {each.id: by_name(each) for each in await ctx.read(people.load, ids) if each.agreed(Field.found, place)}


def bold(language: Language, name: Named | Msg) -> Span:
    """A name in bold, and still known as theirs."""
    return spans.bold(name if isinstance(name, Named) else language.text(name))


def audiences(ctx: Context) -> frozenset[str]:
    """Tell which evidence may be read where this reply is shown."""
    return readable_in(place_of(ctx))
