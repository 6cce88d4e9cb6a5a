"""Asks a knowledge question, in one step: its asker sees first how it will be asked, who sees it, and who is asked."""

from datetime import date
from typing import Annotated

from bot.chat.reply import Action, Actions, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context, Takes, Values, command
from bot.command.refusal import Refused
from bot.dialogue.calls import key_of
from bot.members.visibility import name_to, place_of
from commands.questions.asking import drafting
from commands.questions.asking.filled import of_sentences
from commands.questions.asking.proposal import Wish
from commands.questions.asking.publish import ask_along, put
from commands.questions.card.card import about, card, look
from commands.questions.life.lifecycle import Act
from commands.questions.life.permissions import require
from commands.questions.routing import candidates
from commands.questions.routing.routing import unfit
from commands.questions.routing.rules import Rules
from storage.members import follows, people
from storage.members.member import Member
from storage.messaging import dialogues
from storage.networks.network import Network
from storage.questions import questions, reuses, selection
from storage.questions.question import QUESTION, Filter, Question
from storage.vocabulary import Field, QuestionStatus, Role

LATEST = 10
"""Questions of one's own among which the same is looked for."""


async def _more(_ctx: Context, known: Values) -> bool:
    agreed: Wish | None = known.get("agreed")
    return bool(agreed and agreed.more)


async def _askable(ctx: Context, known: Values) -> None:
    """Raises `Refused` for a member who cannot be asked."""
    member: Member | None = known.get("member")
    if member is None:
        return
    if member.id == ctx.member.id:
        raise Refused(_("You cannot put a question to yourself."))
    if not (member.signed_up_at and not member.blocked_at and member.agreed(Field.found, place_of(ctx))):
        raise Refused(_("This member does not show themselves here."))
    if member.away(ctx.local_now.date()) and member.paused_until:
        who = name_to(ctx, member)
        raise Refused(
            _("{who} is away until {day}. You can put the question to everyone.", who=who, day=member.paused_until)
        )


_Question = Annotated[
    str,
    Ask(
        _("What is your question?"),
        label=_("Your question"),
        hint=_("One question in plain words. Say what you want to reach with it."),
        why=_("I mean what you want to know from others. I look who can help, and show you all before I put it."),
        max_length=1000,
        long=True,
        question=True,
    ),
]
_ToOne = Annotated[
    str, Ask(_("What do you want to ask?"), label=_("Your question"), max_length=1000, long=True, question=True)
]
_Context = Annotated[
    str,
    Ask(
        _("What is going on? What should others know?"),
        label=_("Context"),
        when=_more,
        optional=True,
        max_length=1000,
        long=True,
    ),
]
_Goal = Annotated[
    str,
    Ask(
        _("What do you want to reach with it?"),
        label=_("What you want to reach"),
        when=_more,
        optional=True,
        max_length=500,
        long=True,
    ),
]
_Tried = Annotated[
    str,
    Ask(
        _("What did you try or read already?"),
        label=_("What you tried"),
        when=_more,
        optional=True,
        max_length=500,
        long=True,
    ),
]
_Wanted = Annotated[
    str,
    Ask(
        _("What kind of answer helps you?"),
        label=_("What kind of answer helps"),
        hint=_("For instance an example, a contact, a method, someone to think along."),
        max_length=300,
        when=_more,
        optional=True,
    ),
]


_NeededBy = Annotated[date | None, Ask(_("By when do you need it?"), label=_("Needed by"), when=_more, optional=True)]
_Agreed = Annotated[Wish | None, Ask(drafting.shown)]


@command(
    nl=("vraag", "stel een vraag", "vraag stellen", "ik heb een vraag"),
    en=("ask", "ask a question", "question", "i have a question"),
    summary=_("Ask a knowledge question"),
    allow=Role.member,
    begun_by=Role.visitor,  # what is alike may help them already
    files=True,
    takes=Takes.sentence,
    fills=of_sentences,
)
async def ask_question(
    ctx: Context,
    text: _Question,
    agreed: _Agreed = None,
    context: _Context = "",
    goal: _Goal = "",
    tried: _Tried = "",
    wanted: _Wanted = "",
    needed_by: _NeededBy = None,
) -> Reply:
    told = {"context": context, "goal": goal, "tried": tried, "wanted": wanted, "needed_by": needed_by}
    return await _asked(ctx, {"text": text, **told}, agreed)


@command(
    nl=("vraag aan", "vraag het"),
    en=("ask member", "put to"),
    summary=_("Put a question to one member"),
    allow=Role.member,
    hidden=True,
    files=True,
    check=_askable,
)
async def ask_member(
    ctx: Context,
    member: Member,
    text: _ToOne,
    agreed: _Agreed = None,
    context: _Context = "",
) -> Reply:
    return await _asked(ctx, {"text": text, "context": context, "member": member}, agreed)


async def _driven(ctx: Context, known: Values) -> None:
    """Raises `Refused` for a network of which nobody can be asked now."""
    network: Network | None = known.get("network")
    if network is None:
        return
    found = await ctx.read(candidates.of, 0, "network", network.id, ctx.now)
    if found is None or unfit(found, ctx.member.id, ctx.now, ctx.choices.of(Rules)):
        raise Refused(_("Nobody who drives {who} can be asked now.", who=Bold(network.name)))


@command(
    nl=("vraag aan netwerk",),
    en=("put to network",),
    summary=_("Put a question to one network"),
    allow=Role.member,
    hidden=True,
    files=True,
    check=_driven,
)
async def ask_network(
    ctx: Context, network: Network, text: _ToOne, agreed: _Agreed = None, context: _Context = ""
) -> Reply:
    return await _asked(ctx, {"text": text, "context": context, "network": network}, agreed)


async def _asked(ctx: Context, known: Values, agreed: Wish | None) -> Reply:
    """Ask it, and those along who were shown with it: in a form, who is still ticked."""
    draft = await drafting.drafted(ctx, known, agreed)
    none = Wish(nobody=True) if ctx.forms and ctx.message.values is not None else None
    to = drafting.asked_of(known)
    along = await drafting.helpers(ctx, draft, agreed or none, to)
    question = await _mine(ctx, draft.text) if to else None
    if question is None:
        question = await put(ctx, draft, [each.candidate for each in along])
    else:
        await ask_along(ctx, question, [each.candidate for each in along])
    shown = await card(ctx, question)
    thanks = _("Your question is posted, as {number}. You hear of every answer.", number=Code(question.number))
    told = [Text(words(thanks))]
    if along:
        told.append(Text(words(_("I ask {names} along.", names=[each.named for each in along]))))
    return Reply((*told, *shown.blocks), subject=shown.subject)


async def _mine(ctx: Context, text: str) -> Question | None:
    """Return the same in the same words, put to someone else or a moment ago: it is one question."""
    latest, _total = await ctx.read(selection.find, Filter(asker=ctx.member.id), limit=LATEST)
    return next((each for each in latest if each.text == text), None)


@command(
    nl=("dit helpt me al", "dit helpt mij al"),
    en=("this helps me already",),
    summary=_("Say that an earlier question helps you"),
    allow=Role.member,
    hidden=True,
)
async def solved_by_earlier(ctx: Context, question: Question) -> Reply:
    await require(ctx, question, Act.follow)
    await _put_down(ctx)
    if await ctx.write(reuses.record, question.id, ctx.member.id, ctx.now):
        helped = [
            each.member_id
            for each in question.answers
            if each.accepted_at or question.status is not QuestionStatus.open
        ]
        for member in await ctx.read(
            people.load, sorted({each for each in helped if each not in (None, ctx.member.id)})
        ):
            ctx.notify(member, about(_("Your answer helped someone else too. Thank you."), question))
    return Reply(
        (
            Text(words(_("Good that it helps. I noted that {number} helped you too.", number=Code(question.number)))),
            Actions((look(question),)),
        )
    )


@command(
    nl=("dit wil ik ook weten", "ik ook"),
    en=("i want to know this too", "me too"),
    summary=_("Join a question that someone else put"),
    allow=Role.member,
    hidden=True,
)
async def join_question(ctx: Context, question: Question) -> Reply:
    await require(ctx, question, Act.follow)
    await _put_down(ctx)
    joined = await ctx.write(follows.follow, ctx.member.id, QUESTION, question.id, ctx.now)
    asker = await ctx.read(people.get, question.asker_id) if question.asker_id is not None else None
    if joined and asker and asker.id != ctx.member.id:
        ctx.notify(asker, about(_("One more member wants to know this too."), question))
    return Reply(
        (
            Text(words(_("You asked {number} along. You hear of every answer.", number=Code(question.number)))),
            Actions((look(question), Action(_("Unfollow"), ctx.line("unfollow", question.number)))),
        )
    )


@command(
    nl=("zonder naam", "anoniem"),
    en=("without my name", "anonymous"),
    summary=_("Let nobody see that you put a question"),
    allow=Role.member,
    hidden=True,
)
async def unname(ctx: Context, question: Question) -> Reply:
    return await _named(ctx, question, anonymous=True)


@command(
    nl=("met naam",),
    en=("with my name",),
    summary=_("Let others see that you put a question"),
    allow=Role.member,
    hidden=True,
)
async def name(ctx: Context, question: Question) -> Reply:
    return await _named(ctx, question, anonymous=False)


async def _named(ctx: Context, question: Question, *, anonymous: bool) -> Reply:
    if question.asker_id != ctx.member.id:
        return say(_("Only the asker can do this."))
    await ctx.write(questions.set_anonymous, question.id, ctx.now, anonymous=anonymous)
    if anonymous:
        return say(_("From now on nobody sees that you put {number}.", number=Code(question.number)))
    return say(_("From now on others see that you put {number}.", number=Code(question.number)))


async def _put_down(ctx: Context) -> None:
    """The question they were about to put is not needed any more."""
    where = key_of(ctx.message.conversation)
    underway = await ctx.read(dialogues.active, ctx.member.id, where, ctx.now)
    if underway and underway.command in (ask_question.name, ask_member.name, ask_network.name):
        await ctx.write(dialogues.end, underway.id)
