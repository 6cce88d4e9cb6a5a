"""Shows members what others find them by, and how to correct it."""

from collections.abc import AsyncIterator, Iterable

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Item, Items, Reply, Text, Words, words
from bot.chat.texts import _, _n
from bot.command.command import Context, command
from bot.command.labels import label_of
from bot.reading.filter import paged
from bot.search.diagnosis import why_found
from bot.search.found_by import FoundBy
from bot.search.load import load_of
from bot.search.results import snippet
from commands.members.consent import consent
from commands.members.profile import change_profile, my_knowledge, my_position, my_themes
from storage.members.member import Member
from storage.search import Row
from storage.search.evidence import Key
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
        return Reply((Text(words(nobody)), Actions((Action(_("Who sees what"), consent.line()),))))
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
    further = [Action(_("Who sees what"), consent.line()), Action(_("Change my profile"), change_profile.line())]
    if number * PAGE < len(items):
        further.insert(0, Action(_("More"), why_me.line(f"p{number + 1}")))
    return Reply((*blocks, Actions(tuple(further))))


async def _circumstances(ctx: Context) -> list[Block]:
    """Return what changes one's place for any question: regions, pause, load."""
    member, blocks = ctx.member, list[Block]()
    if member.regions:
        regions = "; ".join(sorted(ctx.atlas.regions[each].name for each in member.regions))
        blocks.append(Facts((Fact(_("Regions"), words(regions)),)))
    if member.away(ctx.local_now.date()) and member.paused_until:
        blocks.append(
            Text(words(_("You are on pause until {day}: nobody finds or asks you.", day=member.paused_until)))
        )
    times = (await ctx.read(load_of, ctx.topics, ctx.now)).get(("member", member.id), 0)
    if times:
        lower = _n(
            "You were asked {n} time in the last 30 days: so you come a little lower.",
            "You were asked {n} times in the last 30 days: so you come a little lower.",
            times,
        )
        blocks.append(Text(words(lower)))
    return blocks


async def _mine(ctx: Context, found: Iterable[tuple[Row, str]]) -> AsyncIterator[Item]:
    """Yield what one is found by, with how to correct it."""
    parts = {part.kind: part for part in ctx.topics.all(FoundBy)}
    told: set[Key] = set()
    for row, role in found:
        subject = (row.source_kind, row.source_id)
        if row.source_kind == "member":
            change = Action(_("Change"), _CHANGE[row.evidence.field])
            yield Item(snippet(row), (_seen(ctx.member, row.evidence.field),), (change,))
        elif (part := parts.get(row.source_kind)) and not (part.once and subject in told):
            told.add(subject)
            item = await part.draw(ctx, row, role)
            if item:
                yield item


_CHANGE = {"knows": my_knowledge.line(), "themes": my_themes.line(), "position": my_position.line()}

_FIELD = {"knows": Field.knows, "themes": Field.found, "position": Field.organisation}


def _seen(member: Member, field: str) -> Words:
    """Return who can find one by a field: no more than may find one at all."""
    places = (Place.members, Place.rooms, Place.web)
    narrowest = min(places.index(_widest(member, each)) for each in (Field.found, _FIELD[field]))
    return words(_("seen by {who}", who=label_of(places[narrowest])))


def _widest(member: Member, field: Field) -> Place:
    return next((place for place in (Place.web, Place.rooms) if member.agreed(field, place)), Place.members)
