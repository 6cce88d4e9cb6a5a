"""Tells which button of ours is meant by what is said: its number, its words, its place in the row, a yes or a no."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.chat import payload
from bot.chat.message import Conversation, Identity, Kind
from bot.chat.reply import Action, Actions, Audience, Items, Reply, Style, label
from bot.chat.texts import LANGUAGES, Language, _
from bot.command.command import Context
from bot.reading import agreement, retraction
from storage.database.database import Tx
from storage.database.text import fold
from storage.messaging import sent
from storage.messaging.outbox import personal_key
from storage.messaging.sent import Sent

LONGEST_LABEL = 60
"""Letters of a text that may be the words on a button."""
DIGITS = 2
"""Of the number of a button."""
ALIKE = 90
"""Similarity (rapidfuzz ratio, 0-100) from which words are those of a button, with a slip in them ..."""
SHORTEST_ALIKE = 8
"""... where they have that many letters."""

_FILLING = r"(?:ja|yes|ok|graag|doe|neem|kies|pick|take|choose|ik kies|ik neem|doe maar)"
_NUMBERED = re.compile(
    rf"^(?:{_FILLING}\W+)*(?:de|the)?\s*+(?:knop|optie|nummer|nr|keuze|button|option|number)?\W*+(\d{{1,2}})"
    r"[\])\s.!]*+(?:maar|graag|please)?\W*+$",
    re.IGNORECASE,
)
_ORDINALS = (
    *(("eerste", 1), ("tweede", 2), ("derde", 3), ("vierde", 4), ("vijfde", 5), ("laatste", -1)),
    *(("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("last", -1)),
)
_PLACED = re.compile(
    rf"^(?:{_FILLING}\W+)*(?:(?:de|die|the|that)\s+)?({'|'.join(word for word, _at in _ORDINALS)})"
    r"(?:\s+(?:knop|optie|keuze|button|option|one))?(?:\s+(?:maar|graag|dan|please))*\W*$",
    re.IGNORECASE,
)
_YES_LEAD = re.compile(r"^(?:ja|yes)\W+", re.IGNORECASE)
_NO_LEAD = re.compile(r"^(?:nee|no)\W+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meant:
    """The button that is meant: its line, and whether it answers the question that its reply asks."""

    line: str
    choice: bool


async def last_said(ctx: Context) -> Reply | None:
    """Return the message of ours that this person replied to, or our last answer to them here."""
    return _reply(await _last_post(ctx))


async def _last_buttons(ctx: Context) -> Reply | None:
    """Return what `last_said` does, without all that is no button: each message of a person asks for these."""
    post = await _last_post(ctx)
    return payload.load_buttons(post.payload, post.payload_version) if post else None


async def _last_post(ctx: Context) -> Sent | None:
    if ctx.message.reply_to is not None:
        post = await ctx.read(post_of, ctx.message.conversation, ctx.message.sender, ctx.message.reply_to)
        if post is not None:
            return post
    return ctx.answered


def post_of(tx: Tx, here: Conversation, sender: Identity, native_id: str) -> Sent | None:
    """Return our message that is called so there, also one that opened a personal chat."""
    unopened = personal_key(here.platform, sender.id) if here.kind is Kind.personal else ""
    return sent.by_native_id(tx, here.key, native_id, unopened=unopened)


def _reply(post: Sent | None) -> Reply | None:
    return payload.load(post.payload, post.payload_version) if post else None


async def by_number(ctx: Context, text: str) -> str | None:
    """Return the line of the button of that number, of what we said here last; None when there is none."""
    if not text.isdecimal() or len(text) > DIGITS:
        return None
    latest = _reply(await ctx.read(sent.latest, ctx.message.conversation.key))
    return line_of(latest, int(text), ctx.message.sender) if latest else None


async def by_words(ctx: Context, text: str) -> Meant | None:
    """Find the button of our last answer that the words name; None when there is none, or more than one."""
    said = fold(text)
    if not said or len(said) > LONGEST_LABEL or ctx.message.values is not None:
        return None
    reply = await _last_buttons(ctx)
    return named(ctx, reply, text) if reply else None


async def taking_back(ctx: Context, text: str) -> Meant | None:
    """Find the one button of our last answer that undoes what was done, for a line that takes it back."""
    unfollows = retraction.unfollows(text)
    taken = unfollows or retraction.retracts(text) or retraction.stays_after_all(text)
    if ctx.message.values is not None or not taken:
        return None
    if ctx.commands.alone(text, ctx.language.code):
        return None  # "maak ongedaan" undoes what was done last, whatever was shown since
    reply = await _last_buttons(ctx)
    numbered = [*enumerate(reply.actions(), 1)] if reply else []
    undoing = [each for each in numbered if _undoes(label(each[1].label))]
    if unfollows:
        undoing = [each for each in numbered if _UNFOLLOWS.match(label(each[1].label))]
    return _of(ctx, reply, undoing[0]) if reply and len(undoing) == 1 else None


def _undoes(words: str) -> bool:
    """Tell whether the words of a button are to undo what was done, or to have it no longer."""
    undo = {Language(code).text(_("Undo")) for code in LANGUAGES}
    return words in undo or _UNDOES.match(words) is not None


_UNDOES = re.compile(
    r"(?:volg|doe|ben|wil|sta|hoor)\b.{0,20}\bniet meer$"
    r"|(?:unfollow|leave|verlaat|zet (?:het )?uit|turn (?:it )?off)\b",
    re.IGNORECASE,
)


_UNFOLLOWS = re.compile(r"volg\b.{0,20}\bniet meer$|(?:unfollow|stop following)\b", re.IGNORECASE)


async def by_meaning(ctx: Context, text: str) -> Meant | bool | None:
    """Find the button that a yes or a no means here; False for a no that has none, None for what is neither."""
    if ctx.message.values is not None:
        return None
    said = agreement.says_yes(ctx, text)
    if said is None and not agreement.refuses(text):
        return None
    reply = await _last_buttons(ctx)
    numbered = [*enumerate(reply.actions(), 1)] if reply else []
    if reply is None or not numbered:
        return None
    stand_out = [each for each in numbered if each[1].style is Style.primary]
    agreeing = [each for each in numbered if _YES_LEAD.match(f"{label(each[1].label)} ")]
    if said:
        picked = stand_out if len(stand_out) == 1 else agreeing
        return _of(ctx, reply, picked[0]) if len(picked) == 1 else None
    denying = [each for each in numbered if _NO_LEAD.match(f"{label(each[1].label)} ")]
    if said is False and len(denying) == 1 and _only_refuses(reply, denying[0]):
        return _of(ctx, reply, denying[0])
    return False if stand_out or agreeing or denying else None


async def asked_again(ctx: Context, text: str) -> Reply | None:
    """Show what we told here last, unasked, once more when that has a yes and a no and the text is a yes.

    It may have been meant for something else, on which this came in between; the next yes is meant for it.
    """
    told = await _told(ctx) if agreement.says_yes(ctx, text) else None
    return Reply(told.blocks) if told else None


async def unasked(ctx: Context, text: str) -> Meant | None:
    """Find the button for a yes or a no to what we told here last, unasked, or the one whose words are typed.

    A no is never worse than to leave it. A yes that stands out is asked once more first (`asked_again`); a plain one is
    meant for it when our last answer here left nothing to say yes to.
    """
    latest, said = await _untold(ctx), fold(text)
    if latest and not any(isinstance(block, Items) for block in latest.blocks):
        same = [each for each in enumerate(latest.actions(), 1) if said and fold(label(each[1].label)) == said]
        if len(same) == 1 and said not in agreement.YES | agreement.NO:
            return _of(ctx, latest, same[0])
    if fold(text) in agreement.NO:
        told = await _told(ctx)
        denying = [each for each in enumerate(told.actions(), 1) if _is_no(each[1])] if told else []
        return _of(ctx, told, denying[0]) if told and len(denying) == 1 else None
    told = await _told(ctx, stands_out=False) if fold(text) in agreement.YES else None
    before = await last_said(ctx) if told else None
    if told is None or (before is not None and any(_is_yes(each) for each in before.actions())):
        return None
    return next((_of(ctx, told, each) for each in enumerate(told.actions(), 1) if _is_yes(each[1])), None)


def _is_yes(action: Action) -> bool:
    return action.style is Style.primary or _YES_LEAD.match(f"{label(action.label)} ") is not None


def _is_no(action: Action) -> bool:
    return _NO_LEAD.match(f"{label(action.label)} ") is not None


async def _untold(ctx: Context) -> Reply | None:
    """Return what we told here last, where nobody had asked for it."""
    if not ctx.personal or ctx.message.values is not None or ctx.message.reply_to is not None:
        return None
    reply = _reply(await ctx.read(sent.latest, ctx.message.conversation.key))
    return None if reply is None or reply.asker is not None or reply.subject else reply


async def _told(ctx: Context, *, stands_out: bool = True) -> Reply | None:
    """Return what we told here last, where nobody had asked for it and it asks for a yes or a no."""
    reply = await _untold(ctx)
    if reply is None:
        return None
    yes = [each for each in reply.actions() if _is_yes(each)]
    no = [each for each in reply.actions() if _is_no(each)]
    fits = len(yes) == len(no) == 1 and (yes[0].style is Style.primary) is stands_out
    return reply if fits else None


async def awaited(ctx: Context) -> bool:
    """Tell whether a line is what the last thing said here asks for: said by us, to whoever says it."""
    text = ctx.message.text.strip()
    latest = await ctx.read(sent.latest, ctx.message.conversation.key)
    if not text or len(text) > LONGEST_LABEL or latest is None or latest.payload.get("asker") != ctx.message.sender.id:
        return False
    if await by_number(ctx, text) is not None or await by_words(ctx, text) is not None:
        return True
    return isinstance(await by_meaning(ctx, text), Meant)


def _only_refuses(reply: Reply, numbered: tuple[int, Action]) -> bool:
    """Tell whether a button says no and nothing else: "No, look it up" does what a mere no does not ask for."""
    number, action = numbered
    return is_choice(reply, number) or len(fold(label(action.label)).split()) == 1


def named(ctx: Context, reply: Reply, text: str) -> Meant | None:
    """Find the one button of a reply that a text names: by its words, or by its place in the row."""
    numbered = [*enumerate(reply.actions(), 1)]
    said = fold(text)
    labels = [fold(label(action.label)) for _number, action in numbered]
    same = [each for each, words in zip(numbered, labels, strict=True) if words == said]
    if not same and (bare := _bare(text)):
        same = [each for each, words in zip(numbered, labels, strict=True) if _bare(words) == bare]
    if not same and len(kept := _telling(text)) > 1:
        same = [each for each, words in zip(numbered, labels, strict=True) if _telling(words) == kept]
    if not same and len(said) >= SHORTEST_ALIKE:
        # Of an answer with a slip in it, the reader of that value says what it may be.
        near = (each for each, words in zip(numbered, labels, strict=True) if fuzz.ratio(words, said) >= ALIKE)
        same = [each for each in near if not is_choice(reply, each[0])]
    if len(same) == 1:
        return _of(ctx, reply, same[0])
    if same or any(isinstance(block, Items) for block in reply.blocks):
        return None  # "Bekijk" stands below everything that was found, and "de tweede" is the second of those
    at = _place(text)
    if at is None or not numbered or not -len(numbered) <= at <= len(numbered):
        return None
    return _of(ctx, reply, numbered[at - 1 if at > 0 else at])


def _place(text: str) -> int | None:
    """Tell which button a text counts to, from 1; -1 is the last."""
    if found := _NUMBERED.match(text.strip()):
        return int(found[1]) or None
    if placed := _PLACED.match(text.strip()):
        return dict(_ORDINALS)[placed[1].lower()]
    return None


def _bare(text: str) -> str:
    """Give the words of a button without the yes or no, and without what softens them."""
    bare = _NO_LEAD.sub("", _YES_LEAD.sub("", text.strip()))
    return " ".join(word for word in fold(bare).split() if word not in ("maar", "graag", "please", "dan"))


_SOFT = frozenset(
    """maar graag please dan het hem haar die dat deze dit als een de it this that as a the ook eens even nu now wel
    gewoon hoor just then zo""".split()  # noqa: SIM905  # reads better
)
"""What stands around the words of a button, and says nothing besides."""
_SAME = {"zet": "stel", "put": "ask", "toon": "bekijk", "zie": "bekijk", "show": "view", "see": "view"}


def _telling(text: str) -> frozenset[str]:
    """The words of a text that say which button it is, without a yes before them."""
    words = fold(_YES_LEAD.sub("", text.strip())).split()
    return frozenset(_SAME.get(word, word) for word in words if word not in _SOFT)


def _of(ctx: Context, reply: Reply, numbered: tuple[int, Action]) -> Meant | None:
    number, _action = numbered
    line = line_of(reply, number, ctx.message.sender)
    return Meant(line, is_choice(reply, number)) if line is not None else None


def line_of(reply: Reply, number: int, presser: Identity) -> str | None:
    """Return the line of a reply's button, if there is one and this person's click counts."""
    action = next((action for index, action in enumerate(reply.actions(), 1) if index == number), None)
    if action is None or (action.audience is Audience.asker and reply.asker not in (None, presser.id)):
        return None
    return action.line


def is_choice(reply: Reply, number: int) -> bool:
    """Tell whether that button of a reply answers the question which the reply asks."""
    block = _row_of(reply, number)
    return block is not None and block.choices


def asking_of(reply: Reply, number: int) -> str:
    """Name the question that this button answers; "" when it answers none."""
    block = _row_of(reply, number)
    return block.asking if block is not None and block.choices else ""


def _row_of(reply: Reply, number: int) -> Actions | None:
    """Find the row that a button stands in."""
    before = 0
    for block in reply.blocks:
        here = sum(1 for _action in Reply((block,)).actions())
        if isinstance(block, Actions) and before < number <= before + here:
            return block
        before += here
    return None
