"""Tells members what became of the words that they explained, and of what they added to others."""

from collections.abc import Sequence

from bot.chat.texts import _
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.glossary.card import subject
from commands.glossary.labels import STATES
from storage.glossary import words as storage
from storage.glossary.word import Word


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    mine = await ctx.read(storage.load, await ctx.read(storage.given_by, ctx.member.id, most))
    given = [each for word in mine if not word.hidden for each in _of(ctx.member.id, word)]
    return sorted(given, key=lambda each: each.at, reverse=True)[:most]


def _of(member: int, word: Word) -> list[Contribution]:
    thing, state = subject(word), STATES[word.state]
    meant = [
        Contribution(thing, each.said_at, _("explained"), f"{word.title}: {each.text}", state)
        for each in word.meanings
        if each.member_id == member
    ]
    named = [
        Contribution(thing, word.changed_at, _("named a better word"), each.text, chosen)
        for each in word.betters
        if each.member_id == member
        for chosen in ([_("chosen")] if each.text == word.better else [_("stands with it")])
    ]
    return [*meant, *named]


CONTRIBUTIONS = Contributions(_given)
