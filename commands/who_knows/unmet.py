"""Keeps what was looked for in vain, for the coordinators: needs, and no slips of the hand or of our understanding."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from rapidfuzz import fuzz

from bot.command.command import Context
from bot.language.sentence import Sentence
from bot.search.names import like_a_person
from bot.search.scope import Scope, kinds_of
from bot.search.search import Found
from bot.sentences import beginning
from storage.database.database import Tx
from storage.database.text import fold
from storage.vocabulary import KnowledgeType
from storage.who_knows import unmet_needs
from storage.who_knows.unmet_needs import Sought

AGAIN: Final = timedelta(minutes=10)
"""How long after it what is said again may be the same, said better."""
ALIKE: Final = 80
"""From how alike on, of 100, two topics are the same with a slip."""
TELLING: Final = frozenset({"theme", "term", "region", "level", "knowledge", "organisation"})
"""Kinds of names that say that a line is about this field."""


async def keep(ctx: Context, found: Found, asked: Scope, late: Iterable[Sought]) -> bool:
    """Keep a need that nobody meets, without who has it: whether it is one. `late` are those of just now.

    Who looks for a person by name tells of no need, and a need holds no name; a place alone is none either.
    """
    sentence = found.sentence
    person = any(name.kind == "member" for name in sentence.named) or like_a_person(sentence.typed)
    narrower = asked != Scope(asked.need, kinds_of(ctx.topics).all)
    if person or narrower or all(word.aside for word in sentence.wanted) or not was_asked(ctx, sentence):
        return False
    topic = sentence.topic or sentence.text
    await said_better(ctx, topic, late)
    await ctx.write(
        unmet_needs.record,
        topic,
        regions=sentence.ids("region"),
        themes=sentence.ids("theme"),
        knowledge=[KnowledgeType(each) for each in sentence.values("knowledge")],
        now=ctx.now,
        member=ctx.member.id,
    )
    return True


async def said_better(ctx: Context, topic: str, late: Iterable[Sought]) -> None:
    """Forget of what this member looked for just now what is the same with a slip in it."""
    await _forget(ctx, (each for each in late if _is_slip(each.topic, topic)))


async def misunderstood(ctx: Context) -> None:
    """Forget what this member was thought to look for last: they say that they meant something else."""
    late = await ctx.read(of_late, ctx)
    last = max(late, key=lambda each: each.id, default=None)
    await _forget(ctx, (each for each in late if last and each.topic == last.topic))


def of_late(tx: Tx, ctx: Context) -> list[Sought]:
    """Read what this member looked for in vain just now."""
    return unmet_needs.of_late(tx, ctx.member.id, ctx.now - AGAIN)


def _is_slip(before: str, now: str) -> bool:
    return before != now and fuzz.ratio(fold(before), fold(now)) >= ALIKE


async def _forget(ctx: Context, slips: Iterable[Sought]) -> None:
    ids = [each.id for each in slips]
    if ids:
        await ctx.write(unmet_needs.withdraw, ids)


def was_asked(ctx: Context, sentence: Sentence) -> bool:
    """Whether it was asked for: by the phrase of a command or a button, or in a line that names something of the field.

    Any other line that we took for a search may have been another wish.
    """
    typed = ctx.message.text.strip()
    if ctx.message.pressed or ctx.message.values is not None:
        return True
    called = beginning.read(typed, ctx.commands, ctx.language.code) is not None
    return called or any(name.kind in TELLING for name in sentence.named)
