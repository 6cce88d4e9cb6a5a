"""Lets a question stand in a channel or room: which one is meant, and the card that brings it there."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import ClassVar

from bot.chat.line import Line
from bot.chat.message import Conversation
from bot.chat.reply import Action, Actions, Choice, Style, codec
from bot.chat.spans import Code
from bot.chat.texts import Language, Msg, _
from bot.command.command import Ask, Context, Notice
from bot.command.reader import Reader, Unclear
from bot.things.rooms import known_here
from commands.questions.card.card import about, card
from storage.database.database import Tx
from storage.database.text import fold
from storage.members import people
from storage.messaging import conversations
from storage.messaging.conversations import Audience
from storage.messaging.outbox import Letter
from storage.questions import places, questions
from storage.questions.places import QuestionPlace
from storage.questions.question import Question
from storage.vocabulary import QuestionStatus

HERE = frozenset({"hier", "here", "dit kanaal", "deze ruimte", "this channel", "this room"})
SMALL_WORD = re.compile(r"^\s*(?:in|naar|to|at|uit|from)\s+", re.IGNORECASE)
NUMBER = re.compile(r"^\s*p\s*-?\s*(\d{1,9})\s*$", re.IGNORECASE)
A_CHANNEL, A_CLOSED_ROOM = _("a channel"), _("a closed room")


class APlace(Reader[Audience]):
    """A channel or room by its name or number (P-3), or the one that is spoken in. A closed one only from within."""

    _UNKNOWN: ClassVar[Msg] = _(
        "I know no such open channel or room. A closed one is chosen in that room itself, with {here}.",
        here=Code(Line("hier", en="here")),
    )

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Audience:
        wanted = SMALL_WORD.sub("", text.strip())
        here = await known_here(ctx)
        numbered = NUMBER.match(wanted)
        open_ = await self._open(ctx)
        if fold(wanted) in HERE and here:
            return here
        if numbered:
            found = [each for each in ([here] if here else []) + open_ if each.id == int(numbered[1])]
        else:
            found = [each for each in ([here] if here else []) + open_ if fold(each.name) == fold(wanted)]
        different = list({each.id: each for each in found}.values())
        if len(different) == 1:
            return different[0]
        raise Unclear(self._UNKNOWN, _choices(different or open_))

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        return _choices(await self._open(ctx))

    async def _open(self, ctx: Context) -> list[Audience]:
        return [each for each in await ctx.read(conversations.shared) if not each.closed]


def _choices(open_: Iterable[Audience]) -> tuple[Choice, ...]:
    return tuple(Choice(f"P-{each.id}", each.name or A_CHANNEL) for each in open_)


async def post(ctx: Context, question: Question, place: QuestionPlace) -> None:
    """Bring the card of a question to a place where it lives from now on; what is said below it belongs to it."""
    where = codec.load(place.address)
    if not isinstance(where, Conversation):
        raise TypeError(f"Place {place.id} has no address")
    there = replace(
        ctx,
        member=people.passer_by(place.language),
        message=replace(ctx.message, conversation=where),
        language=Language(place.language),
        notices=[],
        letters=[],
    )
    shown = await card(there, question)
    ctx.notices.append(Notice(where, shown, stored=partial(_brought, place.id)))


MOST_ALONG = 20
"""Questions that are looked at when a room moves: of a busy one the newest are what people still speak about."""


async def bring_along(ctx: Context) -> None:
    """The room went on as this one, where its old threads are not: the questions that are open get a thread here."""
    here = await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    if here is None:
        return
    await ctx.write(places.moved, here.id, here.key, codec.dump(ctx.message.conversation.place))
    for place in reversed(await ctx.read(places.in_conversation, here.id, limit=MOST_ALONG)):
        question = await ctx.read(questions.get_one, place.question_id)
        if question.status in (QuestionStatus.open, QuestionStatus.answered):
            await post(ctx, question, place)


async def ask_again(ctx: Context) -> None:
    """This room was open and is closed from now on: what is said in it goes nowhere without the askers' word."""
    here = await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    for place in await ctx.read(places.in_conversation, here.id, limit=None) if here else []:
        await ctx.write(places.disagree, place.id)
        question = await ctx.read(questions.get_one, place.question_id)
        asker = await ctx.read(people.get, question.asker_id) if question.asker_id is not None else None
        if asker is None:
            continue
        news = _("A room in which your question stands is closed from now on. May what is said there still get out?")
        which = f"{question.number} P-{place.conversation_id}"
        yes = Action(_("Yes"), ctx.line("place_agreed", which), style=Style.primary)
        ctx.notify(asker, about(news, question, Actions((yes, Action(_("No"), ctx.line("take_away", which))))))


def _brought(place: int, tx: Tx, letter: Letter) -> None:
    places.brought(tx, place, letter.key)
