"""Keeps a sentence that was not understood, when the member says so, and shows an administrator those of two weeks."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from bot.chat.reply import Action, Actions, Audience, Block, Heading, Item, Items, Quote, Reply, Text, say, words
from bot.chat.texts import _, _n
from bot.command.command import Ask, Context, command
from bot.members.permissions import require
from bot.sentences.named import named_in
from bot.settings.sections import Section, SettingsSection
from storage import sentences
from storage.database.text import fold
from storage.vocabulary import Role

LONGEST = 400
MOST = 50
"""Sentences that are shown at a time."""

_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+")
_NUMBER = re.compile(r"\S*\d\S*")
_WORD = re.compile(r"(?<![\w{])[^\W\d_][\w'’-]*(?![\w}])")


@dataclass(frozen=True)
class Pilot:
    """Whether sentences that were not understood may be kept."""

    keep_sentences: bool = False


class PilotSettings(Section):
    """Learning from what was not understood, for as long as a pilot lasts."""

    keep_sentences: bool = False
    """Whether members are asked each time if a sentence that was not understood may be kept, for 14 days."""

    def chosen(self) -> Pilot:
        """Tell what these settings come to."""
        return Pilot(self.keep_sentences)


SETTINGS = SettingsSection("pilot", PilotSettings)


async def offered(ctx: Context, text: str) -> tuple[Block, ...]:
    """Ask whether a sentence may be kept, where a pilot runs: what would be kept is shown as it would be."""
    if not ctx.choices.of(Pilot).keep_sentences or not ctx.personal or not ctx.member.signed_up_at:
        return ()
    bare = await stripped(ctx, text)
    ask = _("May I keep this for 14 days, without your name, to learn from it? Only the administrator sees it.")
    return (
        Text(words(ask)),
        Quote(words(bare)),
        Actions((Action(_("Yes, keep it"), keep_sentence.line() + f": {bare}", Audience.asker),)),
    )


async def stripped(ctx: Context, text: str) -> str:
    """Return a sentence without names and numbers."""
    said = text[:LONGEST]
    for slot in reversed(await named_in(ctx, said)):
        said = f"{said[: slot.start]}{{{slot.word.lower()}}}{said[slot.end :]}"
    said = _NUMBER.sub("{number}", _ADDRESS.sub("{address}", said))
    common = ctx.intents.common if ctx.intents else frozenset[str]()
    return _WORD.sub(lambda word: word[0] if word[0].islower() or fold(word[0]) in common else "{name}", said)[:LONGEST]


@command(
    nl=("bewaar zin",),
    en=("keep sentence",),
    summary=_("Let a sentence that was not understood be kept, to learn from it"),
    allow=Role.member,
    hidden=True,
    private=True,
)
async def keep_sentence(ctx: Context, sentence: Annotated[str, Ask(_("Which sentence?"), max_length=LONGEST)]) -> Reply:
    if not ctx.choices.of(Pilot).keep_sentences:
        return say(_("Sentences are not kept here."))
    await ctx.write(sentences.keep, await stripped(ctx, sentence), ctx.language.code, ctx.now)
    return say(_("Thank you. In 14 days it is gone."))


@command(
    nl=("onbegrepen zinnen",),
    en=("misunderstood sentences",),
    summary=_("See the sentences that were not understood"),
    allow=Role.admin,
    hidden=True,
    private=True,
    safe=True,
)
async def list_sentences(ctx: Context) -> Reply:
    require(ctx, Role.admin)
    since = ctx.now - timedelta(days=sentences.PERIOD)
    kept = await ctx.read(sentences.latest, since, MOST)
    if not kept:
        return say(_("No sentences are kept."))
    told = _n("{n} sentence", "{n} sentences", len(kept))
    return Reply((Heading(words(told)), Items(tuple(Item(words(each.text)) for each in kept))))
