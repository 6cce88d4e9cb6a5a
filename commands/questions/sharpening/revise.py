"""Lets askers change the words of their question, or withdraw it; both can be undone."""

import re
from typing import Annotated

from bot.chat.reply import Actions, Reply, Subject, Text, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.command.shapes import Shape
from bot.things.undoing import Undoable, did, undo_button
from commands.questions.card.card import about, look, subject
from commands.questions.conversation.conversation import tell_threads
from commands.questions.life.lifecycle import Act, among
from commands.questions.life.permissions import require
from commands.questions.sharpening.reword import reword
from storage.questions import participants, questions
from storage.questions.proposals import Part
from storage.questions.question import QUESTION, Question
from storage.vocabulary import Outcome, Role

WITHDRAW = "withdraw"


async def _own(ctx: Context, known: Values) -> None:
    """Raises `Refused` when it is not theirs, or not open."""
    question: Question | None = known.get("question")
    if question is None:
        return
    if question.asker_id != ctx.member.id:
        raise Refused(_("Only the asker can do this."))
    await require(ctx, question, Act.close)


async def _words_now(_ctx: Context, known: Values) -> str:
    question: Question | None = known.get("question")
    return question.text if question else ""


@command(
    nl=("trek vraag in",),
    en=("withdraw question",),
    summary=_("Withdraw your question"),
    allow=Role.member,
    check=_own,
)
async def withdraw_question(ctx: Context, question: Question) -> Reply:
    await _own(ctx, {"question": question})
    if not await ctx.write(questions.close, question.id, Outcome.withdrawn, "", ctx.now, among=among(Act.close)):
        raise Refused(_("{number} was closed already.", number=Code(question.number)))
    entry = await did(ctx, subject(question), WITHDRAW)
    for member in await ctx.read(participants.in_question, question, but=ctx.member.id):
        ctx.notify(member, about(_("This question was withdrawn. You need not do anything more."), question))
    withdrawn = _("{number} is withdrawn.", number=Code(question.number))
    await tell_threads(ctx, question, Text(words(withdrawn)))
    return Reply((Text(words(withdrawn)), Actions((undo_button(ctx, entry), look(question)))))


async def _put_back(ctx: Context, thing: Subject, _detail: object) -> Msg | None:
    if not await ctx.write(questions.reopen, thing.id, ctx.now):
        return None
    return _("{number} is open again.", number=Code(thing.line))


@command(
    nl=("wijzig vraag", "pas vraag aan"),
    en=("change question", "edit question"),
    summary=_("Change the words of your question"),
    allow=Role.member,
    check=_own,
)
async def change_question(
    ctx: Context,
    question: Question,
    text: Annotated[
        str,
        Ask(_("What should the question be?"), label=_("Your question"), max_length=1000, long=True, now=_words_now),
    ],
) -> Reply:
    await _own(ctx, {"question": question})
    if text == question.text:
        return Reply((Text(words(_("It says that already."))), Actions((look(question),))))
    return await reword(ctx, question, Part.text, text)


_AROUND = re.compile(
    r"^\s*(?:(?P<nl>trek|verwijder|haal)|(?P<en>take|delete|remove))\s+(?:mijn |my )?(?:vraag |question )?"
    r"(?P<number>k\s?[-\u2010-\u2014\u2212]?\s?\d{1,9})(?:\s+(?:weer |maar )?(?:in|weg|back|down))?[.!]?\s*$",
    re.IGNORECASE,
)


def _read(line: str) -> tuple[str, str] | None:
    """Read "trek K-12 in", of which the verb stands around the number."""
    found = _AROUND.match(line)
    return ("nl" if found["nl"] else "en", found["number"]) if found else None


AROUND = Shape("withdraw_question", _read)
UNDO = Undoable(QUESTION, WITHDRAW, _put_back)
