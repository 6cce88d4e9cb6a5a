"""Keeps names of people out of what is said about how things go: signals and lessons are about what happens."""

import re

from bot.command.command import Context
from bot.language.sentence import Name
from bot.reading.mentions import people_in

_SOMEBODY = "iemand"


async def people_named(ctx: Context, text: str) -> list[Name]:
    """Tell which members a text names in full, whether or not they agreed to be found: the text is not for them."""
    return [each for each in await ctx.read(people_in, text) if each.id != ctx.member.id]


def without_names(text: str, named: list[Name]) -> str:
    """The text without those names."""
    for each in named:
        text = re.sub(rf"(?<!\w){re.escape(each.name)}(?!\w)", _SOMEBODY, text, flags=re.IGNORECASE)
    return text
