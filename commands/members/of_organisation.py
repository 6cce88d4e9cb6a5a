"""Tells on the page of an organisation which people of it show themselves."""

from collections.abc import Sequence

from bot.chat.reply import Fact, Inline, Subject, words
from bot.chat.spans import Named
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.visibility import by_name, place_of
from bot.things.card import CardFacts
from bot.things.names import SHOWN, some
from storage.members import of_organisation, people
from storage.members.member import Member
from storage.members.organisations import ORGANISATION


async def _people(ctx: Context, thing: Subject) -> Sequence[Fact]:
    ids = await ctx.read(of_organisation.by_name, thing.id, place_of(ctx), SHOWN + 1)
    there = await ctx.read(people.load, ids)
    told = some([_with_position(each) for each in there]) or [_("nobody shows themselves here yet")]
    return (Fact(_("People"), words(*told)),)


def _with_position(member: Member) -> Inline:
    return Named(f"{member.name} ({member.position})", member.id) if member.position else by_name(member)


OF_ORGANISATION = CardFacts(ORGANISATION, _people)
