"""Lets members name a better word for one, and coordinators choose."""

from typing import Annotated

from bot.chat.reply import Action, Actions, Reply, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.dialogue.free_names import require_free
from bot.things.acts import happened
from bot.things.undoing import undo_button
from commands.glossary.card import look, subject
from commands.glossary.life import Act
from commands.glossary.permissions import explained, require
from commands.glossary.readers import Entry
from storage import audit
from storage.glossary import words as storage
from storage.glossary.tables import LONGEST_WORD
from storage.glossary.word import WORD, Word
from storage.members import follows
from storage.vocabulary import Role

_Better = Annotated[str, Ask(_("Which word is better?"), label=_("Better word"), max_length=LONGEST_WORD)]


async def _not_named(_ctx: Context, known: Values) -> bool:
    entry: Entry | None = known.get("entry")
    return entry is not None and not entry.text


@command(
    nl=("beter woord voor", "een beter woord voor", "beter woord"),
    en=("a better word for", "better word for", "better word"),
    summary=_("Name a better word for one"),
    allow=Role.member,
)
async def better_word(
    ctx: Context,
    entry: Annotated[Entry, Ask(_("For which word?"), label=_("Word"), max_length=LONGEST_WORD)],
    better: Annotated[
        str, Ask(_("Which word is better?"), label=_("Better word"), max_length=LONGEST_WORD, when=_not_named)
    ] = "",
) -> Reply:
    word = await explained(ctx, entry, Act.better)
    better = (entry.text or better).strip(" :\"'")[:LONGEST_WORD]
    require_free(ctx, better)
    made = await ctx.write(storage.suggest, word.id, ctx.member.id, better, ctx.now, unnamed=ctx.member.asks_unnamed)
    if made is None:
        raise Refused(_("{better} was named already for {word}.", better=Bold(better), word=Bold(word.title)))
    act = await ctx.write(audit.record, ctx.member.id, "better", WORD, word.id, ctx.now, better=made)
    await happened(ctx, subject(word), Act.better)
    await _tell(ctx, word, better)
    told = _("It stands with {number}: perhaps rather {better}.", number=Code(word.number), better=Bold(better))
    return Reply((Text(words(told)), Actions((undo_button(ctx, act), look(word)))))


@command(
    nl=("kies woord", "kies beter woord"),
    en=("choose word",),
    summary=_("Choose the better word"),
    allow=Role.coordinator,
    hidden=True,
    others=True,
)
async def choose_word(ctx: Context, word: Word, better: _Better) -> Reply:
    require(ctx, word, Act.choose)
    named = next((each.text for each in word.betters if each.text.casefold() == better.strip(" :").casefold()), None)
    if named is None:
        raise Refused(_("Nobody named that word for {number}.", number=Code(word.number)))
    if not await ctx.write(storage.choose, word.id, named, ctx.now):
        raise Refused(_("{better} was chosen already.", better=Bold(named)))
    act = await ctx.write(audit.record, ctx.member.id, "choose", WORD, word.id, ctx.now, name=named, was=word.better)
    await happened(ctx, subject(word), Act.choose)
    told = _("{number} says from now on: rather {better}.", number=Code(word.number), better=Bold(named))
    return Reply((Text(words(told)), Actions((undo_button(ctx, act), look(word)))))


async def _tell(ctx: Context, word: Word, better: str) -> None:
    """Who follows the word hears of it."""
    for member in await ctx.read(follows.followers, WORD, [word.id], but=[ctx.member.id]):
        news = _("Somebody knows a better word for {word}: {better}.", word=Bold(word.title), better=Bold(better))
        ctx.notify(
            member,
            Reply((Text(words(news)), Actions((look(word), Action(_("Unfollow"), ctx.line("unfollow", word.number)))))),
        )
