"""Lets members explain a word: by itself, and as it is meant where they are."""

from collections.abc import Sequence
from typing import Annotated

from bot.chat.reply import Action, Actions, Block, Choice, Fact, Quote, Reply, Text, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.dialogue.free_names import require_free
from bot.things.acts import happened
from bot.things.undoing import undo_button
from commands.glossary.agreement import Agreement, laid_out, said_to
from commands.glossary.card import card, look, meanings, subject
from commands.glossary.life import Act, among
from commands.glossary.permissions import can, explained
from commands.glossary.plain import first_sentence, too_hard, too_long
from commands.glossary.readers import Entry
from storage import audit
from storage.glossary import words as storage
from storage.glossary.tables import LONGEST_MEANING
from storage.glossary.word import WORD, Draft, Word
from storage.members import people
from storage.networks import networks
from storage.networks.network import Network
from storage.vocabulary import NetworkRole, Role

LONGEST_TYPED = 1_000
"""Characters of a meaning that is taken, to be shortened together."""


async def _needs_meaning(ctx: Context, known: Values) -> bool:
    """Whether it was not told yet, of a word that nobody explained."""
    entry: Entry | None = known.get("entry")
    return entry is not None and not entry.text and not await _explained(ctx, entry)


async def _explained(ctx: Context, entry: Entry) -> Word | None:
    known = await ctx.read(storage.called, entry.word)
    return known if known and known.state not in among(Act.explain) else None


async def _proposal(ctx: Context, known: Values) -> Reply | None:
    entry: Entry = known["entry"]
    require_free(ctx, entry.word)
    if await _explained(ctx, entry):
        return None
    said: Agreement = said_to(known, "agreed")
    text = said.instead or entry.text or known.get("meaning", "")
    return _laid_out(ctx, f"{entry.word}: {text}", text, unnamed=_unnamed(ctx, said))


def _laid_out(ctx: Context, shown: str, text: str, *, unnamed: bool, rows: Sequence[Fact] = ()) -> Reply:
    """The proposal; with what may be wrong with the text above it."""
    if too_long(text):
        above = Text(
            words(_("That is too long for one meaning ({n} characters). This is the first sentence.", n=len(text)))
        )
        shown = shown.replace(text, first_sentence(text))
    elif too_hard(text, ctx.atlas):
        above = Text(words(_("Can it be shorter and plainer?")))
    else:
        return laid_out(ctx, shown, rows, unnamed=unnamed)
    right, otherwise = _("Leave it so"), _("I make it shorter")
    return laid_out(ctx, shown, rows, above=(above,), right=right, otherwise=otherwise, unnamed=unnamed)


def _unnamed(ctx: Context, said: Agreement) -> bool:
    return ctx.member.asks_unnamed if said.unnamed is None else said.unnamed


_Entry = Annotated[
    Entry,
    Ask(
        _("Which word do you want to explain?"),
        label=_("Word"),
        hint=_("You may say at once what it means, behind a colon."),
        max_length=LONGEST_TYPED,
    ),
]
_Agreed = Annotated[Agreement | None, Ask(_proposal)]


@command(
    nl=("begrip", "nieuw begrip", "begrip uitleggen"),
    en=("define", "new word"),
    summary=_("Explain a word"),
    allow=Role.member,
)
async def define_word(
    ctx: Context,
    entry: _Entry,
    meaning: Annotated[
        str,
        Ask(
            _("What does it mean? One or two plain sentences."),
            label=_("Meaning"),
            when=_needs_meaning,
            max_length=LONGEST_TYPED,
            long=True,
        ),
    ] = "",
    agreed: _Agreed = None,
) -> Reply:
    known = await _explained(ctx, entry)
    if known and not (entry.text or meaning):
        return await card(ctx, known)
    if known:
        return await _there_already(ctx, known, entry)
    said = agreed or Agreement()
    text = first_sentence(said.instead or entry.text or meaning)
    unnamed = _unnamed(ctx, said)
    number = await ctx.write(storage.propose, ctx.member.id, Draft(entry.word, text, unnamed=unnamed), ctx.now)
    word = await ctx.read(storage.get, number) if number is not None else None
    if word is None:
        raise Refused(_("Somebody explained {word} just now. Look at it first.", word=Bold(entry.word)))
    act = await ctx.write(audit.record, ctx.member.id, "propose", WORD, word.id, ctx.now)
    await happened(ctx, subject(word), Act.explain)
    told = await _tell_askers(ctx, word, text)
    news = _("{number} {word} is a proposal.", number=Code(word.number), word=Bold(word.title))
    heard = [Text(words(_("Who asked for it reads it.")))] if told else []
    settle = [Action(_("Settle it"), ctx.line("settle_word", word.number))] if Act.settle in can(ctx, word) else []
    return Reply((Text(words(news)), *heard, Actions((*settle, look(word), undo_button(ctx, act)))))


async def _there_already(ctx: Context, word: Word, entry: Entry) -> Reply:
    """What is explained already is shown, with what can be added to it: what was typed is kept in the buttons."""
    text = shorten(entry.text, LONGEST_MEANING)
    adding = (
        Action(_("With us it differs"), ctx.line("with_us", f"{word.title}: {text}".strip())),
        look(word),
    )
    told = _("{number} {word} is explained already.", number=Code(word.number), word=Bold(word.title))
    return Reply((Text(words(told)), *await meanings(ctx, word), Actions(adding)))


async def _tell_askers(ctx: Context, word: Word, text: str) -> int:
    """Who asked what it means reads it, each once."""
    waiting = await ctx.read(storage.askers, word.id)
    heard = 0
    for member in await ctx.read(people.load, [each for each in waiting if each != ctx.member.id]):
        news = _("You asked what {word} means:", word=Bold(word.title))
        ctx.notify(member, Reply((Text(words(news)), Quote(words(text)), Actions((look(word),)))))
        heard += 1
    await ctx.write(storage.told, word.id)
    return heard


async def _own_network(ctx: Context, _known: Values) -> Network | None:
    """The one network that somebody speaks for: that they drive, else that they take part in."""
    driven = await ctx.read(networks.of_member, ctx.member.id, NetworkRole.convenor)
    theirs = driven or await ctx.read(networks.of_member, ctx.member.id)
    return theirs[0] if len(theirs) == 1 else None


async def _networks(ctx: Context, _known: Values) -> Sequence[Choice]:
    return [Choice(f"N-{each.id}", each.name) for each in (await ctx.read(networks.of_member, ctx.member.id))[:6]]


async def _second(ctx: Context, known: Values) -> Reply | None:
    entry, network = known["entry"], known["network"]
    word = await explained(ctx, entry, Act.mean)
    said: Agreement = said_to(known, "agreed")
    text = said.instead or entry.text or known.get("meaning", "")
    held = await ctx.read(storage.called, entry.word)
    if held is None:
        return None
    number, name = word.number, _called(ctx, word)
    told = _("Second meaning of {number} {word}, of {network}:", number=Code(number), word=name, network=network.name)
    shown = f"{ctx.language.text(told)} {text}"
    return _laid_out(ctx, shown, text, unnamed=_unnamed(ctx, said))


def _called(ctx: Context, word: Word) -> str:
    """A word with its other names: "omgevingsopgave (ook: opgave)"."""
    also = ctx.language.text(_("also: {names}", names=", ".join(word.also)))
    return f"{word.title} ({also})" if word.also else word.title


async def _lacks_text(_ctx: Context, known: Values) -> bool:
    entry: Entry | None = known.get("entry")
    return entry is not None and not entry.text


@command(
    nl=("bij ons betekent",),
    en=("with us it means", "our meaning of"),
    summary=_("Say what a word means where you are"),
    allow=Role.member,
)
async def with_us(
    ctx: Context,
    entry: Annotated[
        Entry, Ask(_("Which word means something else with you?"), label=_("Word"), max_length=LONGEST_TYPED)
    ],
    meaning: Annotated[
        str,
        Ask(
            _("What does it mean with you? One or two plain sentences."),
            label=_("Meaning"),
            when=_lacks_text,
            max_length=LONGEST_TYPED,
            long=True,
        ),
    ] = "",
    *,
    network: Annotated[
        Network, Ask(_("In which network is that so?"), label=_("Network"), guess=_own_network, suggest=_networks)
    ],
    agreed: Annotated[Agreement | None, Ask(_second)] = None,
) -> Reply:
    word = await explained(ctx, entry, Act.mean)
    said = agreed or Agreement()
    text = first_sentence(said.instead or entry.text or meaning)
    unnamed = _unnamed(ctx, said)
    if not await ctx.write(storage.mean, word.id, ctx.member.id, text, network.id, ctx.now, unnamed=unnamed):
        raise Refused(_("{network} said already what {word} means there.", network=network.name, word=Bold(word.title)))
    held = await ctx.read(storage.get, word.id)
    mine = next(each.id for each in (held or word).meanings if each.network_id == network.id)
    act = await ctx.write(audit.record, ctx.member.id, "mean", WORD, word.id, ctx.now, meaning=mine)
    await happened(ctx, subject(word), Act.mean)
    news: Msg = _("{number} has two meanings now, side by side.", number=Code(word.number))
    if held and len(held.meanings) > len(("general", "ours")):
        news = _("{number} has {n} meanings now, side by side.", number=Code(word.number), n=len(held.meanings))
    blocks: list[Block] = [Text(words(news)), Actions((look(word), undo_button(ctx, act)))]
    return Reply(tuple(blocks))
