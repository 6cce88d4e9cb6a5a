"""Gives and takes back roles, and shows who holds them."""

from typing import Annotated

from bot.chat.reply import Action, Actions, Heading, Item, Items, Reply, Text, say, words
from bot.chat.spans import Bold, Code, bold
from bot.chat.texts import LANGUAGES, Language, Msg, _
from bot.command.command import Ask, Context, command
from bot.command.labels import ROLES
from bot.command.refusal import Refused
from bot.members.permissions import require, require_mandate
from bot.reading.record_readers import described
from storage import audit
from storage.database.text import fold
from storage.members import people, roles
from storage.members.member import Member
from storage.members.roles import Grant, LastAdministrator
from storage.networks import networks
from storage.vocabulary import Role, Subject

GRANTABLE = (Role.coordinator, Role.steward, Role.admin)


@command(
    nl=("geef rol",),
    en=("grant role", "grant"),
    summary=_("Give someone a role"),
    allow=Role.coordinator,
    others=True,
)
async def grant_role(
    ctx: Context,
    member: Annotated[Member, Ask(_("Who gets a role? Give the name that they signed up with."), label=_("Who"))],
    role: Annotated[
        str,
        Ask(
            _("Which role?"),
            label=_("Role"),
            hint=_("coordinator, steward or administrator; with a region: coordinator Twente."),
        ),
    ],
) -> Reply:
    given = await _grant(ctx, role)
    _require_above(ctx, given)
    if not await ctx.write(roles.grant, member.id, given, ctx.member.id, ctx.now):
        return say(_("{who} has that role already.", who=bold(described(member))))
    await _recorded(ctx, "grant", member, given)
    role_given = named(ctx, given)
    if member.id != ctx.member.id:
        ctx.notify(member, say(_("You are {role} from now on.", role=role_given)))
    return Reply(
        (
            Text(words(_("{who} is {role} from now on.", who=bold(described(member)), role=role_given))),
            Actions((Action(_("Undo"), withdraw_role.line(f"M-{member.id}", role)),)),
        )
    )


@command(
    nl=("neem rol terug",),
    en=("withdraw role",),
    summary=_("Take a role back"),
    allow=Role.coordinator,
    others=True,
)
async def withdraw_role(
    ctx: Context,
    member: Annotated[Member, Ask(_("Whose role do you take back?"), label=_("Who"))],
    role: Annotated[str, Ask(_("Which role?"), label=_("Role"))],
) -> Reply:
    given = await _grant(ctx, role)
    _require_above(ctx, given)
    try:
        taken = await ctx.write(roles.withdraw, member.id, given)
    except LastAdministrator:
        raise Refused(_("This is the last administrator. Give someone else the role first.")) from None
    if not taken:
        return say(_("{who} does not have that role.", who=bold(described(member))))
    await _recorded(ctx, "withdraw", member, given)
    if member.id != ctx.member.id:
        ctx.notify(member, say(_("You are no longer {role}.", role=named(ctx, given))))
    return say(_("{who} is no longer {role}.", who=bold(described(member)), role=named(ctx, given)))


@command(
    nl=("rollen", "wie is wat"), en=("roles",), summary=_("See who has which role"), allow=Role.coordinator, safe=True
)
async def list_roles(ctx: Context) -> Reply:
    require_mandate(ctx)
    held = await ctx.read(people.with_role, Role.coordinator)
    if not held:
        return say(_("Nobody has a role yet."))
    return Reply(
        (
            Heading(words(_("Who has which role"))),
            Items(
                tuple(
                    Item(
                        words(bold(described(member))),
                        tuple(words(named(ctx, given)) for given in member.grants if given.role in GRANTABLE),
                    )
                    for member in held
                )
            ),
        )
    )


def _require_above(ctx: Context, given: Grant) -> None:
    """Coordinators give away no more than their own scope; administrators everything."""
    if ctx.may(Role.admin):
        return
    if given.role is not Role.coordinator or given.everywhere:
        raise Refused(_("Only administrators can do this."))
    require(ctx, Role.coordinator, regions=[given.region_id] if given.region_id else None, network=given.network_id)


async def _grant(ctx: Context, text: str) -> Grant:
    """Return a role and its scope from words: "coordinator Twente". Raises `Refused`."""
    name, _gap, scope = text.strip().partition(" ")
    role = _ROLE_NAMES.get(fold(name))
    if role is None:
        raise Refused(
            _(
                "I do not know that role. Choose coordinator, steward or administrator; "
                "a region or network may follow: {example}.",
                example=Code(f"{ctx.language.text(ROLES[Role.coordinator])} Twente"),
            )
        )
    if not scope.strip():
        return Grant(role)
    region = ctx.atlas.region(scope)
    if region:
        return Grant(role, region_id=region.id)
    found = await ctx.read(networks.by_name, scope)
    if found:
        return Grant(role, network_id=found[0])
    raise Refused(_("I know no region or network called {name}.", name=Bold(scope.strip())))


def named(ctx: Context, given: Grant) -> Msg:
    """Return a role and what it is about, as people read it."""
    role = ROLES[given.role]
    if given.region_id is not None and given.region_id in ctx.atlas.regions:
        return _("{role} of {where}", role=role, where=ctx.atlas.regions[given.region_id].name)
    if given.network_id is not None:
        return _("{role} of {where}", role=role, where=f"N-{given.network_id}")
    if given.conversation_id is not None:
        return _("{role} of a room", role=role)
    return role


async def _recorded(ctx: Context, act: str, member: Member, given: Grant) -> None:
    await ctx.write(
        audit.record,
        ctx.member.id,
        f"{act} role",
        Subject.member,
        member.id,
        ctx.now,
        role=given.role.name,
        region=given.region_id,
        network=given.network_id,
    )


_ROLE_NAMES = {
    **{fold(Language(code).text(ROLES[role])): role for code in LANGUAGES for role in GRANTABLE},
    **{role.name: role for role in GRANTABLE},
    "kernteam": Role.coordinator,
    "kennisschakelaar": Role.coordinator,
    "stuurgroep": Role.steward,
}
