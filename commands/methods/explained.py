"""Answers what members ask about ways of working: how one becomes a standard; and what was told of one."""

from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.answers import answer
from commands.methods.acts import use_method
from commands.methods.browse import list_methods, show_method
from commands.methods.labels import STANDARD
from commands.methods.put import put_method
from commands.methods.rights import sees
from storage.methods.method import Method, State

_SEEN = _(
    "Every member may share one, also without a name. All members see it, or only those in the closed room where you "
    "put it; who used it is not shown."
)
ASIDES = Asides(
    (put_method, use_method, list_methods, show_method),
    {
        Aside.decides: STANDARD,
        Aside.hears: _("Yes. You hear it when somebody tells of using it."),
        Aside.lasts: _("It is there at once, as an idea."),
        Aside.seen: _SEEN,
        Aside.name: _SEEN,
    },
)
LOOK = (_("All ways of working"), list_methods)


@answer(
    nl=("hoe wordt een werkvorm standaard",),
    en=("how does a way of working become a standard",),
    asks=_("How a way of working becomes a standard"),
    then=(LOOK,),
)
async def how_standard_is_made(_ctx: Context) -> Msg:
    return STANDARD


@answer(
    nl=("hoe deel ik een werkvorm", "wie ziet mijn werkvorm"),
    en=("how do i share a way of working", "who sees my way of working"),
    asks=_("How sharing a way of working goes"),
    then=((_("Share a way of working"), put_method), LOOK),
)
async def who_sees_method(_ctx: Context) -> Msg:
    return _SEEN


async def _require_seen(ctx: Context, method: Method) -> None:
    if not await sees(ctx, method) or method.state is State.withdrawn:
        raise Refused(_("{number} is out of sight.", number=Code(method.number)))


@answer(
    nl=("hoe vaak is werkvorm gebruikt", "waar is werkvorm gebruikt"),
    en=("how often was work form used", "where was work form used"),
    asks=_("Where it was used"),
)
async def uses_of_method(ctx: Context, method: Method) -> Msg:
    await _require_seen(ctx, method)
    title = Bold(method.title)
    if not method.uses:
        return _("Nobody told yet of using {title}: it is an idea.", title=title)
    where = sorted(ctx.atlas.regions[each].name for each in method.regions_used if each in ctx.atlas.regions)
    times = _n("{n} time", "{n} times", len(method.uses))
    last = method.uses[-1].text
    if where:
        return _("{title} was used {times}, in {where}. Last: {text}", title=title, times=times, where=where, text=last)
    return _("{title} was used {times}. Last: {text}", title=title, times=times, text=last)


@answer(
    nl=("wat mist werkvorm nog voor standaard",),
    en=("what does work form lack to be a standard",),
    asks=_("What it lacks to be a standard"),
)
async def standard_of_method(ctx: Context, method: Method) -> Msg:
    await _require_seen(ctx, method)
    title, (uses, regions) = Bold(method.title), method.lacks
    if method.state is State.standard:
        return _("{title} is a standard.", title=title)
    if not uses and not regions:
        return _("{title} lacks nothing: a national coordinator may make it a standard.", title=title)
    times = _n("{n} more use", "{n} more uses", max(uses, regions))
    where = _n("in {n} region where it was not used yet", "in {n} regions where it was not used yet", regions)
    if regions:
        return _(
            "{title} lacks {times}, {where}. Then a national coordinator decides.",
            title=title,
            times=times,
            where=where,
        )
    return _("{title} lacks {times}. Then a national coordinator decides.", title=title, times=times)
