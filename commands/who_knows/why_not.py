"""Explains to coordinators why a person or network did not come up."""

import re
from collections.abc import Iterator
from typing import Annotated

from bot.chat.reply import Action, Actions, Block, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Context, command
from bot.command.reader import Unclear, quoted
from bot.command.refusal import Refused
from bot.members.permissions import require_mandate
from bot.members.visibility import audiences
from bot.reading.record_readers import ANetwork, member_or_network, network_number
from bot.search import search
from bot.search.diagnosis import Hindrance, WhyNot, why_not
from bot.search.load import load_of
from bot.search.need import need_of
from bot.search.query import Query
from bot.search.ranking import Factors
from bot.search.results import snippet
from storage.members.member import Member
from storage.networks.network import Network
from storage.vocabulary import Role

ROWS = 4
"""Texts shown of someone who did not come up."""

_BY = re.compile(r"\s+(?:bij|voor|for|about)\s+", re.IGNORECASE)
"""Between whom and what it is about."""


@command(
    nl=("waarom niet",),
    en=("why not",),
    summary=_("See why a person or network did not come up"),
    allow=Role.coordinator,
    safe=True,
    private=True,
)
async def why_nobody(
    ctx: Context,
    who: Annotated[
        str,
        Ask(
            _("Which person or network?"),
            label=_("Person or network"),
            hint=_("A name or number, and for what: N-3 for soil in Twente, or M-7 for K-12."),
            max_length=600,
        ),
    ],
) -> Reply:
    require_mandate(ctx)
    subject, need, called = await _split(ctx, who)
    if subject is None:
        return await _nobody(ctx, called)
    kind = "network" if isinstance(subject, Network) else "member"
    query = await _query(ctx, need)
    told = await ctx.read(why_not, query, ctx.vocabulary, kind, subject.id)
    if told.hindrance in (Hindrance.not_admitted, Hindrance.audience) and isinstance(subject, Member):
        return await _nobody(ctx, called)
    name = Bold(subject.name)
    blocks: list[Block] = [Text(words(_reason(told, name)))]
    if told.factors and told.hindrance in (Hindrance.outranked, None):
        lower = tuple(Item(words(each)) for each in _lower(told.factors))
        blocks += [Text(words(_("What puts them lower:"))), Items(lower)] if lower else []
    if told.hindrance in (Hindrance.no_match, Hindrance.outranked):
        blocks += _by(ctx, told)
    if not need:
        example = Code(f"{why_nobody.phrase(ctx.language.code)} {_number(subject)} {ctx.language.text(_FOR)} K-12")
        blocks.append(Text(words(_("For one question: {example}.", example=example))))
    blocks.append(Actions((Action(_("View"), _number(subject)),)))
    return Reply(tuple(blocks))


async def _nobody(ctx: Context, called: str) -> Reply:
    """Say the same of who may not be found here and of who is not there: that somebody is a member tells too."""
    try:
        await ANetwork().read(ctx, called, None)
        near: tuple[Item, ...] = ()
    except Unclear as unclear:
        near = tuple(Item(words(choice.label)) for choice in unclear.choices)
    told = _("{name} cannot be found here: nobody of that name agreed to it, and no network has it.", name=Bold(called))
    return Reply((Text(words(told)), *([Items(near)] if near else [])))


_FOR = _("for")


async def _split(ctx: Context, text: str) -> tuple[Member | Network | None, str, str]:
    """Return whom it is about, the need, and what they were called. A name may hold one of the words that divide."""
    places = [*_BY.finditer(text)]
    for place in (*reversed(places), None):
        head, need = (text[: place.start()], text[place.end() :]) if place else (text, "")
        try:
            return await member_or_network(ctx, head), need.strip(), head.strip()
        except Refused:
            continue
    return None, "", quoted((text[: places[0].start()] if places else text).strip())


async def _query(ctx: Context, need: str) -> Query:
    """Return what `wie weet` would look for; of a question by its number, what it is about."""
    meant = await ctx.read(need_of, ctx.topics, need)
    return Query(
        meant.text,
        kinds=search.PEOPLE_AND_NETWORKS,
        audiences=audiences(ctx),
        regions=meant.regions,
        themes=meant.themes,
        limit=search.SHOWN,
        asked=await ctx.read(load_of, ctx.topics, ctx.now),
        now=ctx.now,
        english=ctx.language.code == "en",
    )


def _reason(told: WhyNot, name: Bold) -> Msg:
    match told.hindrance:
        case Hindrance.not_admitted | Hindrance.audience:  # a network: of members it is not told
            return _("{name} is not on the list, so nobody finds it.", name=name)
        case Hindrance.away:
            return _("{name} is on pause, so nobody finds them.", name=name)
        case Hindrance.excluded:
            return _("{name} was left out of this search.", name=name)
        case Hindrance.no_match if not told.asked:
            return _("{name} can be found. These are the texts that find them.", name=name)
        case Hindrance.no_match:
            return _("Nothing of {name} has a word of this question.", name=name)
        case Hindrance.outranked:
            return _("{name} comes in place {place} of {of}: others have more of this question.", **_place(told, name))
        case None:
            return _("{name} does come up, in place {place} of {of}.", **_place(told, name))


def _place(told: WhyNot, name: Bold) -> dict[str, Bold | int]:
    return {"name": name, "place": told.place or 0, "of": told.of}


def _lower(factors: Factors) -> Iterator[Msg]:
    """Yield what made it come lower, but for its words."""
    match factors.region_how:
        case "elsewhere":
            yield _("works in another region")
        case "nowhere":
            yield _("names no region")
        case "serves":
            yield _("works in a larger region than what was asked")
    if factors.load < 1:
        yield _("was asked often lately")
    if factors.confirmed < 1:
        yield _("nobody confirmed this for a year")


def _by(ctx: Context, told: WhyNot) -> Iterator[Block]:
    """Yield the texts that could have matched, as far as this reader may see them here."""
    seen = audiences(ctx)
    rows = [row for row, _role in told.rows if row.evidence.audience in seen]
    if rows:
        yield Text(words(_("They are found by:")))
        yield Items(tuple(Item(snippet(row)) for row in rows[:ROWS]))
        if len(rows) > ROWS:
            yield Text(words(_n("And {n} more text.", "And {n} more texts.", len(rows) - ROWS)))


def _number(subject: Member | Network) -> str:
    return network_number(subject) if isinstance(subject, Network) else f"M-{subject.id}"
