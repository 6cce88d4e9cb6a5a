"""Reads a question from several sentences: what is asked, what is going on, and what would help."""

import re
from collections.abc import Mapping
from datetime import date

from bot.command.command import Context
from bot.command.reader import Unclear
from bot.reading.reader_registry import reader_for
from storage.database.text import fold

_GREETING = re.compile(
    r"^(?:hoi|hallo|hey|hi|hello|dag|goede?(?:morgen|middag|navond)|beste|dear|alvast|bij voorbaat|dank|bedankt|thanks|"
    r"thank you|groet(?:en|jes)?|mvg|met vriendelijke groet|kind regards|regards)\b.{0,40}$",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"^(?:ik zoek|wij? zoeken|we zijn op zoek|ik ben op zoek|graag (?:een|iemand|voorbeeld|contact|tips|ervaring)|"
    r"(?:het )?liefst|bij voorkeur|een voorbeeld|i am looking|i'm looking|we are looking|looking for|ideally)\b",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"^(?:ik wil(?:len)?|wij? willen|het doel|doel is|ons doel|zodat|we hopen|ik hoop|i want|we want|our goal|the goal|"
    r"so that|we hope|i hope)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:uiterlijk(?: op)?|v\u00f3\u00f3r|voor|tot|by|before|at the latest(?: on)?)\s+"
    r"((?:(?:ma|di|wo|do|vr|za|zo)\w*\s+)?\d{1,2}[ -/.](?:\w+)(?:[ -/.]\d{2,4})?)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?<=[.!?])\s+|\s*\n+\s*")


_FRAME = re.compile(
    r"^(?:(?:hoi|hallo|hi|hello|hey)\W+)?(?:"
    r"(?P<nl>(?:(?:kun|kan|wil|zou|kunt|wilt)\s+(?:je|jij|u)|ik\s+(?:wil|heb|zou)|(?:mag|kan)\s+ik|(?:mogen|kunnen)\s+(?:we|wij)|graag|stel|zet|plaats)\s+"
    r"(?:\w+\s+){0,4}?(?:kennis|leer)?vraag(?:je)?\s+(?:\w+\s+){0,6}?over)"
    r"|(?:(?:can|could|would|will)\s+you|(?:can|may|could)\s+(?:i|we)|i(?:\s+would\s+like|'d\s+like|\s+want|\s+have)|please|put|ask)\s+"
    r"(?:\w+\s+){0,4}?question\s+(?:\w+\s+){0,6}?(?:about|on|regarding))\s+(?P<about>[^.?!\n]{3,200}?)"
    r"(?:\s+(?:uit\s*(?:te\s+)?zetten|uitzetten|stellen|plaatsen|please|alsjeblieft|graag))?[.?!\s]*$",
    re.IGNORECASE,
)
"""A wish to put a question, that says no more of it than what it is about."""


_NO_MORE = frozenset(
    """ok oke dan en maar ja hoi hallo dus ik wij we wil willen wou zou kan kun kunnen mag mogen hier ook wel
    gewoon graag eens even toch nog nu een de mijn onze vraag vraagje kennisvraag vragen stellen stel uitzetten
    plaatsen iets aan jou je jullie anderen groep deelnemers mensen heb hebben alsjeblieft aub hoe voor ons me
    mij i we want would like to can may could do how have a the my question ask put something here please just
    also now for you others people some one nieuwe new andere another""".split()  # noqa: SIM905  # reads better
)
"""Words of a wish to put a question that says nothing of it."""


async def of_sentences(ctx: Context, text: str) -> Mapping[str, str]:
    """Tell apart the question, its context, what is wanted and by when; one sentence is the question."""
    if _NO_MORE.issuperset(fold(text).split()):
        return {}
    if framed := _FRAME.match(text):
        who = "Wie weet iets over" if framed["nl"] else "Who knows about"
        return {"text": f"{who} {framed['about']}?"}
    told = [each.strip() for each in _PARTS.split(text) if each.strip()]
    said = [each for each in told if not _GREETING.match(each)] or told
    asked = [each for each in said if each.endswith("?")]
    if not asked or len(said) == 1:
        return {"text": " ".join(said)} if asked or len(said) == 1 else {"text": text}
    found: dict[str, list[str]] = {"text": asked}
    for each in said:
        if each not in asked:
            kind = "wanted" if _WANTED.match(each) else "goal" if _GOAL.match(each) else "context"
            found.setdefault(kind, []).append(each)
    read = {name: " ".join(lines) for name, lines in found.items()}
    if day := await _day(ctx, text):
        read["needed_by"] = day
    return read


async def _day(ctx: Context, text: str) -> str | None:
    """Return the day by which it is needed, when it is one."""
    found = _BY.search(text)
    if found is None:
        return None
    try:
        await reader_for(ctx.topics, date).read(ctx, found[1], None)
    except Unclear:
        return None
    return found[1]
