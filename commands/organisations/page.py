"""Draws the page of an organisation: what topics know of it, in one card."""

from typing import Annotated

from bot.chat.reply import Action, Actions, Fact, Facts, Heading, Inline, Reply, Subject, Text, of_thing, words
from bot.chat.texts import _
from bot.command.command import Ask, Context, Takes, command
from bot.command.labels import label_of
from bot.things.card import buttons_of, facts_of
from storage.members import organisations
from storage.members.organisations import ORGANISATION, Organisation

MOST_NAMES = 3
"""Other names that stand on the page."""


@command(
    nl=("organisatie", "toon organisatie", "bekijk organisatie"),
    en=("organisation", "organization", "show organisation"),
    summary=_("Look at one organisation"),
    safe=True,
    takes=Takes.names,
)
async def show_organisation(
    ctx: Context,
    organisation: Annotated[Organisation, Ask(_("Which organisation? Its abbreviation will do."), label=_("Name"))],
) -> Reply:
    thing = Subject(ORGANISATION, organisation.id, show_organisation.line(organisation.name))
    also = [name for name in await ctx.read(organisations.names_of, organisation.id) if name != organisation.name]
    rows = [Fact(_("Kind"), words(label_of(organisation.kind)))] if organisation.kind else []
    if also:
        rows.append(Fact(_("Also called"), _of(organisation, "; ".join(also[:MOST_NAMES]))))
    told = await facts_of(ctx, thing)
    search = Action(_("Look further"), ctx.line("who_knows", organisation.name))
    nothing = () if told else (Text(words(_("I know nothing more of it that I may show here."))),)
    return Reply(
        (
            Heading(_of(organisation, organisation.name)),
            *([Facts((*rows, *told))] if rows or told else []),
            *nothing,
            Actions((*await buttons_of(ctx, thing), search)),
        )
    )


def _of(organisation: Organisation, text: str) -> tuple[Inline, ...]:
    return of_thing((text,), ORGANISATION, organisation.id)
