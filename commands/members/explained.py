"""Answers what members ask about themselves here: who sees their name, who reads along, and how they go."""

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.answers import answer
from commands.members.consent import consent
from commands.members.forgetting import forget_me
from commands.members.own_data import my_data
from commands.members.pause import pause

_WHO_SEES = (_("Who sees what"), consent)
_MY_DATA = (_("My data"), my_data)


@answer(
    nl=("wie ziet mijn naam", "ben ik hier vindbaar"),
    en=("who sees my name", "can people find me here"),
    asks=_("Who sees your name"),
    then=(_WHO_SEES,),
)
async def who_sees_name(_ctx: Context) -> Msg:
    return _(
        "You decide, for members, channels and the website apart, and of each part of your profile. Where you did "
        "not say yes, you are called a member."
    )


@answer(
    nl=("leest er iemand mee met onze berichten",),
    en=("does anybody read along with our messages",),
    asks=_("Who reads what you type to me"),
    then=(_MY_DATA, _WHO_SEES),
)
async def who_reads_along(_ctx: Context) -> Msg:
    return _(
        "No member or coordinator sees what you type to me alone; only what you put, after your yes. Who runs the "
        "server could look into it, and Teams or Matrix carries it."
    )


@answer(
    nl=("wat gebeurt er als ik me afmeld", "wat blijft er staan als je mij vergeet"),
    en=("what happens when i sign off", "what stays when you forget me"),
    asks=_("What goes when you are forgotten"),
    then=((_("Be forgotten"), forget_me), (_("Rather a pause"), pause)),
)
async def what_goes_when_forgotten(_ctx: Context) -> Msg:
    return _(
        "All about you goes at once. Only of texts that others built on you choose: they stay without your name, or go "
        "too. I show it first; after your yes it cannot be undone."
    )
