"""Who knows what: people, networks and earlier questions for a need in plain words."""

from datetime import timedelta
from typing import Annotated

from bot import search
from bot.command import Ask, Context, command
from bot.hits import items
from bot.labels import label_of
from bot.reply import Action, Actions, Block, Fact, Facts, Heading, Items, Reply, Text, say, words
from bot.search import Found, Query
from bot.showing import audiences, name_to, place_of
from bot.span import Bold
from bot.wording import _
from storage import needs, networks, requests
from storage.people import Member
from storage.vocabulary import Field, NetworkRole, Role

LATELY = timedelta(days=30)
"""How far back being asked counts as load."""


@command(
    nl=(
        "wie weet",
        "wie weet iets over",
        "wie weet er iets over",
        "wie weet iets van",
        "wie weet meer over",
        "wie kent",
        "wie heeft verstand van",
        "wie heeft ervaring met",
        "wie kan helpen met",
        "wie werkt aan",
        "zoek",
    ),
    en=("who knows", "who knows about", "who knows anything about", "who can help with", "who works on", "find"),
    summary=_("Find out who knows about something"),
    safe=True,
)
async def who_knows(
    ctx: Context,
    need: Annotated[
        str,
        Ask(
            _("What are you looking for?"),
            label=_("What you are looking for"),
            hint=_("In your own words. Name a region if it matters: soil in Twente."),
            max_length=500,
        ),
    ],
) -> Reply:
    query = Query(
        need,
        audiences=audiences(ctx),
        exclude=frozenset({("member", ctx.member.id)}),
        limit=search.SHOWN,
        asked=await ctx.read(requests.busy_since, ctx.now - LATELY),
        now=ctx.now,
    )
    found = await ctx.read(search.find, query, ctx.vocabulary)
    by_kind = await items(ctx, found.hits, need)
    if not by_kind:
        return await _nobody(ctx, found, need)
    blocks: list[Block] = []
    for kind, heading in (
        ("network", _("Networks")),
        ("member", _("People")),
        ("question", _("Questions asked before")),
    ):
        if by_kind.get(kind):
            blocks += [Heading(words(heading)), Items(tuple(by_kind[kind]))]
    further = [Action(_("Put it as a question"), f"vraag {need}")]
    if not ctx.member.signed_up_at:
        blocks.append(Text(words(_("Sign up to see also the people who show themselves to members only."))))
        further.append(Action(_("Sign up"), "aanmelden"))
    return Reply((*blocks, Actions(tuple(further))))


async def _nobody(ctx: Context, found: Found, need: str) -> Reply:
    """Say plainly that nobody is known, keep that for the coordinators, and offer what may still help."""
    sentence = found.sentence
    await ctx.write(
        needs.record,
        sentence.topic or need,
        regions=sentence.ids("region"),
        themes=sentence.ids("theme"),
        now=ctx.now,
    )
    themes = [ctx.atlas.themes[theme].name for theme in sorted(sentence.ids("theme"))]
    regions = [ctx.atlas.regions[region].name for region in sorted(sentence.ids("region"))]
    offers = [
        Action(_("Put it as a question"), f"vraag {need}"),
        *(Action(_("Networks on {theme}", theme=name), f"netwerken {name}") for name in themes),
        *(Action(_("Networks in {region}", region=name), f"netwerken {name}") for name in regions),
    ]
    return Reply(
        (
            Text(words(_("I know nobody for this yet: {need}.", need=Bold(need)))),
            Text(words(_("I keep the need, without your name, for the coordinators. You can put it as a question."))),
            Actions(tuple(offers)),
        )
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
            rows.append(Fact(_("Organisation"), words(member.organisation.name)))
            if member.organisation.kind:
                rows.append(Fact(_("Kind of organisation"), words(label_of(member.organisation.kind))))
        if member.position:
            rows.append(Fact(_("Role"), words(member.position)))
    regions = sorted(ctx.atlas.regions[region].name for region in member.regions)
    themes = sorted(ctx.atlas.themes[theme].name for theme in member.themes)
    rows += [Fact(_("Regions"), words("; ".join(regions)))] if regions else []
    rows += [Fact(_("Themes"), words("; ".join(themes)))] if themes else []
    driven = await ctx.read(networks.of_member, member.id, NetworkRole.convenor)
    rows += [Fact(_("Convenor of"), words("; ".join(each.name for each in driven)))] if driven else []
    blocks: list[Block] = [Heading(words(ctx.language.text(name_to(ctx, member))))]
    if member.agreed(Field.knows, place) and member.knows:
        blocks.append(Text(words(member.knows)))
    if rows:
        blocks.append(Facts(tuple(rows)))
    if member.away(ctx.local_now.date()) and member.paused_until:
        blocks.append(Text(words(_("Is away until {day}.", day=member.paused_until))))
    elif member.id != ctx.member.id:
        blocks.append(Actions((Action(_("Ask them"), f"vraag aan M-{member.id}"),)))
    return Reply(tuple(blocks))
