"""Answers what members ask about getting acquainted: how it goes, who sees it, and with whom."""

from bot.chat.texts import Msg, _
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.process.office_hours import OfficeHours
from bot.things.answers import answer
from commands.acquaintance import rounds
from commands.acquaintance.standing import show_introduction
from commands.acquaintance.take_part import get_acquainted, stop_acquainting

_SEEN = _(
    "Nobody sees that you take part, and it is counted nowhere. The other hears your name only when you both say "
    "yes; before that only what the two of you have in common."
)
ASIDES = Asides(
    (get_acquainted, stop_acquainting, show_introduction),
    {
        Aside.seen: _SEEN,
        Aside.name: _SEEN,
        Aside.hears: _("On the first working day of a month. If there is nobody for you, you hear nothing."),
        Aside.lasts: _(
            "On the first working day of a month you hear whether there is somebody. It is on until you stop."
        ),
        Aside.undone: _("Yes. You can turn it off at any moment, and nobody hears that."),
        Aside.decides: _("You do, each time: the other hears who you are only when you both say yes."),
    },
)
TURN_ON = (_("Turn it on"), get_acquainted)
STANDING = (_("How it stands"), show_introduction)


@answer(
    nl=("hoe gaat kennismaken", "hoe vaak maak ik kennis"),
    en=("how does getting acquainted go", "how often do i get acquainted"),
    asks=_("How getting acquainted goes"),
    then=(TURN_ON, STANDING),
)
async def how_acquainting_goes(ctx: Context) -> Msg:
    day = rounds.next_day(ctx.now, ctx.choices.of(OfficeHours))
    return _(
        "Once a month, on its first working day, I ask you whether you want to meet somebody; next on {day}. "
        "If both say yes, you hear each other's name, and you make an appointment yourselves.",
        day=day,
    )


@answer(
    nl=("wie ziet dat ik kennismaak",),
    en=("who sees that i get acquainted",),
    asks=_("Who sees that you get acquainted"),
    then=(TURN_ON,),
)
async def who_sees_acquainting(_ctx: Context) -> Msg:
    return _SEEN


@answer(
    nl=("met wie maak ik kennis als ik meedoe",),
    en=("whom do i meet when i take part",),
    asks=_("With whom you get acquainted"),
    then=(TURN_ON,),
)
async def whom_one_meets(_ctx: Context) -> Msg:
    return _(
        "You cannot choose whom. I look for somebody from another region or network who shares a theme or a kind of "
        "organisation with you. Within a year it is never the same person. Each turns it on for themselves."
    )


@answer(
    nl=("kan ik pas later meedoen met kennismaken", "kan ik een kennismaking overslaan"),
    en=("can i get acquainted later", "can i skip an introduction"),
    asks=_("Whether you can skip a month"),
    then=(TURN_ON, STANDING),
)
async def how_to_skip_acquainting(ctx: Context) -> Msg:
    day = rounds.next_day(ctx.now, ctx.choices.of(OfficeHours))
    return _(
        "The next time is {day}. When I ask you, say not this month: then it stays on, and I ask you the month "
        "after. You need not turn it off.",
        day=day,
    )
