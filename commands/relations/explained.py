"""Answers what members ask about ties: how one comes to count, what is counted, and who is found as a connector."""

from bot.chat.texts import Msg, _
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.things.answers import answer
from commands.relations.connect import hide_me, show_me, who_connects
from commands.relations.show import show_relations
from commands.relations.tie import tie

_COUNTS = _(
    "Who drives one of the two says it. It counts once who drives the other says yes; a no leaves no trace, "
    "and for an organisation a national coordinator speaks."
)
_FOUND = _(
    "Only who switched that on is found as one who connects; it is off until you do. Without your consent "
    "you stand there without your name, and you can stop it at any moment."
)
ASIDES = (
    Asides(
        (tie,),
        {
            Aside.decides: _COUNTS,
            Aside.hears: _("Yes. You hear it when the other side says yes."),
            Aside.seen: _("Everybody sees a tie that counts. A tie that still waits, only the two sides see."),
            Aside.undone: _("Yes. Who drives one of the two can take it away again."),
        },
    ),
    Asides(
        (show_me, hide_me),
        {Aside.seen: _FOUND, Aside.name: _FOUND, Aside.undone: _("Yes. You can stop it at any moment.")},
    ),
)
_TIE = (_("Say a tie"), tie)
_LOOK = (_("Relations"), show_relations)


@answer(
    nl=("hoe telt een band", "wie beslist of een band telt"),
    en=("how does a tie count", "who decides whether a tie counts"),
    asks=_("How a tie comes to count"),
    then=(_TIE, _LOOK),
)
async def how_a_tie_counts(_ctx: Context) -> Msg:
    return _COUNTS


@answer(
    nl=("waar komen de banden vandaan", "wat telt mee voor een band"),
    en=("where do the ties come from",),
    asks=_("What ties are made of"),
    then=(_LOOK,),
)
async def what_ties_are_made_of(_ctx: Context) -> Msg:
    return _(
        "Some ties were said by who drives a network. The others I count each night: members in common from two on, "
        "and answers between organisations from three on; only numbers, nothing of people."
    )


@answer(
    nl=("wie ziet dat ik verbind", "wat betekent laten zien dat ik verbind"),
    en=("who sees that i connect", "what does it mean to show that i connect"),
    asks=_("Who is found as one who connects"),
    then=((_("Show that I connect"), show_me), (_("Who connects"), who_connects)),
)
async def who_is_found_connecting(_ctx: Context) -> Msg:
    return _FOUND
