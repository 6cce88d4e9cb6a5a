"""Lists what was asked for: by words too that are no filter, and where nothing has it all, what is nearest.

What a word is that is no region, theme, state or kind, the things themselves tell: those are shown that say it
(`storage.search.holding`). What nobody says is told in one line, with what works instead.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeAlias, TypeVar

from bot.chat.reply import Action, Block, Item, Items, Text, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.language.sentence import Vocabulary, understand
from bot.language.spelling import spelled
from bot.things.listing import Asked, Part, line_of, parts
from storage import search
from storage.database.database import Tx

T = TypeVar("T")
Find: TypeAlias = Callable[[Asked], Awaitable[tuple[Sequence[T], int]]]
"""Finds one page of what is asked for, and tells how many there are: 0 for none."""

SEARCH = "who_knows"
"""The command that looks up whatever is said."""
LONGEST_SOUGHT = 24
"""Letters of what is looked for on a button."""
NEAREST = 3
"""Things that are shown of what is nearest, where nothing is what was asked for."""
WAYS = 3
"""Ways to ask for less."""


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """What was found, and what is told above it; where nothing was, `told` shows what is nearest, if anything is."""

    asked: Asked
    things: Sequence[T]
    total: int
    told: tuple[Block, ...] = ()
    ways: tuple[Action, ...] = ()
    """How to ask for less, where nothing was found."""
    unsaid: bool = False
    """Nothing else was asked for than words that nothing says."""


async def listed(
    ctx: Context,
    found: Asked,
    find: Find[T],
    draw: Callable[[T], Item],
    *,
    kind: str | None,
    command: str,
    what: Msg,
    besides: Callable[[Asked], Part | None] = lambda _asked: None,
    dated: bool = False,
) -> Listed[T]:
    """List what is asked for of a kind, by the command that is called so. `what` is listed: "the list of lessons".

    Without a kind, search knows none of it. `besides` says what may be asked for instead where nothing
    was found. A list is `dated` that tells the period itself.
    """
    found, missing = await by_words(ctx, found, kind)
    told: list[Block] = []
    if missing:
        if found == _bare(found):
            none, ways = _nothing_says(missing, what), (*look_up(ctx, missing), _every(ctx, command))
            return Listed(found, (), 0, (none,), ways, unsaid=True)
        told.append(left_out(missing, what))
    things, total = await find(found)
    if things:
        if found.ids is not None:
            said = [Bold(each) for each in found.unknown]
            told.append(Text(words(_n("By the word {words}:", "By the words {words}:", len(said), words=said))))
        if found.when and not dated:
            told.append(Text(words(_("Period: {period}", period=found.when.told))))
        return Listed(found, things, total, tuple(told))
    near, ways = await _nearest(ctx, found, find, draw, command, besides)
    return Listed(found, (), 0, (*told, *near), ways)


def _bare(found: Asked) -> Asked:
    """The same, of all: no filter is left."""
    nothing = frozenset[str]()
    return replace(
        found,
        named=frozenset(),
        named_themes=frozenset(),
        regions=None,
        themes=None,
        levels=frozenset(),
        values=nothing,
        said={},
        when=None,
        ids=None,
    )


async def with_words(ctx: Context, found: Asked, kind: str, what: Msg) -> tuple[Asked, list[Block]]:
    """Return what is asked for, narrowed by its words; and what tells of those that nothing says."""
    narrowed, missing = await by_words(ctx, found, kind)
    return narrowed, [left_out(missing, what)] if missing else []


def unknown_words(ctx: Context, found: Asked, what: Msg) -> list[Block]:
    """Name the words by which what is no list of things cannot be asked."""
    missing = ctx.intents.unspoken(found.unknown) if ctx.intents else found.unknown
    return [left_out(missing, what)] if missing else []


async def by_words(ctx: Context, found: Asked, kind: str | None) -> tuple[Asked, tuple[str, ...]]:
    """Narrow what is asked for to what says its words; and tell which of these nothing says, and are a matter."""
    said = await said_by(ctx, found.unknown, kind)
    return replace(found, unknown=said.kept, ids=said.ids), said.missing


async def held(
    ctx: Context, said: Sequence[str], any_with: Callable[[tuple[str, ...]], Awaitable[bool]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that some thing holds together, those that are a matter first; and the matters that none does.

    Of a sentence not each word is held: "waar haal ik goede cijfers over water vandaan" asks for water.
    """
    matters = frozenset(ctx.intents.unspoken(said) if ctx.intents else said)
    kept: tuple[str, ...] = ()
    tried = [each for each in said if len(each) >= SHORTEST][:MOST_TRIED]
    for word in sorted(tried, key=lambda each: each not in matters):
        if await any_with((*kept, word)):
            kept = (*kept, word)
    return kept, tuple(each for each in said if each in matters and each not in kept)


SHORTEST = 4
"""Letters of a word of a sentence that may say what is looked for."""
MOST_TRIED = 12
"""Such words that are looked at."""


@dataclass(frozen=True, slots=True)
class Said:
    """Which words things of a kind say together, those things, and the words that none says though they matter."""

    kept: tuple[str, ...] = ()
    ids: frozenset[int] | None = None
    missing: tuple[str, ...] = ()


async def said_by(ctx: Context, said: Sequence[str], kind: str | None) -> Said:
    """Tell which things of a kind say some words.

    Words that something says together with those before are kept, first those that few say.
    """
    if not said:
        return Said()
    english = ctx.language.code == "en"
    held = await ctx.read(_held, ctx.vocabulary, kind, said, english=english) if kind else {}
    matters = frozenset(ctx.intents.unspoken(said) if ctx.intents else said)
    kept: list[str] = []
    ids: frozenset[int] | None = None
    for word in sorted(held, key=lambda each: (each not in matters, len(held[each]))):
        together = held[word] if ids is None else held[word] & ids
        if together:
            kept.append(word)
            ids = together
    missing = tuple(each for each in said if each in matters and each not in kept)
    return Said(tuple(each for each in said if each in kept), ids, missing)


def _held(
    tx: Tx, vocabulary: Vocabulary, kind: str, said: Sequence[str], *, english: bool
) -> Mapping[str, frozenset[int]]:
    """Tell which things of a kind say each of these words: so, in Dutch, by another name, or without its slip."""
    lexicon = search.lexicon(tx)
    forms: dict[str, set[str]] = {}
    for word in said:
        meant = spelled(replace(understand(word, vocabulary), english=english), lexicon)
        forms[word] = {word, *(each.word for each in meant.wanted)}
    held = search.holding(tx, kind, forms)
    apart = {word: lexicon.split(word) for word in said if not held[word]}
    pieces = search.holding(tx, kind, {piece: [piece] for those in apart.values() for piece in those})
    for word, those in apart.items():
        if those:
            held[word] = frozenset.intersection(*(pieces[each] for each in those))
    return held


def left_out(missing: Sequence[str], what: Msg) -> Block:
    """Name the words that nothing says, above the list without them."""
    told = _n(
        "I do not know {words} as a region, theme, state or kind. This is {what} without that word.",
        "I do not know {words} as a region, theme, state or kind. This is {what} without those words.",
        len(missing),
        words=[Bold(each) for each in missing],
        what=what,
    )
    return Text(words(told))


def _nothing_says(missing: Sequence[str], what: Msg) -> Block:
    """Name the words that nothing says, where nothing else was asked for."""
    return Text(words(_("I find {words} nowhere in {what}.", words=[Bold(each) for each in missing], what=what)))


def look_up(ctx: Context, said: Sequence[str]) -> list[Action]:
    """Offer a search for these words."""
    sought = " ".join(said)
    if SEARCH not in ctx.commands.by_name:
        return []
    return [Action(_("Look up {words}", words=shorten(sought, LONGEST_SOUGHT)), ctx.line(SEARCH, sought))]


def _every(ctx: Context, command: str) -> Action:
    return Action(_("Show all"), ctx.line(command))


async def _nearest(
    ctx: Context,
    found: Asked,
    find: Find[T],
    draw: Callable[[T], Item],
    command: str,
    besides: Callable[[Asked], Part | None],
) -> tuple[list[Block], tuple[Action, ...]]:
    """Show what there is with one thing less than was asked for, and offer all such ways."""
    shown: list[Block] = []
    ways: list[Action] = []
    less = parts(ctx, found)
    for part in filter(None, (besides(found), *less, *(besides(each.without) for each in less))):
        near = replace(part.without, page=1)
        things, _total = await find(near)
        if not things:
            continue
        if not shown and near != _bare(near):  # all there is, is near nothing
            told = part.instead or _("There is none with all of that. Without {part} there is:", part=Bold(part.name))
            shown = [Text(words(told)), Items(tuple(map(draw, things[:NEAREST])))]
        label = part.label or _("Without {part}", part=shorten(part.name, LONGEST_SOUGHT))
        if all(each.label != label for each in ways):
            ways.append(Action(label, ctx.line(command, line_of(ctx, near))))
        if shown and len(ways) == WAYS:
            break
    return shown, tuple(ways[:WAYS])
