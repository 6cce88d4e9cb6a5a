"""Finds what waits for coordinators: proposals to settle, and words that people asked for and nobody explained."""

from collections.abc import Iterator

from bot.chat.reply import Action, words
from bot.chat.spans import Bold
from bot.chat.texts import _, _n
from bot.members.todo import MOST, Chore, Chores, Keeper
from commands.glossary.define import define_word
from commands.glossary.settle import settle_word
from storage.database.database import Tx
from storage.glossary import words as storage

ASKERS = 2
"""People who ask for a word, from which somebody is to explain it."""
WANTED, PROPOSED = 1.6, 0.1
"""Who reads a word and does not know it weighs more than a proposal, which can be read already."""


def find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """Words are of the whole country: who coordinates a part of it has none."""
    if keeper.reach is not None:
        return
    for word in storage.wanted(tx, ASKERS, MOST):
        asked = _n("{n} person asked what it is", "{n} people asked what it is", word.askers)
        explain = Action(_("Explain it"), define_word.line(word.title))
        yield Chore(words(Bold(word.title)), asked, word.since, WANTED, (explain,))
    for word in storage.to_settle(tx, MOST):
        buttons = (Action(_("Settle it"), settle_word.line(word.number)), Action(_("View"), word.number))
        yield Chore(words(f"{word.number} ", Bold(word.title)), _("a word to settle"), word.since, PROPOSED, buttons)


CHORES = Chores(find, for_regions=True)
