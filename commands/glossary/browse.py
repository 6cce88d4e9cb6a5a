"""Shows words: one by its number, and all of them by name."""

from collections.abc import Mapping

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import _, _n
from bot.command.command import Context, command
from bot.command.one_view import on_one_view
from bot.reading.filter import paged
from bot.things.listing import page_size, telling, within_a_sentence
from commands.glossary.card import card, look
from commands.glossary.labels import STATES
from storage.database.text import fold
from storage.glossary import names
from storage.glossary import words as storage
from storage.glossary.word import Filter, State, Word

BRIEF = 110
"""Letters of a meaning in a list."""


@command(nl=("toon begrip", "w"), en=("show word number", "w"), summary=_("Look at one word"), safe=True, hidden=True)
async def show_word(ctx: Context, word: Word) -> Reply:
    return await on_one_view(ctx, lambda reading: card(reading, word))


_STATES = {
    "voorstel": State.proposed,
    "voorstellen": State.proposed,
    "voorgesteld": State.proposed,
    "proposed": State.proposed,
    "vastgesteld": State.settled,
    "vastgestelde": State.settled,
    "settled": State.settled,
    "gevraagd": State.asked,
    "asked": State.asked,
}


async def _read(ctx: Context, text: str) -> Mapping[str, str]:
    return {"which": await within_a_sentence(ctx, text, _STATES, empty=_EMPTY)}


@command(
    nl=("begrippen", "begrippenlijst", "woordenlijst", "alle begrippen"),
    en=("glossary", "words", "all words"),
    summary=_("See which words are explained"),
    safe=True,
    fills=_read,
)
async def list_words(ctx: Context, which: str = "") -> Reply:
    text, page = paged(which)
    said = fold(text).split()
    states = frozenset(_STATES[word] for word in said if word in _STATES)
    rest = telling(ctx, (word for word in said if word not in _STATES), empty=_EMPTY)
    what = Filter(states or Filter().states, rest)
    found, total = await ctx.read(storage.find, what, limit=page_size(ctx), offset=(page - 1) * page_size(ctx))
    if not found:
        return await _none(ctx, text, rest)
    blocks: list[Block] = [Heading(words(_n("{n} word", "{n} words", total))), Items(tuple(map(_item, found)))]
    if page * page_size(ctx) < total:
        blocks.append(Actions((Action(_("More"), list_words.line(text, f"p{page + 1}")),)))
    return Reply(tuple(blocks))


_EMPTY = frozenset(
    """over van met about of alle all de het the die zijn begrip begrippen woord woorden begrippenlijst woordenlijst
    glossary word words list lijst""".split()  # noqa: SIM905  # reads better
)


def _item(word: Word) -> Item:
    notes = (words(shorten(word.meanings[0].text, BRIEF)),) if word.meanings else ()
    about = () if word.state is State.settled else words(STATES[word.state])
    return Item(words(f"{word.number} ", Bold(word.title)), notes, (look(word),), about)


async def _none(ctx: Context, text: str, rest: tuple[str, ...]) -> Reply:
    near = await ctx.read(names.near, text) if rest else None
    told = _("No word is about {text}.", text=Bold(" ".join(rest))) if rest else _("There are no such words yet.")
    buttons = [Action(near, ctx.line("explain_word", near))] if near else []
    buttons.append(Action(_("Explain a word"), ctx.line("define_word")))
    buttons += [Action(_("All words"), list_words.line())] if text else []
    return Reply((Text(words(told)), Actions(tuple(buttons))))
