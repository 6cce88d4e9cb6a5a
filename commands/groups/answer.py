"""Answers who asked to be let into a group: yes, or no with the reason."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from bot.chat.reply import Action, Reply, Subject, say
from bot.chat.spans import Bold
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.known import Known
from bot.command.refusal import Refused
from bot.things.hearing import Hearer, Tale, tell
from bot.things.sure import UNCHANGED, are_you_sure
from bot.things.undoing import Undoable, did, done
from commands.groups.ask_in import subject
from commands.groups.browse import list_groups
from commands.groups.life import ANSWERS, LIFE, Act, among
from commands.groups.readers import NO_REQUEST
from storage.groups import groups, requests
from storage.groups.group import REQUEST, Group, Request, State
from storage.groups.tables import LONGEST_REASON
from storage.vocabulary import Role

MOST = 100
_NO = re.compile(r"\s*(?:nee|no)\b[\s,:]*(?:omdat|want|because)\b[\s,:]*(?P<why>\S.*)", re.IGNORECASE | re.DOTALL)
_BECAUSE = re.compile(r"^\s*(?:omdat|want|because)\b\s*", re.IGNORECASE)


async def _waiting(ctx: Context, found: Request, act: Act) -> Group:
    """Return the group of a request, for who may answer it now. Raises `Refused`."""
    group = await ctx.read(groups.get, found.group_id)
    answers = group is not None and may_answer(ctx, group) and found.member_id != ctx.member.id
    parties = {ANSWERS} if answers else frozenset[str]()
    if group is None or not LIFE.may(act, parties):
        raise Refused(NO_REQUEST)
    if act not in LIFE.possible(found.state, parties):
        raise Refused(_("That request was answered already, or taken back."))
    return group


def may_answer(ctx: Context, group: Group) -> bool:
    """Tell whether the member looks after a group, or coordinates what it is about."""
    return group.keeper_id == ctx.member.id or ctx.may(Role.coordinator, regions=group.regions or None)


@command(
    nl=("laat toe",),
    en=("let in",),
    summary=_("Let somebody into a group"),
    allow=Role.member,
    private=True,
    hidden=True,
    others=True,
)
async def let_in(ctx: Context, request: Request) -> Reply:
    group, found = await _waiting(ctx, request, Act.let_in), request
    if await _moved(ctx, found, Act.let_in) is None:
        return say(UNCHANGED)
    entry = await did(ctx, subject(group, found), Act.let_in)
    news = _("Yes, you may join {name}. Who looks after it adds you.", name=Bold(group.name))
    await _tell(ctx, group, found, news, entry)
    how = _("I can add nobody myself. In Teams: open the channel, choose Members and Add. In Matrix: type /invite.")
    return done(
        ctx, _("They hear that they may join {name}.", name=Bold(group.name)), subject(group, found), entry, how
    )


async def _sure(ctx: Context, known: Values) -> Reply | None:
    if not known.get("reason"):
        return None
    await _waiting(ctx, known["request"], Act.keep_out)
    why = _because(str(known["reason"]))
    return are_you_sure(_("They hear: no, because {why}. Shall I send that?", why=Bold(why)), changed=True)


@command(
    nl=("laat niet toe",),
    en=("do not let in",),
    summary=_("Keep somebody out of a group, with the reason"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def keep_out(
    ctx: Context,
    request: Request,
    reason: Annotated[
        str, Ask(_("Why not? Who asked reads this."), label=_("Reason"), max_length=LONGEST_REASON, reason=True)
    ],
    sure: Annotated[bool, Ask(_sure)] = True,
) -> Reply:
    group, found = await _waiting(ctx, request, Act.keep_out), request
    if not sure:
        return say(UNCHANGED)
    moved = await _moved(ctx, found, Act.keep_out, reason=_because(reason))
    if moved is None:
        return say(UNCHANGED)
    entry = await did(ctx, subject(group, found), Act.keep_out)
    news = _("{name}: no, because {why}.", name=Bold(group.name), why=moved.reason)
    await _tell(ctx, group, found, news, entry)
    return done(ctx, _("Sent."), subject(group, found), entry)


async def _moved(ctx: Context, found: Request, act: Act, reason: str = "") -> Request | None:
    """Bring it to where the act leads: None when somebody else came first."""
    to = LIFE.rules[act].leads[found.state]
    return await ctx.write(requests.move, found.id, to, {found.state}, ctx.now, by=ctx.member.id, reason=reason)


def _because(reason: str) -> str:
    return _BECAUSE.sub("", " ".join(reason.split())).rstrip(" .")


async def _tell(ctx: Context, group: Group, found: Request, news: Msg, entry: int) -> None:
    all_ = Action(_("All groups"), list_groups.line())
    why = _("You hear this because you asked to be let in.")
    await tell(ctx, Tale(subject(group, found), "", news, (all_,)), [Hearer(found.member_id, why)], entry=entry)


async def _no_because(ctx: Context, text: str) -> str | None:
    """Take "nee, omdat ..." as the answer to the one request that waits for the member."""
    match = _NO.fullmatch(text) if ctx.personal else None
    if match is None:
        return None
    every = {each.id: each for each in await ctx.read(groups.every)}
    mine = [each for each in await ctx.read(requests.open_ones, MOST) if may_answer(ctx, every[each.group_id])]
    return keep_out.line(f"{mine[0].id}:", match["why"]) if len(mine) == 1 else None


KNOWN = Known(_no_because)


async def _open_again(ctx: Context, thing: Subject, _detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    back = await ctx.write(requests.move, thing.id, State.open, among(Act.reopen), ctx.now)
    return _("The request waits for your answer again.") if back else None


UNDO = (Undoable(REQUEST, Act.let_in, _open_again), Undoable(REQUEST, Act.keep_out, _open_again))
