"""Sign up; see and change what is known of you; pause, and sign off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, TypeAlias

from bot.chat.reply import Action, Actions, Block, Choice, Fact, Facts, Heading, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import LANGUAGES, Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.labels import SPOKEN, kind_of, label_of
from bot.members.permissions import hand_back
from storage import audit
from storage.atlas import Region, Theme
from storage.database.text import fold
from storage.members import organisations, people
from storage.members.people import Member, Profile
from storage.networks import networks
from storage.vocabulary import Field, NetworkRole, OrganisationKind, Place, Role, Subject

FOUND = frozenset({(Field.found, Place.members), (Field.organisation, Place.members), (Field.knows, Place.members)})
"""What saying yes to being found means; `toestemming` changes it piece by piece."""


async def _own_name(ctx: Context, _known: Values) -> Sequence[Choice]:
    return (Choice(ctx.member.name, ctx.member.name),)


async def _name_now(ctx: Context, _known: Values) -> str:
    return ctx.member.name


async def _organisation_now(ctx: Context, _known: Values) -> str:
    return ctx.member.organisation.name if ctx.member.organisation else ""


async def _position_now(ctx: Context, _known: Values) -> str:
    return ctx.member.position


async def _regions_now(ctx: Context, _known: Values) -> str:
    return "; ".join(ctx.atlas.regions[region].name for region in sorted(ctx.member.regions))


async def _themes_now(ctx: Context, _known: Values) -> str:
    return "; ".join(ctx.atlas.themes[theme].name for theme in sorted(ctx.member.themes))


async def _knows_now(ctx: Context, _known: Values) -> str:
    return ctx.member.knows


async def _kind_by_name(_ctx: Context, known: Values) -> OrganisationKind | None:
    return kind_of(known.get("organisation", ""))


async def _organisation_is_new(ctx: Context, known: Values) -> bool:
    named = known.get("organisation")
    found = await ctx.read(organisations.named, named) if named else None
    return bool(named) and (found is None or found.kind is None)


Name: TypeAlias = Annotated[
    str, Ask(_("What is your name?"), label=_("Name"), max_length=120, suggest=_own_name, now=_name_now)
]
OrganisationName: TypeAlias = Annotated[
    str,
    Ask(
        _("Which organisation or initiative are you with?"),
        label=_("Organisation"),
        max_length=160,
        now=_organisation_now,
    ),
]
Kind: TypeAlias = Annotated[
    OrganisationKind | None,
    Ask(
        _("What kind of organisation is it?"),
        label=_("Kind of organisation"),
        guess=_kind_by_name,
        when=_organisation_is_new,
    ),
]
Position: TypeAlias = Annotated[
    str, Ask(_("What is your role there?"), label=_("Your role"), max_length=120, now=_position_now)
]
Regions: TypeAlias = Annotated[
    list[Region] | None,
    Ask(
        _("In which regions do you work?"),
        label=_("Regions"),
        hint=_("For instance Twente, or Flevoland. Several: with a comma."),
        now=_regions_now,
    ),
]
Themes: TypeAlias = Annotated[
    list[Theme] | None,
    Ask(
        _("Which themes do you work on?"),
        label=_("Themes"),
        hint=_("For instance soil, water, or the Environment Act. Several: with a comma."),
        now=_themes_now,
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
    ),
]
Found: TypeAlias = Annotated[
    bool,
    Ask(
        _("May other members find you with this, when they ask who knows what?"),
        label=_("Other members may find me"),
        hint=_("You can change this at any time."),
    ),
]


@command(
    nl=("aanmelden", "meld me aan"),
    en=("sign up", "signup", "register me"),
    alone={
        "nl": ("ik wil meedoen", "registreren", "inschrijven", "hoe meld ik me aan"),
        "en": ("register", "sign me up", "how do i sign up"),
    },
    summary=_("Sign up, so that others can find you"),
    private=True,
)
async def sign_up(
    ctx: Context,
    name: Name,
    organisation: OrganisationName,
    organisation_kind: Kind = None,
    position: Position = "",
    regions: Regions = None,
    themes: Themes = None,
    knows: Knows = "",
    found: Found = False,
) -> Reply:
    again = ctx.member.signed_up_at is not None
    kept, _new = await ctx.write(organisations.put, organisation, organisation_kind or kind_of(organisation))
    profile = Profile(name, kept, position, knows, _ids(regions), _ids(themes))
    member = await ctx.write(people.sign_up, ctx.member.id, profile, FOUND if found else (), ctx.now)
    blocks: list[Block] = [
        Text(words(_("Saved, {name}.", name=Bold(name)) if again else _("Welcome, {name}.", name=Bold(name)))),
        Text(words(_visibility(ctx, member))),
    ]
    if not again:
        blocks += [
            Text(words(_("One more question: do you drive a knowledge or learning network?"))),
            Actions((Action(_("Yes, register it"), "netwerk aanmelden"), Action(_("No"), "geen netwerk"))),
        ]
    return Reply(tuple(blocks))


@command(nl=("geen netwerk",), en=("no network",), summary=_("Say that you drive no network"), hidden=True, safe=True)
async def no_network(ctx: Context) -> Reply:
    return Reply(
        (
            Text(words(_("All right. You can start with one of these:"))),
            Actions((Action(_("See networks"), "netwerken"), Action(_("My profile"), "profiel"))),
        )
    )


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
        Fact(_("Organisation"), words(await _organisation_now(ctx, {}) or NOTHING)),
        Fact(_("Your role"), words(member.position or NOTHING)),
        Fact(_("Regions"), words(await _regions_now(ctx, {}) or NOTHING)),
        Fact(_("Themes"), words(await _themes_now(ctx, {}) or NOTHING)),
        Fact(_("What I know about"), words(member.knows or NOTHING)),
    ]
    if driven:
        rows.append(Fact(_("Convenor of"), words("; ".join(each.name for each in driven))))
    blocks: list[Block] = [Heading(words(_("Your profile"))), Facts(tuple(rows)), Text(words(_visibility(ctx, member)))]
    if member.away(ctx.local_now.date()) and member.paused_until:
        blocks.append(Text(words(_paused(member.paused_until))))
    change = Action(_("Change"), "profiel wijzigen")
    who_sees = Action(_("Who sees what"), "toestemming")
    blocks.append(Actions((change, who_sees, Action(_("My settings"), "instellingen"))))
    return Reply(tuple(blocks))


@command(
    nl=("profiel wijzigen", "wijzig profiel", "wijzig mijn profiel", "profiel aanpassen", "mijn profiel wijzigen"),
    en=("change profile", "edit profile", "change my profile"),
    summary=_("Change your profile"),
    allow=Role.member,
    safe=True,
    private=True,
)
async def change_profile(ctx: Context) -> Reply:
    return Reply(
        (
            Text(words(_("What do you want to change?"))),
            Actions(
                (
                    Action(_("Name"), "mijn naam"),
                    Action(_("Organisation"), "mijn organisatie"),
                    Action(_("Your role"), "mijn rol"),
                    Action(_("Regions"), "mijn regio's"),
                    Action(_("Themes"), "mijn thema's"),
                    Action(_("What I know about"), "mijn kennis"),
                    Action(_("Everything"), "aanmelden"),
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
    kept, _new = await ctx.write(organisations.put, organisation, organisation_kind or kind_of(organisation))
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
    return await _changed(ctx, regions=_ids(regions))


@command(
    nl=("mijn thema's", "mijn thema"),
    en=("my themes", "my theme"),
    summary=_("Change your themes"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def my_themes(ctx: Context, themes: Themes = None) -> Reply:
    return await _changed(ctx, themes=_ids(themes))


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


@command(
    nl=("pauze", "pauze tot"),
    en=("pause", "pause until"),
    summary=_("Not be found or asked for a while"),
    allow=Role.member,
    private=True,
)
async def pause(
    ctx: Context,
    until: Annotated[
        date, Ask(_("Until which day?"), label=_("Until"), hint=_("For instance 3 September, or in two weeks."))
    ],
) -> Reply:
    if until < ctx.local_now.date():
        return say(_("{day} is in the past. Give a day to come.", day=until))
    await ctx.write(people.pause, ctx.member.id, until)
    return Reply((Text(words(_paused(until))), Actions((Action(_("End the pause"), "pauze uit"),))))


@command(nl=("pauze uit", "einde pauze"), en=("pause off", "end pause"), summary=_("End your pause"), allow=Role.member)
async def end_pause(ctx: Context) -> Reply:
    await ctx.write(people.pause, ctx.member.id, None)
    return say(_("Your pause is over."))


@command(nl=("taal",), en=("language",), summary=_("Speak Dutch or English with me"))
async def language(ctx: Context, which: str = "") -> Reply:
    spoken = SPOKEN.get(fold(which))
    if spoken is None:
        return Reply(
            (
                Text(words(_("Which language shall I speak?"))),
                Actions(tuple(Action(name, f"taal {code}") for code, name in LANGUAGES.items())),
            )
        )
    await ctx.write(people.set_language, ctx.member.id, spoken)
    ctx.language = replace(ctx.language, code=spoken)
    return say(_("From now on I speak English with you."))


@command(nl=("nederlands", "in het nederlands"), en=("dutch",), summary=_("Speak Dutch with me"), hidden=True)
async def dutch(ctx: Context) -> Reply:
    return await language.run(ctx, "nl")


@command(nl=("engels",), en=("english", "in english"), summary=_("Speak English with me"), hidden=True)
async def english(ctx: Context) -> Reply:
    return await language.run(ctx, "en")


async def _sure(ctx: Context, _known: Values) -> Reply:
    return Reply(
        (
            Text(
                words(
                    _(
                        "I will forget your profile, your roles and what you follow. "
                        "What you asked and answered stays, without your name."
                    )
                )
            ),
            Text(words(Bold(ctx.language.text(_("Do you want to sign off?"))))),
        )
    )


@command(
    nl=("afmelden", "meld me af"),
    en=("sign off", "unregister me"),
    alone={"nl": ("uitschrijven", "hoe meld ik me af"), "en": ("unsubscribe", "how do i sign off")},
    summary=_("Sign off, and be forgotten"),
    allow=Role.member,
    private=True,
)
async def sign_off(ctx: Context, sure: Annotated[bool, Ask(_sure)]) -> Reply:
    if not sure:
        return say(_("Nothing was changed."))
    await hand_back(ctx, await ctx.read(networks.of_member, ctx.member.id, NetworkRole.convenor))
    await ctx.write(people.sign_off, ctx.member.id)
    await ctx.write(audit.record, None, "sign off", Subject.member, ctx.member.id, ctx.now)
    back = Code(sign_up.phrase(ctx.language.code))
    return say(_("You are signed off. Type {command} if you want to come back.", command=back))


@command(
    nl=("toestemming", "wie ziet wat"),
    en=("consent", "who sees what"),
    alone={"nl": ("privacy",), "en": ("privacy",)},
    summary=_("Choose who sees what of you"),
    allow=Role.member,
    private=True,
)
async def consent(ctx: Context, field: Field | None = None, place: Place | None = None) -> Reply:
    member = ctx.member
    if field and place:
        member = await ctx.write(people.toggle_consent, member.id, field, place, ctx.now)
    agreed = member.consents
    blocks: list[Block] = [Heading(words(_("Who sees what of you")))]
    for each in Field:
        places = [label_of(where) for where in Place if (each, where) in agreed]
        blocks.append(Facts((Fact(label_of(each), words(*ctx.language.words(places)) if places else words(NOBODY)),)))
        blocks.append(Actions(tuple(_toggle(each, where, shown=(each, where) in agreed) for where in Place)))
    return Reply(tuple(blocks))


def _toggle(field: Field, place: Place, *, shown: bool) -> Action:
    label = _("Hide from: {who}", who=label_of(place)) if shown else _("Show to: {who}", who=label_of(place))
    return Action(label, f"toestemming {field} {place}")


NOBODY = _("nobody")
NOTHING = _("nothing yet")


def _ids(found: Sequence[Region] | Sequence[Theme] | None) -> frozenset[int]:
    return frozenset(each.id for each in found or ())


def _paused(until: date) -> Msg:
    return _("You are on pause until {day}: nobody finds or asks you.", day=until)


def _visibility(ctx: Context, member: Member) -> Msg:
    change = Code(consent.phrase(ctx.language.code))
    if member.agreed(Field.found):
        return _("Other members can find you. To change that, type {command}.", command=change)
    return _("Nobody can find you. To change that, type {command}.", command=change)


async def _changed(ctx: Context, **changed: Any) -> Reply:  # Any: fields of `Profile`
    await ctx.write(people.revise, ctx.member.id, **changed)
    return Reply((Text(words(_("Saved."))), Actions((Action(_("My profile"), "profiel"),))))
