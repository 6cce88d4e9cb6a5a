"""Puts buttons below a digest: topics declare what its readers can do about it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.chat.reply import Action
from bot.topic import Topics
from storage.digest.digests import Subscription
from storage.vocabulary import Frequency


@dataclass(frozen=True, slots=True)
class FooterButton:
    """A button below the digests of members, or with `channel` below those of channels; a lower `rank` stands first.

    `draw` gives none for a digest that comes so often.
    """

    draw: Callable[[Frequency], Action | None]
    rank: int = 50
    channel: bool = False


def footer(subscription: Subscription, topics: Topics) -> tuple[Action, ...]:
    """Return the buttons of that digest."""
    channel = subscription.member_id is None
    found = sorted(topics.all(FooterButton), key=lambda button: button.rank)
    drawn = (each.draw(subscription.rhythm.frequency) for each in found if each.channel is channel)
    return tuple(action for action in drawn if action)
