"""What others find you by, and how to correct it."""

from collections.abc import AsyncIterator, Iterable

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Item, Items, Reply, Text, Words, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import _, _n
from bot.command.command import Context, command
from bot.command.filter import paged
from bot.command.labels import label_of
from bot.command.record_readers import network_number
from bot.search.diagnosis import why_found
from commands.questions.candidates import LATELY
from storage.members.people import Member
from storage.networks import networks
from storage.questions import questions, requests
from storage.search import Row
from storage.vocabulary import Field, Place, Role

PAGE = 6
"""Rows a page: each takes two or three lines on a phone."""
_ORDER = ("self", "convenor", "accepted", "answered", "asked")


@command(
    nl=("waarom word ik gevonden", "waarom vind je mij", "waarop word ik gevonden"),
    en=("why am i found", "why do you find me"),
    summary=_("See what others find you by, and correct it"),
    allow=Role.member,
    safe=True,
    private=True,
)
async def why_me(ctx: Context, page: str = "") -> Reply:
    member = ctx.member
    if not member.agreed(Field.found):
        nobody = _("Nobody finds you: you did not agree to that.")
        return Reply((Text(words(nobody)), Actions((Action(_("Who sees what"), "toestemming"),))))
    found = await ctx.read(why_found, "member", member.id)
    found.sort(key=lambda one: (_ORDER.index(one[1]) if one[1] in _ORDER else len(_ORDER), -one[0].id))
    items = [item async for item in _mine(ctx, found)]
    _text, number = paged(page)
    shown = items[(number - 1) * PAGE : number * PAGE]
    blocks: list[Block] = [Heading(words(_("What others find you by")))]
    if number == 1:
        blocks.append(Text(words(_("You are found by: {who}.", who=label_of(_widest(member, Field.found))))))
        blocks += await _circumstances(ctx)
    blocks.append(Items(tuple(shown)) if shown else Text(words(_("Nothing yet. Tell me what you know about."))))
    further = [Action(_("Who sees what"), "toestemming"), Action(_("Change my profile"), "profiel wijzigen")]
    if number * PAGE < len(items):
        further.insert(0, Action(_("More"), f"waarom word ik gevonden p{number + 1}"))
    return Reply((*blocks, Actions(tuple(further))))


async def _circumstances(ctx: Context) -> list[Block]:
    """What changes one's place for any question: regions, pause, load."""
    member, blocks = ctx.member, list[Block]()
    if member.regions:
        regions = "; ".join(sorted(ctx.atlas.regions[each].name for each in member.regions))
        blocks.append(Facts((Fact(_("Regions"), words(regions)),)))
    if member.away(ctx.local_now.date()) and member.paused_until:
        blocks.append(
            Text(words(_("You are on pause until {day}: nobody finds or asks you.", day=member.paused_until)))
        )
    times = (await ctx.read(requests.busy_since, ctx.now - LATELY)).get(("member", member.id), 0)
    if times:
        lower = _n(
            "You were asked {n} time in the last 30 days: so you come a little lower.",
            "You were asked {n} times in the last 30 days: so you come a little lower.",
            times,
        )
        blocks.append(Text(words(lower)))
    return blocks


async def _mine(ctx: Context, found: Iterable[tuple[Row, str]]) -> AsyncIterator[Item]:
    """What one is found by, each record once, with how to correct it."""
    told: set[tuple[str, int]] = set()
    for row, role in found:
        match row.source_kind, row.evidence.field:
            case "member", field:
                yield Item(snippet(row), (_seen(ctx.member, field),), (Action(_("Change"), _CHANGE[field]),))
            case "network", _ if ("network", row.source_id) not in told:
                told.add(("network", row.source_id))
                for network in await ctx.read(networks.load, [row.source_id]):
                    number = network_number(network)
                    driven = words(_("convenor of {network}", network=Bold(network.name)), " (", Code(number), ")")
                    stop = Action(_("I no longer am"), f"netwerk verlaten {number}")
                    yield Item(driven, (), (Action(_("Look"), number), stop))
            case "answer", _:
                answer = await ctx.read(questions.one_answer, row.source_id)
                if answer:
                    number = f"K-{answer.question_id}"
                    what = _("answered {number}: ", number=Code(number))
                    if role == "accepted":
                        what = _("gave the answer that helped to {number}: ", number=Code(number))
                    wrong = Action(_("Something is wrong"), f"meld {answer.number}")
                    yield Item(words(what, *snippet(row)), (), (Action(_("Look"), number), wrong))
            case "question", _:
                number = f"K-{row.source_id}"
                unname = Action(_("Take my name off"), f"zonder naam {number}")
                asked = words(_("asked {number}: ", number=Code(number)), *snippet(row))
                yield Item(asked, (), (Action(_("Look"), number), unname))


_CHANGE = {"knows": "mijn kennis", "themes": "mijn thema's", "position": "mijn rol"}

_FIELD = {"knows": Field.knows, "themes": Field.found, "position": Field.organisation}


def _seen(member: Member, field: str) -> Words:
    """Who can find one by a field: no more than may find one at all."""
    places = (Place.members, Place.rooms, Place.web)
    narrowest = min(places.index(_widest(member, each)) for each in (Field.found, _FIELD[field]))
    return words(_("seen by {who}", who=label_of(places[narrowest])))


def _widest(member: Member, field: Field) -> Place:
    return next((place for place in (Place.web, Place.rooms) if member.agreed(field, place)), Place.members)


def snippet(row: Row) -> Words:
    return words(Bold(shorten(row.evidence.text or row.evidence.title)))
