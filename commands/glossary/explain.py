"""Explains words: one that somebody asks for, and those in a message that somebody answers with "leg uit"."""

from collections.abc import Mapping
from itertools import islice
from typing import Annotated, Any

from bot.chat import payload
from bot.chat.reply import Action, Actions, Heading, Item, Items, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context, command
from bot.command.reader import Unclear, quoted
from bot.inbound.answered import answered
from bot.reading.numbers import kinds_of
from bot.sentences.named import named_in
from commands.glossary import shapes
from commands.glossary.card import card, look
from commands.glossary.shapes import bare
from storage.glossary import names
from storage.glossary import words as storage
from storage.glossary.tables import LONGEST_WORD
from storage.glossary.word import State, Word
from storage.messaging import sent
from storage.networks import networks
from storage.search.analyser import content, stem, tokens

MOST_EXPLAINED = 5
"""Words of a message that are explained: a line each."""
LONGEST_NAME = 4
"""Words of the longest name that is looked for in a message."""
OTHER_NAMES = 6
"""Names that are told of what is no word of the glossary, and known to search."""
LONGEST_READ = 4_000
"""Characters of a message in which words are looked for."""


async def _word_in(ctx: Context, text: str) -> Mapping[str, str]:
    """Read which word a sentence asks about: "leg eens uit wat een hub is, ik ben maar bewoner"."""
    if (asked := shapes.read(text)) is not None or shapes.BESIDE in text:
        return {"what": asked[1] if asked else text}
    if len(text.split()) <= LONGEST_NAME and await ctx.read(names.find, bare(text)) is not None:
        return {"what": text}
    known = await _words_in(ctx, text)
    if len(text.split()) <= LONGEST_NAME and not (known and _only_asks(ctx, text, known[0])):
        return {"what": text}
    named = [slot.value for slot in await named_in(ctx, text) if slot.word in ("W", "theme", "net", "org")]
    strange = ctx.intents.unspoken(content(text)) if ctx.intents else ()
    return {"what": next(iter((*(each.title for each in known), *named, " ".join(strange))), "")}


def _only_asks(ctx: Context, text: str, word: Word) -> bool:
    """Tell whether a few words say nothing beside a word that people do not say of acts: "NOVI dan", "ZZS precies"."""
    called = {token.word for name in (word.title, *word.also) for token in tokens(name)}
    beside = [each for each in content(text) if each not in called]
    return not (ctx.intents.unspoken(beside) if ctx.intents else beside)


@command(
    nl=("wat betekent", "begrip tonen"),
    en=("what does it mean", "show word"),
    summary=_("Read what a word means"),
    safe=True,
    fills=_word_in,
)
async def explain_word(
    ctx: Context, what: Annotated[str, Ask(_("Which word?"), label=_("Word"), max_length=LONGEST_WORD)]
) -> Reply:
    """By number, word or network; what is no word yet is asked for."""
    name = bare(what)
    if thing := await _thing(ctx, name):
        return thing
    found = await ctx.read(storage.called, name)
    if found and found.state in (State.proposed, State.settled) and not found.hidden:
        return await card(ctx, found)
    if of_network := await _network(ctx, name):
        return of_network
    if both := await _beside(ctx, what):
        return both
    return await _unknown(ctx, name)


async def _beside(ctx: Context, what: str) -> Reply | None:
    """Two words beside each other, of which somebody asks what they differ in, or the one that is known."""
    names_asked = [bare(each) for each in what.split(shapes.BESIDE)]
    if len(names_asked) != TWO:
        return None
    found = [await ctx.read(storage.called, each) for each in names_asked]
    known = [each for each in found if each and each.meanings and not each.hidden]
    if not known:
        return None
    items = tuple(Item(words(Bold(each.title), ": ", each.meanings[0].text), (), (look(each),)) for each in known)
    unknown = [name for name, each in zip(names_asked, found, strict=True) if each not in known]
    told = [Text(words(_("I do not know that word yet: {word}.", word=Bold(quoted(each))))) for each in unknown]
    ways = [Action(_("Ask what {word} means", word=quoted(each)), ctx.line("ask_for_word", each)) for each in unknown]
    return Reply((Items(items), *told, *([Actions(tuple(ways))] if ways else [])))


TWO = 2


@command(
    nl=("leg uit", "leg dit uit", "leg dat uit"),
    en=("explain this", "explain that", "explain it"),
    summary=_("Read what the words in a message mean"),
    safe=True,
)
async def explain_message(ctx: Context, what: str = "") -> Reply:
    """Of the message that this answers, or of what we said here last."""
    text = what or await _answered(ctx)
    if not text:
        return say(_("Which words? Answer a message with {line}, or type them behind it.", line=Code(_said(ctx))))
    if what and await ctx.read(names.find, bare(what)) is not None:
        return await explain_word.run(ctx, what)
    found = await _words_in(ctx, text)
    if not found:
        return Reply(
            (
                Text(words(_("I know no words of the glossary in it."))),
                Actions((Action(_("All words"), ctx.line("list_words")),)),
            )
        )
    items = tuple(Item(words(Bold(each.title), ": ", each.meanings[0].text), (), (look(each),)) for each in found)
    return Reply((Heading(words(_("In plain words"))), Items(items)))


async def _words_in(ctx: Context, text: str) -> list[Word]:
    """The words that a text names, longest names first, in the order in which it names them."""
    said = [token.word for token in islice(tokens(text[:LONGEST_READ]), 600)]
    stems = [stem(word) if len(word) >= names.STEMMED else word for word in said]
    runs = [
        " ".join(form[at : at + size])
        for at in range(len(said))
        for size in range(min(LONGEST_NAME, len(said) - at), 0, -1)
        for form in (said, stems)
    ]
    found = await ctx.read(storage.load, await ctx.read(names.among, runs, MOST_EXPLAINED))
    return [each for each in found if each.meanings]


async def _answered(ctx: Context) -> str:
    """The text of the message that this one answers; else of what we said here last."""
    found = await answered(ctx)
    if found is not None and found.ours is None:
        return found.text
    if found is None and ctx.message.reply_to is not None:
        return ""
    ours = found.ours if found else await ctx.read(sent.latest, ctx.message.conversation.key)
    if ours is None:
        return ""
    return " ".join(_strings(payload.load(ours.payload, ours.payload_version).blocks))


def _strings(value: Any) -> list[str]:  # Any: a block, or what is in one
    """The words that a reply shows, without what its buttons type."""
    match value:
        case str():
            return [value]
        case tuple():
            return [text for each in value for text in _strings(each)]
        case Actions():
            return []
        case Item(words=shown, notes=notes):
            return _strings((shown, notes))
        case _:
            fields = getattr(value, "__dataclass_fields__", {})
            return [text for name in fields if name != "url" for text in _strings(getattr(value, name))]


async def _network(ctx: Context, name: str) -> Reply | None:
    """The card of the network of that name."""
    found = await ctx.read(networks.by_name, name)
    if not found:
        return None
    shown = ctx.commands.by_name["show_network"]
    known = await ctx.read(networks.get, found[0])
    return await shown.run(ctx, known) if known else None


async def _unknown(ctx: Context, name: str) -> Reply:
    """What the map or the field knows of it; else it is asked for, of whoever can tell."""
    near = await ctx.read(names.near, name)
    if near:
        return Reply(
            (
                Text(words(_("Did you mean {word}?", word=Bold(near)))),
                Actions(
                    (
                        Action(near, explain_word.line(near)),
                        Action(_("No, {word}", word=quoted(name)), ctx.line("ask_for_word", name)),
                    )
                ),
            )
        )
    return await ask_for_word.run(ctx, name)


@command(
    nl=("vraag woord na", "vraag een woord na"),
    en=("ask for word",),
    summary=_("Let others say what a word means"),
    safe=True,
    hidden=True,
)
async def ask_for_word(ctx: Context, what: str) -> Reply:
    name = bare(what)[:LONGEST_WORD]
    knows = Action(_("Who knows more"), ctx.line("who_knows", name))
    others = _called(ctx, name)
    if others and name.isupper():
        told = _("{word}: {others}.", word=Bold(name), others=", ".join(others))
        explain = Action(_("I can explain it"), ctx.line("define_word", name))
        in_full = (Text(words(told)), Text(words(_("Nobody said in plain words what it is."))))
        return Reply((*in_full, Actions((knows, explain))))
    await ctx.write(storage.ask, name, ctx.member.id, ctx.now)
    unknown = Text(words(_("I do not know that word yet. I will ask around.")))
    also = [Text(words(_("Search knows it as {others} too.", others=", ".join(others))))] if others else []
    find = Action(_("Find people"), ctx.line("who_knows", name))
    return Reply((unknown, *also, Actions((Action(_("I know it"), ctx.line("define_word", name)), find))))


def _called(ctx: Context, name: str) -> list[str]:
    """What search takes for the same, of a word that is not in the glossary: an abbreviation in full, a theme."""
    known = ctx.atlas.meaning(name)
    called = (known.name, *known.also) if known else ()
    return [each for each in called if names.folded(each) != names.folded(name)][:OTHER_NAMES]


async def _thing(ctx: Context, name: str) -> Reply | None:
    """The card of the thing of that number, when there is one: "k12" is K-12, and A28 is a road."""
    kinds = kinds_of(ctx)
    letter, rest = name[:1].upper(), name[1:].lstrip(" -")
    if letter not in kinds or not (rest.isascii() and rest.isdigit()):
        return None
    number = kinds[letter].number(int(rest[:9]))
    call = ctx.commands.match(number, ctx.language.code)
    try:
        thing = await kinds[letter].reader().read(ctx, number, None)
    except Unclear:
        return None
    return await call.command.run(ctx, thing) if call and call.command.safe else None


def _said(ctx: Context) -> str:
    return explain_message.phrase(ctx.language.code)
