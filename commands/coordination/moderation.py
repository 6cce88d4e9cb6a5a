"""Keeps the Café safe: lets people report, hide, block and let in again."""

import re
from typing import Annotated

from bot.chat.reply import Action, Actions, Heading, Item, Items, Quote, Reply, Text, own, say, words
from bot.chat.spans import Code, bold
from bot.chat.texts import _, _n
from bot.command.command import Ask, Context, Takes, Values, command
from bot.command.reader import Unclear
from bot.command.refusal import Refused
from bot.members.permissions import coordinators, require, require_mandate
from bot.reading.record_readers import described
from bot.things.moderation import Moderated
from storage import audit
from storage.audit import Report
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import Role, Subject

_NUMBER = re.compile(r"^\s*[a-z]\s*-?\s*\d+[\s,:.]*", re.IGNORECASE)


async def _said_with_it(_ctx: Context, known: Values) -> str | None:
    """Return what stands behind the number: it says what is wrong."""
    return _NUMBER.sub("", known.get("what", "")).strip() or None


@command(
    nl=("meld", "melden"),
    en=("report",),
    summary=_("Report something that is not right"),
    allow=Role.member,
    takes=Takes.names,
)
async def report(
    ctx: Context,
    what: Annotated[
        str,
        Ask(
            _("What do you want to report? Give its number."),
            label=_("Number"),
            hint=_("For instance K-12, A-5, N-3 or M-7."),
        ),
    ],
    because: Annotated[
        str,
        Ask(
            _("What is wrong with it?"),
            label=_("What is wrong"),
            max_length=500,
            long=True,
            guess=_said_with_it,
            reason=True,
        ),
    ],
) -> Reply:
    kind, number = await _found(ctx, what)
    new = await ctx.write(audit.report, ctx.member.id, kind.kind, number, because, ctx.now)
    shown = kind.number(number)
    for coordinator in await coordinators(ctx, regions=()) if new else ():
        ctx.notify(
            coordinator,
            Reply(
                (
                    Text(words(_("A member reported {what}:", what=Code(shown)))),
                    Quote(own((because,), ctx.member.id)),
                    Actions((Action(_("View"), shown), Action(_("Hide"), hide.line(shown)))),
                ),
                found_anyway=True,
            ),
        )
    return say(_("Thank you. The coordinators look at it."))


@command(
    nl=("verberg",),
    en=("hide",),
    summary=_("Take something out of sight"),
    allow=Role.coordinator,
    takes=Takes.names,
    others=True,
)
async def hide(ctx: Context, what: str) -> Reply:
    return await _hide(ctx, what, hidden=True)


@command(
    nl=("toon weer",),
    en=("unhide",),
    summary=_("Show something again"),
    allow=Role.coordinator,
    hidden=True,
    takes=Takes.names,
    others=True,
)
async def unhide(ctx: Context, what: str) -> Reply:
    return await _hide(ctx, what, hidden=False)


async def _hide(ctx: Context, what: str, *, hidden: bool) -> Reply:
    kind, number = await _found(ctx, what, hidden=not hidden)
    await kind.hide(ctx, number, hidden)
    act = "hide" if hidden else "unhide"
    await ctx.write(audit.record, ctx.member.id, act, kind.kind, number, ctx.now)
    await ctx.write(audit.close_reports, kind.kind, number, ctx.now)
    if hidden:
        return Reply(
            (Text(words(_("It is out of sight."))), Actions((Action(_("Show it again"), unhide.line(what.strip())),)))
        )
    return say(_("It is shown again."))


@command(
    nl=("blokkeer",),
    en=("block",),
    summary=_("Keep a member out"),
    allow=Role.coordinator,
    others=True,
)
async def block(
    ctx: Context, member: Annotated[Member, Ask(_("Who do you want to keep out?"), label=_("Who"))]
) -> Reply:
    require(ctx, Role.coordinator)
    if member.id == ctx.member.id:
        raise Refused(_("You cannot block yourself."))
    if member.role >= ctx.member.role:
        raise Refused(_("Only someone with a higher role can block {who}.", who=bold(described(member))))
    if member.blocked_at is None:
        await ctx.write(people.block, member.id, ctx.now)
        await ctx.write(audit.record, ctx.member.id, "block", Subject.member, member.id, ctx.now)
    await ctx.write(audit.close_reports, Subject.member, member.id, ctx.now)
    return Reply(
        (
            Text(words(_("{who} is kept out.", who=bold(described(member))))),
            Actions((Action(_("Undo"), unblock.line(f"M-{member.id}")),)),
        )
    )


@command(
    nl=("deblokkeer",),
    en=("unblock",),
    summary=_("Let a member in again"),
    allow=Role.coordinator,
    hidden=True,
    others=True,
)
async def unblock(ctx: Context, member: Member) -> Reply:
    require(ctx, Role.coordinator)
    await ctx.write(people.block, member.id, None)
    await ctx.write(audit.record, ctx.member.id, "unblock", Subject.member, member.id, ctx.now)
    return say(_("{who} is let in again.", who=bold(described(member))))


@command(nl=("meldingen",), en=("reports",), summary=_("See what members reported"), allow=Role.coordinator, safe=True)
async def list_reports(ctx: Context) -> Reply:
    require_mandate(ctx)
    kinds = {each.kind: each for each in ctx.topics.all(Moderated)}
    held = [(kinds[each.subject], each) for each in await ctx.read(audit.open_reports) if each.subject in kinds]
    if not held:
        return say(_("There are no reports."))
    items = tuple([await _item(ctx, kind, each) for kind, each in held])
    return Reply((Heading(words(_n("{n} report", "{n} reports", len(held)))), Items(items)))


async def _item(ctx: Context, kind: Moderated, about: Report) -> Item:
    number = kind.number(about.subject_id)
    # Of who is forgotten nothing is told, nor in a report.
    notes = (words(about.reason),) if about.reason else ()
    try:
        await kind.find(ctx, number, hidden=True)
    except Unclear:
        return Item(words(Code(number)), (*notes, words(_("It is not there any more."))))
    return Item(words(Code(number)), notes, (Action(_("Hide"), hide.line(number)),))


async def _found(ctx: Context, what: str, *, hidden: bool = False) -> tuple[Moderated, int]:
    """Return what a number refers to; with `hidden`, also what is out of sight. Raises `Refused`."""
    letter = what.strip()[:1].upper()
    kind = next((each for each in ctx.topics.all(Moderated) if each.letter == letter), None)
    if kind is None:
        raise Refused(_("Give a number, like K-12, A-5, N-3 or M-7."))
    try:
        return kind, await kind.find(ctx, what, hidden=hidden)
    except Unclear as unclear:
        raise Refused(unclear.words) from None
