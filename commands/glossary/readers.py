"""Reads words of the glossary from their numbers or names, and what somebody says that a word means."""

import re
from dataclasses import dataclass
from typing import Final

from bot.chat.reply import Choice
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.reader import Reader, Unclear, heads, quoted
from bot.reading.numbered import Numbered, Source
from commands.glossary.shapes import bare
from storage.glossary import names, words
from storage.glossary.tables import LONGEST_WORD
from storage.glossary.word import Word


class AWord(Numbered[Word]):
    """By number or name: W-5, w5, NOVEX."""

    letter = "W"
    source = Source(words.get, words.latest)
    which = _("Which word? Give it, or its number, like {example}.", example=Code("W-5"))
    missing = _("Word {number} does not exist.")

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Word:
        if self.number.match(text):
            return await super().read(ctx, text, ask)
        name = bare(text)
        if not names.folded(name):
            raise Unclear(self.which)
        found = await ctx.read(words.called, name)
        if found is None:
            near = await ctx.read(names.near, name)
            raise Unclear(
                _("I do not know the word {word} yet.", word=Bold(quoted(name))),
                (Choice(near, near),) if near else (),
            )
        return found

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        if self.number.match(line):
            return await super().take(ctx, line)
        head, colon, rest = line.partition(":")
        if colon:
            return head, rest
        for head in heads(line):
            if await ctx.read(names.find, bare(head)) is not None:
                return head, line[len(head) :]
        return line, ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Holds a word with what it is said to mean; `text` is empty for who gave the word alone."""

    word: str
    text: str = ""


class AnEntry(Reader[Entry]):
    """A word, and behind a colon what it means: "leemlaag: de lagen tussen een klein initiatief en wie beslist"."""

    _PARTED: Final = re.compile(r"\s*(?::|=|\s(?:betekent|means)\s)\s*", re.IGNORECASE)
    _OTHERWISE: Final = re.compile(r"\s+(?:iets anders|wat anders|something else)$", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Entry:
        parted = self._PARTED.search(text)
        word = bare(self._OTHERWISE.sub("", text[: parted.start()] if parted else text))
        meant = " ".join(text[parted.end() :].split()) if parted else ""
        if not names.folded(word):
            raise Unclear(_("Which word? Type it like this: {example}.", example=Code("leemlaag: ...")))
        if len(word) > LONGEST_WORD:
            raise Unclear(_("A word has at most {n} characters.", n=LONGEST_WORD))
        return Entry(word, meant)
