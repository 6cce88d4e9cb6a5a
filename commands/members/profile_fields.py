"""Asks the questions that make up a profile, each with what is known of its answer already."""

from collections.abc import Sequence
from typing import Annotated, TypeAlias

from bot.chat.reply import Choice
from bot.chat.texts import _
from bot.command.command import Ask, Context, Values
from bot.command.labels import kind_of
from storage.atlas import Region, Theme
from storage.members import organisations
from storage.vocabulary import OrganisationKind


async def _own_name(ctx: Context, _known: Values) -> Sequence[Choice]:
    return (Choice(ctx.member.name, ctx.member.name),)


async def _name_now(ctx: Context, _known: Values) -> str:
    return ctx.member.name


async def organisation_now(ctx: Context, _known: Values) -> str:
    return ctx.member.organisation.name if ctx.member.organisation else ""


async def _position_now(ctx: Context, _known: Values) -> str:
    return ctx.member.position


async def regions_now(ctx: Context, _known: Values) -> str:
    return "; ".join(ctx.atlas.regions[region].name for region in sorted(ctx.member.regions))


async def themes_now(ctx: Context, _known: Values) -> str:
    return "; ".join(ctx.atlas.themes[theme].name for theme in sorted(ctx.member.themes))


async def _knows_now(ctx: Context, _known: Values) -> str:
    return ctx.member.knows


async def _kind_by_name(_ctx: Context, known: Values) -> OrganisationKind | None:
    return kind_of(known.get("organisation", ""))


async def _organisation_is_new(ctx: Context, known: Values) -> bool:
    named = known.get("organisation")
    found = await ctx.read(organisations.named, named) if named else None
    return bool(named) and (found is None or found.kind is None)


_WHY_NAME = _("So that others know who they speak with. You say at the end whether they may find you by it.")
_WHY_ROLE = _("So that others see what they can come to you for. You can leave it out.")

Name: TypeAlias = Annotated[
    str,
    Ask(
        _("What is your name?"),
        label=_("Name"),
        max_length=120,
        name=True,
        suggest=_own_name,
        now=_name_now,
        why=_WHY_NAME,
        one_line=_("You may tell all in one line: your name, your organisation, I know a lot about soil."),
    ),
]
OrganisationName: TypeAlias = Annotated[
    str,
    Ask(
        _("Which organisation or initiative are you with?"),
        label=_("Organisation"),
        why=_("So that colleagues see where you work. Give what may be known."),
        max_length=160,
        name=True,
        now=organisation_now,
    ),
]
Kind: TypeAlias = Annotated[
    OrganisationKind | None,
    Ask(
        _("What kind of organisation is it?"),
        label=_("Kind of organisation"),
        guess=_kind_by_name,
        why=_("I do not know this organisation yet. Its kind helps others to find it."),
        when=_organisation_is_new,
        optional=True,
    ),
]
Position: TypeAlias = Annotated[
    str,
    Ask(
        _("What is your role there?"), label=_("Your role"), max_length=120, name=True, now=_position_now, why=_WHY_ROLE
    ),
]
Regions: TypeAlias = Annotated[
    list[Region] | None,
    Ask(
        _("In which regions do you work?"),
        label=_("Regions"),
        hint=_("For instance Twente, or Flevoland. Several: with a comma."),
        now=regions_now,
        why=_("So that you hear what goes on there, and are found by who looks there."),
    ),
]
Themes: TypeAlias = Annotated[
    list[Theme] | None,
    Ask(
        _("Which themes do you work on?"),
        label=_("Themes"),
        hint=_("For instance soil, water, or the Environment Act. Several: with a comma."),
        now=themes_now,
        why=_("So that you hear of questions on them, and are found by who looks for them."),
    ),
]
Knows: TypeAlias = Annotated[
    str,
    Ask(
        _("What may others ask you about?"),
        label=_("What I know about"),
        hint=_("One to three sentences in your own words. This is how people find you."),
        max_length=1500,
        long=True,
        now=_knows_now,
        why=_("So that who has a question on it can find you. What you do not want to be asked, leave out."),
    ),
]
Found: TypeAlias = Annotated[
    bool,
    Ask(
        _("May other members find you with this, when they ask who knows what?"),
        label=_("May other members find you?"),
        hint=_("You can change this at any time."),
        why=_("Without your yes nobody finds you by it. You can change that at any time."),
    ),
]


def ids(found: Sequence[Region] | Sequence[Theme] | None) -> frozenset[int]:
    return frozenset(each.id for each in found or ())
