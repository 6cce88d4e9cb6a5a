"""Answers what people ask about the desks: what they are for, who reads along, and how long it takes."""

from bot.chat.line import Line
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.asides import Aside, Asides
from bot.command.command import Context, Takes
from bot.things.answers import answer
from commands.helpdesk.desks import list_desks
from commands.helpdesk.put import BY_NAME, put_cafe_request, put_request
from storage.helpdesk import answers, seats

_SEEN = _("Only you and the desk see it. It stands in no list or digest, and goes after a year.")
_WITHIN = _("Where somebody sits at the desk, you hear something from a person within {n} working days.", n=BY_NAME)
ASIDES = Asides(
    (put_request, put_cafe_request),
    {
        Aside.seen: _SEEN,
        Aside.name: _SEEN,
        Aside.decides: _("Somebody of the desk takes it up, and looks who can help."),
        Aside.hears: _("Yes. Somebody of the desk answers you here."),
        Aside.lasts: _WITHIN,
        Aside.stays: _("It stands in no list, and goes after a year."),
    },
)
ASK = (_("Ask the desk"), put_request)
ASK_CAFE = (_("Ask the help desk of the Café"), put_cafe_request)
DESKS = (_("Who sits at the desks"), list_desks)


@answer(
    nl=("waar is het loket voor", "hoe werkt het loket", "wat is het loket"),
    en=("what is the desk for", "how does the desk work", "what is the desk"),
    asks=_("What the desk is for"),
    then=(ASK, DESKS),
)
async def what_the_desk_is_for(_ctx: Context) -> Msg:
    return _(
        "The desk gives you one person who looks whom you need with your plan: rules, money, room or others who do "
        "the same. It decides on no money and no permit, and is not for complaints about a person: "
        "for that call your municipality.",
    )


@answer(
    nl=("wie leest wat ik het loket vraag",),
    en=("who reads what i ask the desk",),
    asks=_("Who reads what you ask the desk"),
    then=(ASK, DESKS),
)
async def who_reads_requests(_ctx: Context) -> Msg:
    return _SEEN


@answer(
    nl=("hoe lang duurt een antwoord van het loket",),
    en=("how long does the desk take",),
    asks=_("How long the desk takes"),
    then=(ASK, DESKS),
)
async def how_long_the_desk_takes(ctx: Context) -> Msg:
    if await ctx.read(seats.all_seats):
        return _WITHIN
    return _("I cannot say: nobody sits at the desk yet. The coordinator hears at once that something waits there.")


@answer(
    nl=("wat antwoordt de helpdesk meestal over", "vast antwoord over"),
    en=("what does the helpdesk usually answer about", "fixed answer about"),
    asks=_("What the desk answered before"),
    then=(ASK_CAFE,),
    takes=Takes.names,
)
async def usual_answer(ctx: Context, about: str) -> Msg:
    found = await ctx.read(answers.fitting, about)
    if found is None:
        return _(
            "No fixed answer is kept that fits this. Who sits at a desk keeps one with {line}.",
            line=Code(Line("vast antwoord H-3", en="fixed answer H-3")),
        )
    return _("This helped others: {text}", text=found.text)
