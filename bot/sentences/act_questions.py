"""Answers a question about an act, rather than beginning it: what it is, who sees it, and who may do it.

"Mag ik als bewoner ook iets op de agenda zetten?" is no text for the agenda, and looks for nobody.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.chat.reply import Action, Actions, Audience, Reply, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import LANGUAGES, Language, Msg, _
from bot.command.command import Command, Context
from bot.command.refusal import not_allowed
from bot.command.welcomes import Welcomes
from bot.language.intents import Does
from bot.sentences.named import LONGEST_HEAD, named_in
from bot.sentences.own_words import as_sampled, does_of
from storage.database.text import fold
from storage.vocabulary import Role

LONGEST = 30
"""Words of a question about an act. More is a story."""
ANSWERS = 0.6
"""Probability from which a command answers a question itself, or is the one that is asked about."""
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
_BEFORE = r"^(?:(?:en|maar|and|but|hoi|hallo|hi|hello) )*"
_HOW_DO = re.compile(
    rf"{_BEFORE}(?:hoe|how) (?!(?:krijg|kom|zorg|maak|houd|bereik)\w*\b|(?:vaak|lang|veel|laat|often|long|much|many)\b)"
    r"(?:\w+ ){1,2}?(?:ik|je|jij|u|we|wij|men|i|you|one)\b(?! (?:get|make|keep)\b)"
)
"""How does one do that: "hoe sluit ik een vraag?"."""
_SEEN_BY = re.compile(rf"{_BEFORE}{_SEEN}")
_MAY_IT = re.compile(rf"{_BEFORE}(?:{_SEEN}|{_MAY})|{_POSSIBLE}")
_HOW_IT = re.compile(rf"{_BEFORE}(?:{_HOW})")
"""This is asked of anything: it is about an act when it names one."""
_OVER = re.compile(r"\b(?:over|rond|about|namelijk)\b|:")
"""What somebody wants to put stands behind that: then they want it put."""


async def answered(ctx: Context, text: str) -> Reply | None:
    """Return the answer to a question about an act; None for any other line."""
    said = fold(text)
    may, way = _MAY_IT.search(said) is not None, _HOW_DO.search(said) is not None
    if ctx.intents is None or len(said.split()) > LONGEST or not (may or way or _HOW_IT.search(said)):
        return None
    found = await named_in(ctx, text)
    if _OVER.search(text) or any(slot.word in _MATTERS or len(slot.word) == 1 for slot in found):
        return None
    sampled = as_sampled(text[:LONGEST_HEAD], found)
    likely = Counter({each.intent: each.p for each in ctx.intents.classifier.read(sampled)})
    best = likely.most_common(1)[0] if likely else ("", 0.0)
    act = _act(ctx, said, likely, named_only=not may)
    command = ctx.commands.by_name.get(best[0])
    if way and command and command.writes and best[1] >= ANSWERS:
        return None if ctx.intents.tells_of_a_matter(sampled, best[0]) else _way_of(ctx, command)
    answers = command is not None and best[1] >= ANSWERS and does_of(command) is Does.shows
    seen = _SEEN_BY.search(said) is not None  # who sees it is told by no list
    if act is None or (answers and not seen and command and (may or _room(command) == _room(act.command))):
        return None
    return _told(ctx, act)


def _act(ctx: Context, said: str, likely: Counter[str], *, named_only: bool) -> Welcomes | None:
    """Find the act that is asked about: one that is named, else one of the room that the words are of."""
    rooms: Counter[str] = Counter()
    for command in ctx.commands.all:
        rooms[_room(command)] += likely[command.name]
    acts = [*ctx.topics.all(Welcomes)]
    named = [each for each in acts if not _names(each).isdisjoint(said.split())]
    of_room = [each for each in acts if not named_only and rooms[_room(each.command)] >= ABOUT]
    return max(
        named or of_room,
        key=lambda each: (rooms[_room(each.command)], likely[each.command.name]),
        default=None,
    )


def _room(command: Command[Any]) -> str:
    """Return the room of a command's topic: commands about the same things stand in one."""
    return ".".join(command.run.__module__.split(".")[:2])


def _names(act: Welcomes) -> frozenset[str]:
    """Return the words that name an act by themselves: "loket", "casus", and what it is called."""
    single = {fold(each) for several in act.command.phrases.values() for each in several if " " not in each}
    called = {fold(Language(code).text(act.called)).split()[-1] for code in LANGUAGES}
    return frozenset(f"{word}{end}" for word in single | called for end in ("", "s", "en"))


def _way_of(ctx: Context, command: Command[Any]) -> Reply:
    """Tell how an act is done: what to type, and a button that begins it."""
    welcome = next((each for each in ctx.topics.all(Welcomes) if each.command is command), None)
    if welcome:
        return _told(ctx, welcome)
    if ctx.member.role < command.begun_by:
        return not_allowed(command.allow, ctx.topics)
    typed = Code(command.phrase(ctx.language.code))
    return _shown(command, ctx, [_("Press the button, or type {line}. I ask for what I miss.", line=typed)])


def _told(ctx: Context, act: Welcomes) -> Reply:
    may = ctx.member.role >= act.command.allow
    who: Msg = _("Every member may.") if may else _("Every member may. Signing up takes two minutes.")
    if act.command.allow is Role.visitor:
        who = _("Everyone may, also who did not sign up.")
    return _shown(act.command, ctx, [act.seen, who])


def _shown(command: Command[Any], ctx: Context, told: Sequence[Msg]) -> Reply:
    heading = Text(words(Bold(ctx.language.text(command.summary)), "."))
    begin = Action(_("Begin"), command.line(), Audience.asker)
    return Reply((heading, *(Text(words(each)) for each in told), Actions((begin,))))
