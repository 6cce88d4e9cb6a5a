"""Answers what members ask about cases, and one fact of one case: what came of it, who thought along."""

from bot.chat.line import Line
from bot.chat.spans import Code, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.answers import answer
from commands.cases.acts import think_along
from commands.cases.bring import bring_case
from commands.cases.browse import list_cases, titled
from commands.cases.labels import STATES
from commands.cases.rights import sees, unseen
from storage.cases.case import Case, State

_SEEN = _("All members see it, and may think along. It can be put without your name.")
ASIDES = Asides(
    (bring_case, think_along),
    {
        Aside.seen: _SEEN,
        Aside.hears: _("Yes. You hear it when somebody thinks along."),
        Aside.decides: _("Nobody has to decide. Who wants to, thinks along."),
    },
)
BRING = (_("Bring in a case"), bring_case)
ALL = (_("See the cases"), list_cases)
BRIEF = 160


async def _seen(ctx: Context, case: Case) -> None:
    if not await sees(ctx, case):
        raise Refused(unseen(case))


@answer(
    nl=("wat is een casus", "hoe werkt een casus", "wat zijn casussen"),
    en=("what is a case", "how does a case work", "what are cases"),
    asks=_("What a case is, and who sees it"),
    then=(BRING, ALL),
)
async def what_a_case_is(_ctx: Context) -> Msg:
    return _(
        "A case is a project of yours along with which others think: what it is, where, and what you want to know. "
        "All members see it; what is of a closed group stays there, and it can be put without your name."
    )


@answer(
    nl=("hoe denk ik mee met een casus",),
    en=("how do i think along with a case",),
    asks=_("How to think along with a case"),
    then=(ALL,),
)
async def how_thinking_along_goes(_ctx: Context) -> Msg:
    return _(
        "Type {example} and what you know of it; every member may, and can take it back. "
        "Who put the case in hears it, and all who see the case read it.",
        example=Code(Line("denk mee C-3:", en="think along C-3:")),
    )


@answer(
    nl=("wie mag een casus bijwerken",),
    en=("who may update a case",),
    asks=_("Who may go on with a case, and finish it"),
    then=(ALL,),
)
async def who_goes_on_with_cases(_ctx: Context) -> Msg:
    return _(
        "Who keeps the case, or a coordinator of its region: {moment} tells how it goes, {close} what came of it. "
        "Every three months its keeper is asked how it stands.",
        moment=Code(Line("moment C-3:", en="moment C-3:")),
        close=Code(Line("sluit C-3", en="close C-3")),
    )


@answer(
    nl=("hoe liep de casus af", "wat kwam er uit de casus"),
    en=("how did the case end", "what came out of the case"),
    asks=_("What came of a case"),
    fills=titled,
)
async def result_of_case(ctx: Context, case: Case) -> Msg:
    await _seen(ctx, case)
    number, title = Code(case.number), case.title
    if case.result:
        return _("{number} {title}: {result}", number=number, title=title, result=shorten(case.result, BRIEF))
    if case.state is State.closed:
        return _("{number} {title} is finished; what came of it was not told.", number=number, title=title)
    return _(
        "{number} {title} is {state}: no result is known yet.", number=number, title=title, state=STATES[case.state]
    )


@answer(
    nl=("heeft iemand meegedacht met casus",),
    en=("did anybody think along with case",),
    asks=_("Whether anybody thought along with a case"),
    fills=titled,
)
async def thinkers_of_case(ctx: Context, case: Case) -> Msg:
    await _seen(ctx, case)
    number = Code(case.number)
    if not case.thoughts:
        return _("Nobody thought along with {number} yet.", number=number)
    return _n(
        "{n} time somebody thought along with {number}.",
        "{n} times somebody thought along with {number}.",
        len(case.thoughts),
        number=number,
    )
