"""Keeps an answer of the desk that can help others, shows them, and takes one away."""

import re
from typing import Annotated, ClassVar

from bot.chat.line import NO, YES
from bot.chat.reply import Action, Actions, Heading, Item, Items, Quote, Reply, Style, Text, say, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import _
from bot.command.command import Ask, Context, Values, command
from bot.command.reader import Reader, Unclear
from bot.command.refusal import Refused
from bot.things.listing import PAGE
from bot.things.names_guard import people_named, without_names
from bot.things.undoing import did, undo_button
from commands.helpdesk.labels import DESKS
from commands.helpdesk.life import Act
from commands.helpdesk.rights import mine, require, requiring, subject
from storage.helpdesk import answers
from storage.helpdesk.request import Answer, Part, Request
from storage.helpdesk.tables import LONGEST_ABOUT
from storage.vocabulary import Role


class AnAnswer(Reader[Answer]):
    """By number: HA-3, 3."""

    _NUMBER: ClassVar = re.compile(r"^\s*(?:ha\s?-?\s?)?(\d{1,9})\b", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Answer:
        numbered = self._NUMBER.match(text)
        found = await ctx.read(answers.get, int(numbered[1])) if numbered else None
        if found is None:
            raise Unclear(_("Which fixed answer? Give its number, like {example}.", example=Code("HA-3")))
        return found

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        numbered = self._NUMBER.match(line)
        return (line[: numbered.end()], line[numbered.end() :]) if numbered else ("", line)


async def _shown(ctx: Context, known: Values) -> Reply | None:
    request, about = known["request"], str(known["about"])
    named = await people_named(ctx, f"{about} {request.last(Part.answer)}")
    text = without_names(request.last(Part.answer), named)
    buttons = (Action(_("Yes"), YES, style=Style.primary), Action(_("No"), NO))
    return Reply(
        (
            Text(words(_("Who asks about {about} reads this first:", about=Bold(without_names(about, named))))),
            Quote(words(text)),
            Text(words(_("Nothing of who asked stands in it. Is that so?"))),
            Actions(buttons, choices=True),
        )
    )


@command(
    nl=("vast antwoord",),
    en=("fixed answer",),
    summary=_("Keep an answer, to be shown first next time"),
    allow=Role.member,
    private=True,
    hidden=True,
    check=requiring(Act.keep),
)
async def keep_answer(
    ctx: Context,
    request: Request,
    about: Annotated[
        str,
        Ask(
            _("Which requests does this answer fit? A few words, without names."),
            label=_("What it fits"),
            hint=_("For instance: guest, sees no channels."),
            max_length=LONGEST_ABOUT,
        ),
    ],
    sure: Annotated[bool, Ask(_shown)] = True,
) -> Reply:
    await require(ctx, request, Act.keep)
    text = request.last(Part.answer)
    if not text:
        raise Refused(_("{number} has no answer yet.", number=Code(request.number)))
    if not sure:
        return say(_("All right. The answer is not kept."))
    named = await people_named(ctx, f"{about} {text}")
    fixed = without_names(about, named), without_names(text, named)
    number = await ctx.write(answers.put, ctx.member.id, request.draft.desk, *fixed, ctx.now)
    entry = await did(ctx, subject(request), Act.keep, answer=number)
    told = _("Kept as {number}. Who asks about the same reads it first.", number=Code(f"HA-{number}"))
    return Reply(
        (Text(words(told)), Actions((Action(_("Fixed answers"), list_answers.line()), undo_button(ctx, entry))))
    )


@command(
    nl=("vaste antwoorden",),
    en=("fixed answers",),
    summary=_("See the fixed answers of your desk"),
    allow=Role.member,
    safe=True,
    private=True,
    hidden=True,
)
async def list_answers(ctx: Context) -> Reply:
    desks = {each.desk for each in await mine(ctx)}
    if not desks:
        raise Refused(_("Fixed answers are for who sits at a desk."))
    held = [each for desk in sorted(desks) for each in await ctx.read(answers.listed, desk, PAGE)]
    if not held:
        return say(_("There are no fixed answers yet."))
    return Reply((Heading(words(_("Fixed answers"))), Items(tuple(map(_line, held)))))


def _line(answer: Answer) -> Item:
    take = Action(_("Take away"), drop_answer.line(answer.number))
    said = words(Code(answer.number), " ", Bold(answer.about), ": ", shorten(answer.text, 100))
    return Item(said, (words(DESKS[answer.desk], " · ", _("helped {n} times", n=answer.helped)),), (take,))


@command(
    nl=("haal vast antwoord weg",),
    en=("take away fixed answer",),
    summary=_("Take a fixed answer away"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def drop_answer(ctx: Context, answer: Answer) -> Reply:
    if answer.desk not in {each.desk for each in await mine(ctx)}:
        raise Refused(_("Fixed answers are for who sits at a desk."))
    await ctx.write(answers.drop, answer.id)
    return say(_("{number} is shown to nobody any more.", number=Code(answer.number)))
