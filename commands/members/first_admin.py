"""Makes the first administrator, by the one-time code that the server showed."""

from bot.chat.reply import Action, Actions, Reply, Text, say, words
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.refusal import Refused
from commands.members.roles import grant_role, list_roles
from storage import audit
from storage.members import codes, roles
from storage.members.codes import FIRST_ADMIN, Verdict
from storage.members.roles import Grant
from storage.vocabulary import Role, Subject


@command(
    nl=("beheerder",),
    en=("administrator", "admin"),
    summary=_("Become the first administrator, with the code from the server"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def become_admin(ctx: Context, code: str) -> Reply:
    if not ctx.personal:
        raise Refused(_("Do this in a personal chat with me, so that nobody else sees the code."))
    redeemed = await ctx.write(codes.redeem, FIRST_ADMIN, code, ctx.member.id, ctx.now)
    if redeemed.verdict is Verdict.too_often:
        return say(_("Too many wrong codes. Try again in an hour."))
    if redeemed.verdict is not Verdict.accepted:
        return say(_("That code is not right, or too old. The server shows a new one when it starts."))
    await ctx.write(roles.grant, ctx.member.id, Grant(Role.admin), None, ctx.now)
    # Every start of the server showed a code: none of them is worth anything from now on.
    await ctx.write(codes.void, FIRST_ADMIN)
    await ctx.write(audit.record, ctx.member.id, "first admin", Subject.member, ctx.member.id, ctx.now)
    return Reply(
        (
            Text(words(_("You are administrator. You can give others a role now."))),
            Actions((Action(_("Give a role"), grant_role.line()), Action(_("Who has which role"), list_roles.line()))),
        )
    )
