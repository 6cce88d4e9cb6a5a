"""Tells on the page of an organisation which networks are of it, with all of them behind a button."""

from collections.abc import Sequence

from bot.chat.line import Line
from bot.chat.reply import Action, Fact, Subject, words
from bot.chat.texts import _
from bot.command.command import Context
from bot.reading.record_readers import network_title
from bot.things.card import CardButtons, CardFacts
from bot.things.names import SHOWN, some
from commands.networks.browse import list_networks
from storage.members.organisations import ORGANISATION
from storage.networks import networks
from storage.networks.network import Filter


async def _networks(ctx: Context, thing: Subject) -> Sequence[Fact]:
    found = await ctx.read(networks.page, Filter(organisation=thing.id), limit=SHOWN + 1)
    return (Fact(_("Networks"), words(*some([network_title(each) for each in found]))),) if found else ()


async def _all(ctx: Context, thing: Subject) -> Sequence[Action]:
    found = await ctx.read(networks.page, Filter(organisation=thing.id), limit=SHOWN + 1)
    its = found[0].organisation if len(found) > SHOWN else None
    return (Action(_("All networks"), list_networks.line(Line("van", en="of"), its)),) if its else ()


OF_ORGANISATION = (CardFacts(ORGANISATION, _networks), CardButtons(ORGANISATION, _all))
