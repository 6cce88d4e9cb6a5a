"""Answers what members ask about meetings: how one is told of, who sees who comes, how a report and a group go."""

from bot.chat.line import Line
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.things.answers import answer
from commands.events.announce import announce
from commands.events.browse import list_meetings
from commands.events.groups import ANSWER_DAYS, LEAST, MOST, seek_group
from commands.events.series import begin_series

_SEEN = _("All members see it. Who comes is seen by the host and by who comes; the place goes to who comes.")
_HEARS = _("You hear who comes, once a day. Who follows the region or the theme hears that it is planned.")
ASIDES = Asides(
    (announce,),
    {
        Aside.seen: _SEEN,
        Aside.hears: _HEARS,
        Aside.decides: _("Nobody has to decide. It is announced when you say yes."),
        Aside.undone: _("Yes. You can move it or call it off with a reason; who comes hears that at once."),
    },
)
MEETINGS = (_("See the meetings"), list_meetings)
ANNOUNCE = (_("Announce a meeting"), announce)


@answer(
    nl=("hoe hoor ik van nieuwe bijeenkomsten",),
    en=("how do i hear of new meetings",),
    asks=_("How you hear of new meetings, and who may come"),
    then=(MEETINGS,),
)
async def how_meetings_are_told(_ctx: Context) -> Msg:
    return _(
        "Follow a region or theme, such as {example}: then you hear of new meetings there. "
        "Every member may come, also of another organisation; signing up takes two minutes.",
        example=Code(Line("volg Twente", en="follow Twente")),
    )


@answer(
    nl=("hoe kondig ik een bijeenkomst aan",),
    en=("how do i announce a meeting",),
    asks=_("How to announce a meeting"),
    then=(ANNOUNCE,),
)
async def how_to_announce(_ctx: Context) -> Msg:
    return _(
        "Type {example}. I show how I read it, and it stands after your yes; every member may.",
        example=Code(
            Line(
                "bijeenkomst: wandeling in Assen op 3 maart om 14 uur",
                en="meeting: walk in Assen on 3 March at 14:00",
            )
        ),
    )


@answer(
    nl=("wie ziet dat ik kom",),
    en=("who sees that i come",),
    asks=_("Who sees who comes"),
    then=(MEETINGS,),
)
async def who_sees_who_comes(_ctx: Context) -> Msg:
    return _SEEN


@answer(
    nl=("hoe plaats ik een verslag", "hoe werkt een verslag"),
    en=("how do i post a report", "how does a report work"),
    asks=_("How the report of a meeting goes"),
    then=((_("Past meetings"), list_meetings),),
)
async def how_reports_go(_ctx: Context) -> Msg:
    return _(
        "Type {example} and what was spoken about: its host may, or a coordinator of the region. "
        "Who was there reads it, and a line that begins with question:, lesson: or action: becomes that.",
        example=Code(Line("verslag B-4:", en="report of B-4:")),
    )


@answer(
    nl=("hoe werkt een intervisiegroep", "wat is een intervisiegroep"),
    en=("how does a peer group work", "what is a peer group"),
    asks=_("How a peer group goes"),
    then=((_("Find a peer group"), seek_group),),
)
async def how_peer_groups_go(_ctx: Context) -> Msg:
    return _(
        "When {least} to {most} people of other organisations fit by theme and region, I ask each. "
        "With four yes within {days} working days you start; what is said stays in the group.",
        least=LEAST,
        most=MOST,
        days=ANSWER_DAYS,
    )


@answer(
    nl=("hoe werkt een reeks bijeenkomsten", "wat is een reeks", "wat is een dialoogtafel"),
    en=("how does a series of meetings work", "what is a series", "what is a dialogue table"),
    asks=_("How a series of meetings goes"),
    then=((_("Begin a series"), begin_series),),
)
async def how_series_go(_ctx: Context) -> Msg:
    return _(
        "A series has a rhythm and fixed members, such as {example}. "
        "You plan each meeting of it with one word; the fixed members hear of it themselves.",
        example=Code(Line("reeks: bodem in Twente, elke maand", en="series: soil in Twente, every month")),
    )
