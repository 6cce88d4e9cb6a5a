"""Keep the Café safe: report, hide, block and let in again."""

import re
from collections.abc import Mapping
from typing import Annotated

from bot.chat.reply import Action, Actions, Heading, Item, Items, Quote, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _, _n
from bot.command.command import Ask, Context, Values, command
from bot.command.reader import Unclear
from bot.command.record_readers import AMember, ANetwork, described
from bot.command.refusal import Refused
from bot.members.permissions import coordinators, require, require_mandate
from commands.questions import conversation
from commands.questions.readers import AnAnswer, AQuestion
from storage import audit
from storage.members import people
from storage.members.member import Member
from storage.networks import networks
from storage.questions import questions
from storage.questions.question import ANSWER, QUESTION
from storage.vocabulary import NetworkStatus, Role, Subject

_HIDDEN = re.compile(r"\s*a\s*-?\s*(\d{1,9})\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*[a-z]\s*-?\s*\d+[\s,:.]*", re.IGNORECASE)
_NUMBERED: Mapping[str, str] = {"k": QUESTION, "a": ANSWER, "n": Subject.network, "m": Subject.member}


async def _said_with_it(_ctx: Context, known: Values) -> str | None:
    """What stands behind the number: it says what is wrong."""
    return _NUMBER.sub("", known.get("what", "")).strip() or None


@command(nl=("meld", "melden"), en=("report",), summary=_("Report something that is not right"), allow=Role.member)
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
        Ask(_("What is wrong with it?"), label=_("What is wrong"), max_length=500, long=True, guess=_said_with_it),
    ],
) -> Reply:
    subject, number = await _subject(ctx, what)
    new = await ctx.write(audit.report, ctx.member.id, subject, number, because, ctx.now)
    shown = f"{what.strip()[:1].upper()}-{number}"
    for coordinator in await coordinators(ctx, regions=()) if new else ():
        ctx.notify(
            coordinator,
            Reply(
                (
                    Text(words(_("A member reported {what}:", what=Code(shown)))),
                    Quote(words(because)),
                    Actions((Action(_("Look"), shown), Action(_("Hide"), f"verberg {shown}"))),
                )
            ),
        )
    return say(_("Thank you. The coordinators look at it."))


@command(nl=("verberg",), en=("hide",), summary=_("Take something out of sight"), allow=Role.coordinator)
async def hide(ctx: Context, what: str) -> Reply:
    return await _hide(ctx, what, hidden=True)


@command(nl=("toon weer",), en=("unhide",), summary=_("Show something again"), allow=Role.coordinator, hidden=True)
async def unhide(ctx: Context, what: str) -> Reply:
    return await _hide(ctx, what, hidden=False)


async def _hide(ctx: Context, what: str, *, hidden: bool) -> Reply:
    subject, number = await _subject(ctx, what, hidden=not hidden)
    match subject:
        case "question":
            question = await ctx.read(questions.get_one, number)
            require(ctx, Role.coordinator, regions=question.regions)
            if not await ctx.write(questions.hide, number, ctx.now, hidden=hidden):
                raise Refused(_("It is out of sight already.") if hidden else _("It was not out of sight."))
        case "answer":
            answer = await ctx.read(questions.one_answer, number, hidden=not hidden)
            if answer is None:
                raise Refused(_("Which answer? Give its number, like {example}.", example=Code("A-5")))
            question = await ctx.read(questions.get_one, answer.question_id)
            require(ctx, Role.coordinator, regions=question.regions)
            if hidden:
                await conversation.hide_answer(ctx, number)
            else:
                await ctx.write(questions.hide_answer, number, hidden=False)
        case Subject.network:
            network = await ctx.read(networks.get, number)
            require(ctx, Role.coordinator, regions=network.regions if network else None)
            # What a convenor took off the list is put back the same way.
            status, was = (
                (NetworkStatus.archived, tuple(NetworkStatus))
                if hidden
                else (NetworkStatus.listed, (NetworkStatus.archived,))
            )
            if not await ctx.write(networks.set_status, number, status, ctx.now, among=was):
                raise Refused(_("It was not out of sight."))
        case _:
            raise Refused(_("To keep out a member: {command}.", command=Code(f"blokkeer M-{number}")))
    act = "hide" if hidden else "unhide"
    await ctx.write(audit.record, ctx.member.id, act, subject, number, ctx.now)
    await ctx.write(audit.close_reports, subject, number, ctx.now)
    if hidden:
        return Reply(
            (Text(words(_("It is out of sight."))), Actions((Action(_("Show it again"), f"toon weer {what.strip()}"),)))
        )
    return say(_("It is shown again."))


@command(nl=("blokkeer",), en=("block",), summary=_("Keep a member out"), allow=Role.coordinator)
async def block(
    ctx: Context, member: Annotated[Member, Ask(_("Who do you want to keep out?"), label=_("Who"))]
) -> Reply:
    require(ctx, Role.coordinator)
    if member.id == ctx.member.id:
        raise Refused(_("You cannot block yourself."))
    if member.role >= ctx.member.role:
        raise Refused(_("Only someone with a higher role can block {who}.", who=Bold(described(member))))
    if member.blocked_at is None:
        await ctx.write(people.block, member.id, ctx.now)
        await ctx.write(audit.record, ctx.member.id, "block", Subject.member, member.id, ctx.now)
    await ctx.write(audit.close_reports, Subject.member, member.id, ctx.now)
    return Reply(
        (
            Text(words(_("{who} is kept out.", who=Bold(described(member))))),
            Actions((Action(_("Undo"), f"deblokkeer M-{member.id}"),)),
        )
    )


@command(nl=("deblokkeer",), en=("unblock",), summary=_("Let a member in again"), allow=Role.coordinator, hidden=True)
async def unblock(ctx: Context, member: Member) -> Reply:
    require(ctx, Role.coordinator)
    await ctx.write(people.block, member.id, None)
    await ctx.write(audit.record, ctx.member.id, "unblock", Subject.member, member.id, ctx.now)
    return say(_("{who} is let in again.", who=Bold(described(member))))


@command(nl=("meldingen",), en=("reports",), summary=_("See what members reported"), allow=Role.coordinator, safe=True)
async def list_reports(ctx: Context) -> Reply:
    require_mandate(ctx)
    held = await ctx.read(audit.open_reports)
    if not held:
        return say(_("There are no reports."))
    letters = {subject: letter.upper() for letter, subject in _NUMBERED.items()}
    return Reply(
        (
            Heading(words(_n("{n} report", "{n} reports", len(held)))),
            Items(
                tuple(
                    Item(
                        words(Code(f"{letters[each.subject]}-{each.subject_id}")),
                        (words(each.reason),),
                        (Action(_("Hide"), f"verberg {letters[each.subject]}-{each.subject_id}"),),
                    )
                    for each in held
                )
            ),
        )
    )


async def _subject(ctx: Context, what: str, *, hidden: bool = False) -> tuple[str, int]:
    """What a number refers to; an answer may be a hidden one. Raises `Refused`."""
    subject = _NUMBERED.get(what.strip()[:1].lower())
    if subject is None:
        raise Refused(_("Give a number, like K-12, A-5, N-3 or M-7."))
    try:
        match subject:
            case "question":
                return subject, (await AQuestion().read(ctx, what, None)).id
            case "answer":
                numbered = _HIDDEN.match(what) if hidden else None
                return subject, int(numbered[1]) if numbered else (await AnAnswer().read(ctx, what, None)).id
            case Subject.network:
                return subject, (await ANetwork().read(ctx, what, None)).id
            case _:
                return subject, (await AMember().read(ctx, what, None)).id
    except Unclear as unclear:
        raise Refused(unclear.words) from None
