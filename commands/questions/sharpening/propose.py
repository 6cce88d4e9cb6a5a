"""Lets others propose a better wording or background; its asker takes it with one press."""

from collections.abc import Mapping
from typing import Annotated, Any

from bot.chat.reply import Action, Actions, Quote, Reply, Style, Subject, Text, own, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Language, Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.command.shapes import said_of
from bot.members.visibility import bold, name_in
from bot.things.undoing import Undoable, did, undo_button
from commands.questions.card.card import about, look, subject
from commands.questions.life.lifecycle import Act
from commands.questions.life.permissions import require, requiring
from commands.questions.sharpening.reword import reword
from storage.members import people
from storage.members.member import Member
from storage.questions import proposals
from storage.questions.proposals import LONGEST, Part, Proposal, State
from storage.questions.question import QUESTION, Question
from storage.vocabulary import Place, Role

PROPOSE = "propose"
MOST = 5
"""Proposals that wait for one asker: more are no help."""


async def _words_now(_ctx: Context, known: Values) -> str:
    question: Question | None = known.get("question")
    return question.text if question else ""


@command(
    nl=("scherp aan", "verwoord beter"),
    en=("sharpen", "word better"),
    summary=_("Propose a better wording of a question"),
    allow=Role.member,
    hidden=True,
    adds=True,
    check=requiring(Act.sharpen),
)
async def sharpen_question(
    ctx: Context,
    question: Question,
    text: Annotated[
        str,
        Ask(
            _("How would you word it?"),
            label=_("The question"),
            hint=_("One question in plain words. Its asker takes it or not."),
            max_length=LONGEST,
            long=True,
            now=_words_now,
        ),
    ],
) -> Reply:
    return await _proposed(ctx, question, Part.text, text)


@command(
    nl=("voeg achtergrond toe",),
    en=("add background",),
    summary=_("Add background to a question"),
    allow=Role.member,
    hidden=True,
    adds=True,
    check=requiring(Act.sharpen),
)
async def add_background(
    ctx: Context,
    question: Question,
    text: Annotated[
        str,
        Ask(
            _("What should others know about it?"),
            label=_("Context"),
            hint=_("What is going on there, since when, what the rules are."),
            max_length=LONGEST,
            long=True,
        ),
    ],
) -> Reply:
    return await _proposed(ctx, question, Part.context, text)


async def _proposed(ctx: Context, question: Question, part: Part, text: str) -> Reply:
    await require(ctx, question, Act.sharpen)
    if text == question.text or text in question.told.context:
        raise Refused(_("It says that already."))
    if part is Part.context and len(question.told.context) + len(text) >= LONGEST:
        raise Refused(_("Its background is long already. Add it as an answer."))
    if question.asker_id == ctx.member.id:
        return await reword(ctx, question, part, _with(question, part, text))
    asker = await ctx.read(people.get, question.asker_id) if question.asker_id is not None else None
    if asker is None or asker.blocked_at:
        raise Refused(_("Its asker is not here any more, so nobody can take it. Add it as an answer."))
    if await ctx.read(proposals.waiting, question.id, ctx.member.id) >= MOST:
        raise Refused(_("{n} proposals wait for its asker already. Add it as an answer.", n=MOST))
    number = await ctx.write(proposals.put, question.id, ctx.member.id, part, text, ctx.now)
    entry = await did(ctx, subject(question), PROPOSE, proposal=number)
    ctx.notify(asker, _asking(question, ctx.member, asker, part, text, number))
    told = _("Your proposal for {number} is with its asker, who takes it or not.", number=Code(question.number))
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry), look(question)))))


def _asking(question: Question, by: Member, asker: Member, part: Part, text: str, number: int) -> Reply:
    """The proposal as its asker sees it: what it says now stands above it."""
    who = bold(Language(asker.language), name_in(by, Place.members))
    news = (
        _("{who} proposes another wording of your question:", who=who)
        if part is Part.text
        else _("{who} proposes to add background to your question:", who=who)
    )
    takes = Action(_("Take it over"), take_proposal.line(question.number, number), style=Style.primary)
    leaves = Action(_("No, thank you"), leave_proposal.line(question.number, number))
    shown = (Text(words(Bold("\u2192"))), Quote(own((text,), by.id)))
    return about(news, question, *shown, Actions((takes, leaves, look(question))))


def _with(question: Question, part: Part, text: str) -> str:
    """Return what that part says with it: a wording takes the place of another, background is added."""
    held = question.told.context if part is Part.context else ""
    return f"{held}\n{text}" if held else text


@command(
    nl=("neem voorstel over",),
    en=("take proposal",),
    summary=_("Take over a proposal for your question"),
    allow=Role.member,
    hidden=True,
)
async def take_proposal(ctx: Context, question: Question, proposal: str) -> Reply:
    found = await _waiting(ctx, question, proposal)
    if not await ctx.write(proposals.settle, found.id, State.taken):
        raise Refused(_("That proposal does not wait any more."))
    by = await ctx.read(people.get, found.member_id)
    if by and not by.blocked_at:
        ctx.notify(by, about(_("Your proposal was taken over. Thank you."), question, Actions((look(question),))))
    return await reword(ctx, question, found.part, _with(question, found.part, found.text), found)


@command(
    nl=("laat voorstel",),
    en=("leave proposal",),
    summary=_("Leave a proposal for your question"),
    allow=Role.member,
    hidden=True,
)
async def leave_proposal(ctx: Context, question: Question, proposal: str) -> Reply:
    found = await _waiting(ctx, question, proposal)
    await ctx.write(proposals.settle, found.id, State.declined)
    told = _("Good. {number} stays as it is.", number=Code(question.number))
    return Reply((Text(words(told)), Actions((look(question),))))


async def _waiting(ctx: Context, question: Question, proposal: str) -> Proposal:
    """Return the proposal that waits for this asker. Raises `Refused`."""
    if question.asker_id != ctx.member.id:
        raise Refused(_("Only the asker can do this."))
    await require(ctx, question, Act.sharpen)
    number = proposal.strip()
    found = await ctx.read(proposals.get, int(number)) if number.isdecimal() and len(number) < MOST_DIGITS else None
    if found is None or found.question_id != question.id or found.state is not State.open:
        raise Refused(_("That proposal does not wait any more."))
    return found


MOST_DIGITS = 15


async def _withdrawn(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: ids
    if not await ctx.write(proposals.settle, int(detail.get("proposal") or 0), State.withdrawn):
        return None
    return _("Your proposal for {number} is taken back.", number=Code(thing.line))


UNDO = Undoable(QUESTION, PROPOSE, _withdrawn, alone=True)
SHAPES = (
    said_of("k", "sharpen_question", nl=("scherp # aan", "verwoord # beter", "beter voor"), en=("sharpen #",)),
    said_of(
        "k",
        "add_background",
        nl=("achtergrond bij", "achtergrond", "vul # aan", "vul aan", "aanvulling (?:op|bij)"),
        en=("background to", "background", "add to"),
    ),
)
