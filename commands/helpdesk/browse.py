"""Shows requests to who asked them and to the desk: one, a list, and those that come back."""

from bot.chat.reply import Action, Actions, Block, Choice, Heading, Items, Reply, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import _, _n
from bot.command.command import Context, Takes, command
from bot.command.one_view import on_one_view
from bot.command.refusal import Refused
from bot.things.acts import Chance, offered
from bot.things.listed import listed
from bot.things.listing import PAGE, Asked, asked, label_values, names_of_values, only
from commands.helpdesk.card import card, line_of
from commands.helpdesk.labels import DESKS, STATES
from commands.helpdesk.put import OTHERS, RECENT, put_request
from commands.helpdesk.rights import keeps, mine, subject, unseen
from storage.helpdesk import requests
from storage.helpdesk.request import OPEN, Desk, Filter, Request, State
from storage.vocabulary import Role

_KNOWN = {
    **label_values(STATES.labels),
    **names_of_values(DESKS.labels, {Desk.civic: ("loket",), Desk.cafe: ("helpdesk", "cafe", "help desk")}),
}
_EMPTY = ("loketvraag", "loketvragen", "requests", "mijn", "my", "h")


@command(
    nl=("toon loketvraag", "h"),
    en=("show request", "h"),
    summary=_("Look at one request"),
    safe=True,
    private=True,
    hidden=True,
)
async def show_request(ctx: Context, request: Request) -> Reply:
    return await on_one_view(ctx, lambda reading: card(reading, request))


@command(
    nl=("loketvragen", "mijn loketvragen"),
    en=("desk requests", "my desk requests"),
    summary=_("See what you asked the desk, and what waits at yours"),
    safe=True,
    private=True,
    takes=Takes.names,
)
async def list_requests(ctx: Context, which: str = "") -> Reply:
    found = asked(ctx, which, _KNOWN, empty=_EMPTY, size=PAGE)
    scopes = await mine(ctx)

    async def find(each: Asked) -> tuple[list[Request], int]:
        desks = sorted(only(each.values, Desk))
        what = Filter(
            ctx.member.id,
            scopes,
            frozenset(State(value) for value in only(each.values, State)) or OPEN,
            Desk(desks[0]) if len(desks) == 1 else None,
            each.regions,
            each.narrow,
        )
        return await ctx.read(requests.find, what, limit=PAGE, offset=each.offset)

    what = _("the list of requests")
    shown = await listed(ctx, found, find, line_of, kind=None, command="list_requests", what=what)
    if not shown.things:
        none = [] if shown.told else [Text(words(_("Nothing waits at the desk, of you or for you.")))]
        ask = Action(_("Ask the desk"), put_request.line())
        return Reply((*shown.told, *none, Actions((*shown.ways, ask))))
    heading = Heading(words(_n("{n} request at the desk", "{n} requests at the desk", shown.total)))
    blocks: list[Block] = [*shown.told, heading, Items(tuple(map(line_of, shown.things)))]
    left = shown.total - found.page * PAGE
    if left > 0:
        more = list_requests.line(found.text, f"p{found.page + 1}")
        blocks.append(Actions((Action(_n("{n} more", "{n} more", left), more),)))
    return Reply(tuple(blocks))


async def known(ctx: Context) -> list[Choice]:
    """Find the open requests that one asked or keeps."""
    if not ctx.personal:
        return []
    found, _all = await ctx.read(requests.find, Filter(ctx.member.id, await mine(ctx), OPEN), limit=MOST_KNOWN)
    return [Choice(each.number, each.text) for each in found]


MOST_KNOWN = 50
"""Requests among which is looked for what a line is about: the latest."""


@command(
    nl=("loketvraag komt terug",),
    en=("request comes back",),
    summary=_("See which requests at your desk ask the same"),
    allow=Role.member,
    safe=True,
    private=True,
    hidden=True,
)
async def show_alike(ctx: Context, request: Request) -> Reply:
    scopes = await mine(ctx)
    if not keeps(scopes, request):
        raise Refused(unseen(request))
    ids = await ctx.read(requests.alike_to, request, ctx.now - RECENT)
    others = [each for each in await ctx.read(requests.load, ids) if keeps(scopes, each)]
    if len(others) < OTHERS:
        return say(_("Nobody else asked the same of late."))
    buttons = [
        *await offered(ctx, subject(request), Chance.recurs),
        Action(_("Not the same"), ctx.line("tell_apart", request.number)),
    ]
    intro = _("These requests are alike. Tell in your own words what happens: nobody reads who asked.")
    return Reply(
        (
            Heading(words(_n("{n} request asks the same", "{n} requests ask the same", len(others) + 1))),
            Text(words(intro)),
            Items(tuple(map(line_of, [request, *others[: PAGE - 1]]))),
            Actions(tuple(buttons)),
        )
    )


@command(
    nl=("loketvraag is anders",),
    en=("request is different",),
    summary=_("Say that these requests do not ask the same"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def tell_apart(ctx: Context, request: Request) -> Reply:
    if not keeps(await mine(ctx), request):
        raise Refused(unseen(request))
    ids = await ctx.read(requests.alike_to, request, ctx.now - RECENT)
    await ctx.write(requests.mark_alike, [request.id, *ids], 0)
    return say(_("{number} is of its own. I do not offer it again.", number=Code(request.number)))
