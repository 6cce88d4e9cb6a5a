"""Draws a word as people see it: its card, and how it is named elsewhere."""

from collections.abc import Mapping, Sequence

from bot.chat.reply import (
    Action,
    Actions,
    Audience,
    Block,
    Fact,
    Facts,
    Heading,
    Inline,
    Quote,
    Reply,
    Text,
    say,
    words,
)
from bot.chat.reply import Subject as Card
from bot.chat.spans import Bold, Code, Italic
from bot.chat.texts import _, _n
from bot.command.command import Context
from bot.things.card import buttons_of, facts_of
from bot.things.following import follow_button
from bot.things.names import links_of
from commands.glossary.labels import STATES
from commands.glossary.life import Act
from commands.glossary.permissions import can
from storage import links
from storage.glossary import words as storage
from storage.glossary.word import WORD, Meaning, State, Word
from storage.links import Thing
from storage.networks import networks
from storage.vocabulary import Role

SIDE_BY_SIDE = 4
"""Meanings that a card shows; of the others it says how many."""
ALSO = 4
"""Other names in the heading."""


async def card(ctx: Context, word: Word) -> Reply:
    """The word with its meanings and what this member can do, kept up to date where it stands."""
    if word.hidden and not ctx.may(Role.coordinator):
        return say(_("{number} is out of sight.", number=Code(word.number)))
    if word.state is State.withdrawn:
        return await _withdrawn(ctx, word)
    thing = subject(word)
    blocks: list[Block] = [Heading(words(*_title(word))), *await meanings(ctx, word)]
    rows = [
        *_facts(word),
        *await links_of(ctx, (await ctx.read(links.of, [Thing(WORD, word.id)])).get(Thing(WORD, word.id), [])),
        *await facts_of(ctx, thing),
    ]
    if rows:
        blocks.append(Facts(tuple(rows)))
    return Reply((*blocks, *await _buttons(ctx, word)), subject=thing)


def subject(word: Word) -> Card:
    """A word as the engine and other topics know it."""
    return Card(WORD, word.id, word.number)


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what words are called, but for those that are out of sight or withdrawn."""
    return {
        each.id: f"{each.number} {each.title}"
        for each in await ctx.read(storage.load, ids)
        if each.state is not State.withdrawn and (not each.hidden or ctx.may(Role.coordinator))
    }


async def meanings(ctx: Context, word: Word) -> list[Block]:
    """What it means, in general and to whom else: side by side."""
    if not word.meanings:
        asked = _n(
            "Nobody explained it yet. {n} person asked.", "Nobody explained it yet. {n} people asked.", word.askers
        )
        return [Text(words(asked))]
    whose = await _whose(ctx, word.meanings[:SIDE_BY_SIDE])
    blocks: list[Block] = []
    for each in word.meanings[:SIDE_BY_SIDE]:
        if each.network_id is not None:
            at = _("At {network}:", network=whose.get(each.network_id, _("a network")))
            blocks.append(Text(words(Italic(ctx.language.text(at)))))
        blocks.append(Quote(words(each.text)))
    if len(word.meanings) > SIDE_BY_SIDE:
        blocks.append(
            Text(words(_n("And {n} more meaning.", "And {n} more meanings.", len(word.meanings) - SIDE_BY_SIDE)))
        )
    return blocks


async def _whose(ctx: Context, shown: Sequence[Meaning]) -> Mapping[int, str]:
    return await ctx.read(networks.named, [each.network_id for each in shown if each.network_id is not None])


def look(word: Word) -> Action:
    return Action(_("View"), word.number)


def _title(word: Word) -> Sequence[Inline]:
    title: list[Inline] = [f"{word.number} · ", Bold(word.title)]
    if word.also:
        title += [" (", _("also: {names}", names=", ".join(word.also[:ALSO])), ")"]
    return title


def _facts(word: Word) -> list[Fact]:
    rows = [] if word.state is State.settled else [Fact(_("Status"), words(STATES[word.state]))]
    if word.better:
        rows.append(Fact(_("Rather say"), words(Bold(word.better))))
    if word.differs:
        rows.append(Fact(_("Not the same as"), words(", ".join(word.differs))))
    others = [each.text for each in word.betters if each.text != word.better]
    if others:
        rows.append(Fact(_("Better word, perhaps"), words(", ".join(others[:3]))))
    return rows


async def _buttons(ctx: Context, word: Word) -> list[Actions]:
    """Three buttons, and the others under "More"."""
    acts, number = can(ctx, word), word.number
    knows = Action(_("Who knows more"), ctx.line("who_knows", word.title))
    if word.state is State.asked:
        return [Actions((Action(_("I know it"), ctx.line("define_word", f"{word.title}")), knows))]
    settle = [Action(_("Settle it"), ctx.line("settle_word", number))] if Act.settle in acts else []
    first = [*settle, Action(_("With us it differs"), ctx.line("with_us", f"{word.title}:")), knows][:3]
    more = await follow_button(ctx, subject(word))
    if Act.better in acts:
        more.append(Action(_("I know a better word"), ctx.line("better_word", f"{word.title}:"), Audience.anyone))
    if Act.choose in acts:
        more += [
            Action(_("Choose {word}", word=each.text), ctx.line("choose_word", f"{number}: {each.text}"))
            for each in word.betters[:2]
            if each.text != word.better
        ]
    if Act.reword in acts:
        more.append(Action(_("Say it otherwise"), ctx.line("reword", number)))
    if Act.withdraw in acts:
        more.append(Action(_("Take back"), ctx.line("withdraw_word", number)))
    if Act.unsettle in acts:
        more.append(Action(_("Make it a proposal again"), ctx.line("unsettle_word", number)))
    more += await buttons_of(ctx, subject(word))
    return [Actions(tuple(first)), *([Actions(tuple(more), under=_("More"))] if more else [])]


async def _withdrawn(ctx: Context, word: Word) -> Reply:
    told = Text(words(_("{number} is withdrawn.", number=Code(word.number))))
    if Act.reopen not in can(ctx, word):
        return Reply((told,), subject=subject(word))
    return Reply(
        (told, Actions((Action(_("Put it back"), ctx.line("reopen_word", word.number)),))), subject=subject(word)
    )
