"""Tells on the page of an organisation what its people asked and answered, where they show themselves."""

from collections.abc import Sequence

from bot.chat.line import Line
from bot.chat.reply import Action, Fact, Subject, words
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.visibility import place_of
from bot.things.card import CardButtons, CardFacts
from bot.things.names import some
from commands.questions.browsing.browse import list_questions
from commands.questions.card.card import names
from storage.members import organisations
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


async def _list(ctx: Context, thing: Subject) -> Sequence[Action]:
    """All that its people asked, where they show themselves."""
    if not await ctx.read(of_organisation.asked, thing.id, place_of(ctx), 1):
        return ()
    name = next(iter(await ctx.read(organisations.names_of, thing.id)), "")
    return (Action(_("Its questions"), list_questions.line(Line("van", en="of"), name)),) if name else ()


OF_ORGANISATION = CardFacts(ORGANISATION, _questions)
QUESTIONS_OF = CardButtons(ORGANISATION, _list)
