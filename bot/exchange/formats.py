"""Finds all kinds of file: those of the core, and those that topics declare."""

from collections.abc import Sequence

from bot.exchange.core.members import MEMBERS
from bot.exchange.core.networks import NETWORKS
from bot.exchange.core.organisations import ORGANISATIONS
from bot.exchange.core.places import PLACES
from bot.exchange.core.regions_and_themes import REGIONS, THEMES
from bot.exchange.format import Format
from bot.topic import Topics

CORE = (REGIONS, THEMES, ORGANISATIONS, NETWORKS, MEMBERS, PLACES)


def formats(topics: Topics) -> Sequence[Format]:
    """In the order in which they refer to each other."""
    return sorted((*CORE, *topics.all(Format)), key=lambda each: each.rank)
