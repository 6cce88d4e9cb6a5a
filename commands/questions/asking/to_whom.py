"""Hears that who was just shown is to be asked something: "kan ik hem iets vragen?", "vraag haar of ze komt kijken"."""

import re

from bot.chat.reply import Reply, say
from bot.chat.texts import _
from bot.command.command import Context, Takes, command
from bot.command.shapes import Shape
from bot.dialogue import calls
from bot.sentences import memory

_WHO = r"(?:hem|haar|ze|hen|hun|die|them|him|her)"
_DUTCH, _ENGLISH = (
    re.compile(
        rf"(?:ja[, ]+)?(?:(?:kan|mag|kunnen|mogen) (?:ik|wij|we) (?:aan )?{_WHO}(?: ook| even| eens| misschien)*"
        r" (?:iets|wat|een vraag) (?:vragen|voorleggen|stellen)"
        rf"|(?:vraag|stel)(?: het)?(?: aan)? {_WHO}(?: maar| eens| dan| ook| even)*(?: (?:de|een) vraag| iets)?,?"
        r"(?P<what> (?:of|wat|waar|hoe|wie|wanneer|waarom|welke)\b.{2,300})?)[\s?.!]*",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:yes[, ]+)?(?:(?:can|may|could) (?:i|we) (?:ask {_WHO} (?:something|a question)"
        rf"|put (?:something|a question) to {_WHO})"
        rf"|ask {_WHO}(?: then| please)*(?: the question)?,?"
        r"(?P<what> (?:if|whether|what|how|where|who|when|why|which)\b.{2,300})?)[\s?.!]*",
        re.IGNORECASE,
    ),
)


def _read(line: str) -> tuple[str, str] | None:
    for language, shape in (("nl", _DUTCH), ("en", _ENGLISH)):
        if found := shape.fullmatch(line.strip()):
            return language, (found["what"] or "").strip()
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
    on = await memory.table(ctx)
    number = next((each for each in (on.thing, *on.numbers) if each[:2] in _ASKED), "")
    if not number:
        return say(_("I showed you nobody just now. Who do you want to ask?"))
    phrase = ctx.commands.by_name[_ASKED[number[:2]]].phrase(ctx.language.code)
    line = f"{phrase} {number}: {what}" if what else f"{phrase} {number}"
    call = ctx.commands.match(line, ctx.language.code)
    if call is None:
        raise LookupError(line)
    return await calls.call_of(ctx, call, line)


_ASKED = {"M-": "ask_member", "N-": "ask_network"}
SHAPE = Shape(ask_shown.name, _read)
