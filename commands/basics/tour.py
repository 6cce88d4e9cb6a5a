"""Shows who is new what can be done here, in a few steps, each with a button to try it."""

from bot.chat.reply import Action, Actions, Heading, Reply, Text, words
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.tile import Tile, TourStep, members


@command(nl=("rondleiding",), en=("tour",), summary=_("A short tour"), safe=True)
async def tour(ctx: Context, step: str = "") -> Reply:
    steps = sorted(ctx.topics.all(TourStep), key=lambda each: each.rank)
    number = min(int(step) if step.isdecimal() and step.isascii() and len(step) < 3 else 1, len(steps)) or 1
    shown = steps[number - 1]
    further = [Action(_("Next"), tour.line(number + 1))] if number < len(steps) else []
    return Reply(
        (
            Heading(
                words(_("{number} of {count}: {title}", number=str(number), count=str(len(steps)), title=shown.title))
            ),
            Text(words(shown.told)),
            Actions((Action(shown.label, shown.command.line()), *further)),
        )
    )


def _is_new(ctx: Context) -> bool:
    """Tell whether somebody is here for a fortnight at most."""
    return not members(ctx) or (ctx.member.signed_up_at is not None and (ctx.now - ctx.member.signed_up_at).days < NEW)


NEW = 14
"""Days after signing up in which the tour is offered."""

TILE = Tile(_("A short tour"), tour, rank=35, suits=_is_new)
