"""Tells members what became of all that they gave, in whatever topic: its state, the last word on it, what waits."""

from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, Words, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import _, _n
from bot.command.command import Context, command
from bot.command.kind import Kind
from bot.command.one_view import on_one_view
from bot.reading.filter import paged
from bot.reading.numbers import kinds_of
from bot.things.contributions import Contribution, Contributions
from storage.database.pages import AtLeast
from storage.database.text import fold
from storage.search.analyser import stem
from storage.vocabulary import Role

PAGE = 6
LOOKED = 24
"""Things of one topic that are looked through at first; for who reads on, twice as many, and so on."""
BRIEF = 80


def _kind_in(ctx: Context, text: str) -> Kind[Any] | None:  # Any: a kind of any thing
    """Return the kind of thing that a text names: "mijn eigen lessen"; None when it names none, or several."""
    said = {stem(word) for word in fold(text).split()}
    found = [
        each
        for each in kinds_of(ctx).values()
        if not said.isdisjoint(map(stem, map(fold, (*each.words, *each.spoken))))
    ]
    return found[0] if len(found) == 1 else None


async def _which(ctx: Context, text: str) -> Mapping[str, str]:
    """Return of which kind of thing a sentence asks what somebody gave, and which page."""
    rest, page = paged(text)
    kind = _kind_in(ctx, rest)
    said = (*(kind.words[:1] if kind else ()), *([f"p{page}"] if page > 1 else []))
    return {"which": " ".join(said)} if said else {}


@command(
    nl=("mijn inbreng", "wat is er met mijn inbreng gebeurd"),
    en=("my input", "what happened to my input", "what happened with my input"),
    summary=_("See what became of what you gave"),
    allow=Role.member,
    safe=True,
    private=True,
    fills=_which,
)
async def my_input(ctx: Context, which: str = "") -> Reply:
    text, page = paged(which)
    kind = _kind_in(ctx, text)
    given, total = await on_one_view(ctx, lambda reading: _given(reading, page, kind.name if kind else None))
    if not given and kind:
        every = [Action(_("Show all"), ctx.line(kind.lists))] if kind.lists else []
        none = Text(words(_("I know of nothing yet that you gave and that is {what}.", what=kind.called)))
        return Reply((none, Actions((*every, Action(_("All your input"), my_input.line())))))
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
        blocks.append(Actions((Action(_n("{n} older", "{n} older", left), my_input.line(text, f"p{page + 1}")),)))
    return Reply(tuple(blocks))


async def _given(ctx: Context, page: int, kind: str | None) -> tuple[list[Contribution], int]:
    """Return the latest of one kind of thing or of all, as many as that page takes, and how many there are.

    A thing to which somebody gave more than once counts once for each.
    """
    most = LOOKED
    while True:
        parts = [await part.find(ctx, most) for part in ctx.topics.all(Contributions)]
        wanted = (each for part in parts for each in part if kind in (None, each.thing.kind))
        found = sorted(wanted, key=lambda each: each.at, reverse=True)
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
