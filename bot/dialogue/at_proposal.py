"""Hears all that a line says while a proposal waits for a yes: that yes, what should be otherwise, a sentence more.

A line is read a sentence at a time. What changes something is shown again before it is put, also behind a yes; what
was not read is named. The guard goes before the comfort: nothing is put that was not shown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat.reply import Input
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _
from bot.command.command import Command, Context, Parameter
from bot.command.reader import Unclear, Weighed
from bot.command.unnamed import names_only
from bot.dialogue import besides, corrections
from bot.dialogue.draft import Draft, corrections_of
from bot.reading import agreement, assent, side_questions
from bot.reading.reader_registry import reader_for
from bot.sentences.named import named_in
from bot.sentences.spoken_line import value_of

WHOLE = 4
"""Words from which a sentence says something that may stand in a text."""
FITS = 12
"""Words of what was not read that are repeated."""

_SENTENCES = re.compile(r"(?<=[.!?;])\s+(?=\S)")
_NO_PART = re.compile(
    r"(?:(?:nee|no|maar|but|en|and|oh?|hm+|ja)\W+)*(?:"
    r"(?:dat|dit|zo|het|that|this|it)\s+(?:is|was|klopt|bedoel\w*|hoort|gaat|s|isn'?t)\b"
    r"|(?:ik|i)\s+(?:denk|twijfel|weet|wil|moet|kijk|ga|kom|zie|wacht|laat|hoef|vraag|think|want|need|will|am|guess)\b"
    r"|(?:trouwens|overigens|btw|by the way|bedankt|dank\w*|thanks?|sorry)\b"
    r"|(?:niet|geen|not|no|liever|rather|alleen|only|zonder|without|please)\b"
    r"|(?:zet|stuur|voeg|haal|verwijder|schrap|maak|meld|sluit|volg|geef|toon|laat|verander|wijzig|trek|zoek|stop|doe"
    r"|add|remove|delete|set|turn|put|send|show|change|make|close|follow|drop|cancel|give|let)\b"
    r"|(?:heb|hebben|heeft|is|zijn|kan|kun|kunnen|mag|mogen|moet|moeten|wil|willen|weet|wordt|gaat|komt|staat|can|could"
    r"|do|does|have|has|are|may|must|will|would)\s+(?:het|dat|dit|er|ik|je|jij|jullie|u|we|wij|ze|die|iemand|that|it|this"
    r"|you|i|there|anyone|they)\b)",
    re.IGNORECASE,
)
"""How a sentence begins that is about the proposal, or beside it, and no part of its text."""
_TAKES_OFF = re.compile(
    r"\W*(?:(?:nee|no|oh?|toch|liever|please)\W+)*(?:(?:haal|laat|doe|take|leave)\s+)?(?:zonder\s+|without\s+)?"
    r"(?:dat|die|it|that|this)(?:\s+(?:laatste|zin|sentence|last))*(?:\s+(?:er|maar|toch|weer|dan))*"
    r"\s*(?:eraf|weg|af|eruit|niet|off|out|away)?\W*",
    re.IGNORECASE,
)
_BEFORE = "<"
"""Behind the name of a text: what it was before a sentence was added."""


@dataclass(slots=True)
class Heard:
    """What a line was read as. `draft` holds what it changes."""

    draft: Draft
    yes: bool = False
    holds: bool = False
    """It says to wait, or no: nothing is put with it."""
    changed: bool = False
    added: bool = False
    """A sentence was added to its text."""
    told: list[Msg] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    answer: str = ""
    """What the reader of the yes takes itself."""

    @property
    def settles(self) -> bool:
        """Whether it is surely about the proposal: a yes, or a change that is no mere sentence more."""
        return self.yes or (self.changed and not self.added)


def waits_at(ctx: Context, parameter: Parameter) -> bool:
    """Tell whether a proposal waits there; a mere yes or no is none."""
    reader = reader_for(ctx.topics, parameter.type)
    return reader.agrees and reader.input is not Input.yesno


async def heard(ctx: Context, command: Command[Any], draft: Draft, parameter: Parameter, text: str) -> Heard | None:
    """Read a line at a proposal; None when its own reader takes it all."""
    if taken_off := _taken_off(draft, text):
        return Heard(taken_off, changed=True)
    pieces = _pieces(text)
    found = Heard(draft)
    whole = len(pieces) == 1 or corrections.swapped(text) is not None
    if whole and await _changes(ctx, command, parameter, found, text):
        return found
    if len(pieces) == 1 and not assent.parted(text).yes and not await _unread(ctx, parameter, text):
        return None
    for piece in pieces:
        await _hear(ctx, command, parameter, found, piece)
    return found if found != Heard(draft) else None


def _pieces(text: str) -> list[str]:
    return [each for each in (piece.strip() for piece in _SENTENCES.split(text)) if each.strip(" .!?;,")]


async def _hear(ctx: Context, command: Command[Any], parameter: Parameter, found: Heard, piece: str) -> None:
    if assent.accepts(piece):
        found.yes = True
        return
    said = assent.parted(piece)
    if said.yes:
        found.yes, piece = True, said.rest
    if await _changes(ctx, command, parameter, found, piece):
        return
    if agreement.asks_back(piece) or side_questions.asks_need(piece):
        found.asked.append(piece)
    elif piece.rstrip().endswith("?") or side_questions.is_question(piece):
        found.unread.append(piece)
    elif agreement.refuses(piece) or agreement.waits(piece):
        found.holds = True
    elif said.yes and names_only(piece):
        found.answer = piece
    elif await _takes(ctx, parameter, piece):
        found.answer = found.answer or piece
    elif not await _adds(ctx, command, found, piece):
        found.unread.append(piece.strip(" ,;"))


async def _changes(ctx: Context, command: Command[Any], parameter: Parameter, found: Heard, text: str) -> bool:
    """Keep what a sentence says that should be otherwise; tell whether it says that."""
    if change := await corrections.reworded(ctx, command, found.draft, text):
        found.draft, found.changed = change.draft, True
        found.told.append(_("Changed: {old} \u2192 {new}.", old=Bold(change.was), new=Bold(change.now)))
        return True
    altering = next((each for each in command.parameters if reader_for(ctx.topics, each.type).alters), None)
    for said in dict.fromkeys((text, *((swap[1],) if (swap := corrections.swapped(text)) else ()), _instead(text))):
        if altering and said and reader_for(ctx.topics, altering.type).beside(ctx, said):
            found.draft, found.changed = _with_line(found.draft, altering.name, said), True
            return True
    if told := await _told_of_another(ctx, command, parameter, found.draft, text):
        each, value = told
        found.draft, found.changed = replace(found.draft, values={**found.draft.values, each.name: value}), True
        return True
    reader = reader_for(ctx.topics, parameter.type)
    if altering or reader.weigh(ctx, text) is not Weighed.corrects:
        return False
    if not await _takes(ctx, parameter, text):
        return False
    key = corrections_of(parameter.name)
    found.draft, found.changed = _with_line(found.draft, key, text), True
    return True


async def _told_of_another(
    ctx: Context, command: Command[Any], asked: Parameter, draft: Draft, text: str
) -> tuple[Parameter, str] | None:
    """Return another value that a sentence tells, of what is asked beside the proposal: the day it is needed by."""
    if len(text.split()) > FEW or text.rstrip().endswith("?"):
        return None
    left = await named_in(ctx, text)
    for each in command.parameters:
        reader = reader_for(ctx.topics, each.type)
        if each is asked or each.ask is None or reader.anything or reader.agrees or reader.input is not Input.date:
            continue
        value = value_of(ctx, command, each, text, left)
        if value and value != draft.values.get(each.name) and await besides.reads(ctx, each, value):
            return each, value
    return None


FEW = 8
"""Words of a sentence that tells one value."""


def _instead(text: str) -> str:
    """Return what stands behind a no or a wait, and what it begins with: "wacht, het is heel Drenthe"."""
    return _IT_IS.sub("", corrections.behind(text)).strip(" ,.;!")


_IT_IS = re.compile(
    r"^(?:(?:het|dit|dat|it|this|that)\s+(?:gaat|geldt|speelt|hoort|is|mag|moet|about|concerns)\b"
    r"(?:\s+(?:eigenlijk|meer|vooral|toch|om|over|voor|in|bij|naar|for|about|in|all|of|actually|really|zijn))*"
    r"|(?:doe|maak)\s+(?:er\s+)?(?:maar|dan|toch|liever)?)\s+",
    re.IGNORECASE,
)


def _with_line(draft: Draft, name: str, line: str) -> Draft:
    so_far = draft.values.get(name, "")
    return replace(draft, values={**draft.values, name: f"{so_far}\n{line}" if so_far else line})


async def _takes(ctx: Context, parameter: Parameter, text: str) -> bool:
    return await besides.reads(ctx, parameter, text)


async def _unread(ctx: Context, parameter: Parameter, text: str) -> bool:
    """Tell whether one sentence is nothing that the reader of the yes knows, and no question or command."""
    if agreement.refuses(text) or agreement.asks_back(text) or side_questions.is_question(text):
        return False
    if text.rstrip().endswith("?") or ctx.commands.match(text, ctx.language.code):
        return False
    return not await _takes(ctx, parameter, text)


async def _adds(ctx: Context, command: Command[Any], found: Heard, piece: str) -> bool:
    """Add a whole sentence to the text; tell whether it is one, and fits."""
    grows = [
        each
        for each in command.parameters
        if each.name in found.draft.values and each.ask and reader_for(ctx.topics, each.type).grows
    ]
    if not grows or len(piece.split()) < WHOLE or _NO_PART.match(piece):
        return False
    name, was = grows[-1].name, found.draft.values[grows[-1].name]
    now = corrections.with_more(was, piece)
    try:
        await reader_for(ctx.topics, grows[-1].type).read(ctx, now, grows[-1].ask)
    except Unclear as unclear:
        found.told.append(unclear.words)
        return False
    values = {**found.draft.values, name: now, f"{name}{_BEFORE}": was}
    found.draft, found.changed, found.added = replace(found.draft, values=values), True, True
    off = Code(ctx.language.text(_("take that off")))
    found.told.append(_("I added that to the text. Type {off} when it does not belong there.", off=off))
    return True


def _taken_off(draft: Draft, text: str) -> Draft | None:
    """Return the draft without the sentence that was added last, when a line says to take it off."""
    name = next((each[: -len(_BEFORE)] for each in draft.values if each.endswith(_BEFORE)), "")
    if not name or not (_TAKES_OFF.fullmatch(text.strip()) or agreement.takes_away(text)):
        return None
    was = draft.values[f"{name}{_BEFORE}"]
    left = {each: value for each, value in draft.values.items() if each != f"{name}{_BEFORE}"}
    return replace(draft, values={**left, name: was})


def not_read(ctx: Context, pieces: Sequence[str]) -> Msg:
    """Name what was not read, with what would work."""
    said = " ".join(pieces).split()
    shown = " ".join(said) if len(said) <= FITS else f"{' '.join(said[:FITS])} …"
    return _(
        "I did not do anything with this: {text}. You can type another text, a region, a theme, {name} or {stop}.",
        text=Bold(shown),
        name=Code(ctx.language.text(_("without my name"))),
        stop=Code(ctx.language.text(_("stop"))),
    )
