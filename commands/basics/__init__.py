"""Serves everybody with help, a greeting, drafts and small talk."""

from pathlib import Path

from bot.sentences.samples import samples_in
from bot.topic import Topic
from commands.basics import tour

TOPIC = Topic("basics", *samples_in(Path(__file__).parent), tour.TILE, rank=90)
