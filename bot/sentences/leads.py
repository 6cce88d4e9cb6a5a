"""Takes off with what words somebody says that they want to put something: what they tell stands behind these."""

import re
from collections.abc import Collection
from typing import Any

from bot.command.command import Command, Context
from storage.database.text import fold

LONGEST = 12
"""Words of a lead: who says more tells already."""
LEAST = 2
"""Words behind a lead that tell something."""
WISHING = frozenset(
    """ik we wij wil willen wou zou zouden graag heb hebben kan kun kunt mag mogen kunnen u je jullie even nog een iets
    wat mijn ons onze te hier om er delen doorgeven melden kwijt vertellen inbrengen indienen aandragen plaatsen
    toevoegen zetten maken brengen nieuw nieuwe ergens laten weten zeggen signaleren aankaarten opmerken meegeven
    voorstellen voorleggen ook toch maar wel eens alsjeblieft
    i d want would like have has to can could may a an another something some my our please share report tell add put
    bring raise make give new here somewhere say mention point out let you know suggest also""".split()  # noqa: SIM905  # reads better
)
"""Words with which somebody says that they want to give something."""
_ACTS = frozenset("meedenken meewerken meedoen aan aansluiten helpen daar daaraan along join work on it".split())  # noqa: SIM905  # reads better
"""What is wanted of a thing, and says nothing of it."""
_GIVES = frozenset(
    """wil willen wou zou zouden kan kun kunt kunnen mag mogen graag zet noteer schrijf leg deel meld
    want would like can could may please put note write share report""".split()  # noqa: SIM905  # reads better
)
"""One of these stands in a lead: "wij hebben geleerd dat ..." is no lead, but what was learned."""
_JOINTS = re.compile(r"[:?]\s+|\s+(?P<word>dat|that|over|rond|about|namelijk|namely)\s+", re.IGNORECASE)
_CLOSED = re.compile(
    r"\b(?:is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|had|hadden)\s+(?:be|ge|ver|ont|her)\w+(?:d|t|en)"
    r"(?=$|[.,;!]|\s+(?:en|maar|omdat|want)\b)",
    re.IGNORECASE,
)
"""The end of a clause behind "dat" that reads as well without it: "de bus naar het dorp is geschrapt"."""
_SUBJECTS = frozenset("het er ik we wij ze zij je jullie dit dat hij".split())  # noqa: SIM905  # reads better
_AUXILIARIES = frozenset(
    """is zijn was waren wordt worden werd werden heeft hebben had hadden kan kunnen kon konden moet moeten moest
    moesten mag mogen wil willen zal zullen zou zouden gaat gaan laat laten blijft blijven""".split()  # noqa: SIM905  # reads better
)
_ENDS = re.compile(r"[,.;!]|\s+(?:en|maar|omdat|want|terwijl|doordat|zodat)\s")
_ENGLISH = frozenset("the a an is are was were it we i you they that of in to no not".split())  # noqa: SIM905  # reads better


def main_clause(text: str) -> str | None:
    """Return a clause that stood behind "dat" as a sentence of its own; None where its verb is not plain.

    "er niemand komt" is "er komt niemand" then; what stands in English, or reads as well, is left as it is.
    """
    end = _ENDS.search(text)
    clause, rest = (text[: end.start()], text[end.start() :]) if end else (text, "")
    said = clause.split()
    if len(_ENGLISH.intersection(fold(clause).split())) > 1:
        return text
    if fold(said[0]) not in _SUBJECTS or len(said) <= LEAST:
        return text if _CLOSED.search(clause) else None
    at = len(said) - 2 if said[-2] in _AUXILIARIES and len(said) > LEAST + 1 else len(said) - 1
    return " ".join((said[0], said[at], *said[1:at], *said[at + 1 :])) + rest


def of_oneself(text: str) -> str:
    """Return as a sentence what somebody tells of themselves: "dat ik veel weet van mest"; else the text."""
    found = _OF_ONESELF.search(text[:LONGEST_WISH])
    if found is None:
        return text
    return " ".join(f"{found['who']} {found['verb']} {found['how']}{text[found.end('verb') :]}".split())


LONGEST_WISH = 300
"""Characters of such a line that are looked at."""
_OF_ONESELF = re.compile(
    r"\b(?:dat|that)\s+(?P<who>ik|wij|we|i)\s+(?P<how>(?:[\w-]+\s+){0,4}?)"
    r"(?P<verb>weet|weten|ken|kennen|kan|heb|hebben|werk|werken|know|have|work|can)\b",
    re.IGNORECASE,
)


def without(text: str, known: Collection[str] = ()) -> str:
    """Return what a text tells behind a lead of words of wishing and those that are `known`; else the text."""
    for joint in _JOINTS.finditer(text):
        head = fold(text[: joint.start()]).split()
        if not head or len(head) > LONGEST or not WISHING.union(known).issuperset(head):
            return text
        rest = text[joint.end() :].strip()
        tells = len(rest.split()) >= LEAST and (not _GIVES.isdisjoint(head) or joint["word"] is None)
        reads = main_clause(rest) if fold(joint["word"] or "") == "dat" else rest
        return reads if tells and reads else text
    return text


def told(ctx: Context, command: Command[Any], text: str) -> str:
    """Return what a sentence tells of what a command puts, without the words that only want it put."""
    called = {word for several in command.phrases.values() for each in several for word in fold(each).split()}
    often = ctx.intents.often(command.name) if ctx.intents else frozenset[str]()
    return without(text, called | often)


def only_wants(ctx: Context, command: Command[Any], clause: str) -> bool:
    """Tell whether a clause says no more than that somebody wants an act: "ik wil wel meedenken"."""
    called = {word for several in command.phrases.values() for each in several for word in fold(each).split()}
    often = ctx.intents.often(command.name) if ctx.intents else frozenset[str]()
    return WISHING.union(called, often, _ACTS).issuperset(fold(clause).split())


def only_wishes(command: Command[Any], text: str) -> bool:
    """Tell whether a sentence says that somebody wants this, and nothing of what: "ik wil een les delen"."""
    called = {word for several in command.phrases.values() for each in several for word in fold(each).split()}
    return WISHING.union(called).issuperset(fold(text).split())
