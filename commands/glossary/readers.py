"""Reads words of the glossary from their numbers or names, and what somebody says that a word means."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from bot.chat.reply import Choice
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.reader import Reader, Unclear, heads, quoted
from commands.glossary.shapes import bare
from storage.glossary import names, words
from storage.glossary.tables import LONGEST_WORD
from storage.glossary.word import Word

SHOWN = 3
"""Latest words that are named to who gave a number that does not exist."""


class AWord(Reader[Word]):
    """By number or name: W-5, w5, NOVEX."""

    _NUMBER: ClassVar = re.compile(r"^\s*(?:w\s*-?|-)?\s*(\d{1,9})\b", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Word:
        numbered = self._NUMBER.match(text)
        if numbered:
            found = await ctx.read(words.get, int(numbered[1]))
            if found is None:
                latest = ", ".join(f"W-{each}" for each in await ctx.read(words.latest, SHOWN))
                none = _("Word {number} does not exist.", number=Bold(f"W-{numbered[1]}"))
                told = _(
                    "Word {number} does not exist. The latest are {latest}.",
                    number=Bold(f"W-{numbered[1]}"),
                    latest=latest,
                )
                raise Unclear(told if latest else none)
            return found
        name = bare(text)
        if not names.folded(name):
            raise Unclear(_("Which word? Give it, or its number, like {example}.", example=Code("W-5")))
        found = await ctx.read(words.called, name)
        if found is None:
            near = await ctx.read(names.near, name)
            raise Unclear(
                _("I do not know the word {word} yet.", word=Bold(quoted(name))),
                (Choice(near, near),) if near else (),
            )
        return found

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        numbered = self._NUMBER.match(line)
        if numbered:
            return line[: numbered.end()], line[numbered.end() :]
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
