"""Finds what someone may do to a word, and says to others why they may not."""

from bot.chat.reply import Action, Actions, Reply, Text
from bot.chat.reply import words as said
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused, not_allowed
from commands.glossary.life import LIFE, Act, Party, among, possible
from commands.glossary.readers import Entry
from storage.glossary import words
from storage.glossary.word import State, Word
from storage.vocabulary import Role


def parties(ctx: Context, word: Word) -> frozenset[Party]:
    """Tell what the member is to a word."""
    held = set()
    if ctx.member.role >= Role.member:
        held.add(Party.member)
        if word.member_id == ctx.member.id:
            held.add(Party.maker)
    if ctx.may(Role.coordinator):
        held.add(Party.coordinator)
    return frozenset(held)


def can(ctx: Context, word: Word) -> frozenset[Act]:
    """All that the member can do to it now."""
    return possible(word.state, parties(ctx, word))


def require(ctx: Context, word: Word, act: Act) -> None:
    """Raises `Refused` for what the member may not do, or nobody can do now."""
    number = Code(word.number)
    if word.hidden and not ctx.may(Role.coordinator):
        raise Refused(_("{number} is out of sight.", number=number))
    if act in can(ctx, word):
        return
    if LIFE[act].by.isdisjoint(parties(ctx, word)):
        if ctx.member.role < Role.member:
            raise Refused(reply=not_allowed(Role.member, ctx.topics))
        if LIFE[act].by == {Party.coordinator}:
            raise Refused(_("Words are of the whole country. Ask a national coordinator to do this."))
        raise Refused(_("Only who proposed {number}, and national coordinators, can do this.", number=number))
    match word.state:
        case State.withdrawn:
            raise Refused(_("{number} is withdrawn.", number=number))
        case State.settled:
            raise Refused(_("{number} is settled. A national coordinator can make it a proposal again.", number=number))
        case State.asked:
            raise Refused(_("Nobody explained {word} yet.", word=word.title))
        case _:
            raise Refused(_("{number} is a proposal.", number=number))


async def explained(ctx: Context, entry: Entry, act: Act) -> Word:
    """The word that is spoken of, for who may do that to it. Raises `Refused` for one that has no meaning yet."""
    found = await ctx.read(words.called, entry.word)
    if found is None or found.state not in among(act):
        told = _("Nobody explained {word} yet. Do you want to be the first?", word=Bold(entry.word))
        explain = Action(_("Explain it"), ctx.line("define_word", entry.word))
        raise Refused(reply=Reply((Text(said(told)), Actions((explain,)))))
    require(ctx, found, act)
    return found
