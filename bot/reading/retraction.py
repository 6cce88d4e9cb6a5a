"""Hears that what was just done, or is about to be, is not to be after all: "haal me er maar weer af", "toch niet".

A line is taken so when it says nothing else: one word about a matter makes it about that.
"""

import re
from collections.abc import Iterable, Iterator

from storage.database.text import fold

MOST = 9
"""Words of such a line."""


def _each(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AROUND = _each(
    """ik i me mij mijn my ons onze wij we us our
    daar hier there het it dat dit that this die er hem toch maar dan weer again eens even ff ook nu now nou
    eigenlijk actually sorry oh o ach nee no neen please graag alsjeblieft aub liever rather wacht wait laat never mind
    nvm bij for voor de the van of to je you kun kan can could wil want would like doe do hoor dus just all the alles
    on second thought bij nader inzien vergeet forget that s is was en and but goed ok oke
    zo er one oei oeps oops per did doing"""
)
_WHAT = _each(
    """verzoek aanvraag aanmelding inschrijving request application sign registration laatste last net zojuist keuze
    knop button choice gekozen gedrukt geklikt gedaan had heb have clicked pressed chose picked een a"""
)
"""What is called what was just done."""
_TAKES = (
    (
        _each("haal halen trek zet doe maak schrap take pull turn switch put draai gooi"),
        _each("eraf af weg terug uit in ongedaan off back out undone eruit"),
    ),
    (_each("toch again weer liever actually rather doe"), _each("niet not")),
    (
        _each("intrekken terugtrekken terugdraaien annuleren annuleer cancel undo withdraw revert ongedaan"),
        frozenset[str](),
    ),
)
"""Words that say together that something is taken back: one of each."""
_SLIPS = (
    (_each("bedoel bedoelde bedoeling bedoeld mean meant wilde wanted"), _each("niet not didn didnt wasn wasnt")),
    (
        _each(
            "verkeerd verkeerde wrong foutje fout vergissing vergist vergiste misklik mistake misclick ongeluk accident"
        ),
        frozenset[str](),
    ),
)
"""Words that say so where nothing follows: "dat is fout, het moet Gelderland zijn" wants it otherwise."""
_FOLLOWED = _each("die deze hoef meer te netwerk vraag network question")
_ALL = _each("alles all")
"""All that is followed is shown, and not ended by a word."""
_FOLLOWING = (
    (_each("stop stopt ophouden quit"), _each("volgen following follow")),
    (_each("volg volgen follow following"), _each("niet not no")),
    (_each("unfollow ontvolg ontvolgen"), frozenset[str]()),
)
"""The same of what is followed."""
_STAYS = ((_each("toch"), _each("wel")), (_each("keep leave after"), _each("on")))
"""The same of what was ended, and is to go on."""


def retracts(text: str) -> bool:
    """Tell whether a few words take back what was just done, and say nothing else but why."""
    return _takes_back(text, _SLIPS) or any(_takes_back(each, _TAKES) for each in _alone(text))


def stays_after_all(text: str) -> bool:
    """Tell whether a few words want what was just ended to go on: "oh nee toch wel, laat me maar meedoen"."""
    return any(_takes_back(each, _STAYS) for each in _alone(text))


def unfollows(text: str) -> bool:
    """Tell whether a few words end the following of what is not named: "stop following that one"."""
    return any(_takes_back(each, _FOLLOWING, (_AROUND | _FOLLOWED) - _ALL) for each in _alone(text))


def _alone(text: str) -> Iterator[str]:
    """Yield a line, and it without the reason behind it, or before it."""
    yield text
    if behind := _BEHIND.fullmatch(text.strip()):
        yield behind["said"]
    if before := _BEFORE.fullmatch(text.strip()):
        yield before["said"]


_BEHIND = re.compile(
    r"(?P<said>(?:(?:toch niet|nee|no|oh?|ach|sorry|oeps|oops|wacht|wait),\s+)?[^,.;!?\d]{4,80})"
    r"[,.;!]\s[^,.;?\d]{4,80}[.!]*",
    re.IGNORECASE,
)
"""What stands before its reason, which names nothing else: "haal dat maar weer weg, er stond een fout in"."""
_BEFORE = re.compile(
    r"(?:(?:nee|no|oh?|ach|sorry|oeps|oops|oei|wacht|wait)\W+)*"
    r"(?:geen|ik|we|wij|dat|die|dit|het|ben|heb|had|was|verkeerd|te|toch|no|i|i'm|i've|my|that|it|not|we've|wrong)\b"
    r"[^,.;!?\d:]{3,60}[,.;!]\s(?P<said>[^,.;!?\d]{4,40}[.!]*)",
    re.IGNORECASE,
)
"""What stands behind its reason: "geen zin meer in die kennismakingen, haal me eraf"."""


def _takes_back(
    text: str, pairs: Iterable[tuple[frozenset[str], frozenset[str]]], around: frozenset[str] = _AROUND | _WHAT
) -> bool:
    said = fold(text).split()
    if not said or len(said) > MOST or text.rstrip().endswith("?"):
        return False
    words = frozenset(said)
    return any(words & one and (not other or words & other) and words <= one | other | around for one, other in pairs)
