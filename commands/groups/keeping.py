"""Lets somebody look after a group: a coordinator asks them, and they say yes."""

from bot.chat.reply import Action, Actions, Reply, Style, Text, say, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.refusal import Refused
from bot.members.permissions import require
from commands.groups.browse import show_group
from storage import audit, keepers
from storage.groups import groups
from storage.groups.group import GROUP, Group
from storage.links import Thing
from storage.members.member import Member
from storage.vocabulary import Role


@command(
    nl=("hoeder van groep", "hoeder groep"),
    en=("keeper of group",),
    summary=_("Ask somebody to look after a group"),
    allow=Role.coordinator,
    hidden=True,
    others=True,
)
async def set_group_keeper(ctx: Context, group: Group, member: Member) -> Reply:
    require(ctx, Role.coordinator, regions=group.regions or None)
    if member.signed_up_at is None or member.blocked_at:
        raise Refused(_("That member cannot be asked now."))
    await ctx.write(keepers.ask, Thing(GROUP, group.id), member.id, ctx.now)
    await ctx.write(audit.record, ctx.member.id, "ask keeper", GROUP, group.id, ctx.now, member=member.id)
    asked = _("Will you look after the group {name}? You answer who asks to be let in.", name=Bold(group.name))
    yes = Action(_("Yes"), accept_group.line(group.name), style=Style.primary)
    ctx.notify(member, Reply((Text(words(asked)), Actions((yes, Action(_("View"), show_group.line(group.name)))))))
    return say(_("I asked them. Until they say yes, nothing changes."))


@command(
    nl=("ik word hoeder van groep",),
    en=("i look after the group",),
    summary=_("Say yes to looking after a group"),
    allow=Role.member,
    hidden=True,
)
async def accept_group(ctx: Context, group: Group) -> Reply:
    if not await ctx.write(keepers.accept, Thing(GROUP, group.id), ctx.member.id, ctx.now):
        raise Refused(_("Nobody asked you to look after {name}.", name=Bold(group.name)))
    await ctx.write(groups.keep, group.id, ctx.member.id)
    await ctx.write(audit.record, ctx.member.id, "keep", GROUP, group.id, ctx.now)
    stop = Action(_("Stop"), leave_group.line(group.name))
    return Reply((Text(words(_("You look after {name} from now on.", name=Bold(group.name)))), Actions((stop,))))


@command(
    nl=("ik ben geen hoeder meer van groep",),
    en=("i no longer look after the group",),
    summary=_("Look after a group no longer"),
    allow=Role.member,
    hidden=True,
)
async def leave_group(ctx: Context, group: Group) -> Reply:
    if group.keeper_id != ctx.member.id:
        raise Refused(_("You do not look after {name}.", name=Bold(group.name)))
    await ctx.write(groups.keep, group.id, None)
    await ctx.write(audit.record, ctx.member.id, "stop keeping", GROUP, group.id, ctx.now)
    again = Action(_("Look after it again"), accept_group.line(group.name))
    return Reply((Text(words(_("You no longer look after {name}.", name=Bold(group.name)))), Actions((again,))))
