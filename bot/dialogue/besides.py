"""Hears what a line at a step says of other values than the one that is asked: a region where themes are asked."""

import re
from typing import Any, get_origin

from bot.chat.reply import Input
from bot.command.command import Command, Context, Parameter
from bot.command.reader import Unclear
from bot.dialogue import corrections
from bot.dialogue.draft import Draft
from bot.language.negation import denies
from bot.reading import agreement, side_questions
from bot.reading.reader_registry import reader_for
from bot.sentences import who_knows_phrases
from bot.sentences.clauses import CLAUSES
from bot.sentences.named import named_in
from bot.sentences.spoken_line import bare, value_of
from storage.database.text import fold

TELLS_ELSE = re.compile(
    r"^(?:(?:nee|no|maar|en|oh|wacht|wait|but|and)\W+)*"
    r"(?:(?:ik|wij|we|i)\s+(?!(?:ben|heet|zijn|am|are)\b)\w+|niet|geen|not)\b",
    re.IGNORECASE,
)
"""How a line begins that is no name, but tells something: "ik werk in Overijssel"."""
_NOT_THIS = re.compile(r"(?:niet|geen|not)\s+[^,;.]{2,40}[,;.]\s+(?:maar|wel|but)?\s*(?P<new>\S.*)", re.IGNORECASE)
"""What is meant in place of what is not: "niet Drenthe, Gelderland"."""
_ADDS = re.compile(
    r"^(?:(?:en|and|ok|oke)\W+)*(?:zet|doe|voeg|schrijf)\s+(?:er|daar)\s+(?:(?:ook|nog|maar|even)\s+)*\S.*"
    r"\b(?:bij|toe|aan toe)\W*$"
    r"|^(?:(?:and|ok)\W+)*add\s+\S",
    re.IGNORECASE,
)
"""How a value is added to those that are there: "zet er ook Foodvalley bij"."""
_OF_ANOTHER = re.compile(
    rf"(?:{_ADDS.pattern})|^(?:(?:nee|no|oh|wacht|wait|maar|but)\W+)*"
    r"(?:het|dit|it|this)\s+(?:is|wordt)\s+(?:trouwens|eigenlijk|toch|actually|by the way|rather)\b",
    re.IGNORECASE,
)
"""How a line begins that tells of another value, where a name or a text is asked: "het is trouwens een programma"."""
FEW = 9
"""Words of such a line."""
LONGEST = 14
"""Words of a line that tells a value or two. More is a story."""


async def told_of(
    ctx: Context, command: Command[Any], draft: Draft, asked: Parameter, text: str
) -> dict[str, str] | None:
    """Return what a line that is no answer by itself tells of the command, by name; None when that is nothing.

    It may tell what is asked as well: "nee, donderdag 9 uur" where the time is asked.
    """
    reader = reader_for(ctx.topics, asked.type)
    said = agreement.without_yes(corrections.behind(text))
    asks = text.rstrip().endswith("?") or side_questions.is_question(text)
    asks = asks or who_knows_phrases.language_of(text) is not None
    name = asked.ask is not None and asked.ask.name
    other = name and TELLS_ELSE.match(text.strip()) is not None
    elsewhere = reader.anything and len(said.split()) <= FEW and _OF_ANOTHER.match(text.strip()) is not None
    other = other or elsewhere or reader.corrects(ctx, text)
    if (reader.anything and not other) or asks or (reader.agrees and reader.input is not Input.yesno):
        return None
    if reader.input is Input.choice and (both := await _choice_and_more(ctx, command, draft, asked, text)):
        return both
    if found := _NOT_THIS.match(said):
        other, said = True, found["new"]
    corrects = denies(fold(said).split())
    if corrects:
        other, said = True, _without_no(said)
    if not said or len(said.split()) > LONGEST or denies(fold(said).split()):
        return None
    if not other and await reads(ctx, asked, text):
        return None
    left = await named_in(ctx, said)
    told: dict[str, str] = {}
    for each in command.parameters:
        its = reader_for(ctx.topics, each.type)
        if each is not asked and its.beside(ctx, said):
            before = draft.values.get(each.name) if its.gathers else None
            told[each.name] = f"{before}; {said}" if before else said
        if each.ask is None or reader_for(ctx.topics, each.type).anything:
            continue
        if each is asked and get_origin(bare(each.type)) is list:
            continue  # of a list that is asked what is not clear is asked about
        value = value_of(ctx, command, each, said, left)
        was = draft.values.get(each.name)
        if value and was and get_origin(bare(each.type)) is list and _ADDS.match(text.strip()):
            value = f"{was}; {value}"
        if value and value != draft.values.get(each.name) and await reads(ctx, each, value):
            told[each.name] = value
    if corrects and command.fills:
        filled = await command.fills(ctx, said)
        told |= {name: new for name, new in filled.items() if new and draft.values.get(name, new) != new}
    return told or None


def _without_no(text: str) -> str:
    """Return the clauses of a line without one that says how it is not: "klopt niet meer, ik werk bij Tholen"."""
    clauses = CLAUSES.split(text)
    return ", ".join(each for each in clauses if not denies(fold(each).split())) if len(clauses) == TWO else ""


TWO = 2


_CHOICE = re.compile(
    r"^(?:(?:dan|doe|maar|nou|een|ja|ok|oke|wij zijn|we zijn|het is|dat is|then|a|an|it is|we are)\W+)*"
    r"(?P<choice>[^.,:;]{2,40}?)\s*(?:[.,:;]|\s-)\s+(?P<more>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""A choice, and more behind it: "dan leernetwerk. we leren van elkaar hoe ..."."""


async def _choice_and_more(
    ctx: Context, command: Command[Any], draft: Draft, asked: Parameter, text: str
) -> dict[str, str] | None:
    """Return the choice at the head of a line, and the text behind it that is asked after it; else None."""
    found, reader = _CHOICE.match(text.strip()), reader_for(ctx.topics, asked.type)
    if found is None or await reader.exactly(ctx, found["choice"]) is None:
        return None
    after = text_after(command, draft, asked, found["more"])
    if after is None or not await reads(ctx, after, found["more"]):
        return None
    return {asked.name: found["choice"], after.name: found["more"]}


def text_after(command: Command[Any], draft: Draft, asked: Parameter, text: str) -> Parameter | None:
    """Find the text that a command asks next, when that is a whole sentence and no question."""
    if len(text.split()) < SENTENCE or side_questions.is_question(text) or fold(text).split()[0] in agreement.NO:
        return None
    after = command.parameters[command.parameters.index(asked) + 1 :]
    return next((each for each in after if each.ask and each.ask.long and each.name not in draft.values), None)


SENTENCE = 4
"""Words from which an answer is a sentence rather than a choice."""


async def reads(ctx: Context, parameter: Parameter, text: str) -> bool:
    """Tell whether a text is a value of that parameter."""
    try:
        await reader_for(ctx.topics, parameter.type).read(ctx, text.strip(), parameter.ask)
    except Unclear:
        return False
    return True


async def reads_part(ctx: Context, parameter: Parameter, text: str) -> bool:
    """Tell whether a text is part of a value of that parameter: a week, where the day is asked."""
    try:
        await reader_for(ctx.topics, parameter.type).read(ctx, text.strip(), parameter.ask)
    except Unclear as unclear:
        return bool(unclear.kept)
    return False
