"""Shows signals: one, a list of those that are open, the ledger of decisions, and risks."""

from collections.abc import Callable

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, words
from bot.chat.texts import Msg, _, _n
from bot.command.command import Command, Context, Takes, command
from bot.command.one_view import on_one_view
from bot.things.listed import listed
from bot.things.listing import Asked, asked, label_values, only, page_size
from commands.signals.card import card, decision_of, line_of
from commands.signals.labels import SCOPES, STATES
from commands.signals.put import put_risk, put_signal
from storage.messaging import conversations
from storage.signals import signals
from storage.signals.signal import SIGNAL, Filter, Scope, Signal, Sort, State

OPEN = (State.received, State.proposal, State.passed_on, State.put_to)
DECIDED = (State.decided, State.under_way, State.seen, State.not_seen)
_EMPTY = (
    "signaal",
    "signalen",
    "signals",
    "besluit",
    "besluiten",
    "decisions",
    "risico",
    "risicos",
    "risks",
    "s",
    "oost",
)
UNHEARD = "unheard"
_KNOWN = {
    **label_values(STATES.labels, SCOPES.labels),
    **dict.fromkeys(
        (
            *("zonder antwoord", "zonder reactie", "zonder bericht", "onbeantwoord", "niet beantwoord"),
            *("nog niets gehoord", "niets gehoord", "unanswered", "without an answer", "without answer"),
            *("without a reply", "without word", "no answer", "not answered"),
            *("wachten het langst", "het langst wachten", "langst", "wait longest", "waiting longest", "longest"),
        ),
        UNHEARD,
    ),
}


@command(
    nl=("toon signaal", "bekijk signaal", "s"),
    en=("show signal", "s"),
    summary=_("Look at one signal"),
    safe=True,
)
async def show_signal(ctx: Context, signal: Signal) -> Reply:
    return await on_one_view(ctx, lambda reading: card(reading, signal))


@command(
    nl=("signalen", "knelpunten"),
    en=("signals", "bottlenecks"),
    summary=_("See which signals from practice wait"),
    safe=True,
    takes=Takes.names,
)
async def list_signals(ctx: Context, which: str = "") -> Reply:
    return await _listed(ctx, which, list_signals, Sort.signal, OPEN, _("signals from practice"), line_of)


@command(
    nl=("besluiten",),
    en=("decisions",),
    summary=_("See what was decided on signals, and why"),
    safe=True,
    takes=Takes.names,
)
async def list_decisions(ctx: Context, which: str = "") -> Reply:
    return await _listed(ctx, which, list_decisions, Sort.signal, DECIDED, _("decisions"), decision_of)


@command(
    nl=("risico's", "risicos"),
    en=("risks",),
    summary=_("See which risks are open"),
    safe=True,
    takes=Takes.names,
)
async def list_risks(ctx: Context, which: str = "") -> Reply:
    return await _listed(ctx, which, list_risks, Sort.risk, (State.open,), _("risks"), line_of)


async def _listed(
    ctx: Context,
    which: str,
    listing: Command[...],
    sort: Sort,
    states: tuple[State, ...],
    title: Msg,
    draw: Callable[[Signal], Item],
) -> Reply:
    found = asked(ctx, which, _KNOWN, empty=_EMPTY)
    here = None if ctx.personal else await ctx.read(conversations.by_key, ctx.message.conversation.place.key)

    async def find(each: Asked) -> tuple[list[Signal], int]:
        wanted = tuple(State(value) for value in only(each.values, State) if value != State.hidden)
        scopes = only(each.values, Scope)
        what = Filter(
            wanted or states,
            sort,
            regions=each.regions,
            themes=each.themes,
            scope=Scope(next(iter(scopes))) if len(scopes) == 1 else None,
            rooms=frozenset({here.id}) if here else frozenset(),
            narrow=each.narrow,
            unheard=UNHEARD in each.values,
        )
        return await ctx.read(signals.find, what, limit=page_size(ctx), offset=each.offset)

    shown = await listed(ctx, found, find, draw, kind=SIGNAL, command=listing.name, what=title)
    if not shown.things:
        risk = Action(_("Name a risk"), put_risk.line())
        put = risk if sort is Sort.risk else Action(_("Raise a signal"), put_signal.line())
        none = [] if shown.told else [Text(words(_("There are none.")))]
        return Reply((*shown.told, *none, Actions((*shown.ways, put))))
    heading = Heading(words(title, f" ({shown.total})"))
    blocks: list[Block] = [*shown.told, heading, Items(tuple(map(draw, shown.things)))]
    left = shown.total - found.page * page_size(ctx)
    if left > 0:
        blocks.append(
            Actions((Action(_n("{n} more", "{n} more", left), listing.line(found.text, f"p{found.page + 1}")),))
        )
    return Reply(tuple(blocks))
