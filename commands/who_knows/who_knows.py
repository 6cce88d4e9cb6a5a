"""Finds people, networks and earlier questions for a need in plain words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated, Final

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Item, Items, Reply, Text, own, say, words
from bot.chat.spans import Bold, Named
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Takes, command
from bot.command.labels import label_of
from bot.language.sentence import Name, Sentence
from bot.members.visibility import audiences, name_to, place_of
from bot.reading.filter import paged
from bot.reading.mentions import named
from bot.reading.record_readers import network_title
from bot.search import search
from bot.search.load import load_of
from bot.search.need import need_within
from bot.search.places import Where, where
from bot.search.query import Query
from bot.search.results import Records, brief, in_order, records_of, theme_name
from bot.search.scope import Scope, kinds_of, offers, scope
from bot.search.search import LONGEST_NEED, Found
from bot.sentences import beginning
from bot.sentences.nearest import NEARLY, RATHER, nearest
from bot.sentences.who_knows_phrases import within
from commands.who_knows import unmet
from commands.who_knows.places import told as told_places
from commands.who_knows.there import people_there
from storage.database.database import Tx
from storage.members.member import Member
from storage.networks import networks
from storage.vocabulary import Field, NetworkRole, Place, Role
from storage.who_knows import exposures
from storage.who_knows.unmet_needs import Sought

PAGE: Final = 3
"""Of an answer, whatever they are: more does not fit a phone."""
PAGE_NEAR: Final = 2
"""Of an answer that is near what is asked, or only mentions it: who asks decides first whether that is of use."""
LONGEST_SAID: Final = 50
"""Letters of a need that are repeated: whoever told a story knows what it was."""
BUTTONS: Final = 6
"""Of a card."""
HINT: Final = _("In your own words. Name a region if it matters: soil in Twente.")


@command(
    nl=(
        "wie weet",
        "wie weet iets over",
        "wie weet er iets over",
        "wie weet iets van",
        "wie weet er iets van",
        "wie weet er meer over",
        "wie weet meer over",
        "wie kent",
        "wie heeft verstand van",
        "wie heeft ervaring met",
        "wie kan helpen met",
        "wie kan helpen bij",
        "wie kan helpen in",
        "wie kan mij helpen",
        "wie werkt aan",
        "wie werkt bij",
        "wie werkt in",
        "zoek",
    ),
    en=(
        "who knows",
        "who knows about",
        "who knows anything about",
        "who can help with",
        "who can help in",
        "who works on",
        "who works at",
        "who works in",
        "find",
    ),
    summary=_("Find out who knows about something"),
    safe=True,
    takes=Takes.sentence,
)
async def who_knows(
    ctx: Context,
    need: Annotated[
        str,
        Ask(
            _("What are you looking for?"),
            label=_("What you are looking for"),
            hint=HINT,
            max_length=LONGEST_NEED,
        ),
    ],
) -> Reply:
    need, page = await _in_words(ctx, need)
    kinds = kinds_of(ctx.topics)
    asked = scope(need, ctx.vocabulary, kinds)
    here = where(asked.need, ctx.atlas, ctx.member.regions)
    if here.either:
        return _which(here)
    query = Query(
        here.need or asked.need,
        kinds=asked.kinds,
        audiences=audiences(ctx),
        regions=here.regions,
        around=here.around,
        only_there=asked.only_there,
        exclude=frozenset({("member", ctx.member.id)}),
        limit=search.SHOWN,
        now=ctx.now,
        honest=True,
        knowing=kinds.knowing(asked.kinds),
        english=ctx.language.code == "en",
    )
    found, records, late = await ctx.read(_look, query, place_of(ctx), ctx)
    if not found.sentence.wanted:
        return Reply((Text(words(_("What are you looking for?"))), Text(words(HINT))))
    meant = [*_meant(found.sentence.named), *told_places(ctx, here)]
    if not (listed := in_order(ctx, found.hits, records, asked.need)):
        there = await people_there(ctx, found.sentence, page)
        return there or await _nobody(ctx, found, need, asked, meant, late)
    size = PAGE if found.about or not (found.near or found.by_meaning or found.mentions) else PAGE_NEAR
    best = listed[(page - 1) * size : page * size]
    blocks: list[Block] = [*meant, *await _headline(ctx, found, asked, late)]
    further = [Action(_("Ask this as a question"), ctx.line("ask_question", asked.need))]
    if page * size < len(listed):
        left = _("More ({n})", n=len(listed) - page * size)
        further.append(Action(left, who_knows.line(f"{need} p{page + 1}")))
    note: list[Block] = []
    if not ctx.member.signed_up_at:
        note = [Text(words(_("Sign up to see also the people who show themselves to members only.")))] * (not meant)
        further.append(Action(_("Sign up"), ctx.line("sign_up")))
    regions = found.sentence.ids("region")
    refused, own = found.sentence.not_meant("region"), ctx.member.regions
    offered = [*offers(need, regions, found.hits, ctx.vocabulary, ctx.atlas, own, kinds, refused)]
    room = max(0, BUTTONS - len(best) - len(further))
    # The best can be asked at once; before the others comes one way to look further.
    shown = _with_asking(ctx, best, min(room, max(1, room - len(offered[:1]))))
    further += [Action(label, who_knows.line(other)) for label, other in offered]
    room = BUTTONS - sum(len(item.actions) for item in shown)
    await _count(ctx, best)
    return Reply((*blocks, Items(tuple(shown)), *note, Actions(tuple(further[: max(1, room)]))))


async def _count(ctx: Context, shown: Sequence[Item]) -> None:
    """Count which people and networks were shown, where any were."""
    people, groups = _numbers(shown, "M"), _numbers(shown, "N")
    if people or groups:
        await ctx.write(exposures.record, people, groups, ctx.now)


def _numbers(shown: Iterable[Item], letter: str) -> list[int]:
    """Return the numbers of the people or networks that these lead to."""
    lines = {action.line for each in shown for action in each.actions}
    return sorted(int(line[2:]) for line in lines if line.startswith(f"{letter}-") and line[2:].isdecimal())


async def _in_words(ctx: Context, need: str) -> tuple[str, int]:
    """Return a need, what the number of a thing in it is about in place of that, and the page that is asked for."""
    said, page = paged(need)
    about = await ctx.read(need_within, ctx.topics, said)
    return (about.text[:LONGEST_NEED] if about else said), page


def _with_asking(ctx: Context, found: Sequence[Item], room: int) -> list[Item]:
    """Return each in brief; the best of the people and networks can be asked at once, as many as there is room for."""
    asking = tuple(f"{ctx.line(name)} " for name in ("ask_member", "ask_network"))
    shown = []
    for item in found:
        ask = tuple(each for each in item.actions if each.line.startswith(asking))[:room]
        short = brief(item)
        shown.append(replace(short, actions=(*short.actions, *(each for each in ask if each not in short.actions))))
        room -= len(ask)
    return shown


def _look(tx: Tx, query: Query, place: Place, ctx: Context) -> tuple[Found, Records, list[Sought]]:
    """All that an answer takes, on one thread: each hop to one costs as much as a statement."""
    query = replace(query, names=named(tx, query.text, place), asked=load_of(tx, ctx.topics, ctx.now))
    found = search.find(tx, query, ctx.vocabulary, ctx.encoder)
    return found, records_of(tx, ctx.topics, found.hits), unmet.of_late(tx, ctx)


def _meant(seen: Iterable[Name]) -> list[Block]:
    """Offer the people that the sentence names: perhaps they are whom it is about."""
    people = [Action(Named(each.name, int(each.id)), f"M-{each.id}") for each in seen if each.kind == "member"]
    return [Text(words(_("Do you mean this person?"))), Actions(tuple(people))] if people else []


def _which(here: Where) -> Reply:
    """Ask which of two places is meant that are called the same."""
    choices = tuple(Action(name, who_knows.line(other)) for name, other in here.either)
    return Reply((Text(words(_("There are several places of that name. Which do you mean?"))), Actions(choices)))


async def _headline(ctx: Context, found: Found, asked: Scope, late: Sequence[Sought]) -> list[Block]:
    """Say first what was found: exactly this, what is near it, or only elsewhere. What is not met is a need."""
    sentence = found.sentence
    regions = [ctx.atlas.regions[each].name for each in sorted(sentence.ids("region"))]
    there = not regions or any(hit.region_how in search.there_of(sentence) for hit in found.hits)
    near = ", ".join(theme_name(ctx, theme) for theme in found.near)
    if found.about or found.near or found.by_meaning or found.mentions:
        await unmet.keep(ctx, found, asked, late)
        told = _not_exactly(found, Bold(near))
    elif there:
        await unmet.said_better(ctx, sentence.topic, late)
        told = _("For {need} I know:", need=Bold(sentence.typed)) if _echoed(found) else _("For this I know:")
    else:
        if not any(hit.region_how == "serves" for hit in found.hits):
            await unmet.keep(ctx, found, asked, late)
        told = _("I know nobody for this in {region} itself. This is what I know elsewhere.", region=regions)
    return [Text(words(told))]


def _echoed(found: Found) -> bool:
    """Whether a need is repeated: whoever told a story knows what it was."""
    return len(found.sentence.typed) <= LONGEST_SAID


def _not_exactly(found: Found, near: Bold) -> Msg:
    """Say that this is not exactly what was asked for, and how it is near."""
    need = Bold(found.sentence.typed)
    if found.about:
        if _echoed(found):
            return _(
                "Who knows exactly this is not known here: {need}. This is about it, or close to it: {near}.",
                need=need,
                near=near,
            )
        return _("Who knows exactly this is not known here. This is about it, or close to it: {near}.", near=near)
    if found.near:
        if _echoed(found):
            return _("Exactly this is not known here: {need}. This is close to it: {near}.", need=need, near=near)
        return _("Exactly this is not known here. This is close to it: {near}.", near=near)
    if found.by_meaning:
        if _echoed(found):
            return _("Exactly this is not known here: {need}. This looks like it.", need=need)
        return _("Exactly this is not known here. This looks like it.")
    if _echoed(found):
        return _("I know nobody yet who knows about {need}. This mentions it:", need=need)
    return _("I know nobody yet who knows about this. This mentions it:")


async def _nobody(
    ctx: Context, found: Found, need: str, asked: Scope, meant: list[Block], late: Sequence[Sought]
) -> Reply:
    """Say plainly that nobody is known, keep that for the coordinators, and offer what may still help."""
    sentence, kinds = found.sentence, kinds_of(ctx.topics)
    if other := await _another(ctx, sentence, need):
        return other
    everywhere = Scope(asked.need, kinds.all)
    regions, themes = sentence.ids("region"), sentence.ids("theme")
    told = _("I know nobody yet who knows about this.")
    if _echoed(found):
        told = _("I know nobody yet who knows about {need}.", need=Bold(sentence.typed))
    blocks: list[Block] = [*meant, Text(words(told))]
    if await unmet.keep(ctx, found, asked, late):
        kept = _("I keep the need, without your name, for the coordinators. You can put it as a question.")
        blocks.append(Text(words(kept)))
    wider = sorted({above for theme in themes if (above := ctx.atlas.themes[theme].parent) is not None} - themes)
    region_names = [ctx.atlas.regions[region].name for region in sorted(regions)]
    around = offers(need, regions, (), ctx.vocabulary, ctx.atlas, frozenset(), kinds)
    about = [(theme_name(ctx, theme), ctx.atlas.themes[theme].name) for theme in (*wider, *sorted(themes))]
    offered = [
        Action(_("Ask this as a question"), ctx.line("ask_question", asked.need)),
        *([Action(_("Look everywhere"), who_knows.line(asked.need))] if asked != everywhere else []),
        *(Action(label, who_knows.line(other)) for label, other in around),
        *(Action(_("Who knows about {theme}", theme=name), who_knows.line(own)) for name, own in about[: len(wider)]),
        *(Action(_("Networks on {theme}", theme=name), ctx.line("list_networks", own)) for name, own in about),
        *(Action(_("Networks in {region}", region=name), ctx.line("list_networks", name)) for name in region_names),
    ]
    return Reply((*blocks, Actions(tuple(offered[:BUTTONS]))))


async def _another(ctx: Context, sentence: Sentence, need: str) -> Reply | None:
    """Offer what a line comes nearest to that was looked up in vain, and may have been another wish."""
    typed = ctx.message.text
    if within(typed) or ctx.message.pressed or beginning.read(typed, ctx.commands, ctx.language.code):
        return None
    least = RATHER if unmet.was_asked(ctx, sentence) else NEARLY
    if need not in typed or not (near := await nearest(ctx, typed, least=least)):
        return None
    told = _("I find nothing about that. Perhaps you mean one of these:")
    ways = (Action(command.summary, line) for command, line in near)
    return Reply(
        (Text(words(told)), Actions((*ways, Action(_("Ask this as a question"), ctx.line("ask_question", need)))))
    )


@command(
    nl=("toon deelnemer", "wie is", "m"),
    en=("show member", "who is", "m"),
    summary=_("Look at one member"),
    safe=True,
    hidden=True,
)
async def show_member(ctx: Context, member: Member) -> Reply:
    place = place_of(ctx)
    if not member.agreed(Field.found, place) and member.id != ctx.member.id and not ctx.may(Role.coordinator):
        return say(_("This member does not show themselves here."))
    rows = []
    if member.agreed(Field.organisation, place):
        if member.organisation:
            rows.append(Fact(_("Organisation"), own((member.organisation.name,), member.id)))
            if member.organisation.kind:
                rows.append(Fact(_("Kind of organisation"), words(label_of(member.organisation.kind))))
        if member.position:
            rows.append(Fact(_("Role"), own((member.position,), member.id)))
    regions = sorted(ctx.atlas.regions[region].name for region in member.regions)
    themes = sorted(ctx.atlas.themes[theme].name for theme in member.themes)
    rows += [Fact(_("Regions"), words("; ".join(regions)))] if regions else []
    rows += [Fact(_("Themes"), words("; ".join(themes)))] if themes else []
    driven = await ctx.read(networks.of_member, member.id, NetworkRole.convenor)
    rows += (
        [Fact(_("Convenor of"), words(*(part for each in driven for part in ("; ", network_title(each))))[1:])]
        if driven
        else []
    )
    blocks: list[Block] = [Heading(words(name_to(ctx, member)))]
    if member.agreed(Field.knows, place) and member.knows:
        blocks.append(Text(own((member.knows,), member.id)))
    if rows:
        blocks.append(Facts(tuple(rows)))
    if member.away(ctx.local_now.date()) and member.paused_until:
        blocks.append(Text(words(_("Is away until {day}.", day=member.paused_until))))
    elif member.id != ctx.member.id:
        blocks.append(Actions((Action(_("Ask them"), ctx.line("ask_member", f"M-{member.id}")),)))
    return Reply(tuple(blocks))
