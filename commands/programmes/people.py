"""Names who does what in a programme or hub, as far as the reader may see them."""

from collections.abc import Iterable, Mapping

from bot.chat.reply import Inline
from bot.command.command import Context
from bot.members.visibility import name_to
from storage.members import people
from storage.members.member import Member
from storage.programmes.part import Held, Part, Standing


async def known_people(ctx: Context, held: Iterable[Held]) -> Mapping[int, Member]:
    """Read the members who have these parts."""
    ids = sorted({each.member_id for each in held})
    return {each.id: each for each in await ctx.read(people.load, ids)} if ids else {}


def named_people(ctx: Context, held: Iterable[Held], part: Part, known: Mapping[int, Member]) -> list[Inline]:
    """Name those who have a part, as a list: only who said yes themselves and was agreed with."""
    told: list[Inline] = []
    for each in held:
        if each.part is part and each.standing is Standing.holds:
            told += ["; "] if told else []
            told.append(name_to(ctx, known.get(each.member_id)))
    return told
