"""Learns from what was not understood: in a pilot, with leave of the member each time, of nobody in particular."""

from pathlib import Path

from bot.command.misses import AfterMiss
from bot.sentences.samples import samples_in
from bot.topic import Topic
from commands.learning import keep

TOPIC = Topic("learning", *samples_in(Path(__file__).parent), keep.SETTINGS, AfterMiss(keep.offered))
