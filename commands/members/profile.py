"""Shows members what is known of them, and changes it."""

from typing import Any

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Reply, Text, words
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.labels import kind_of
from commands.members.consent import consent, visibility
from commands.members.pause import paused
from commands.members.preferences import preferences
from commands.members.profile_fields import (
    Kind,
    Knows,
    Name,
    OrganisationName,
    Position,
    Regions,
    Themes,
    ids,
    organisation_now,
    regions_now,
    themes_now,
)
from commands.members.registration import sign_up
from storage.members import organisations, people
from storage.networks import networks
from storage.vocabulary import NetworkRole, Role

NOTHING = _("nothing yet")


@command(
    nl=("profiel", "mijn profiel", "wie ben ik"),
    en=("profile", "my profile", "who am i"),
    summary=_("See what is known of you"),
    allow=Role.member,
    safe=True,
    private=True,
)
async def profile(ctx: Context) -> Reply:
    member = ctx.member
    driven = await ctx.read(networks.of_member, member.id, NetworkRole.convenor)
    rows = [
        Fact(_("Name"), words(member.name)),
        Fact(_("Organisation"), words(await organisation_now(ctx, {}) or NOTHING)),
        Fact(_("Your role"), words(member.position or NOTHING)),
        Fact(_("Regions"), words(await regions_now(ctx, {}) or NOTHING)),
        Fact(_("Themes"), words(await themes_now(ctx, {}) or NOTHING)),
        Fact(_("What I know about"), words(member.knows or NOTHING)),
    ]
    if driven:
        rows.append(Fact(_("Convenor of"), words("; ".join(each.name for each in driven))))
    blocks: list[Block] = [Heading(words(_("Your profile"))), Facts(tuple(rows)), Text(words(visibility(ctx, member)))]
    if member.away(ctx.local_now.date()) and member.paused_until:
        blocks.append(Text(words(paused(member.paused_until))))
    change = Action(_("Change"), change_profile.line())
    who_sees = Action(_("Who sees what"), consent.line())
    blocks.append(Actions((change, who_sees, Action(_("My settings"), preferences.line()))))
    return Reply(tuple(blocks))


@command(
    nl=("profiel wijzigen", "wijzig profiel", "wijzig mijn profiel", "profiel aanpassen", "mijn profiel wijzigen"),
    en=("change profile", "edit profile", "change my profile"),
    summary=_("Change your profile"),
    allow=Role.member,
    safe=True,
    private=True,
    shows=True,
)
async def change_profile(ctx: Context) -> Reply:
    return Reply(
        (
            Text(words(_("What do you want to change?"))),
            Actions(
                (
                    Action(_("Name"), my_name.line()),
                    Action(_("Organisation"), my_organisation.line()),
                    Action(_("Your role"), my_position.line()),
                    Action(_("Regions"), my_regions.line()),
                    Action(_("Themes"), my_themes.line()),
                    Action(_("What I know about"), my_knowledge.line()),
                    Action(_("Everything"), sign_up.line()),
                )
            ),
        )
    )


@command(
    nl=("mijn naam",), en=("my name",), summary=_("Change your name"), allow=Role.member, private=True, hidden=True
)
async def my_name(ctx: Context, name: Name) -> Reply:
    return await _changed(ctx, name=name)


@command(
    nl=("mijn organisatie",),
    en=("my organisation",),
    summary=_("Change your organisation"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def my_organisation(ctx: Context, organisation: OrganisationName, organisation_kind: Kind = None) -> Reply:
    kind = organisation_kind or kind_of(organisation)
    kept, _new = await ctx.write(organisations.put, organisation, kind, by=ctx.member.id)
    return await _changed(ctx, organisation_id=kept)


@command(nl=("mijn rol",), en=("my role",), summary=_("Change your role"), allow=Role.member, private=True, hidden=True)
async def my_position(ctx: Context, position: Position) -> Reply:
    return await _changed(ctx, position=position)


@command(
    nl=("mijn regio's", "mijn regio"),
    en=("my regions", "my region"),
    summary=_("Change your regions"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def my_regions(ctx: Context, regions: Regions = None) -> Reply:
    return await _changed(ctx, regions=ids(regions))


@command(
    nl=("mijn thema's", "mijn thema"),
    en=("my themes", "my theme"),
    summary=_("Change your themes"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def my_themes(ctx: Context, themes: Themes = None) -> Reply:
    return await _changed(ctx, themes=ids(themes))


@command(
    nl=("mijn kennis",),
    en=("my knowledge",),
    summary=_("Change what you know about"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def my_knowledge(ctx: Context, knows: Knows) -> Reply:
    return await _changed(ctx, knows=knows)


async def _changed(ctx: Context, **changed: Any) -> Reply:  # Any: fields of `Profile`
    await ctx.write(people.revise, ctx.member.id, **changed)
    return Reply((Text(words(_("Saved."))), Actions((Action(_("My profile"), profile.line()),))))
