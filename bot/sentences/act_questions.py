"""Answers a question about an act, rather than beginning it: what it is, who sees it, and who may do it.

"Mag ik als bewoner ook iets op de agenda zetten?" is no text for the agenda, and looks for nobody.
"""

import re
from collections import Counter
from typing import Any

from bot.chat.reply import Action, Actions, Audience, Block, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import LANGUAGES, Language, Msg, _
from bot.command.command import Command, Context
from bot.command.welcomes import Welcomes
from bot.language.intents import Does
from bot.reading import side_questions
from bot.sentences.named import LONGEST_HEAD, named_in, thing_of
from bot.sentences.own_words import as_sampled
from bot.sentences.restraint import does_of, room_of
from storage.database.text import fold
from storage.vocabulary import Role

LONGEST = 30
"""Words of a question about an act. More is a story."""
ANSWERS = 0.6
"""Probability from which a command that shows something answers the question itself, or another is what is asked."""
CLEARLY = 0.4
"""Probability from which what answers a question is what is asked."""
FIRMLY = 0.9
"""The same where the line names an act of another topic: "kan iedereen lezen wat ik aan het loket vraag"."""
SHORT = 10
"""Words of a line that asks how to do something here. More tells of one's own case."""
ABOUT = 0.15
"""Probability from which a question is about the acts of one room, when it names none."""
_MATTERS = frozenset({"theme", "region", "org", "net", "name", "link"})
"""What a question about an act does not name: then it is about that."""

_SEEN = (
    r"(?:(?:kan|kunnen|mag|mogen|ziet|zien|leest|lezen|can|does|do|will) )?"
    r"(?:wie|iedereen|anderen|iemand|de baas|mijn baas|mijn collega s|who|everyone|everybody|anyone|others|my boss"
    r"|the boss)\b.{0,30}\b(?:ziet|zien|leest|lezen|meelezen|meekijken|see|sees|read|reads)\b"
)
_MAY = (
    r"(?:kan|kun|kunnen|mag|mogen|can|may|could|am|are) "
    r"(?:ik|je|jij|u|we|wij|iedereen|iemand|een \w+|i|you|anyone|everyone|anybody|a \w+)\b"
    r"(?=.*\b(?:ook|eigenlijk|als|zomaar|iedereen|hier|iets|dingen|too|also|allowed|anyone|anything|something|things)\b)"
    r"|(?:is|zijn|are) (?:de|het|die|dat|dit|the|that|this)\b.*\b(?:voor|for)\b"
)
_POSSIBLE = (
    r"\b(?:kan dat|mag dat|kan dit|mag dit|is (?:dat|dit) mogelijk|is (?:that|this|it) (?:possible|allowed))(?: ook)?$"
)
_HOW = (
    r"(?:hoe werkt|hoe werken|hoe gaat|wat doet|wat doen|wat houdt|how does|how do|what does|what do|what happens)\b"
    r"|.*\b(?:weten|know) (?:hoe|wat|how|what)\b.*\b(?:doet|werkt|inhoudt|gebeurt|does|works|happens|do|work)$"
)
_HOW_I = (
    r"hoe (?:\w+ )?(?:ik|je|jij|we|wij|men)\b|hoe (?:doe|gaat) (?:ik )?(?:dat|zoiets)\b"
    r"|how (?:do|can|could|would|should|does) (?:i|we|you|one|someone|anyone)\b|how to\b"
)
_BEFORE = r"^(?:(?:en|maar|and|but|hoi|hallo|hi|hello) )*"
_MAY_IT = re.compile(rf"{_BEFORE}(?:{_SEEN}|{_MAY})|{_POSSIBLE}")
_HOW_IT = re.compile(rf"{_BEFORE}(?:{_HOW})")
"""This is asked of anything: it is about an act when it names one."""
_HOW_TO = re.compile(rf"{_BEFORE}(?:{_HOW_I})")
"""So asks who wants to do something themselves: it is told what that is, and how it begins."""
_SEEN_BY = re.compile(rf"{_BEFORE}(?:{_SEEN})")
_SENTENCES = re.compile(r"(?<=[?!.])\s+")
_OVER = re.compile(r"\b(?:over|rond|about|namelijk)\b|:")
"""What somebody wants to put stands behind that: then they want it put."""


async def answered(ctx: Context, text: str) -> Reply | None:
    """Return the answer to a question about an act; None for any other line."""
    said = fold(text)
    asks = [said, *(fold(each) for each in _SENTENCES.split(text)[1:])]
    may = any(_MAY_IT.search(each) for each in asks)
    how_to = not may and len(said.split()) <= SHORT and _HOW_TO.search(said) is not None
    if ctx.intents is None or len(said.split()) > LONGEST or not (may or how_to or _HOW_IT.search(said)):
        return None
    if side_questions.told_about(text):
        return None  # "wie ziet dat?" names no act, whatever it sounds like
    found = await named_in(ctx, text)
    if _OVER.search(text) or any(slot.word in _MATTERS or len(slot.word) == 1 for slot in found):
        return None
    asked = as_sampled(text[:LONGEST_HEAD], found)
    likely = Counter({each.intent: each.p for each in ctx.intents.classifier.read(asked)})
    best = likely.most_common(1)[0] if likely else ("", 0.0)
    command = ctx.commands.by_name.get(best[0])
    if command and command.answers and best[1] >= CLEARLY:
        named = _act(ctx, said, likely, named_only=True)
        if named is None or room_of(named.command) == room_of(command) or best[1] >= FIRMLY:
            return None  # that is what it answers
    if how_to and command and best[1] >= ANSWERS and _is_told(ctx, command, asked):
        return _explained(ctx, command)
    if not (may or _HOW_IT.search(said)):
        return None
    act = _act(ctx, said, likely, named_only=not may)
    answers = command is not None and best[1] >= ANSWERS and does_of(command) is Does.shows
    seen = _SEEN_BY.search(said) is not None  # who sees it is told by no list
    if act is None or (answers and not seen and command and (may or room_of(command) == room_of(act.command))):
        return None
    other = command is not None and best[1] >= ANSWERS and _changes(command)
    if other and command and not seen:
        return _explained(ctx, command)  # "hoe werkt een vraag sluiten" names a question, and is about closing it
    return _told(ctx, act)


def _changes(command: Command[Any]) -> bool:
    return does_of(command) in (Does.changes, Does.makes, Does.puts)


def _is_told(ctx: Context, command: Command[Any], asked: tuple[str, ...]) -> bool:
    """Tell whether who asks how to do it is told that: it is begun at once where those who want it ask so themselves.

    What one puts before others as it stands is no text for that when it asks how.
    """
    if ctx.intents is None or not _changes(command) or ctx.intents.unspoken(asked):  # "hoe sluit ik een mestput"
        return False
    return does_of(command) is Does.puts or not ctx.intents.allows(command.name, asked)


def _act(ctx: Context, said: str, likely: Counter[str], *, named_only: bool) -> Welcomes | None:
    """Find the act that is asked about: one that is named, else one of the room that the words are of."""
    rooms: Counter[str] = Counter()
    for command in ctx.commands.all:
        rooms[room_of(command)] += likely[command.name]
    acts = [*ctx.topics.all(Welcomes)]
    named = [each for each in acts if not _names(each).isdisjoint(said.split())]
    of_room = [each for each in acts if not named_only and rooms[room_of(each.command)] >= ABOUT]
    return max(
        named or of_room,
        key=lambda each: (rooms[room_of(each.command)], likely[each.command.name]),
        default=None,
    )


def _names(act: Welcomes) -> frozenset[str]:
    """Return the words that name an act by themselves: "loket", "casus", and what it is called."""
    single = {fold(each) for several in act.command.phrases.values() for each in several if " " not in each}
    called = {fold(Language(code).text(act.called)).split()[-1] for code in LANGUAGES}
    return frozenset(f"{word}{end}" for word in single | called for end in ("", "s", "en"))


def _told(ctx: Context, act: Welcomes) -> Reply:
    begin = Action(_("Begin"), act.command.line(), Audience.asker)
    return Reply(
        (
            Text(words(Bold(ctx.language.text(act.command.summary)), ".")),
            Text(words(act.seen)),
            Text(words(_who_may(ctx, act.command))),
            Actions((begin,)),
        )
    )


def _explained(ctx: Context, command: Command[Any]) -> Reply:
    """Say what a command does, what it asks and who may: of what people put, as that says it itself."""
    if act := next((each for each in ctx.topics.all(Welcomes) if each.command is command), None):
        return _told(ctx, act)
    phrase = Code(command.phrase(ctx.language.code))
    typed = _("Type {phrase}, or begin here.", phrase=phrase)
    if thing_of(ctx, command):
        typed = _("Type {phrase} with its number, or begin here.", phrase=phrase)
    asked = [
        Item(words(ctx.language.text(each.ask.label or each.ask.prompt)))
        for each in command.parameters
        if each.ask and not callable(each.ask.prompt)
    ]
    blocks: list[Block] = [
        Text(words(Bold(ctx.language.text(command.summary)), ".")),
        Text(words(typed)),
    ]
    if asked:
        blocks += [Text(words(_("I ask you:"))), Items(tuple(asked))]
    blocks.append(Text(words(_who_may(ctx, command))))
    if ctx.member.role >= command.begun_by:
        blocks.append(Actions((Action(_("Begin"), command.line(), Audience.asker),)))
    return Reply(tuple(blocks))


def _who_may(ctx: Context, command: Command[Any]) -> Msg:
    if command.allow is Role.visitor:
        return _("Everyone may, also who did not sign up.")
    if command.allow > Role.member:
        return _("Only who looks after the Café, or a part of it, may.")
    may = ctx.member.role >= command.allow
    return _("Every member may.") if may else _("Every member may. Signing up takes two minutes.")
