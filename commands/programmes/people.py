"""Names who does what in a programme or hub, as far as the reader may see them."""

from collections.abc import Collection, Iterable, Mapping

from bot.chat.reply import Inline
from bot.chat.spans import Named
from bot.command.command import Context
from bot.members.visibility import name_in, name_to
from storage.database.database import Tx
from storage.members import people
from storage.members.member import Member
from storage.programmes.part import Held, Part, Standing
from storage.vocabulary import Place


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


def names_on_web(tx: Tx, ids: Collection[int]) -> Mapping[int, str]:
    """Name those of these members whom everyone on the website may find, by their own word."""
    found = {each.id: name_in(each, Place.web) for each in people.load(tx, sorted(ids)) if not each.blocked_at}
    return {id_: str(name) for id_, name in found.items() if isinstance(name, Named)}
