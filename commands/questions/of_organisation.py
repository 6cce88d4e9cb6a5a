"""Tells on the page of an organisation what its people asked and answered, where they show themselves."""

from collections.abc import Sequence

from bot.chat.reply import Fact, Subject, words
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.visibility import place_of
from bot.things.card import CardFacts
from bot.things.names import some
from commands.questions.card import names
from storage.members.organisations import ORGANISATION
from storage.questions import of_organisation

SHOWN = 2
"""Questions of a sort: they are longer than names."""


async def _questions(ctx: Context, thing: Subject) -> Sequence[Fact]:
    asked = await ctx.read(of_organisation.asked, thing.id, place_of(ctx), SHOWN + 1)
    answered = await ctx.read(of_organisation.answered, thing.id, place_of(ctx), SHOWN + 1)
    called = await names(ctx, [*asked, *answered])
    return [
        Fact(label, words(*some([called[each] for each in found if each in called], SHOWN)))
        for label, found in ((_("Asked"), asked), (_("Answered"), answered))
        if found
    ]


OF_ORGANISATION = CardFacts(ORGANISATION, _questions)
