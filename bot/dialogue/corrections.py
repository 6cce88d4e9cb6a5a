"""Hears that an earlier answer should be otherwise, while something else is asked: "niet Twente maar Flevoland"."""

import re
from dataclasses import dataclass, replace
from typing import Any

from bot.command.command import Command, Context, Parameter
from bot.command.reader import Unclear, Weighed
from bot.dialogue.draft import Draft
from bot.language.negation import denies
from bot.reading import agreement, side_questions
from bot.reading.reader_registry import reader_for
from bot.sentences import leads, memory
from bot.sentences.beginning import read
from storage.database.text import fold

_LEAD = (
    r"^(?:(?:nee|neen|no|oh|o|oja|oeps|oops|sorry|wacht(?: even| ff)?|wait|hold on|hang on|ho|hm+|eh+"
    r"|ok|oke|ja|yes|correctie|correction|toch|eigenlijk|actually)"
    r"\W+){%s,3}"
)
_BEFORE = re.compile(
    r"^(?:(?:nee|neen|no|oh|o|oja|oeps|oops|sorry|wacht(?: even| ff)?|wait|hold on|hang on|ho|hm+|eigenlijk|actually"
    r"|trouwens|by the way|btw)\W+){1,3}(?=\w)",
    re.IGNORECASE,
)
_NOT_BUT = re.compile(
    (_LEAD % 0) + r"(?:(?:het|dat|dit|it|that|this)\s+(?:was|is|gaat over)\s+)?(?:niet|geen|not)\s+"
    r"(?P<old>.{2,80}?),?\s+(?:maar|but|wel|doch)\s+(?P<new>.{1,120}?)[.!]*$",
    re.IGNORECASE,
)
_NOT_MEANT = re.compile(
    (_LEAD % 0) + r"(?:niet|geen|not)\s+(?P<old>[^,;.]{2,60}?)\s*[,;.]\s*(?:ik bedoel(?:de)?\s+|i mean[t]?\s+)?"
    r"(?P<new>\S[^,;.]{0,60}?)(?:\s+(?:bedoel(?:de)? ik|i mean[t]?))?[.!]*$",
    re.IGNORECASE,
)
"""The same in two parts, where one says what is meant: "niet landelijk, Twente bedoel ik"."""
_SAYS_MEANT = re.compile(r"\b(?:bedoel(?:de)? ik|ik bedoel(?:de)?|i mean[t]?)\b", re.IGNORECASE)
_MEANT = re.compile(
    (_LEAD % 1)
    + r"(?:(?:ik bedoel(?:de)?|i meant?|i mean|het (?:is|moet|was)|it is|it's|moet zijn|dat moet zijn|should be"
    r"|liever(?: toch)?|doe (?:dan |toch )+maar|maak er|make it|rather)\s+)"
    r"(?:(?:eigenlijk|trouwens|toch|gewoon|actually|really)\s+)*"
    r"(?P<new>.{1,120}?)[.!]*$",
    re.IGNORECASE,
)
_MEANT_LAST = re.compile((_LEAD % 0) + r"(?P<new>\S.{0,80}?)\s+bedoel(?:de)?\s+ik(?:\s+\w+)?[.!]*$", re.IGNORECASE)
"""The same with the verb behind: "nee, netwerken bedoel ik"."""
_WITHOUT = re.compile((_LEAD % 0) + r"(?:zonder|without|haal)\s+(?P<old>.{2,80}?)(?:\s+weg)?[.!]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Change:
    """A draft in which an earlier answer is another, and what it was and is."""

    draft: Draft
    was: str
    now: str


def behind(text: str) -> str:
    """Return what stands behind a no or a wait at the start of a line: "nee wacht, wie weet iets over water?"."""
    return text[lead.end() :] if (lead := _BEFORE.match(text)) else text


async def behind_no(ctx: Context, parameter: Parameter, text: str) -> str:
    """Return what stands behind a no, when that says what should be different: "nee, in Drenthe"; else ""."""
    instead = behind(text)
    reader = reader_for(ctx.topics, parameter.type)
    if instead == text or denies(fold(instead).split()) or reader.weigh(ctx, instead) is not Weighed.corrects:
        return ""
    try:
        await reader.read(ctx, instead, parameter.ask)
    except Unclear:
        return ""
    return instead


def few_behind_no(ctx: Context, text: str) -> str:
    """Return a few words behind a no that may say what is meant instead: "nee wacht, bij de universiteit"; else ""."""
    instead = behind(text)
    bare = instead == text or len(instead.split()) > FEW or agreement.answers_nothing(ctx, instead)
    says_no = bare or denies(fold(instead).split()) or agreement.refuses(instead)
    return "" if says_no or read(instead, ctx.commands, ctx.language.code) else instead.strip(" .!")


FEW = 5
"""Words behind a no that say no more than what is meant instead."""


def other_number(text: str) -> str:
    """Return the number of what was meant instead, in a line that says that another was wrong; else ""."""
    numbers = memory.numbers_in(text.upper())
    few = len(text.split()) <= MOST_OF_ANOTHER and len(numbers) == 1
    return numbers[0] if few and (_WRONG.search(text) or meant(text)) else ""


MOST_OF_ANOTHER = 12
"""Words of a line that says that another thing was meant."""
_WRONG = re.compile(
    r"\b(?:verkeerde?|fout|foutje|vergist|vergis|bedoel(?:de|en)?|wrong|mistake|mean|meant)\b", re.IGNORECASE
)


def without_at(text: str) -> str:
    """Return what is meant instead without the small word before it."""
    return _AT.sub("", text)


_AT = re.compile(r"^(?:bij|in|op|van|naar|at|in|on|to)\s+(?:de\s+|het\s+|the\s+)?", re.IGNORECASE)


def swapped(text: str) -> tuple[str, str] | None:
    """Tell what a line says is not meant, and what is: "niet Twente maar Flevoland"."""
    found = _NOT_BUT.match(text.strip()) or (_SAYS_MEANT.search(text) and _NOT_MEANT.match(text.strip()))
    return (found["old"].strip(), found["new"].strip()) if found else None


def meant(text: str) -> str | None:
    """Tell what a line says was meant: "nee, ik bedoelde Flevoland"."""
    found = _MEANT.match(text.strip()) or _MEANT_LAST.match(text.strip())
    new = found["new"].strip() if found else ""
    return new if new and not denies(fold(new).split()) else None


_REPLACES = re.compile(
    (_LEAD % 0) + r"(?:verander|wijzig|vervang|change|replace)\s+[\"'\u2018\u201c]?(?P<old>.{2,80}?)[\"'\u2019\u201d]?"
    r"\s+(?:in|door|naar|to|into|by|with)\s+[\"'\u2018\u201c]?(?P<new>.{1,120}?)[\"'\u2019\u201d]?[.!]*$",
    re.IGNORECASE,
)
"""Other words in place of some: "verander boeren in grondeigenaren"."""
_REWRITES = re.compile(
    (_LEAD % 0) + r"(?:(?:of|and|en|ja|yes|maar|but)\W+)?(?:maak (?:er ?van|daar ?van|dan)"
    r"|(?:de |mijn |the |my )?(?:vraag|tekst|titel|question|text|title)"
    r" (?:is|wordt|moet (?:zijn|worden)|should be|becomes)"
    r"|(?:zet|maak|doe|schrijf|noem)(?: (?:er|daar|het|dit|dan|maar|toch|liever|beter|gewoon))* ?(?:van|neer|in|op)?"
    r"|liever(?: zo)?|formuleer het zo|zo dan|rather"
    r"|(?:make|write|call|change|rephrase)(?: (?:it|that|this|rather|to|as))*)"
    r"\s*:\s*(?P<new>\S.{5,}?)$",
    re.IGNORECASE | re.DOTALL,
)
"""A text in place of all of it, behind a colon: "nee, maak ervan: wat kost drainage per hectare?"."""


_ADDS = re.compile(
    (_LEAD % 0) + r"(?:(?:en|and|eerst|first|nog|ook|also|graag|even|ik|i|wil|wou|want to|let me|please|kun|kan|je|jij"
    r"|u|you|can|er|daar|dit|dat|iets|wat|this|something|one thing)[\s,]+){0,8}"
    r"(?:(?:zet|schrijf|doe)\s+(?:(?:er|daar|dit)\s+(?:(?:nog|ook|maar|even)\s+)*)?(?:er)?bij"
    r"|voeg\s+(?:(?:er|daar|dit)\s+)?(?:(?:nog|ook|even|iets)\s+)*(?:aan\s+)?toe"
    r"|toevoegen|toe\s+te\s+voegen|aanvullen|add(?:\s+(?:this|something|one thing|to it)){0,2})"
    r"\s*(?:(?::\s*|,?\s+)(?P<that>dat|that)\s+|:\s*)(?P<more>\S.{5,}?)[.!]*$",
    re.IGNORECASE,
)
"""A sentence more: "zet er nog bij dat het ook om veiligheid gaat"."""


_OH_AND = re.compile(
    r"^(?:(?:oh?|o ja|oja|ah|ja|sorry|trouwens|by the way|btw)[\s,]+){1,3}(?P<that>)"
    r"(?:en|and|ook|also|nog iets:?)[\s,]+"
    r"(?P<more>(?:het|dat|dit|de|we|wij|ik|er|ze|it|this|that|the|we|i|there|they)\s[^?]{8,}?)[.!]*$",
    re.IGNORECASE,
)
"""A sentence more as it comes to mind: "oh en het moet voor 1 maart rond zijn"."""


def _added(text: str) -> re.Match[str] | None:
    """Return what a line tells more."""
    return _ADDS.match(text.strip()) or _OH_AND.match(text.strip())


def _replaced(text: str) -> tuple[str, str] | None:
    """Return words that a line puts others in place of, and those: "het was niet gisteren maar vorige week, ..."."""
    if found := _REPLACES.match(text.strip()):
        return found["old"], found["new"]
    swap = swapped(text)
    return (swap[0], re.split(r"[,;.]\s", swap[1])[0]) if swap else None


def with_more(was: str, more: str) -> str:
    """Return a text with a sentence more."""
    end = was.rstrip()
    return f"{end if end.endswith(('.', '!', '?')) else f'{end}.'} {more[:1].upper()}{more[1:]}"


def _with_each(was: str, told: str) -> str:
    """Return a text with a sentence more for each thing that is told with a "dat"."""
    for each in _AND_THAT.split(told):
        was = with_more(was, leads.main_clause(each) or each)
    return was


_AND_THAT = re.compile(r"\s*,?\s(?:en|and)\s+(?:dat|that)\s+", re.IGNORECASE)


async def reworded(ctx: Context, command: Command[Any], draft: Draft, text: str) -> Change | None:
    """Tell how a line puts a text that was typed before in other words, in part or all of it; None when it does not."""
    texts = [each for each in command.parameters if each.name in draft.values and _is_text(ctx, each)]
    swap, whole, more = _replaced(text), _REWRITES.match(text.strip()), _added(text)
    for each in texts:
        was = draft.values[each.name]
        if swap and _holds(was, swap[0]):
            now = re.sub(re.escape(swap[0]), lambda _found: swap[1], was, flags=re.IGNORECASE)
        elif whole:
            now = whole["new"]
        elif more:
            now = _with_each(was, more["more"]) if more["that"] else with_more(was, more["more"])
        elif _asks_it_now(ctx, each, was, text):
            now = text.strip()
        else:
            continue
        try:
            await reader_for(ctx.topics, each.type).read(ctx, now, each.ask)
        except Unclear:
            continue
        return Change(replace(draft, values={**draft.values, each.name: now}), was, now)
    return None


def _asks_it_now(ctx: Context, parameter: Parameter, was: str, text: str) -> bool:
    """Tell whether a line is the question itself, after one only said that they wanted to ask about something."""
    if not (parameter.ask and parameter.ask.question) or was.rstrip().endswith("?") or _ASKS.search(was):
        return False
    whole = side_questions.is_question(text) and len(text.split()) >= QUESTION and not agreement.asks_back(text)
    return whole and read(text, ctx.commands, ctx.language.code) is None


_ASKS = re.compile(
    r"\b(?:wat|wie|waar|waarom|wanneer|hoe|hoeveel|welke?|of|what|who|where|why|when|how|which|whether|if)\b",
    re.IGNORECASE,
)
"""What a wish holds that says what is asked: "ik wil vragen hoe andere gemeenten ..."."""
QUESTION = 6
"""Words from which a line is a whole question."""


def _is_text(ctx: Context, parameter: Parameter) -> bool:
    reader = reader_for(ctx.topics, parameter.type)
    return parameter.ask is not None and reader.anything and not reader.agrees


def is_one(text: str) -> bool:
    """Tell whether a line is made like a change of what was said: while something is asked it is about that first."""
    return bool(swapped(text) or meant(text) or _WITHOUT.match(text.strip()) or _added(text))


async def changed(ctx: Context, command: Command[Any], draft: Draft, asked: str, text: str) -> Change | None:
    """Tell what a line changes of what was answered before; None when it changes nothing of it."""
    names = [name for name in (*reversed(draft.asked), *draft.values) if name in draft.values and name != asked]
    for name in dict.fromkeys(names):
        was = draft.values[name]
        parameter = next((each for each in command.parameters if each.name == name), None)
        if parameter is None:
            continue
        # What was read of a sentence is no answer to a question, but can be told by its kind: another day is no name.
        told = not draft.asked and not reader_for(ctx.topics, parameter.type).anything
        now = _now(text, was, last=told or (bool(draft.asked) and name == draft.asked[-1]))
        if now is None:
            continue
        if not now:
            if parameter.required:
                continue
            return Change(draft.answered(name, None), was, "\u2013")
        try:
            await reader_for(ctx.topics, parameter.type).read(ctx, now, parameter.ask)
        except Unclear:
            continue
        return Change(replace(draft, values={**draft.values, name: now}), was, now)
    return None


def _now(text: str, was: str, *, last: bool) -> str | None:
    """Tell what a value is after a line that changes it; "" when nothing is left of it."""
    if swap := swapped(text):
        old, new = swap
        return re.sub(re.escape(old), lambda _found: new, was, flags=re.IGNORECASE) if _holds(was, old) else None
    if last and (instead := meant(text)):
        return instead
    left_out = _WITHOUT.match(text.strip())
    if left_out is None or not _holds(was, left_out["old"]):
        return None
    items = [each.strip() for each in re.split(r"[;,\n]| en | and | & ", was) if each.strip()]
    left = [each for each in items if fold(each) != fold(left_out["old"])]
    return "; ".join(left) if len(left) < len(items) else None


def _holds(value: str, part: str) -> bool:
    return f" {fold(part)} " in f" {fold(value)} "
