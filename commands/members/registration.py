"""Signs people up, and off."""

from typing import Annotated

from bot.chat.reply import Action, Actions, Block, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context, Values, command
from bot.command.labels import kind_of
from bot.members.permissions import hand_back
from bot.members.visibility import FOUND
from bot.members.welcome import welcome
from commands.members.consent import visibility
from commands.members.filled import of_sentence
from commands.members.profile_fields import Found, Kind, Knows, Name, OrganisationName, Position, Regions, Themes, ids
from storage import audit
from storage.members import organisations, people
from storage.members.member import Profile
from storage.networks import networks
from storage.vocabulary import NetworkRole, Role, Subject


@command(
    nl=("aanmelden", "meld me aan"),
    en=("sign up", "signup", "register me"),
    alone={
        "nl": ("ik wil meedoen", "registreren", "inschrijven", "hoe meld ik me aan"),
        "en": ("register", "sign me up", "how do i sign up"),
    },
    summary=_("Sign up, so that others can find you"),
    private=True,
    fills=of_sentence,
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
    kind = organisation_kind or kind_of(organisation)
    kept, _new = await ctx.write(organisations.put, organisation, kind, by=ctx.member.id)
    profile = Profile(name, kept, position, knows, ids(regions), ids(themes))
    member = await ctx.write(people.sign_up, ctx.member.id, profile, FOUND if found else (), ctx.now)
    blocks: list[Block] = [
        Text(words(_("Saved, {name}.", name=Bold(name)) if again else _("Welcome, {name}.", name=Bold(name)))),
        Text(words(visibility(ctx, member))),
    ]
    if not again:
        blocks += [
            *await welcome(ctx, member),
            Text(words(_("One more question: do you drive a knowledge or learning network?"))),
            Actions((Action(_("Yes, register it"), ctx.line("register_network")), Action(_("No"), no_network.line()))),
        ]
    return Reply(tuple(blocks))


@command(nl=("geen netwerk",), en=("no network",), summary=_("Say that you drive no network"), hidden=True, safe=True)
async def no_network(ctx: Context) -> Reply:
    return Reply(
        (
            Text(words(_("All right. You can start with one of these:"))),
            Actions(
                (Action(_("See networks"), ctx.line("list_networks")), Action(_("My profile"), ctx.line("profile")))
            ),
        )
    )


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
    nl=("waarom aanmelden",),
    en=("why sign up",),
    summary=_("What signing up is for"),
    safe=True,
    hidden=True,
)
async def why_sign_up(ctx: Context) -> Reply:
    """Tell what can be done without, and what others see of whoever signs up."""
    told = Text(words(_("You can look around and search without. Who signs up can ask and answer, and be found.")))
    yours = Text(words(_("You decide who sees what of you, and can leave again at any moment.")))
    if ctx.member.signed_up_at:
        return Reply((told, yours))
    return Reply((told, yours, Actions((Action(_("Sign up"), sign_up.line()),))))
