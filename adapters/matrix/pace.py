"""Keeps to the homeserver's rate limit: once it says "later", everybody gets a moment of their own."""

from collections.abc import Callable
from datetime import timedelta

PRESSURE = timedelta(seconds=60)
"""How long after the last refusal nothing is sent that can be left out."""
FORGET = timedelta(minutes=5)
"""A turn that nobody came for is given up after that."""


class Pace:
    """The homeserver counts what the bot says in all rooms together, so one place here stands for all of them.

    `clock` gives seconds and never goes back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._next = 0.0
        """The first moment that is not given away."""
        self._step = 0.0
        self._limited_at: float | None = None
        self._turns: dict[str, float] = {}

    @property
    def pressed(self) -> bool:
        """Whether the homeserver held us back lately."""
        return self._limited_at is not None and self._clock() - self._limited_at < PRESSURE.total_seconds()

    def wait(self, key: str) -> timedelta | None:
        """Tell how long `key` must wait before it may be tried; None when it may go now."""
        now = self._clock()
        turn = self._turns.get(key)
        if turn is None:
            if self._next <= now:
                return None
            turn = self._give(key)
        return timedelta(seconds=turn - now) if turn > now else None

    def held_back(self, hint: timedelta | None) -> None:
        """The homeserver refused something for now."""
        now = self._clock()
        self._limited_at = now
        self._step = max(0.05, hint.total_seconds() if hint else self._step * 2)
        self._next = max(self._next, now + self._step)

    def limited(self, key: str, hint: timedelta | None) -> timedelta:
        """The homeserver refused `key` for now: when to try it again."""
        self.held_back(hint)
        now = self._clock()
        self._turns = {held: turn for held, turn in self._turns.items() if turn > now - FORGET.total_seconds()}
        return timedelta(seconds=self._give(key) - now)

    def sent(self, key: str) -> None:
        self._turns.pop(key, None)

    def _give(self, key: str) -> float:
        turn = self._next
        self._turns[key] = turn
        self._next = turn + self._step
        return turn
