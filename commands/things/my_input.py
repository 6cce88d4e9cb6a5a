"""Tells members what became of all that they gave, in whatever topic: its state, the last word on it, what waits."""

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, Words, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import _, _n
from bot.command.command import Context, command
from bot.command.one_view import on_one_view
from bot.reading.filter import paged
from bot.things.contributions import Contribution, Contributions
from storage.database.pages import AtLeast
from storage.vocabulary import Role

PAGE = 6
LOOKED = 24
"""Things of one topic that are looked through at first; for who reads on, twice as many, and so on."""
BRIEF = 80


@command(
    nl=("mijn inbreng", "wat is er met mijn inbreng gebeurd"),
    en=("my input", "what happened to my input", "what happened with my input"),
    summary=_("See what became of what you gave"),
    allow=Role.member,
    safe=True,
    private=True,
)
async def my_input(ctx: Context, which: str = "") -> Reply:
    _text, page = paged(which)
    given, total = await on_one_view(ctx, lambda reading: _given(reading, page))
    if not given:
        return Reply(
            (
                Text(words(_("You gave nothing yet. With a question or a signal you begin."))),
                Actions((Action(_("Ask a question"), ctx.line("ask_question")),)),
            )
        )
    shown = given[(page - 1) * PAGE : page * PAGE]
    blocks: list[Block] = [Heading(words(_("Your input ({n})", n=str(total)))), Items(tuple(map(_item, shown)))]
    left = total - page * PAGE
    if left > 0:
        blocks.append(Actions((Action(_n("{n} older", "{n} older", left), my_input.line(f"p{page + 1}")),)))
    return Reply(tuple(blocks))


async def _given(ctx: Context, page: int) -> tuple[list[Contribution], int]:
    """Return the latest, as many as that page takes, and how many there are.

    A thing to which somebody gave more than once counts once for each.
    """
    most = LOOKED
    while True:
        parts = [await part.find(ctx, most) for part in ctx.topics.all(Contributions)]
        found = sorted((each for part in parts for each in part), key=lambda each: each.at, reverse=True)
        # Of what a topic looked at some may not be shown here: half is taken for all that there is, and no more.
        if all(len(part) < most // 2 for part in parts):
            return found, len(found)
        if len(found) > page * PAGE:
            return found, AtLeast(len(found))
        most *= 2


def _item(given: Contribution) -> Item:
    notes: list[Words] = [words(given.gave, ": ", given.state)]
    if given.last_word:
        notes.append(words(_("Because: {text}", text=shorten(given.last_word, 160))))
    if given.waits:
        notes.append(words(given.waits))
    number = given.thing.line
    return Item(words(Code(number), " ", shorten(given.text, BRIEF)), tuple(notes), (Action(_("View"), number),))
