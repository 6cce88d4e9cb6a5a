"""Tells what a command does, as far as reading goes, and where a sentence only asks that was read as a change."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from bot.chat.reply import Subject
from bot.command.command import Command, Commands, Context, Takes
from bot.command.kind import Kind
from bot.language.intents import Does
from bot.language.negation import denies
from bot.reading.slots import Slot
from bot.sentences import who_knows_phrases
from storage.database.text import fold
from storage.members.member import Member
from storage.networks.network import Network
from storage.vocabulary import Role


def does_of(command: Command[Any]) -> Does:
    """Return what a command does, as far as reading a sentence with it goes."""
    if command.takes is Takes.sentence:
        return Does.puts if command.writes else Does.seeks
    if command.writes:
        return Does.makes if any(each.ask and each.ask.name for each in command.parameters[:1]) else Does.changes
    return Does.lists if command.takes is Takes.names or command.fills else Does.shows


def tells_why(ctx: Context, command: Command[Any], text: str) -> bool:
    """Tell whether a line asks or looks for something, though what it tells before was read as something to hand in.

    Who signed up and looks for somebody wants the search, unless they say whom they turn to; who did not, may well
    need the desk.
    """
    if not (brings_in(command) or _hands_in(command)) or not _CALLED.isdisjoint(fold(text).split()):
        return False
    if _SHOW_ME.match(text):
        return True
    if _TO_WHOM.search(text[-LONGEST_LINE:]):
        return False
    if _hands_in(command):
        return ctx.member.role >= Role.member and who_knows_phrases.within(text) is not None
    return asks_at_last(text)


def wants_to_see(text: str) -> bool:
    """Tell whether a line begins by asking to see something, whatever it says is not there."""
    return _SHOW_ME.match(text) is not None


def orders_of_it(text: str) -> bool:
    """Tell whether a line orders something of what was named before: "laat hem tot vrijdag lopen"."""
    return _ORDERS_OF_IT.match(text) is not None


@lru_cache(2)
def of_oneself(commands: Commands) -> frozenset[str]:
    """Return the commands that change something of their speaker: an order about what was shown is none of these."""
    letters = {each.type for each in commands.topics.all(Kind)} | {Network, Member, Subject}
    return frozenset(
        each.name
        for each in commands.all
        if each.takes is Takes.nothing
        and each.parameters
        and does_of(each) is Does.changes
        and letters.isdisjoint(parameter.type for parameter in each.parameters)
    )


def tells_of_others(command: Command[Any], text: str, found: Iterable[Slot]) -> bool:
    """Tell whether a line names several organisations, and was read as the one that its speaker is of."""
    bodies = sum(slot.word == "org" for slot in found)
    alone = _OF_SELF.isdisjoint(fold(text).split())
    return changes_ones_own(command) and (bodies > TWO or (bodies == TWO and alone))


def asks_besides(ctx: Context, command: Command[Any], text: str) -> bool:
    """Tell whether a line asks something that was read as telling something new, and does not say that it is."""
    if "?" not in text or ctx.intents is None or not brings_in(command):
        return False
    return _ENDS_ASKING.search(text[-LONGEST_LINE:]) is not None or not ctx.intents.says_itself(
        command.name, fold(text).split()
    )


def asks_at_last(text: str) -> bool:
    """Tell whether a line ends by asking others something: what it tells before is why it asks."""
    last = _LAST_QUESTION.search(text[-LONGEST_LINE:])
    return last is not None and not _LAMENTS.match(last["asked"])


@lru_cache(2)
def all_that_hand_in(commands: Commands) -> frozenset[str]:
    """Return the commands that make something of what a line tells."""
    return frozenset(each.name for each in commands.all if brings_in(each) or _hands_in(each))


def wants_it_done(text: str) -> bool:
    """Tell whether a line says what its speaker wants to do, and not what they want to know."""
    return _WANTS_TO.match(text) is not None


@lru_cache(2)
def all_that_answer(commands: Commands) -> frozenset[str]:
    """Return the commands that answer how something works: who wants to do it is not told that."""
    return frozenset(each.name for each in commands.all if each.answers)


_WANTS_TO = re.compile(
    r"\s*(?:(?:hoi|hallo|hey|goedemorgen|ja|ok|oke|en|maar|hi|hello|yes|and|but)[\s,]+){0,3}(?:ik|wij|we|i|i'd)\s+"
    r"(?:wil|willen|wou|zou(?:den)?\s+(?:graag|willen)|want to|would like to|like to)\b"
    r"(?!.{0,80}\b(?:weten|know|begrijpen|snappen|horen|hear|understand|hoe|how)\b)",
    re.IGNORECASE,
)
"""How a line begins that wants something done: "ik wil een les delen"."""


def _hands_in(command: Command[Any]) -> bool:
    """Tell whether a command lays what a line tells before somebody, once that was shown."""
    ask = next((each.ask for each in command.parameters[:1]), None)
    return command.takes is Takes.sentence and bool(ask and ask.long and not ask.question)


_OF_SELF = frozenset("ik wij we mijn mn ons onze i my our".split())  # noqa: SIM905  # reads better
_CALLED = frozenset(
    "signaal signaleren signal loket helpdesk desk les lesson casus case nieuws news peiling poll".split()  # noqa: SIM905  # reads better
)
"""Words of who says what they hand in, or to whom."""
_SHOW_ME = re.compile(
    r"\s*(?:(?:kun|kan|kunt|wil|zou|can|could|would) (?:je|jij|u|jullie|you) (?:me |mij |ons |us )?)?"
    r"(?:laat (?:me |mij |ons )?(?:eens |even )?zien|toon|geef (?:me|mij|ons)? ?(?:een|de) (?:lijst|lijstje|overzicht)"
    r"|show|list|give (?:me|us) (?:a|the) (?:list|overview)|looking for|searching for|op zoek naar|gezocht)\b",
    re.IGNORECASE,
)
"""How a line begins that wants to see or find something."""
_TO_WHOM = re.compile(
    r"\b(?:(?:bij|aan|tegen) wie|waar|where|(?:to )?whom?)\s+(?:kan|kun|kunnen|moet|moeten|mag|can|could|should|do)\s+"
    r"(?:ik|je|we|wij|i|we|one)\s+(?:(?:dat|dit|zoiets|het|that|this|it)\s+)?(?:\w+\s+)?"
    r"(?:kwijt|melden|neerleggen|vertellen|aankaarten|doorgeven|aangeven|report|raise|tell|bring|that|this|it)\W*$",
    re.IGNORECASE,
)
"""How a line ends that asks to whom to tell what stands before: that is what it hands in."""
_ORDERS_OF_IT = re.compile(
    r"\s*(?:(?:en|maar|dan|ok|oke|and|but|then|please)[\s,]+)*(?:laat|maak|zet|houd|hou|doe|make|let|keep|set|have)\s+"
    r"(?:hem|die|deze|dat|dit|it|that|this|them|het(?=\s+(?:tot|op|naar|maar|dan|nog|langer|open|dicht|lopen|even)\b))"
    r"(?=\s|$)",
    re.IGNORECASE,
)
_LAST_QUESTION = re.compile(
    r"(?:^|[.!?,;]\s+)(?:en |maar |dus |and |but |so )?"
    r"(?P<asked>(?:hoe|welke?|wie|waar|wat|how|which|who|where|what)\s[^.!?]{8,})\?\s*$",
    re.IGNORECASE,
)
"""How a line ends that asks others something."""
_ENDS_ASKING = re.compile(
    r"[,.;!]\s+(?:en |maar |dus |and |but |so )?"
    r"(?:hoor|krijg|kan|kun|zie|weet|heb|mag|hear|get|can|may|do|does|did|will)"
    r" (?:ik|je|jij|u|jullie|iemand|i|you|anyone|anybody|someone)\b[^.!?]*\?\s*$",
    re.IGNORECASE,
)
"""How a line ends that asks us something: "hoor ik daar nog wat van?"."""
_LAMENTS = re.compile(
    r"(?:hoe|how) (?:kan|can|is|komt|nu|dan|lang|long|vaak|often|zo)\b|(?:wat|what) (?:nu|now|dan|een|a)\b"
    r"|(?:wie|who) (?:bedenkt|verzint|came up|thought)\b"
    r"|(?:wat|what) (?:is|heeft|heb|does|do)\b.*\b(?:nut|zin|point|aan)\b",
    re.IGNORECASE,
)
"""How a question begins that laments: "hoe kan dat nou"."""


def only_asks(command: Command[Any], text: str) -> bool:
    """Tell whether a line asks something, though it was read as that change."""
    if changes_ones_own(command) and _WHO_ASKS.search(text):
        return True
    if does_of(command) is Does.changes and _WHETHER_IT_IS.search(text):
        return True
    end = text[-LONGEST_LINE:]
    if (brings_in(command) or does_of(command) in (Does.changes, Does.makes)) and _ASKS_UNMARKED.search(end):
        return True
    return brings_in(command) and any(
        (_ASKS_LAST.search(text), _OF_WHAT_IS_THERE.match(text), _ASKS_WHAT_IT_IS.match(text))
    )


def without_what_is_left(text: str) -> tuple[str, str]:
    """Return what a line wants of one thing, and the number of another that it leaves: "zet G-4 erop, G-5 nog niet".

    The line itself and "" where it leaves none.
    """
    if len(text) > LONGEST_LINE:
        return text, ""
    parts = [each.strip(" .") for each in _APART.split(text)]
    numbered = [_NUMBERED.findall(each) for each in parts]
    if len(parts) != TWO or any(len(each) != 1 for each in numbered) or numbered[0] == numbered[1]:
        return text, ""
    refused = [denies(fold(each).split()) for each in parts]
    if refused.count(True) != 1 or len(parts[refused.index(True)].split()) > LONGEST_NO:
        return text, ""
    at = refused.index(True)
    return parts[1 - at], numbered[at][0].upper()


LONGEST_LINE = 200
"""Characters of a line in which is looked for two things, and of its end for a question: more is a story."""
TWO = 2
LONGEST_NO = 7
"""Words that say of a thing no more than that nothing is to be done with it."""
_APART = re.compile(r"\s*[,;]\s+|\s+(?:maar|but)\s+", re.IGNORECASE)
_NUMBERED = re.compile(r"\b[A-Za-z]-\d{1,9}\b")


def changes_ones_own(command: Command[Any]) -> bool:
    return any(each.ask and each.ask.now for each in command.parameters)


def room_of(command: Command[Any]) -> str:
    """Return the room of a command's topic: commands about the same things stand in one."""
    return ".".join(command.run.__module__.split(".")[:2])


def brings_in(command: Command[Any]) -> bool:
    """Tell whether a command makes something of what a sentence tells, and that is no question."""
    ask = next((each.ask for each in command.parameters[:1]), None)
    makes = command.fills is not None or does_of(command) in (Does.makes, Does.puts)
    return command.writes and makes and not changes_ones_own(command) and not (ask and ask.question)


_I_AM = r"(?:(?:ik|wij|we)\s+(?:ben|zijn|werk|werken)|i am|i'?m|we are|we're|i work)\b"
_WHO_ASKS = re.compile(
    rf"\?\s+{_I_AM}|^\s*(?:\w+[,!]\s+)?{_I_AM}[^.!?]*[.!]\s+[^?]+\?\s*$",
    re.IGNORECASE,
)
"""How somebody says before or behind a question who asks it, which changes nothing."""
_WHETHER_IT_IS = re.compile(
    r"^\s*(?:klopt|geldt|bestaat|bestaan|leeft|loopt|telt|is|zijn)\s+(?:\S+\s+){1,3}?nog\b(?!\s+niet\b)|"
    r"\b(?:bestaa(?:t|n)|leeft|leven|loopt|lopen|telt|tellen|geldt|gelden|is|zijn|does|do|is|are)\s+"
    r"(?:(?:die|dat|deze|dit|het|hij|ze|zij|er|that|this|it|they|there)\s+)?"
    r"(?:(?:eigenlijk|dan|really|actually)\s+)?"
    r"(?:nog|ook|mee|still|also|count|exist)\b(?!\s+(?:niet|not)\b)[^.!?\n]*\?",
    re.IGNORECASE,
)
"""How somebody asks whether something still is there, or counts: that wishes for nothing."""


_ASKS_LAST = re.compile(
    r"(?:^|[,.!;]\s+)(?:(?:en|maar|and|but)\s+)?(?:(?:hebben|heeft|heb) (?:jullie|je|jij|u|iemand)"
    r"|(?:is|zijn|bestaan?) er|wie|waar|welke|do you have|have you got|(?:is|are) there|who|where|which)\b"
    r"[^.!?]*\?\s*$",
    re.IGNORECASE,
)
"""How a line ends that asks what there is: it brings nothing in."""
_ASKS_UNMARKED = re.compile(
    r"(?:^|[,.;!]\s+)(?:(?:en|maar|and|but)\s+)?"
    r"(?:(?:wanneer|waarom|waarvoor|hoezo|hoe|waar|wie|wat|when|why|how|where|who|what)\s+"
    r"(?:moet|moeten|kan|kunnen|mag|mogen|wordt|is|zijn|gaat|should|must|can|may|is|are|will|do|does)\s+"
    r"(?:ik|je|jij|u|we|wij|er|dat|dit|het|die|i|you|we|it|that|this|there)"
    r"|(?:is|hoort|past) (?:dit|dat|zoiets)\s+(?:nou |nu |dan |ook )?(?:iets|wat|een\s+\w+)\s+voor"
    r"|is (?:this|that)\s+(?:something|one)\s+for)\b[^.!?]*$",
    re.IGNORECASE,
)
"""How a line ends that asks without a mark: "..., wanneer moet ik dat aanpassen"."""
_ASKS_WHAT_IT_IS = re.compile(
    r"\s*(?:(?:en|maar|hoi|hallo|sorry|eh|and|but|so|hi)[\s,]+){0,3}"
    r"(?:wat is|wat zijn|wat was|what is|what'?s|what are)\s+"
    r"(?:(?:eigenlijk|nou|nu|dan|precies|ook|exactly|actually)\s+){0,3}"
    r"(?:een|an?|(?:het|the) (?:verschil|difference))\s",
    re.IGNORECASE,
)
"""How a line begins that asks what something is: "what's the difference between a lesson and a signal"."""
_OF_WHAT_IS_THERE = re.compile(
    r"\s*(?:die|dat|datgene|degene|the one|that one)\s+(?:over|about|van|of)\s", re.IGNORECASE
)
"""How a line begins about something that is there: it brings nothing in."""
