"""Joins one person on two platforms: a code from the one, typed on the other; and parts them again."""

from datetime import timedelta
from typing import Annotated

from bot.chat.reply import Action, Actions, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from commands.members.profile import profile
from storage import audit
from storage.accounts import linking
from storage.members import codes, people
from storage.members.codes import Verdict
from storage.vocabulary import Role, Subject

LINK = "link"
"""The purpose of a code that links a second platform."""

LINK_LIFETIME = timedelta(minutes=10)


@command(
    nl=("koppel",),
    en=("link",),
    summary=_("Use me on a second platform as the same person"),
    private=True,
)
async def link(ctx: Context, code: str = "") -> Reply:
    if not ctx.personal and code:
        await ctx.write(codes.burn, LINK, code)
        return say(
            _("Others could read that code, so it is worth nothing any more. Ask for a new one, and type it here.")
        )
    if not ctx.personal:
        raise Refused(_("Do this in a personal chat with me, so that nobody else sees the code."))
    if not code:
        await ctx.write(codes.void, LINK, member=ctx.member.id)
        made = await ctx.write(codes.issue, LINK, ctx.now, member=ctx.member.id, lifetime=LINK_LIFETIME)
        return Reply(
            (
                Text(words(_("Write this to me on the other platform, within ten minutes:"))),
                Text(words(Code(f"{link.phrase(ctx.language.code)} {made}"))),
                Text(words(_("It works once. Give it to nobody."))),
            ),
            fleeting=True,
        )
    redeemed = await ctx.write(codes.redeem, LINK, code, ctx.member.id, ctx.now)
    match redeemed.verdict:
        case Verdict.too_often:
            return say(_("Too many wrong codes. Try again in an hour."))
        case Verdict.accepted if redeemed.member_id == ctx.member.id:
            return say(_("That code is your own. Type it on the other platform."))
        case Verdict.accepted if redeemed.member_id is not None:
            platform = ctx.message.conversation.platform
            first = (await ctx.read(people.identities_of, redeemed.member_id))[0]
            member = await ctx.write(linking.merge, redeemed.member_id, ctx.member.id)
            await ctx.write(people.prefer, member.id, first.platform, first.native_id)
            await ctx.write(audit.record, member.id, "link", Subject.member, member.id, ctx.now, platform=platform)
            return Reply(
                (
                    Text(words(_("You are {name} here too from now on.", name=Bold(member.name)))),
                    Actions(
                        (
                            Action(_("Send my notices here"), notices_here.line()),
                            Action(_("My profile"), profile.line()),
                        )
                    ),
                )
            )
        case _:
            return say(_("That code is not right, or too old. Ask for a new one on the other platform."))


@command(
    nl=("ontkoppel",),
    en=("unlink",),
    summary=_("Stop being the same person on this platform"),
    private=True,
    hidden=True,
)
async def unlink(
    ctx: Context, sure: Annotated[bool, Ask(_("Shall I treat you as someone new on this platform?"))]
) -> Reply:
    if not sure:
        return say(_("Nothing was changed."))
    sender = ctx.message.sender
    apart = await ctx.write(linking.split, sender.platform, sender.id, ctx.now)
    if apart is None:
        return say(_("You are linked to no other platform."))
    await ctx.write(audit.record, ctx.member.id, "unlink", Subject.member, ctx.member.id, ctx.now)
    return say(_("You are someone new on this platform. Your profile is where it was, on the other one."))


@command(
    nl=("berichten hier",),
    en=("notices here",),
    summary=_("Get notices on this platform"),
    allow=Role.member,
    hidden=True,
)
async def notices_here(ctx: Context) -> Reply:
    sender = ctx.message.sender
    await ctx.write(people.prefer, ctx.member.id, sender.platform, sender.id)
    return say(_("From now on your notices come here."))
