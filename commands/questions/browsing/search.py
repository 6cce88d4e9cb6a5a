"""Tells what a question is about when its number is a need, and what of questions people are found by."""

from collections.abc import Sequence

from bot.chat.reply import Action, Item, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.search.found_by import FoundBy
from bot.search.load import Load
from bot.search.need import Need, Needs
from bot.search.results import snippet
from bot.search.unanswered import About, Unanswered
from commands.questions.asking.ask import unname
from storage.database.database import Tx
from storage.extents import Extent
from storage.questions import questions, requests, unanswered
from storage.search import Row


def need(tx: Tx, number: int) -> Need | None:
    """Tell what a question is about."""
    question = questions.get(tx, number)
    return Need(question.text, question.regions, question.themes) if question else None


def _latest(tx: Tx, about: About, extent: Extent, limit: int) -> Sequence[str]:
    return [f"K-{each}" for each in unanswered.latest(tx, about, extent, limit)]


async def by_answer(ctx: Context, row: Row, role: str) -> Item | None:
    """Return an answer of theirs, which they may report."""
    answer = await ctx.read(questions.one_answer, row.source_id)
    if answer is None:
        return None
    number = f"K-{answer.question_id}"
    what = _("answered {number}: ", number=Code(number))
    if role == "accepted":
        what = _("gave the answer that helped to {number}: ", number=Code(number))
    wrong = Action(_("Something is wrong"), ctx.line("report", answer.number))
    return Item(words(what, *snippet(row)), (), (Action(_("View"), number), wrong))


async def by_question(_ctx: Context, row: Row, _role: str) -> Item:
    """Return a question of theirs, which they may take their name off."""
    number = f"K-{row.source_id}"
    asked = words(_("asked {number}: ", number=Code(number)), *snippet(row))
    return Item(asked, (), (Action(_("View"), number), Action(_("Take my name off"), unname.line(number))))


NEEDS = Needs("K", need)
LOAD = Load(requests.busy_since)
UNANSWERED = Unanswered(unanswered.count, unanswered.tally, _latest)
FOUND_BY = (FoundBy("answer", by_answer), FoundBy("question", by_question))
