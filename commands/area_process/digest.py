"""Tells in a digest of area processes that came to another step."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Item, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.digest.selection import Section, Story, look
from bot.reading.record_readers import network_number
from commands.area_process.card import step_of
from commands.area_process.steps import show_process
from storage.area_process import area_processes
from storage.area_process.area_process import AreaProcess
from storage.database.database import Tx
from storage.networks import networks
from storage.networks.network import Network

MOST_READ = 500


def _gather(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    found = area_processes.moved_between(tx, since, until, MOST_READ)
    known = {each.id: each for each in networks.load(tx, [each.network_id for each in found])}
    return [
        Story(
            key=f"area process/{each.network_id}/{each.number}",
            at=each.moved_at,
            draw=partial(_drawn, each, known[each.network_id]),
            regions=known[each.network_id].regions,
            themes=known[each.network_id].themes,
            by=frozenset(known[each.network_id].convenors),
        )
        for each in found
        if each.network_id in known
    ]


def _drawn(process: AreaProcess, network: Network) -> Item:
    line = show_process.line(network_number(network))
    return Item(words(Bold(network.name)), (words(step_of(process)),), look(line, _("View")))


SECTION = Section("area_process", _("Area processes"), 56, _gather)
