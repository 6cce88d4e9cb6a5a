"""Lets a question say something else from now on; keeps what it said, and tells who answered that."""

from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Actions, Quote, Reply, Subject, Text, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.hearing import Hearer, Tale, tell
from bot.things.proposal import proposed
from bot.things.undoing import Undoable, did, undo_button
from commands.questions.card.card import look, subject, text_of
from commands.questions.conversation.conversation import tell_threads
from storage.questions import proposals, questions, versions
from storage.questions.proposals import Part, Proposal, State
from storage.questions.question import QUESTION, Question

CHANGE = "change"


async def reword(ctx: Context, question: Question, part: Part, text: str, taken: Proposal | None = None) -> Reply:
    """Let that part of a question say this, and answer its asker. It may have been `taken` from another."""
    was = await ctx.write(versions.keep, question, ctx.now)
    regions, themes = question.regions, question.themes
    if part is Part.text:
        read = proposed(text, ctx)
        regions, themes = read.regions or regions, read.themes or themes
        await ctx.write(versions.reword, question.id, text, question.told.context, ctx.now)
    else:
        await ctx.write(versions.reword, question.id, question.text, text, ctx.now)
    await ctx.write(questions.describe, question.id, regions=regions, themes=themes, now=ctx.now)
    before = {"regions": _ids(question.regions), "themes": _ids(question.themes)}
    entry = await did(ctx, subject(question), CHANGE, was=was, proposal=taken.id if taken else None, **before)
    now = await ctx.read(questions.get_one, question.id)
    await _tell_answerers(ctx, now, part, entry)
    told = _("{number} says from now on:", number=Code(question.number))
    said = text_of(now) if part is Part.text else words(now.told.context)
    if part is Part.text:
        await tell_threads(ctx, now, Text(words(told)), Quote(text_of(now)))
    return Reply((Text(words(told)), Quote(said), Actions((undo_button(ctx, entry), look(question)))))


async def _tell_answerers(ctx: Context, question: Question, part: Part, entry: int) -> None:
    """Who answered what it said before hears that it says something else; not what is undone in time."""
    why = _("You hear this because you answered it.")
    heard = [Hearer(each.member_id, why) for each in question.answers if each.member_id is not None]
    news = (
        _("it is worded otherwise now: does your answer still fit?")
        if part is Part.text
        else _("background was added to it: does your answer still fit?")
    )
    await tell(ctx, Tale(subject(question), question.text, news), heard, entry=entry)


async def _as_before(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: ids
    was = await ctx.read(versions.get, int(detail.get("was") or 0))
    if was is None:
        return None
    await ctx.write(versions.reword, thing.id, was.text, was.context, ctx.now)
    regions, themes = (_numbers(str(detail.get(each) or "")) for each in ("regions", "themes"))
    await ctx.write(questions.describe, thing.id, regions=regions, themes=themes, now=ctx.now)
    if detail.get("proposal"):
        await ctx.write(proposals.settle, int(detail["proposal"]), State.open, was=State.taken)
    return _("{number} says what it said before.", number=Code(thing.line))


def _ids(held: frozenset[int]) -> str:
    return ",".join(map(str, sorted(held)))


def _numbers(text: str) -> list[int]:
    return [int(each) for each in text.split(",") if each]


UNDO = Undoable(QUESTION, CHANGE, _as_before)
