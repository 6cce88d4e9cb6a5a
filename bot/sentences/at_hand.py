"""Answers a question that names nothing: of what was just on the table, how it works, who sees it, one fact of it.

"Hoe vaak is dat?" below the card of getting acquainted is about that, and the same words below a poll are about polls.
"Who put it there?" below G-3 asks that of G-3.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.chat import payload
from bot.chat.reply import Reply, say
from bot.command.asides import Asides
from bot.command.command import Call, Command, Context
from bot.language.classifier import Guess
from bot.reading import side_questions
from bot.reading.slots import Slot
from bot.sentences.memory import FOR, table
from bot.sentences.named import kinds_for, named_in
from bot.sentences.own_words import as_sampled
from bot.sentences.restraint import room_of

LONGEST = 14
"""Words of a question that names nothing. More tell what it is about."""
LEAST = 0.04
"""Probability from which a question is that of the topic at hand, ..."""
OTHERWISE = 0.6
"""... unless it is another line with this one."""
OF_IT = 0.25
"""Probability from which a question is one of the thing at hand, ..."""
SURELY_OF_IT = 0.5
"""... or from which it is so though it may be another line, ..."""
SURELY = 0.9
"""... unless it surely is that, and not as surely of the thing."""
_MATTERS = frozenset({"theme", "region", "org", "net", "name", "link"})


async def answered(ctx: Context, text: str) -> Reply | Call | None:
    """Return the answer, or the command that gives it; None for any other line."""
    asks = side_questions.is_question(text) or text.rstrip().endswith("?")
    if ctx.intents is None or not asks or len(text.split()) > LONGEST:
        return None
    last = _last(ctx)
    if last not in ctx.commands.by_name:
        return None
    room = room_of(ctx.commands.by_name[last])
    # "Wie ziet dat?" is asked of what that is, also where the number of it stands in its place by now.
    aside = side_questions.aside_of(ctx.message.text)
    if aside and not _names(await named_in(ctx, ctx.message.text)):
        held = [each for each in ctx.topics.all(Asides) if any(room_of(one) == room for one in each.commands)]
        held.sort(key=lambda each: ctx.commands.by_name[last] not in each.commands)  # of several, that of what was done
        if told := next((each.answers[aside] for each in held if aside in each.answers), None):
            return replace(say(told), command=last)
    found = await named_in(ctx, text)
    if _names(found):
        return None
    guesses = ctx.intents.classifier.read(as_sampled(text, found))
    if of_it := await _of_it(ctx, text, guesses):
        return of_it
    for each in guesses:
        command = ctx.commands.by_name.get(each.intent)
        if command and command.answers and not command.parameters and room_of(command) == room and each.p >= LEAST:
            return Call(command, ctx.language.code, "")
        if each.p >= OTHERWISE:
            return None
    return None


def _names(found: Iterable[Slot]) -> bool:
    """Tell whether a line names what it is about."""
    return any(slot.word in _MATTERS or len(slot.word) == 1 for slot in found)


async def _of_it(ctx: Context, text: str, otherwise: Iterable[Guess]) -> Call | None:
    """Return the call that answers a question of the thing that was shown last; None for what is about no thing."""
    number = (await table(ctx)).thing
    if not number or ctx.intents is None:
        return None
    best: tuple[float, Command[Any] | None] = (0.0, None)
    for line in (_IT.sub(f" {number} ", text, count=1), f"{text.rstrip(' ?')} {number}?"):
        for each in ctx.intents.classifier.read(as_sampled(line, await named_in(ctx, line))):
            command = ctx.commands.by_name.get(each.intent)
            if command and command.answers and each.p > best[0] and _is_about(ctx, command, number):
                best = (each.p, command)
    p, command = best
    other = max((each.p for each in otherwise), default=0.0)
    meant = (p >= OF_IT and other < OTHERWISE) or (p >= SURELY_OF_IT and other < SURELY) or p >= SURELY
    return Call(command, ctx.language.code, number) if command and meant else None


_IT = re.compile(
    r"\s(?:it|that|this|die|dat|deze|dit|hem|ie|hij|er|het(?=\s+(?:al|nog|nu|ooit|ook|eigenlijk|wel)\b|\W*$))(?=[\s?]|$)",
    re.IGNORECASE,
)
"""What stands for the thing at hand."""


def _is_about(ctx: Context, command: Command[Any], number: str) -> bool:
    """Tell whether a command is about things of the kind of that number."""
    first = next(iter(command.parameters), None)
    return first is not None and any(kind.letter == number[0] for kind in kinds_for(ctx, first))


def _last(ctx: Context) -> str:
    """Return the name of the command that answered this person here last; "" when that is long ago."""
    last = ctx.answered
    if last is None or (last.sent_at and last.sent_at < ctx.now - FOR):
        return ""
    return payload.load(last.payload, last.payload_version).command
