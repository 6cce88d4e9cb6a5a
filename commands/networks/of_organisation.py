"""Tells on the page of an organisation which networks are of it."""

from collections.abc import Sequence

from bot.chat.reply import Fact, Subject, words
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.record_readers import network_title
from bot.things.card import CardFacts
from bot.things.names import SHOWN, some
from storage.members.organisations import ORGANISATION
from storage.networks import networks
from storage.networks.network import Filter


async def _networks(ctx: Context, thing: Subject) -> Sequence[Fact]:
    found = await ctx.read(networks.page, Filter(organisation=thing.id), limit=SHOWN + 1)
    return (Fact(_("Networks"), words(*some([network_title(each) for each in found]))),) if found else ()


OF_ORGANISATION = CardFacts(ORGANISATION, _networks)
