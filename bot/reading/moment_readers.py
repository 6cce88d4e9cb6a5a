"""Reads days and times from what people type. What may be meant in two ways is asked, with both as buttons."""

from datetime import date, time, timedelta

from bot.chat.reply import Choice, Input
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.reader import Reader, Unclear, heads
from bot.language import days, hours

FAR = timedelta(days=5 * 366)
"""Days further away than that are a slip of the finger."""


class Day(Reader[date]):
    """A day to come or past, as people write it: 3 maart, 15.12, eind maart, next Friday, over twee weken."""

    input = Input.date

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> date:
        found = days.whole(text, ctx.local_now.date())
        if found is None:
            raise Unclear(_("I cannot read that as a day. Write it like {example}.", example=Bold("3-9-2027")))
        if found.or_else:
            told = _("{day} was not long ago. Which one do you mean?", day=found.or_else)
            raise Unclear(told, [Choice(typed(each), ctx.language.text(each)) for each in (found.or_else, found.day)])
        if abs(found.day - ctx.local_now.date()) > FAR:
            raise Unclear(_("{day} is far away. Write the day again, with its year.", day=found.day))
        return found.day

    async def exactly(self, ctx: Context, text: str) -> date | None:
        found = days.whole(text, ctx.local_now.date())
        return found.day if found else None

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        for head in heads(line):
            if days.whole(head, ctx.local_now.date()):
                return head, line[len(head) :]
        return line, ""

    def told(self, ctx: Context, value: date) -> str:
        return ctx.language.text(value)


def typed(day: date) -> str:
    """A day as it is typed, which is read as that day and no other."""
    return f"{day.day}-{day.month}-{day.year}"


class Clock(Reader[time]):
    """A time of day: 9:00, 09.00, 9u, half tien, kwart over negen, 2 pm."""

    input = Input.time

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> time:
        found = hours.whole(text)
        if found is None:
            raise Unclear(_("I cannot read that as a time. Write it like {example}.", example=Bold("09:00")))
        if found.or_else:
            both = [f"{each:%H:%M}" for each in (found.at, found.or_else)]
            told = _("Do you mean {early} or {late}?", early=Bold(both[0]), late=Bold(both[1]))
            raise Unclear(told, [Choice(each, each) for each in both])
        return found.at

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        for head in heads(line):
            if hours.whole(head):
                return head, line[len(head) :]
        return "", line

    def told(self, ctx: Context, value: time) -> str:
        return f"{value:%H:%M}"
