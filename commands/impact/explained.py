"""Answers what members ask about the figures: who sees them, when they come, and what is not told."""

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.answers import answer
from bot.things.figures import LEAST
from commands.impact.as_file import impact_as_file
from commands.impact.impact import impact
from storage.vocabulary import Role

_SHOW = (_("Show the figures"), impact)


@answer(
    nl=("waarom staat er geen getal",),
    en=("why is there no figure",),
    asks=_("Why some figures are not shown"),
    then=(_SHOW,),
)
async def why_no_figure(_ctx: Context) -> Msg:
    return _("Of fewer than {least} I show no figure: it would point at people, and say little.", least=LEAST)


@answer(
    nl=("is er een ranglijst", "wie gaf de meeste antwoorden"),
    en=("is there a ranking", "who gave the most answers"),
    asks=_("Why there are no rankings"),
    then=(_SHOW,),
)
async def no_rankings(_ctx: Context) -> Msg:
    return _(
        "I make no rankings or scores: not of people, networks or organisations. I do have figures of all together."
    )


@answer(
    nl=("wanneer komen de cijfers", "kan ik de cijfers elk kwartaal krijgen"),
    en=("when do the figures come", "can i get the figures each quarter"),
    asks=_("When figures come"),
    then=(_SHOW,),
)
async def when_figures_come(ctx: Context) -> Msg:
    if ctx.member.role >= Role.coordinator:
        return _(
            "You get them by yourself at the start of each quarter, of what you look after. In between you can ask "
            "for them at any moment."
        )
    return _("I send them to coordinators and the steering group each quarter. You can ask for them at any moment.")


@answer(
    nl=("is er een dashboard", "hoe worden de cijfers geteld"),
    en=("is there a dashboard", "how are the figures counted"),
    asks=_("Where the figures are"),
    then=(_SHOW, (_("As a file"), impact_as_file)),
)
async def where_figures_are(_ctx: Context) -> Msg:
    return _(
        "There is no dashboard. I tell a few figures when you ask, beside those of the quarter before; "
        "at each stands how it is counted."
    )


@answer(
    nl=("wie ziet de cijfers",),
    en=("who sees the figures",),
    asks=_("Who sees the figures"),
    then=(_SHOW,),
)
async def who_sees_figures(_ctx: Context) -> Msg:
    return _("Everybody sees four of them. All figures are for coordinators and the steering group.")


@answer(
    nl=("kan ik twee regio's vergelijken",),
    en=("can i compare two regions",),
    asks=_("Whether regions can be compared"),
    then=(_SHOW,),
)
async def how_to_compare(_ctx: Context) -> Msg:
    return _("I show one region at a time, beside the quarter before. Ask for the one, and then for the other.")
