"""Answers a question that names nothing: how what was just on the table works, and who sees it.

"Hoe vaak is dat?" below the card of getting acquainted is about that, and the same words below a poll are about polls.
"""

from bot.chat import payload
from bot.chat.reply import Reply, say
from bot.command.asides import Asides
from bot.command.command import Call, Context
from bot.reading import side_questions
from bot.sentences.memory import FOR
from bot.sentences.named import named_in
from bot.sentences.own_words import as_sampled
from bot.sentences.restraint import room_of

LONGEST = 14
"""Words of a question that names nothing. More tell what it is about."""
LEAST = 0.04
"""Probability from which a question is that of the topic at hand, ..."""
OTHERWISE = 0.6
"""... unless it is another line with this one."""
_MATTERS = frozenset({"theme", "region", "org", "net", "name", "link"})


async def answered(ctx: Context, text: str) -> Reply | Call | None:
    """Return the answer, or the command that gives it; None for any other line."""
    asks = side_questions.is_question(text) or text.rstrip().endswith("?")
    if ctx.intents is None or not asks or len(text.split()) > LONGEST:
        return None
    if (room := _room(ctx)) is None:
        return None
    found = await named_in(ctx, text)
    if any(slot.word in _MATTERS or len(slot.word) == 1 for slot in found):
        return None
    # "Wie ziet dat?" is asked of what that is, also where the number of it stands in its place by now.
    if aside := side_questions.aside_of(text) or side_questions.aside_of(ctx.message.text):
        held = (each for each in ctx.topics.all(Asides) if any(room_of(one) == room for one in each.commands))
        if told := next((each.answers[aside] for each in held if aside in each.answers), None):
            return say(told)
    guesses = ctx.intents.classifier.read(as_sampled(text, found))
    for each in guesses:
        command = ctx.commands.by_name.get(each.intent)
        if command and command.answers and not command.parameters and room_of(command) == room and each.p >= LEAST:
            return Call(command, ctx.language.code, "")
        if each.p >= OTHERWISE:
            return None
    return None


def _room(ctx: Context) -> str | None:
    """Return the room of the command that answered this person here last."""
    last = ctx.answered
    if last is None or (last.sent_at and last.sent_at < ctx.now - FOR):
        return None
    command = ctx.commands.by_name.get(payload.load(last.payload, last.payload_version).command)
    return room_of(command) if command else None
