"""Joins one person on two platforms: a code from the one, typed on the other; and parts them again."""

from datetime import timedelta
from hashlib import sha256
from typing import Annotated

from bot.chat.reply import Action, Actions, Block, Reply, Style, Text, codec, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.outbound.letters import event_key
from commands.members.profile import profile
from commands.members.roles import named
from storage import audit
from storage.accounts import linking, separation
from storage.database.database import Tx
from storage.members import codes, people
from storage.members.codes import Verdict
from storage.members.member import Member
from storage.messaging import inbox
from storage.vocabulary import Role, Subject

LINK = "link"
"""The purpose of a code that links a second platform."""

LINK_LIFETIME = timedelta(minutes=10)

LONGEST_MARK = 15
"""Characters that tell to whom, and when, a code was given: what it is for has twenty."""


@command(
    nl=("koppel",),
    en=("link",),
    summary=_("Use me on a second platform as the same person"),
    private=True,
)
async def link(ctx: Context, code: str = "") -> Reply:
    """A code of the one account, typed on the other, links nothing: it makes a button there that names both.

    Where the first account holds roles, who pressed it is asked for at the first account too: neither a code that was
    sent to somebody nor one that was asked from somebody is worth anything alone.
    """
    if not ctx.personal and code:
        await ctx.write(codes.burn, LINK, code)
        return say(
            _("Others could read that code, so it is worth nothing any more. Ask for a new one, and type it here.")
        )
    if not ctx.personal:
        raise Refused(_("Do this in a personal chat with me, so that nobody else sees the code."))
    if not code:
        return await _new_code(ctx)
    if said_yes := await ctx.write(codes.take, await _joining(ctx), code, ctx.now):
        return await _joined(ctx, said_yes.member_id)
    if let_in := await ctx.write(codes.take, _letting_in(ctx.member), code, ctx.now):
        return await _let_in(ctx, let_in.member_id)
    redeemed = await ctx.write(codes.redeem, LINK, code, ctx.member.id, ctx.now)
    first = await ctx.read(people.get, redeemed.member_id) if redeemed.member_id is not None else None
    match redeemed.verdict:
        case Verdict.too_often:
            return say(_("Too many wrong codes. Try again in an hour."))
        case Verdict.accepted if first is not None and first.id == ctx.member.id:
            return say(_("That code is your own. Type it on the other platform."))
        case Verdict.accepted if first is not None:
            return await _offer(ctx, first)
        case _ if ctx.message.pressed:
            return say(_("That question has lapsed. Nothing was linked. Ask for a new code on the other platform."))
        case _:
            return say(_("That code is not right, or too old. Ask for a new one on the other platform."))


async def _new_code(ctx: Context) -> Reply:
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


async def _offer(ctx: Context, first: Member) -> Reply:
    """Both accounts named, and a button for a yes: only who got it can press it, until they type something else."""
    purpose = await _joining(ctx, offered=True)
    await ctx.write(codes.void, purpose, member=first.id)
    made = await ctx.write(codes.issue, purpose, ctx.now, member=first.id, lifetime=LINK_LIFETIME)
    there = await ctx.read(_whereabouts, first.id)
    asked = _("Your account {mine} becomes one with {theirs}.", mine=Bold(_here(ctx)), theirs=Bold(there))
    warned = _("Whoever writes there is you from then on. Is that you? If somebody gave you the code, say no.")
    blocks: list[Block] = [Text(words(asked)), Text(words(warned))]
    if ctx.member.grants:
        blocks.append(Text(words(_("Your roles go along: {roles}.", roles=_roles(ctx, ctx.member)))))
    yes = _("Yes, that is me, and my roles go along") if ctx.member.grants else _("Yes, that is me")
    blocks.append(Actions((Action(yes, link.line(made), style=Style.primary), Action(_("No"), refuse_link.line()))))
    return Reply(tuple(blocks))


async def _joined(ctx: Context, first_id: int | None) -> Reply:
    """Whoever types said yes. An account with roles is asked too; another hears of it."""
    first = await ctx.read(people.get, first_id) if first_id is not None else None
    if first is None:
        return say(_("That code is not right, or too old. Ask for a new one on the other platform."))
    there = await ctx.read(_whereabouts, first.id)
    if not first.grants:
        return await _linked(ctx, first, ctx.member, heard_by=first)
    purpose = _letting_in(first)
    made = await ctx.write(codes.issue, purpose, ctx.now, member=ctx.member.id, lifetime=LINK_LIFETIME)
    who = Bold(_here(ctx))
    asked = _("{who} wants to be one account with you, {you}.", who=who, you=Bold(there))
    warned = _("Who writes there can do what you can: {roles}. Is that you?", roles=_roles(ctx, first))
    yes = Action(_("Yes, that is me"), link.line(made), style=Style.primary)
    buttons = Actions((yes, Action(_("No"), refuse_link.line())))
    # Who types the code is most likely they themselves, and it is worth nothing soon.
    ctx.notify(first, Reply((Text(words(asked)), Text(words(warned)), buttons), asked_for=True))
    return say(_("I asked {theirs}, which has roles. Press the button there within ten minutes.", theirs=Bold(there)))


async def _let_in(ctx: Context, other_id: int | None) -> Reply:
    other = await ctx.read(people.get, other_id) if other_id is not None else None
    if other is None:
        return say(_("That code is not right, or too old. Ask for a new one on the other platform."))
    return await _linked(ctx, ctx.member, other, heard_by=other)


async def _linked(ctx: Context, stays: Member, goes: Member, *, heard_by: Member) -> Reply:
    """The two are one; who did not press hears of it, where they are spoken to now."""
    one, other = await ctx.read(_whereabouts, stays.id), await ctx.read(_whereabouts, goes.id)
    first = (await ctx.read(people.identities_of, stays.id))[0]
    heard = (await ctx.read(people.identities_of, heard_by.id))[0]
    platform = ctx.message.conversation.platform
    member = await ctx.write(separation.link, stays.id, goes.id, ctx.now)
    await ctx.write(people.prefer, member.id, first.platform, first.native_id)
    await ctx.write(audit.record, member.id, "link", Subject.member, member.id, ctx.now, platform=platform)
    undoing = Action(_("Undo"), undo_link.line())
    told = _("{one} and {other} are one account from now on.", one=Bold(one), other=Bold(other))
    until = _("Was it not you? Take it apart within a day.")
    to = codec.load(heard.direct) if heard.direct else member
    ctx.notify(to, Reply((Text(words(told)), Text(words(until)), Actions((undoing,))), asked_for=True))
    return Reply(
        (
            Text(words(_("You are {name} here too from now on.", name=Bold(member.name)))),
            Actions(
                (
                    Action(_("Send my notices here"), notices_here.line()),
                    Action(_("My profile"), profile.line()),
                    undoing,
                )
            ),
        )
    )


@command(
    nl=("koppel niet",),
    en=("do not link",),
    summary=_("Do not become one with another account"),
    private=True,
    hidden=True,
)
async def refuse_link(ctx: Context) -> Reply:
    await ctx.write(codes.drop, await _joining(ctx))
    await ctx.write(codes.drop, _letting_in(ctx.member))
    return say(_("Nothing was linked."))


@command(
    nl=("maak koppeling ongedaan",),
    en=("undo link",),
    summary=_("Take two accounts apart that were linked within a day"),
    private=True,
    hidden=True,
)
async def undo_link(ctx: Context) -> Reply:
    apart = await ctx.write(separation.undo, ctx.member.id, ctx.now)
    if apart is None:
        return say(_("Nothing was linked within a day."))
    await ctx.write(audit.record, ctx.member.id, "unlink", Subject.member, ctx.member.id, ctx.now)
    done = say(
        _("The two accounts are apart again. Roles and notices are where they were; what was asked stays with one.")
    )
    stays = await ctx.read(people.get_one, ctx.member.id)
    for member in (stays, apart):
        here = {(each.platform, each.native_id) for each in await ctx.read(people.identities_of, member.id)}
        if (ctx.message.sender.platform, ctx.message.sender.id) not in here:
            ctx.notify(member, done)
    return done


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


async def _joining(ctx: Context, *, offered: bool = False) -> str:
    """Return the purpose of a code that only this member can use, to become another: until they type something else.

    Who got a role since is asked again.
    """
    but = None if offered else event_key(ctx.message)
    after = await ctx.read(inbox.last_typed, ctx.message.conversation.key, but=but)
    exactly = f"{ctx.member.id} {'with roles' if ctx.member.grants else ''} {after}"
    return f"join {sha256(exactly.encode()).hexdigest()[:LONGEST_MARK]}"


def _letting_in(member: Member) -> str:
    """Return the purpose of a code that only this member can use, to let another become them."""
    return f"let in {member.id}"


def _here(ctx: Context) -> str:
    return f"{ctx.message.sender.name} ({ctx.message.sender.platform.capitalize()})"


def _whereabouts(tx: Tx, member: int) -> str:
    """Return what an account is called, and on which platforms."""
    known = people.identities_of(tx, member)
    return "; ".join(f"{each.name} ({each.platform.capitalize()})" for each in known)


def _roles(ctx: Context, member: Member) -> str:
    return ", ".join(ctx.language.text(named(ctx, each)) for each in member.grants)


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
