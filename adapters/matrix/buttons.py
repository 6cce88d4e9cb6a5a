"""Seeds and reads buttons on Matrix: a reaction under the bot's message, whose digit says which."""

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
