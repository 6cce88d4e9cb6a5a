"""Routes a question to who may help, and takes what they say who were asked: taken up, declined, passed on."""

import re
from dataclasses import replace
from typing import Annotated

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Block, Heading, Items, Quote, Reply, Text, own, say, words
from bot.chat.spans import Bold, Code, Span
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.members.visibility import audiences, bold, name_in, name_to, place_of
from bot.process.office_hours import working_days_later
from bot.reading.record_readers import member_or_network
from bot.search.results import items, records_of
from commands.questions.card.card import about, look
from commands.questions.conversation.answer import answer_question
from commands.questions.life.lifecycle import Act
from commands.questions.life.permissions import driven_by, require, requiring, waits_for
from commands.questions.requests.requests import DECLINE, PASS_ON, TAKE_UP, bring
from commands.questions.routing import candidates
from commands.questions.routing.load import told_load
from commands.questions.routing.routing import Candidate, Unfit, unfit
from commands.questions.routing.rules import Rules
from storage.members import people
from storage.members.member import Member
from storage.networks.network import Network
from storage.questions import questions, requests
from storage.questions.question import Question
from storage.vocabulary import Field, Place, RequestState, Role

SHOWN = 5
"""Suggestions in one message."""

_TO = re.compile(r"^\s*(?:bij|aan|naar|to|by)\b\s*", re.IGNORECASE)


@command(
    nl=("breng", "breng vraag", "wie kan helpen"),
    en=("bring", "bring question", "who can help"),
    summary=_("Bring a question to people and networks"),
    allow=Role.member,
)
async def bring_question(ctx: Context, question: Question, to: str = "") -> Reply:
    await require(ctx, question, Act.bring)
    named = _TO.sub("", to)
    if not named.strip():
        return await _suggest(ctx, question)
    subject = await member_or_network(ctx, named)
    _shown(ctx, subject)
    candidate = await ctx.read(candidates.for_subject, question, subject, ctx.now)
    return await _bring(ctx, question, subject, candidate)


async def _suggest(ctx: Context, question: Question) -> Reply:
    """Return who may help and can be asked now, each with why."""
    seen = audiences(ctx)
    found = await ctx.read(candidates.find, question, ctx.vocabulary, seen, ctx.now, ctx.encoder)
    rules = ctx.choices.of(Rules)
    able = [each for each in found if unfit(each.candidate, question.asker_id, ctx.now, rules) is None][:SHOWN]
    load = told_load(found, rules) if ctx.may(Role.coordinator, regions=question.regions) else []
    if not able:
        told = _("I know nobody for {number} who can be asked now.", number=Code(question.number))
        return Reply((Text(words(told)), *load, Actions((look(question),))))
    hits = [each.hit for each in able]
    by_kind = items(ctx, hits, await ctx.read(records_of, ctx.topics, hits), question.text)
    blocks: list[Block] = [Text(words(_("These may help with {number}:", number=Code(question.number))))]
    for kind, heading in (("network", _("Networks")), ("member", _("People"))):
        of_kind = [each.candidate for each in able if each.candidate.kind == kind]
        shown = [
            replace(
                item,
                actions=(
                    Action(
                        _("Send it on"), bring_question.line(question.number, Line("bij", en="to"), _number(candidate))
                    ),
                ),
            )
            for item, candidate in zip(by_kind.get(kind, ()), of_kind, strict=False)
        ]
        if shown:
            blocks += [Heading(words(heading)), Items(tuple(shown))]
    return Reply((*blocks, *load))


def _number(candidate: Candidate) -> str:
    return f"{'N' if candidate.kind == 'network' else 'M'}-{candidate.id}"


def _shown(ctx: Context, subject: Member | Network) -> None:
    """Raises `Refused` for a member who does not want to be found here."""
    if isinstance(subject, Network):
        return
    if not (subject.signed_up_at and not subject.blocked_at and subject.agreed(Field.found, place_of(ctx))):
        raise Refused(_("This member does not show themselves here."))


async def _bring(
    ctx: Context, question: Question, subject: Member | Network, candidate: Candidate, *, via: int | None = None
) -> Reply:
    who = Bold(subject.name) if isinstance(subject, Network) else bold(ctx.language, name_to(ctx, subject))
    problem = unfit(candidate, question.asker_id, ctx.now, ctx.choices.of(Rules))
    if problem is Unfit.asker and question.anonymous and question.asker_id != ctx.member.id:
        problem = Unfit.unreachable  # who asked without a name is not told by a refusal
    if problem:
        raise Refused(_why_not(problem, who, question))
    await ctx.write(questions.hold, question.id)
    brought = await ctx.write(bring, question, candidate, ctx.now, ctx.choices.of(Rules), by=ctx.member.id, via=via)
    if brought is None:
        raise Refused(_why_not(Unfit.asked, who, question))
    ctx.notices.extend(brought.notices)
    number = Code(question.number)
    if brought.at <= ctx.now:
        told = _("I have sent {number} on to {who}.", number=number, who=who)
    else:
        told = _(
            "I send {number} on to {who} on {day}, in office hours.",
            number=number,
            who=who,
            day=brought.at.astimezone(ctx.local_now.tzinfo).date(),
        )
    return Reply((Text(words(told)), Actions((look(question),))))


def _why_not(problem: Unfit, who: Span, question: Question) -> Msg:
    match problem:
        case Unfit.asker:
            return _("You cannot put a question to yourself.")
        case Unfit.asked:
            return _("{number} was sent on to {who} already.", number=Code(question.number), who=who)
        case Unfit.away:
            return _("{who} is away now. Choose someone else.", who=who)
        case Unfit.busy:
            return _("{who} has enough questions to answer now. Choose someone else.", who=who)
        case Unfit.no_convenor:
            return _("Nobody who drives {who} can be asked now.", who=who)
        case Unfit.often:
            return _("{who} was asked often this month, and is spared. Choose someone else.", who=who)
        case Unfit.unreachable:
            return _("{who} cannot be asked.", who=who)


@command(
    nl=(TAKE_UP, "ik pak op"),
    en=(TAKE_UP.said_in("en"), "i take it"),
    summary=_("Say that you will look at a question"),
    allow=Role.member,
    hidden=True,
)
async def take_up(ctx: Context, question: Question) -> Reply:
    await require(ctx, question, Act.respond)
    taken = RequestState.accepted
    held = await ctx.write(requests.settle, question.id, ctx.member.id, taken, ctx.now, networks=driven_by(ctx.member))
    rules = ctx.choices.of(Rules)
    for request in held:
        due = working_days_later(ctx.now, rules.remind_after, ctx.member.time_zone, rules)
        await ctx.write(requests.advance, request, due_at=due)
    if held:
        await _tell_asker(ctx, question, _("{who} looks at your question.", who=_by(ctx)))
    return Reply(
        (
            Text(words(_("Good. Answer when you know more."))),
            Actions((Action(_("Answer"), answer_question.line(question.number)), look(question))),
        )
    )


@command(
    nl=(DECLINE,),
    en=(DECLINE.said_in("en"),),
    summary=_("Say that a question is not for you"),
    allow=Role.member,
    hidden=True,
    check=waits_for,
)
async def decline(
    ctx: Context,
    question: Question,
    because: Annotated[
        str,
        Ask(_("Why not? It helps to find someone else."), label=_("Why not"), max_length=300, long=True, reason=True),
    ] = "",
) -> Reply:
    driven, no = driven_by(ctx.member), RequestState.declined
    if not await ctx.write(requests.settle, question.id, ctx.member.id, no, ctx.now, because, networks=driven):
        raise Refused(_("{number} does not wait for you.", number=Code(question.number)))
    blocks: list[Block] = [Quote(own((because,), ctx.member.id))] if because else []
    others = Actions((Action(_("Who else knows"), bring_question.line(question.number)),))
    await _tell_asker(ctx, question, _("{who} cannot help with this one.", who=_by(ctx)), *blocks, others)
    return say(_("Thank you for saying so. The asker hears of it."))


@command(
    nl=(PASS_ON,),
    en=(PASS_ON.said_in("en"),),
    summary=_("Pass a question on to someone who knows more"),
    allow=Role.member,
    hidden=True,
    check=requiring(Act.suggest),
)
async def pass_on(
    ctx: Context,
    question: Question,
    to: Annotated[
        str,
        Ask(
            _("To whom, or to which network? Give a name or a number."),
            label=_("To whom"),
            hint=_("For instance M-7, N-3 or a name."),
        ),
    ],
) -> Reply:
    """Whoever sees a question may; for who was asked it is their answer as well."""
    await require(ctx, question, Act.suggest)
    subject = await member_or_network(ctx, _TO.sub("", to))
    _shown(ctx, subject)
    candidate = await ctx.read(candidates.for_subject, question, subject, ctx.now)
    passed = RequestState.passed_on
    mine = await ctx.write(requests.settle, question.id, ctx.member.id, passed, ctx.now, networks=driven_by(ctx.member))
    said = await _bring(ctx, question, subject, candidate, via=mine[0].id if mine else None)
    shown = Bold(subject.name) if isinstance(subject, Network) else None
    if shown:
        news = _("{who} passed your question on to {other}.", who=_by(ctx), other=shown)
    else:
        news = _("{who} passed your question on.", who=_by(ctx))
    await _tell_asker(ctx, question, news)
    return said


def _by(ctx: Context) -> Span:
    return bold(ctx.language, name_in(ctx.member, Place.members))


async def _tell_asker(ctx: Context, question: Question, news: Msg, *more: Block) -> None:
    asker = await ctx.read(people.get, question.asker_id) if question.asker_id is not None else None
    if asker and asker.id != ctx.member.id:
        ctx.notify(asker, about(news, question, *more))
