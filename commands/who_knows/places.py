"""Says where a search looks when a place is not on the map."""

from collections.abc import Iterator

from bot.chat.reply import Action, Actions, Block, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.search.places import Missing, Where


def told(ctx: Context, here: Where) -> Iterator[Block]:
    """A line for each place that is not known, with the nearest that is."""
    for each in here.missing:
        yield Text(words(_missing(ctx, each)))
    if here.ours and not ctx.member.regions:
        yield Text(words(_("I do not know where you work.")))
        yield Actions((Action(_("Tell it"), ctx.line("my_regions")),))


def _missing(ctx: Context, place: Missing) -> Msg:
    name = Bold(place.name)
    if place.refused:
        return _("{place} is no place that I know, so I leave nobody out.", place=name)
    if place.near is None:
        return _("{place} is no place that I know. I look everywhere.", place=name)
    near = Bold(ctx.atlas.regions[place.near].name)
    if place.lies_in:
        return _("{place} is no place that I know. I look in {region}, where it lies.", place=name, region=near)
    return _("{place} is no place that I know; {region} is. I look everywhere.", place=name, region=near)
