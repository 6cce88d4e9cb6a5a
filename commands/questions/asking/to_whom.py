"""Hears that who was just shown is to be asked something: "kan ik hem iets vragen?", "vraag haar of ze komt kijken"."""

import re

from bot.chat.reply import Reply, say
from bot.chat.texts import _
from bot.command.command import Context, Takes, command
from bot.command.shapes import Shape
from bot.dialogue import calls, proposing
from bot.reading.record_readers import member_or_network, network_number
from bot.sentences import memory
from storage.members.member import Member

_WHO = r"(?:hem|haar|ze|hen|hun|die|'?m\b|'?r\b|them|him|her)"
_ROLE = r"(?:(?:die|de|dat|het|that|the) (?P<who>(?!vraag\b|question\b)[\w-]{4,}(?: [A-Z][\w-]+){0,3}))"
"""Somebody by what they are, as they were just called: "die datacoördinator"."""
_DUTCH, _ENGLISH = (
    re.compile(
        rf"(?:ja[, ]+)?(?:(?:kan|mag|kunnen|mogen) (?:ik|wij|we) (?:aan )?{_WHO}(?: ook| even| eens| misschien)*"
        r" (?:iets|wat|een vraag) (?:vragen|voorleggen|stellen)"
        rf"|(?:kan|mag|kunnen|mogen) (?:ik|wij|we) (?:aan )?{_WHO}(?: ook| even| eens| misschien)* (?:iets|wat) vragen"
        rf"(?P<about> (?:over|van|rond) .{{2,200}})"
        rf"|vraag(?: het)?(?: aan)? {_ROLE}(?: (?:maar|eens|dan|even|daarvoor))+,?"
        r"(?P<of> (?:of|wat|waar|hoe|wie|wanneer|waarom|welke)\b.{2,300})?"
        rf"|(?:vraag|stel)(?: het)?(?: aan)? {_WHO}(?: maar| eens| dan| ook| even)*(?: (?:de|een) vraag| iets)?,?"
        r"(?P<what> (?:of|wat|waar|hoe|wie|wanneer|waarom|welke)\b.{2,300})?)[\s?.!]*",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:yes[, ]+)?(?:(?:can|may|could) (?:i|we) (?:ask {_WHO} (?:something|a question)"
        rf"|put (?:something|a question) to {_WHO})"
        rf"|(?:can|may|could) (?:i|we) ask {_WHO} (?:something )?(?P<about>about .{{2,200}})"
        rf"|(?:could you )?ask {_ROLE}(?:(?: then| please)+|(?=,? (?:if|whether) )),?"
        r"(?P<of> (?:if|whether|what|how|where|who|when|why|which)\b.{2,300})?"
        rf"|ask {_WHO}(?: then| please)*(?: the question)?,?"
        r"(?P<what> (?:if|whether|what|how|where|who|when|why|which)\b.{2,300})?)[\s?.!]*",
        re.IGNORECASE,
    ),
)


def _read(line: str) -> tuple[str, str] | None:
    for language, shape in (("nl", _DUTCH), ("en", _ENGLISH)):
        if found := shape.fullmatch(line.strip()):
            what = found["what"] or found["of"] or found["about"] or ""
            return language, f"{found['who']}{AT}{what.strip()}" if found["who"] else what.strip()
    return None


@command(
    nl=("vraag wie je liet zien",),
    en=("ask who you showed",),
    summary=_("Put a question to who was just shown"),
    hidden=True,
    shows=True,
    takes=Takes.sentence,
)
async def ask_shown(ctx: Context, what: str = "") -> Reply:
    who, _at, what = map(str.strip, what.partition(AT) if AT in what else ("", "", what))
    on = await memory.table(ctx)
    shown = next((each for each in (on.thing, *on.numbers) if each[:2] in _ASKED), "")
    number = (memory.called(on, who) or await _known(ctx, who)) if who else shown
    if who and on.thing.startswith("K-") and not what:
        line = ctx.line("bring_question", on.thing, "bij", number)
        bring = ctx.commands.match(line, ctx.language.code)
        return await proposing.proposal(ctx, bring, line, line) if bring else say(_NOBODY)
    if not number:
        return say(_NOBODY)
    phrase = ctx.commands.by_name[_ASKED.get(number[:2], "ask_member")].phrase(ctx.language.code)
    return await _called(ctx, f"{phrase} {number}: {what}" if what else f"{phrase} {number}")


async def _known(ctx: Context, who: str) -> str:
    """Return the number of the person or network of that name. Raises `Refused` with who may be meant."""
    found = await member_or_network(ctx, who)
    return f"M-{found.id}" if isinstance(found, Member) else network_number(found)


async def _called(ctx: Context, line: str) -> Reply:
    call = ctx.commands.match(line, ctx.language.code)
    if call is None:
        raise LookupError(line)
    return await calls.call_of(ctx, call, line)


_NOBODY = _("I showed you nobody just now. Who do you want to ask?")
AT = "|"
"""Between who is asked, as they were called, and what."""
_ASKED = {"M-": "ask_member", "N-": "ask_network"}
SHAPE = Shape(ask_shown.name, _read)
