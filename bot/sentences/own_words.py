"""Reads a sentence in somebody's own words as a line that could have been typed, and asks before it changes anything.

What is said in other words than a command's becomes a line of that command: "hoeveel netwerken zijn er in Gelderland"
is `netwerken Gelderland`. A line that only reads is done. One that changes something is shown, with what was
understood, and done after one yes; unless the command asks further by itself.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bot.command.command import Call, Command, Commands, Context, Takes
from bot.language import courtesy, days, periods
from bot.language.asking import wants_an_answer
from bot.language.intents import Does, Likely
from bot.language.negation import denies
from bot.reading.filter import OF_NETWORKS, filtered
from bot.reading.numbers import kinds_of
from bot.reading.reader_registry import reader_for
from bot.reading.slots import Slot, words_of
from bot.sentences import memory, restraint, who_knows_phrases
from bot.sentences.clauses import CLAUSES, HOW_IT_IS, MOST_CLAUSES, NUMBER, told_of
from bot.sentences.named import (
    LONGEST_HEAD,
    barred,
    kinds_for,
    named_in,
    only_own,
    same_of_what_was_shown,
    thing_of,
    with_what_it_points_to,
)
from bot.sentences.own_lists import with_now, with_what_is_told, with_what_was_told
from bot.sentences.spoken_line import has_what_it_needs, is_put, line_of
from storage.database.text import fold
from storage.vocabulary import Role

SEARCH = "who_knows"
"""The command that looks up whatever is said."""
ASKS = "knowledge_question"
"""The command of a line that asks what others may know."""
LEAVES = "leave_it"
"""The command of a line that wants nothing done."""
SURE = 0.95
"""Probability from which a command is read in a sentence that opens as a search does."""
SHORT = 2
"""Words behind a phrase that hardly say another thing."""
SHORTLY = 12
"""Words of a line that says no more than what is not wanted. Who says more tells something."""
FIRMLY = 0.85
"""Probability from which what begins as a search is something else."""
RATHER = 0.5
"""Probability from which a line is another command than the one that it begins as."""
MOST = 3
"""Commands that are offered when it is not clear which was meant."""
FEW = 3
"""Words of a line that is a subject, and nothing else."""
CLEARER = 0.4
"""Probability from which another command is meant than the list that a line begins as, of which it knows no word."""
CLEARLY = 0.6
"""Probability from which what opens as a search, without a phrase for it, is something else."""
BEYOND = 0.9
"""Probability from which a line is read as what its speaker may not do, so that they hear that."""
LONGEST_WISH = 14
"""Words before a colon that say what is wanted of what stands behind it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Holds what a sentence was read as: a line that calls a command; or what it may have been, likeliest first."""

    call: Call | None
    line: str
    perhaps: tuple[tuple[Command[Any], str], ...]
    p: float
    """How likely the command of the call is; without one, how likely the first of what it may have been."""
    named: bool
    """It names something: a region, theme, organisation, network or person, or a matter that no act is about."""
    things: tuple[str, ...] = ()
    """The numbers in it."""
    told: bool = False
    """It tells something, which may be put as one of what it perhaps is."""
    lacks: Command[Any] | None = None
    """What it clearly wants, of a thing that it does not name."""

    @property
    def of_thing(self) -> bool:
        """Whether it names one thing, and an act on that is likely: "stuur K-6 naar iemand van het waterschap"."""
        return (
            len(self.things) == 1
            and bool(self.perhaps)
            and self.perhaps[0][0].writes
            and self.things[0] in self.perhaps[0][1]
        )

    @property
    def sole(self) -> str:
        """The number of the one thing that is named, where no act is likely to be wanted of it; else ""."""
        looks = not self.perhaps or not self.perhaps[0][0].writes
        return self.things[0] if len(self.things) == 1 and looks else ""


async def read(ctx: Context, text: str) -> Reading | None:
    """Tell what a sentence in own words wants; None when nobody taught us yet how people say things."""
    whole = await _whole(ctx, text)
    command = whole.call.command if whole and whole.call else None
    why = command is not None and restraint.tells_why(ctx, command, text)
    if (why or command is None or not restraint.brings_in(command)) and (led := await _of_lead(ctx, text)):
        return led
    if why:
        whole = await _whole(ctx, text, restraint.all_that_hand_in(ctx.commands)) or whole
        if whole is not None and whole.call is None and (asked := _asked_of_all(ctx, text)):
            return asked
    if whole and whole.call and whole.call.command.safe and (asked := await _of_question(ctx, text)):
        return asked
    if whole and whole.call and restraint.only_asks(whole.call.command, text):
        return replace(whole, call=None, perhaps=tuple(each for each in whole.perhaps if not each[0].writes))
    if whole and whole.call and restraint.asks_besides(ctx, whole.call.command, text):
        return replace(whole, call=None)  # it may be that, and is offered
    if whole is None or whole.call is not None:
        return whole
    if (plainer := days.apart(text)) != text:
        reading = await _whole(ctx, plainer)
        if reading and reading.call and not reading.call.command.fills and reading.call.command.takes is Takes.nothing:
            return reading
    clause = await _of_clause(ctx, text)
    asks = clause is not None and clause.call is not None and restraint.only_asks(clause.call.command, text)
    return whole if asks else clause or whole


async def _of_lead(ctx: Context, text: str) -> Reading | None:
    """Read a story by its first sentence, where that says what it is told for: "denk met ons mee. ..."."""
    lead = _LEAD.match(text) if len(text.split()) >= STORY else None
    reading = await _whole(ctx, lead[0]) if lead and not lead[0].rstrip().endswith("?") else None
    if reading is None or reading.call is None or reading.p < SURE or not restraint.brings_in(reading.call.command):
        return None
    if reading.call.command.takes is not Takes.sentence:
        return None
    line = f"{reading.call.command.phrase(ctx.language.code)}: {text}"
    return replace(reading, call=replace(reading.call, rest=text), line=line)


STORY = 20
"""Words from which a line is a story, of which the first sentence says what it is told for."""
_LEAD = re.compile(r"(?:\S+\s+){3,24}?\S*[.!:](?=\s)")


def _asked_of_all(ctx: Context, text: str) -> Reading | None:
    """Read a line that tells and then asks as a question: what is there is shown, and it can be put to all."""
    command = ctx.commands.by_name.get(ASKS)
    if command is None or not text.rstrip().endswith("?"):
        return None
    line = f"{command.phrase(ctx.language.code)} {text}"
    return Reading(Call(command, ctx.language.code, text), line, ((command, line),), RATHER, named=True)


async def _of_question(ctx: Context, text: str) -> Reading | None:
    """Read a line that begins with a question by that alone: what stands behind it tells why it is asked."""
    question = _QUESTION.match(text)
    if question is None or "?" in text[question.end() :]:
        return None
    reading = await _whole(ctx, question[0].strip())
    if reading is None or reading.call is None or not reading.call.command.safe:
        return None
    if reading.call.command.takes is not Takes.sentence:
        return reading
    line = f"{reading.call.command.phrase(ctx.language.code)} {text}"
    return replace(reading, call=replace(reading.call, rest=text), line=line)


_QUESTION = re.compile(r"\s*(?:\w+[\s,]+){3,25}?\w+\s*\?(?=\s+\w)")
"""A question with which a line begins."""


async def _of_clause(ctx: Context, text: str) -> Reading | None:
    """Read the change that one clause of a line wants, the last that is clear: what stands before it is why.

    Not when somebody is looked for, nor when what follows says no: "ik wil K-3 sluiten, maar nog niet".
    """
    clauses = [each.strip() for each in CLAUSES.split(text) if each.strip()]
    story = ":" in text or "\n" in text or not 1 < len(clauses) <= MOST_CLAUSES
    if story or any(who_knows_phrases.language_of(each) for each in (text, *clauses)):
        return None
    found = await named_in(ctx, text)
    number = told_of(clauses, found)
    for clause in reversed(clauses):
        if any(each.endswith("?") for each in clauses if each is not clause):
            continue  # "welk netwerk past bij mij? ik ben adviseur" says who asks
        of_it = f"{number} {clause}" if number and not NUMBER.search(clause) else clause
        reading = await _whole(ctx, of_it) if len(of_it.split()) > SHORT else None
        least = RATHER if of_it == clause else FIRMLY
        if reading and reading.call and reading.call.command.writes and reading.p >= least:
            command = reading.call.command
            of_thing = restraint.changes_ones_own(command) and any(slot.word in ("net", "N") for slot in found)
            if of_thing or restraint.tells_of_others(command, text, found):
                return None  # the clauses before it say of whom it is: "bij dat netwerk klopt het niet, ..."
            told = await with_what_it_points_to(ctx, command, text, found)
            line = line_of(ctx, command, text, told)
            rest = line.removeprefix(command.phrase(ctx.language.code)).removeprefix(":").strip()
            return replace(reading, call=replace(reading.call, rest=rest), line=line, perhaps=((command, line),))
        if denies(fold(clause).split()) and not HOW_IT_IS.match(clause):
            return None
    return None


async def _whole(ctx: Context, text: str, but: frozenset[str] = frozenset()) -> Reading | None:
    """Tell what a line wants as it stands, but for some commands."""
    if ctx.intents is None:
        return None
    found = await named_in(ctx, text)
    sought = ctx.commands.by_name.get(SEARCH)
    if sought is not None and words_of(text, found) in _SUBJECTS:
        line = f"{sought.phrase(ctx.language.code)} {text}"
        return Reading(Call(sought, ctx.language.code, text), line, ((sought, line),), 1.0, named=True)
    does = _all_does(ctx.commands)
    said = as_sampled(text[:LONGEST_HEAD], found)
    not_theirs = await barred(ctx, found) | but
    if restraint.wants_it_done(text):
        not_theirs |= restraint.all_that_answer(ctx.commands)
    if restraint.orders_of_it(text) and (await memory.table(ctx)).thing:
        not_theirs |= restraint.of_oneself(ctx.commands)
    if wants_an_answer(said) or restraint.wants_to_see(text) or (said[-1:] == ("?",) and not denies(said)):
        not_theirs |= {LEAVES}  # whoever asks, and refuses nothing, wants an answer
    if put := await _put_behind_colon(ctx, text, found, does, not_theirs):
        return put
    guesses = ctx.intents.read(said, does, not_theirs)
    while guesses and not _within_reach(ctx, guesses[0]):
        not_theirs |= {guesses[0].intent}
        guesses = ctx.intents.read(said, does, not_theirs)
    guesses = [each for each in guesses if _within_reach(ctx, each)]
    seeks = who_knows_phrases.within(text) is not None
    named = any(slot.word in ("region", "theme", "org", "net", "name") for slot in found)
    named = named or seeks or ctx.intents.names_a_matter(said)
    kinds = tuple(kinds_of(ctx).values())
    things = tuple(dict.fromkeys(slot.value for slot in found if memory.is_number(slot.value)))
    perhaps: list[tuple[Command[Any], str]] = []
    if guesses:
        same = await same_of_what_was_shown(ctx, ctx.commands.by_name[guesses[0].intent], text, found)
        guesses[0] = guesses[0]._replace(intent=same.name)
    for guess in guesses[:MOST]:
        command = ctx.commands.by_name[guess.intent]
        told = await with_what_it_points_to(ctx, command, text, found)
        line = line_of(ctx, command, text, told)
        if has_what_it_needs(command, text, told, kinds) and not _says_too_little(ctx, command, line):
            perhaps.append((command, line))
    if not perhaps or perhaps[0][0].name != guesses[0].intent:
        clear = guesses and _clear(ctx, guesses[0], said, seeks=seeks)
        lacks = ctx.commands.by_name[guesses[0].intent] if clear else None
        return Reading(None, "", tuple(perhaps), 0, named, things, lacks=lacks)
    command, line = perhaps[0]
    if restraint.tells_of_others(command, text, found):
        return Reading(None, "", tuple(perhaps[1:]), 0, named, things)
    if not _clear(ctx, guesses[0], said, seeks=seeks):
        p = 0 if seeks and guesses[0].p < SURE else guesses[0].p
        return Reading(None, "", tuple(perhaps), p, named, things)
    line = await with_what_is_told(ctx, command, line, text, said)
    line = await with_now(ctx, command, line, text, said, found)
    rest = line.removeprefix(command.phrase(ctx.language.code)).removeprefix(":").strip()
    return Reading(Call(command, ctx.language.code, rest), line, tuple(perhaps), guesses[0].p, named)


def _says_too_little(ctx: Context, command: Command[Any], line: str) -> bool:
    """Tell whether what goes on from a list does not hear where to: "en mijn collega ook?" is about no list."""
    first = next(iter(command.parameters), None)
    goes_on = any(each.command == command.name for each in ctx.topics.all(memory.GoesOn))
    return goes_on and first is not None and first.required and line == command.phrase(ctx.language.code)


def as_sampled(text: str, found: Sequence[Slot], end: int | None = None) -> tuple[str, ...]:
    """Return the words of a line as samples are written, without what is said out of courtesy."""
    start = courtesy.asked(text)
    if end is not None and start >= end:
        start = 0
    within = [
        replace(slot, start=slot.start - start, end=slot.end - start)
        for slot in found
        if start <= slot.start and (end is None or slot.end <= end)
    ]
    if any(slot.word == "net" for slot in within):  # beside a name a number is one: "hangt N-3 samen met NOVEX"
        within = [replace(slot, word="net") if slot.word == "N" else slot for slot in within]
    said = words_of(text[start:end], within)
    # Whoever asks whether something is possible asks for it.
    return said[:-1] if start > courtesy.greeted(text) and said[-1:] == ("?",) and len(said) > 1 else said


def _within_reach(ctx: Context, guess: Likely) -> bool:
    """Tell whether somebody may begin what a line probably wants; if not, it is only read where that is clear.

    Who did not sign up yet is understood too, and hears that they can; what they have nothing of yet is not meant.
    """
    command = ctx.commands.by_name[guess.intent]
    if ctx.member.role < command.begun_by <= Role.member:
        return guess.p >= (RATHER if command.writes else BEYOND)  # nothing here is their own yet
    return ctx.member.role >= command.begun_by or guess.p >= BEYOND


async def _number_in(ctx: Context, command: Command[Any], head: str, found: Sequence[Slot]) -> str:
    """Return the number of what a text behind a colon is put to, or of what was just shown."""
    thing = thing_of(ctx, command)
    takes_text = any(reader_for(ctx.topics, each.type).anything for each in command.parameters[1:])
    if thing is None or not takes_text:
        return ""
    letters = {kind.letter for kind in kinds_for(ctx, thing)}
    told = await with_what_it_points_to(ctx, command, head, found)
    named = next((slot.value for slot in told if slot.word in letters), "")
    return named or await only_own(ctx, kinds_for(ctx, thing))


async def _put_behind_colon(
    ctx: Context, text: str, found: Sequence[Slot], does: Mapping[str, Does], not_theirs: frozenset[str]
) -> Reading | None:
    """Read a line that says what is wanted, and behind a colon what that is about: "een les die ik leerde: ..."."""
    head, colon, behind = text[:LONGEST_HEAD].partition(": ")
    if ctx.intents is None or not (colon and behind.strip()) or len(head.split()) > LONGEST_WISH:
        return None
    wish = as_sampled(text, found, len(head))
    guesses = ctx.intents.read(wish, does, not_theirs)
    if not guesses or not guesses[0].is_clear(writes=True) or not _within_reach(ctx, guesses[0]):
        return None
    command = ctx.commands.by_name[guesses[0].intent]
    first = next(iter(command.parameters), None)
    if not command.writes or first is None or command.takes is Takes.names:
        return None
    rest = await with_what_was_told(ctx, command, text[len(head) + len(colon) :].strip(), wish)
    if command.fills and is_put(ctx, command) and len(await command.fills(ctx, text)) > 1:
        rest = text  # what stands before the colon tells more than that: on whose agenda it is put
    line = f"{command.phrase(ctx.language.code)}: {rest}"
    if not reader_for(ctx.topics, first.type).anything:
        number = await _number_in(ctx, command, head, [each for each in found if each.end <= len(head)])
        rest = f"{number}: {rest}"
        line = f"{command.phrase(ctx.language.code)} {rest}"
        if not number:
            return None
    return Reading(Call(command, ctx.language.code, rest), line, ((command, line),), guesses[0].p, named=True)


_SUBJECTS = frozenset({("{org}",), ("{theme}",)})
"""Lines that are nothing but the name of what one looks for: RWS, hittestress."""


@lru_cache(2)
def _all_does(commands: Commands) -> Mapping[str, Does]:
    """Return what each command does: hundreds of them, asked for with every line."""
    return {each.name: restraint.does_of(each) for each in commands.all}


def shows_another(ctx: Context, call: Call, reading: Reading | None, text: str) -> bool:
    """Tell whether a line that begins as a command which only shows wants something else.

    What searches takes all that is said, so that another must be nearly sure; a list takes what else is named, unless
    that is strange to it.
    """
    if reading is None or len(call.rest.split()) <= SHORT:
        return False
    if call.command.takes is Takes.sentence:
        least = CLEARLY if call.rest == text else FIRMLY  # a phrase that searches says so more than its opening
        return reading.call is not None and reading.p >= least and reading.call.command is not call.command
    if reading.call is None:
        return call.command.takes is Takes.nothing and not call.command.fills
    other = reading.call.command is not call.command
    if call.command.takes is Takes.names and other and reading.p >= CLEARER and _strange(ctx, call):
        return True  # what the list does not know is what the other is about: "which networks have been quiet"
    if call.command.takes is Takes.names and reading.call.command.takes is Takes.names:
        return False  # it says itself which list it is
    least = FIRMLY if call.command.takes is not Takes.nothing else RATHER if call.command.fills else 0
    return other and reading.p >= least


def _strange(ctx: Context, call: Call) -> bool:
    """Whether a list is asked for by words that it does not know."""
    when = periods.within(call.rest, ctx.local_now.date())
    rest = when.without(call.rest) if when else call.rest
    return call.command.safe and bool(filtered(rest, ctx.vocabulary, (*OF_NETWORKS, *call.command.filters)).words)


def asks_it(call: Call, meant: Call) -> bool:
    """Tell whether what stands behind the word for putting something is a question of the kind that is put."""
    if restraint.does_of(call.command) is not Does.puts or meant.command.takes is not Takes.sentence:
        return False
    return meant.command.name != SEARCH or call.rest.rstrip().endswith("?")


def _clear(ctx: Context, guess: Likely, said: Sequence[str], *, seeks: bool) -> bool:
    """Tell whether a line is read so. Who looks for somebody wants a change only where they say which."""
    command = ctx.commands.by_name[guess.intent]
    if seeks and command.writes:
        return guess.p >= SURE and bool(ctx.intents and ctx.intents.says_itself(guess.intent, said))
    return guess.is_clear(writes=command.writes)


def is_subject(reading: Reading, text: str) -> bool:
    """Tell whether a line is looked up when nothing else is clear: it names something, seeks, or is a mere subject."""
    if reading.of_thing or (reading.p >= RATHER and reading.perhaps and reading.perhaps[0][0].writes):
        return False  # it rather wants that done, and is asked
    return reading.named or len(text.split()) <= FEW or text.rstrip().endswith("?")
