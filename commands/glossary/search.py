"""Lets words be followed, and found by who asks `wie weet`."""

from collections.abc import Collection, Mapping

from bot.chat.reply import Action, Item, Words, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.search.findable import Findable, Source
from bot.search.reasons import Reason
from bot.search.results import said
from bot.search.search import Hit
from bot.things.following import Followable, Followed
from commands.glossary.readers import AWord
from storage.database.database import Tx
from storage.glossary import words as storage
from storage.glossary.word import WORD, Word


async def _read(ctx: Context, text: str) -> Followed:
    return _followed(await AWord().read(ctx, text, None))


async def _named(ctx: Context, id: int) -> Followed | None:
    found = await ctx.read(storage.get, id)
    return _followed(found) if found else None


def _followed(word: Word) -> Followed:
    return Followed(WORD, word.id, f"{word.number} {word.title}", word.number)


def _words(tx: Tx, ids: Collection[int]) -> Mapping[int, Word]:
    return {each.id: each for each in storage.load(tx, list(ids))}


def _draw(_ctx: Context, hit: Hit, word: Word | None, reasons: tuple[Words, ...], _need: str) -> Item | None:
    if word is None:
        return None
    notes = reasons or ((words(shorten(word.meanings[0].text, 110)),) if word.meanings else ())
    return Item(words(f"{word.number} ", Bold(hit.name)), notes, (Action(_("View"), word.number),))


def _reason(_ctx: Context, hit: Hit, why: Reason, _known: None) -> Words | None:
    return said(why) if hit.kind == WORD else None


FOLLOWABLE = Followable(WORD, "W", _read, _named)
FINDABLE = Findable(
    WORD, _("Glossary"), _draw, _words, words=("begrippen", "words"), only=_("Only words"), rank=70, knows=False
)
SOURCE = Source(WORD, _reason)
