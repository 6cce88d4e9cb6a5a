"""Proposes to national coordinators what recurs in several regions, with its questions as evidence, once."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Item, Items, Reply, Subject, Text, say, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import Msg, _
from bot.command.command import Context, command
from bot.command.refusal import Refused
from bot.members.permissions import coordinators
from bot.members.visibility import READABLE_BY_MEMBERS
from bot.search import search
from bot.things.making import Saying
from bot.things.undoing import did
from commands.agenda.around import QUESTION
from commands.agenda.labels import list_of
from commands.agenda.life import Act
from commands.agenda.put import tell_askers
from commands.agenda.readers import country_of
from commands.agenda.rights import subject
from storage import links
from storage import search as index
from storage.agenda import items, recurring
from storage.agenda.item import ITEM, Draft, Half, State
from storage.agenda.recurring import Recurring, Verdict
from storage.database.database import Tx
from storage.links import Thing
from storage.vocabulary import LinkKind, QuestionKind, Role

ALIKE = 3
"""Questions that look alike, from so many on ..."""
REGIONS = 2
"""... of so many regions: what they ask is not of one region."""
SEEN = 6


async def look_for(ctx: Context, question: Subject) -> Block | None:
    """After a question was put: whether it and others ask the same, in several regions."""
    group = await _alike(ctx, question)
    if group is None:
        return None
    questions, regions = group
    await propose(ctx, questions, regions)
    return None


async def _alike(ctx: Context, question: Subject) -> tuple[list[int], frozenset[int]] | None:
    what = await ctx.read(_subjects, [question.id])
    if question.id not in what:
        return None
    found = await ctx.read(
        search.similar,
        QUESTION,
        what[question.id].name,
        ctx.vocabulary,
        audiences=READABLE_BY_MEMBERS,
        exclude=frozenset({(QUESTION, question.id)}),
        limit=SEEN,
        now=ctx.now,
    )  # by words alone: the question was just put, so nobody else can write while a model reads it
    known = await ctx.read(_subjects, [question.id, *(hit.id for hit in found.hits)])
    regions = frozenset(region for each in known.values() for region in each.regions)
    return (sorted(known), regions) if len(known) >= ALIKE and len(regions) >= REGIONS else None


def _subjects(tx: Tx, ids: Sequence[int]) -> dict[int, index.Subject]:
    found = index.subjects(tx, {(QUESTION, each) for each in ids})
    return {id: each for (_kind, id), each in found.items()}


async def propose(ctx: Context, questions: Sequence[int], regions: frozenset[int]) -> int | None:
    """Tell the national coordinators once: None when these were proposed before."""
    number = await ctx.write(recurring.propose, questions, regions, ctx.now)
    if number is None:
        return None
    known = await ctx.read(_subjects, questions)
    for each in await coordinators(ctx, regions=()):
        ctx.notify(each, _proposal(ctx, number, known, regions))
    return number


def _proposal(ctx: Context, number: int, known: dict[int, index.Subject], regions: frozenset[int]) -> Reply:
    names = sorted(ctx.atlas.regions[each].name for each in regions if each in ctx.atlas.regions)
    asked = _("These questions look alike ({regions}). On the national agenda?", regions="; ".join(names))
    evidence = tuple(
        Item(words(Code(f"K-{id}"), " ", shorten(each.name, 100)), (), (Action(_("View"), f"K-{id}"),))
        for id, each in sorted(known.items())
    )
    doing = (
        Action(_("Put it on"), put_recurring.line(number)),
        Action(_("Not the same"), different.line(number)),
        Action(_("Not now"), later.line(number)),
    )
    return Reply((Text(words(asked)), Items(evidence), Actions(doing)), found_anyway=True)


async def _settle(ctx: Context, which: str, verdict: Verdict) -> Recurring:
    """Note what a national coordinator says. Raises `Refused`."""
    if not ctx.may(Role.coordinator):
        raise Refused(_("This changes something for the whole country. Ask a national coordinator."))
    group = await ctx.read(recurring.get, int(which)) if which.strip().isdecimal() else None
    if group is None:
        raise Refused(_("There is no such proposal."))
    if not await ctx.write(recurring.settle, group.id, verdict, ctx.now):
        raise Refused(_("Somebody answered this proposal already."))
    return group


@command(
    nl=("zet terugkerend op de agenda",),
    en=("put recurring on the agenda",),
    summary=_("Put it on"),
    allow=Role.coordinator,
    hidden=True,
)
async def put_recurring(ctx: Context, which: str) -> Reply:
    group = await _settle(ctx, which, Verdict.put)
    country = country_of(ctx)
    known = await ctx.read(_subjects, group.questions)
    if country is None or not known:
        raise Refused(_("There is no such proposal."))
    first = known[min(known)]
    draft = Draft(
        text=str(Saying(first.name))[:200],
        list_name=country.name,
        region_id=country.region_id,
        half=Half.opgave,
        kind=QuestionKind.inhoudelijk,
        state=State.listed,
        regions=group.regions,
        themes=frozenset(theme for each in known.values() for theme in each.themes),
    )
    item = await ctx.write(items.put, ctx.member.id, draft, ctx.now)
    for each in known:
        await ctx.write(
            links.link, Thing(ITEM, item.id), LinkKind.komt_uit, Thing(QUESTION, each), ctx.member.id, ctx.now
        )
    entry = await did(ctx, subject(item), Act.put)
    await tell_askers(ctx, item, entry)
    told: Msg = _("{number} is on the agenda of {list}.", number=Code(item.number), list=list_of(item))
    return Reply(
        (Text(words(told)), Text(words(_("Everyone who asked hears it."))), Actions((Action(_("View"), item.number),)))
    )


@command(nl=("niet hetzelfde",), en=("not the same",), summary=_("Not the same"), allow=Role.coordinator, hidden=True)
async def different(ctx: Context, which: str) -> Reply:
    await _settle(ctx, which, Verdict.different)
    return say(_("Thank you. I do not propose these together again."))


@command(
    nl=("terugkerend niet nu",), en=("recurring not now",), summary=_("Not now"), allow=Role.coordinator, hidden=True
)
async def later(ctx: Context, which: str) -> Reply:
    await _settle(ctx, which, Verdict.later)
    return say(_("All right. I do not propose it for half a year."))
