"""Settles words, takes them back, says them otherwise, and undoes what was done to them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, Final, TypeAlias

from bot.chat.reply import Actions, Reply, Subject, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.things.acts import happened
from bot.things.sure import of_another
from bot.things.undoing import Undoable, undo_button
from commands.glossary.card import look, subject
from commands.glossary.life import LIFE, Act, among
from commands.glossary.permissions import require
from storage import audit
from storage.glossary import words as storage
from storage.glossary.tables import LONGEST_MEANING
from storage.glossary.word import WORD, State, Word
from storage.members import people
from storage.vocabulary import Role


@command(
    nl=("stel vast", "vaststellen"),
    en=("settle",),
    summary=_("Settle what a word means"),
    allow=Role.coordinator,
    hidden=True,
)
async def settle_word(ctx: Context, word: Word) -> Reply:
    if word.state is State.settled:
        return say(_("{number} is settled already.", number=Code(word.number)))
    act = await _move(ctx, word, Act.settle)
    if word.member_id is not None and word.member_id != ctx.member.id:
        for proposer in await ctx.read(people.load, [word.member_id]):
            news = _("What you explained is settled: {number} {word}.", number=Code(word.number), word=Bold(word.title))
            ctx.notify(proposer, Reply((Text(words(news)), Actions((look(word),)))))
    told = _("{number} is settled. Search knows the word too now.", number=Code(word.number))
    return Reply((Text(words(told)), Actions((undo_button(ctx, act), look(word)))))


@command(
    nl=("maak weer een voorstel", "niet meer vastgesteld"),
    en=("unsettle",),
    summary=_("Make a settled word a proposal again"),
    allow=Role.coordinator,
    hidden=True,
)
async def unsettle_word(ctx: Context, word: Word) -> Reply:
    act = await _move(ctx, word, Act.unsettle)
    return _done(ctx, _("{number} is a proposal again.", number=Code(word.number)), word, act)


@command(
    nl=("trek begrip in", "haal begrip weg"),
    en=("withdraw word", "take word back"),
    summary=_("Take back a word that you explained"),
    allow=Role.member,
    hidden=True,
    others=of_another,
)
async def withdraw_word(ctx: Context, word: Word) -> Reply:
    if word.state is State.withdrawn:
        return say(_("{number} is withdrawn.", number=Code(word.number)))
    act = await _move(ctx, word, Act.withdraw)
    return _done(ctx, _("{number} is withdrawn.", number=Code(word.number)), word, act)


@command(
    nl=("zet begrip terug", "heropen begrip"),
    en=("put word back", "reopen word"),
    summary=_("Put back a word that was taken back"),
    allow=Role.member,
    hidden=True,
)
async def reopen_word(ctx: Context, word: Word) -> Reply:
    if word.state in (State.proposed, State.settled):
        return say(_("{number} is there.", number=Code(word.number)))
    act = await _move(ctx, word, Act.reopen)
    return _done(ctx, _("{number} is a proposal again.", number=Code(word.number)), word, act)


@command(
    nl=("zeg anders", "verwoord anders"),
    en=("say otherwise", "reword"),
    summary=_("Say in other words what a word means"),
    allow=Role.member,
    hidden=True,
)
async def reword(
    ctx: Context,
    word: Word,
    text: Annotated[
        str,
        Ask(
            _("How would you say it? One or two plain sentences."),
            label=_("Meaning"),
            max_length=LONGEST_MEANING,
            long=True,
        ),
    ],
) -> Reply:
    require(ctx, word, Act.reword)
    general = word.meanings[0]
    await ctx.write(storage.reword, general.id, " ".join(text.split()), ctx.now)
    await ctx.write(audit.record, ctx.member.id, "reword", WORD, word.id, ctx.now, meaning=general.id)
    return Reply(
        (Text(words(_("{number} says it in your words now.", number=Code(word.number)))), Actions((look(word),)))
    )


async def _move(ctx: Context, word: Word, act: Act) -> int:
    """Bring it to where the act leads: the number of what was done. Raises `Refused`."""
    require(ctx, word, act)
    if not await ctx.write(storage.move, word.id, LIFE[act].leads[word.state], ctx.now, among=among(act)):
        raise Refused(_("{number} changed just now. Look at it first.", number=Code(word.number)))
    done = await ctx.write(audit.record, ctx.member.id, act.value, WORD, word.id, ctx.now)
    await happened(ctx, subject(word), act)
    return done


def _done(ctx: Context, told: Msg, word: Word, act: int) -> Reply:
    return Reply((Text(words(told)), Actions((undo_button(ctx, act), look(word)))))


Detail: TypeAlias = Mapping[str, Any]
"""What was noted with an act. Any: ids and names of things."""


async def _back(ctx: Context, word: Word, to: State, of: State) -> bool:
    return await ctx.write(storage.move, word.id, to, ctx.now, among={of})


async def _unpropose(ctx: Context, word: Word, _detail: Detail) -> bool:
    """As long as nobody built on it: no other meaning, no better word."""
    alone = len(word.meanings) == 1 and not word.betters and word.member_id == ctx.member.id
    return alone and await _back(ctx, word, State.withdrawn, State.proposed)


async def _unmean(ctx: Context, _word: Word, detail: Detail) -> bool:
    return await ctx.write(storage.unmean, int(detail["meaning"]), ctx.now)


async def _unsuggest(ctx: Context, _word: Word, detail: Detail) -> bool:
    return await ctx.write(storage.unsuggest, int(detail["better"]), ctx.now)


async def _unchoose(ctx: Context, word: Word, detail: Detail) -> bool:
    if word.better != detail["name"]:
        return False
    return await ctx.write(storage.choose, word.id, str(detail["was"]), ctx.now)


async def _unsettle(ctx: Context, word: Word, _detail: Detail) -> bool:
    return await _back(ctx, word, State.proposed, State.settled)


async def _resettle(ctx: Context, word: Word, _detail: Detail) -> bool:
    return await _back(ctx, word, State.settled, State.proposed)


async def _unwithdraw(ctx: Context, word: Word, _detail: Detail) -> bool:
    return await _back(ctx, word, State.proposed, State.withdrawn)


async def _rewithdraw(ctx: Context, word: Word, _detail: Detail) -> bool:
    return await _back(ctx, word, State.withdrawn, State.proposed)


_UNDO: Final[Mapping[str, Callable[[Context, Word, Detail], Awaitable[bool]]]] = {
    "propose": _unpropose,
    "mean": _unmean,
    "better": _unsuggest,
    "choose": _unchoose,
    Act.settle: _unsettle,
    Act.unsettle: _resettle,
    Act.withdraw: _unwithdraw,
    Act.reopen: _rewithdraw,
}


def _undoing(act: str) -> Undoable:
    async def undo(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
        word = await ctx.read(storage.get, thing.id)
        if word is None or not await _UNDO[act](ctx, word, detail):
            return None
        return _("It is undone: {number} is as it was.", number=Code(thing.line))

    return Undoable(WORD, act, undo)


UNDO = tuple(map(_undoing, _UNDO))
