"""Explains what words mean, in general and to whom else."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.command import Verb
from bot.command.help_heading import HelpHeading
from bot.command.kind import Kind, Reads
from bot.sentences.samples import samples_in
from bot.things.acts import Acts
from bot.things.names import Named
from bot.topic import Topic
from commands.glossary import (
    better,
    browse,
    card,
    contributions,
    define,
    digest,
    explain,
    explained,
    held,
    labels,
    lists,
    measures,
    moderation,
    publication,
    search,
    settle,
    shapes,
    todo,
)
from commands.glossary.agreement import Agreement, AnAgreement
from commands.glossary.life import Act
from commands.glossary.readers import AnEntry, AWord, Entry
from storage.glossary.authorship import AUTHORED
from storage.glossary.word import WORD, Word

TOPIC = Topic(
    "glossary",
    *samples_in(Path(__file__).parent),
    Kind(WORD, "W", Word, AWord, _("a word")),
    Verb("take_back", "W", settle.withdraw_word),
    Verb("reopen", "W", settle.reopen_word),
    *settle.UNDO,
    Reads(Entry, AnEntry),
    Reads(Agreement, AnAgreement),
    labels.STATES,
    shapes.ASKED,
    shapes.BETTER,
    shapes.WITH_US,
    shapes.ADDED,
    shapes.SEVERAL,
    Named(WORD, card.names),
    Acts(WORD, frozenset(Act)),
    HelpHeading(
        _("Glossary"),
        (explain.explain_word, browse.list_words, define.define_word, define.with_us, better.better_word),
        rank=40,
    ),
    explained.ASIDES,
    search.FOLLOWABLE,
    search.FINDABLE,
    search.SOURCE,
    moderation.MODERATED,
    publication.PUBLISHED,
    contributions.CONTRIBUTIONS,
    *held.HELD,
    *AUTHORED,
    measures.MADE,
    measures.SETTLED,
    lists.FORMAT,
    todo.CHORES,
    digest.SETTLED,
    rank=40,
)
