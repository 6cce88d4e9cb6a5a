"""Adds lessons to the cards, acts and texts of other topics."""

from collections.abc import Sequence

from bot.chat.reply import Action, Inline, Subject
from bot.chat.spans import Code, shorten
from bot.chat.texts import _, _n
from bot.command.command import Context
from bot.things.briefing import Learnt
from bot.things.from_lines import FromLine, Made
from commands.lessons.card import subject
from commands.lessons.share import lesson_from, share
from storage.lessons import lessons
from storage.lessons.tables import LONGEST
from storage.vocabulary import Outcome

BRIEF = 110
_TAUGHT = frozenset({Outcome.answered, Outcome.partly})
"""Outcomes of a question from which others learn."""


async def button(ctx: Context, thing: Subject) -> Sequence[Action]:
    """On the card of a question, for members."""
    if not ctx.member.signed_up_at:
        return ()
    return (Action(_("Make it a lesson"), lesson_from.line(thing.line)),)


async def offer(_ctx: Context, thing: Subject, said: str, how: str) -> Sequence[Action]:
    """To who closes a question that was answered: the lesson, with the outcome filled in."""
    if how not in _TAUGHT:
        return ()
    return (Action(_("Make it a lesson"), lesson_from.line(f"{thing.line}: {shorten(said, LONGEST - 2)}")),)


async def offer_any(_ctx: Context, thing: Subject, said: str, _how: str) -> Sequence[Action]:
    """To who is done with a thing of any kind: the lesson, with what they said of it filled in."""
    text = f": {shorten(said, LONGEST - 2)}" if said else ""
    return (Action(_("Share as a lesson"), lesson_from.line(f"{thing.line}{text}")),)


async def _made(ctx: Context, text: str) -> Made:
    held, entry = await share(ctx, text)
    return Made(subject(held), entry)


FROM_LINE = FromLine(
    ("les", "lesson"),
    lambda n: _n("{n} lesson", "{n} lessons", n),
    lambda number: _("the lesson is {number}", number=Code(number)),
    _made,
)


async def _at_step(ctx: Context, step: int, most: int) -> Sequence[Inline]:
    """What others learnt at a step of an area process, of lessons that everybody may read."""
    found = await ctx.read(lessons.at_step, step, most, but=ctx.member.id)
    return [f"{shorten(each.draft.text, BRIEF)} (L-{each.id})" for each in found]


LEARNT = Learnt(_at_step)
