"""Seeds and reads buttons on Matrix: a reaction under the bot's message, whose digit says which."""

from bot.chat.reply import Actions, Audience, Items, Reply, Style

_KEYCAP = "\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}"
SEEDS = (*(f"{digit}{_KEYCAP}" for digit in range(1, 10)), "\N{KEYCAP TEN}")
"""In order; a message has as many buttons to press at most. The rest is typed."""


def number_of(key: str) -> int | None:
    """Tell which button a reaction means, from 1. Clients differ in whether they keep the variation selector."""
    plain = key.replace("\N{VARIATION SELECTOR-16}", "")
    for number, seed in enumerate(SEEDS, 1):
        if plain == seed.replace("\N{VARIATION SELECTOR-16}", ""):
            return number
    return None


def foremost(reply: Reply, most: int) -> tuple[int, ...]:
    """Return the numbers of the buttons that get a seed, in order: what is expected now, what one can do, then a list.

    "Ask it" below twenty things that can be looked at is pressed more than the sixth of those.
    """
    ranked, number = [], 0
    for block in reply.blocks:
        for action in Reply((block,)).actions():
            number += 1
            choice = isinstance(block, Actions) and block.choices
            rank = 0 if choice or action.style is Style.primary else 2 if isinstance(block, Items) else 1
            ranked.append((rank, number))
    pressed = [each for each in sorted(ranked) if each[1] <= len(SEEDS)]
    return tuple(sorted(number for _rank, number in pressed[:most]))


def used_by(reply: Reply, number: int) -> tuple[int, ...]:
    """Return the buttons that a press uses up: all answers to what one person was asked, or that one alone."""
    at = 0
    for block in reply.blocks:
        row = [*Reply((block,)).actions()]
        here = range(at + 1, at + 1 + len(row))
        at += len(row)
        if number in here and isinstance(block, Actions):
            asked = block.choices or all(each.audience is Audience.asker for each in row)
            return tuple(here) if asked else (number,)
    return (number,)
