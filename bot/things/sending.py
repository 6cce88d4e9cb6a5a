"""Sends what the clock has to tell members, in the transaction that notes it: to each in their language."""

from collections.abc import Iterable
from datetime import datetime

from bot.command.command import Notice
from bot.outbound.letters import notices as letters_of
from storage.database.database import Tx
from storage.messaging import outbox


def send(tx: Tx, key: str, notices: Iterable[Notice], now: datetime, language: str) -> None:
    """Put these in the outbox. `key` names what they tell of: the same is never sent twice."""
    for number, notice in enumerate(notices):
        posted = list(letters_of(tx, key, notice, number, language, now))
        outbox.post(tx, [letter for letter, _card in posted], now, leased=False)
