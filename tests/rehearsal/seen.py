"""What people saw of the bot: who was told what in which week, asked for or not."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.chat.message import Kind
from bot.chat.texts import _
from tests.cafe import Door, Said

ANSWERED: Final = _("There is an answer to your question:")
"""Who put a question asked for its answers."""

BOUND = 5
"""Messages a week that one person gets without having asked (`manners.md`)."""


@dataclass(slots=True)
class Watch:
    """Counts what is sent, by person or place and week."""

    begin: datetime
    asked: Counter[tuple[str, int]] = field(default_factory=Counter)
    unasked: Counter[tuple[str, int]] = field(default_factory=Counter)
    posts: Counter[tuple[str, int]] = field(default_factory=Counter)
    told: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    """What a person got unasked in a week, to be read when it is too much."""
    _read: Counter[str] = field(default_factory=Counter)

    def look(self, door: Door) -> None:
        """Count what was sent since the last look, on all platforms."""
        for far in door.fars:
            self._count(far.sent[self._read[far.platform] :], (door.clock() - self.begin).days // 7)
            self._read[far.platform] = len(far.sent)

    def _count(self, sent: Sequence[Said], week: int) -> None:
        for said in sent:
            if said.replaces is not None:
                continue  # a card kept up to date makes no sound
            where = (said.conversation.id.removeprefix("chat with "), week)
            if said.conversation.kind is not Kind.personal:
                self.posts[where] += 1
            elif said.key.endswith("/answer") or said.tells(ANSWERED):
                self.asked[where] += 1
            else:
                self.unasked[where] += 1
                self.told.setdefault(where, []).append(said)

    def busiest(self) -> tuple[int, list[str]]:
        """Return the most that one person got unasked in a week, and what that was."""
        if not self.unasked:
            return 0, []
        who, most = self.unasked.most_common(1)[0]
        return most, self.told[who]

    def over(self) -> list[tuple[str, int]]:
        """Return who got more than the bound, with the week."""
        return [who for who, number in self.unasked.items() if number > BOUND]


def by_part(
    counted: Mapping[tuple[str, int], int], parts: Mapping[str, str], weeks: int
) -> dict[str, tuple[float, int]]:
    """Return for each part the mean of its people a week, and the most that one of them had in a week."""
    people = Counter(parts.values())
    sums: Counter[str] = Counter()
    most: Counter[str] = Counter()
    for (who, _week), number in counted.items():
        if who in parts:
            sums[parts[who]] += number
            most[parts[who]] = max(most[parts[who]], number)
    return {part: (sums[part] / people[part] / weeks, most[part]) for part in people}


def total(counted: Mapping[tuple[str, int], int], who: Iterable[str]) -> int:
    """Return the sum over some of them."""
    wanted = set(who)
    return sum(number for (each, _week), number in counted.items() if each in wanted)
