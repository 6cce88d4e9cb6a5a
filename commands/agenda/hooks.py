"""Follows acts of questions for the agenda: closing one with "to the agenda" puts it there; those that recur are
proposed.
"""

from bot.chat.reply import Action, Actions, Block, Subject, Text, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.things.undoing import did
from commands.agenda.labels import list_of
from commands.agenda.life import Act
from commands.agenda.put import draft_for, on_agendas, put_item, put_question_on_agenda, tell_put
from commands.agenda.rights import subject
from storage import audit
from storage.agenda.item import State
from storage.vocabulary import Outcome


async def closed(ctx: Context, question: Subject) -> Block | None:
    """A question was closed: with "to the agenda" it is an item from now on, and its number is told."""
    entries = await ctx.read(audit.of, question.kind, question.id)
    outcome = next((each.detail.get("outcome") for each in reversed(entries) if each.act == "close"), None)
    there = await on_agendas(ctx, question)
    if outcome == Outcome.no_answer and not there:
        return Actions((Action(_("Put it on the agenda"), put_question_on_agenda.line(question.line)),))
    if outcome != Outcome.to_agenda:
        return None
    if there:
        item = there[0]
    else:
        draft = await draft_for(ctx, question)
        if draft is None:
            return Actions((Action(_("Put it on the agenda"), put_question_on_agenda.line(question.line)),))
        item = await put_item(ctx, draft, unnamed=ctx.member.asks_unnamed, comes_from=question)
        entry = await did(ctx, subject(item), Act.put)
        if item.state is State.proposed:
            await tell_put(ctx, item, entry, question)
    number = Code(item.number)
    if item.state is State.proposed:
        return Text(
            words(_("It is proposed for the agenda of {list}, as {number}.", list=list_of(item), number=number))
        )
    return Text(words(_("It is on the agenda of {list}, as {number}.", list=list_of(item), number=number)))
