"""A card about a question follows it, in place, wherever it stands."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

import commands
from bot.app import Cafe
from bot.chat.message import Conversation, Identity, Kind, Message
from bot.chat.reply import Facts, Quote, Reply, label
from bot.command.command import Commands
from storage.database.database import Database
from storage.members import people
from storage.messaging import cards, outbox
from storage.questions import questions
from storage.questions.question import Draft
from tests.bot.fake_platform import PLATFORM, START, Clock, FakePlatform

SQUARE = Conversation(PLATFORM, "square", Kind.channel)
ASKER = Identity(PLATFORM, "adviseur", "Adviseur Water")
HELPER = Identity(PLATFORM, "aanjager", "Aanjager Bodem")


class Board(FakePlatform):
    """A sink where messages can be replaced: what each of them shows by now."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[str, Reply] = {}
        self.replacements: list[str] = []

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        native = replaces or f"native-{key}"
        self.shown[native] = reply
        if replaces:
            self.replacements.append(replaces)
        await super().send(conversation, reply, key=key, replaces=replaces)
        return native


class Evening:
    """A Café that runs, in which people say things and wait until all came to rest."""

    def __init__(self, database: Database) -> None:
        self.board = Board()
        self.clock = Clock()
        self.cafe = Cafe(database, Commands.within(commands), [self.board], clock=self.clock)
        self._numbers = count(1)

    async def say(self, text: str, who: Identity, *, where: Conversation | None = None) -> str:
        """The native id of the answer."""
        place = where or Conversation(PLATFORM, f"chat-{who.id}", Kind.personal)
        number = f"m{next(self._numbers)}"
        await self.cafe.dispatcher.answer(Message(number, place, who, text, self.clock(), locale="nl"))
        await self.cafe.settled()
        return f"native-{PLATFORM}:{number}/answer"


@pytest.fixture
async def evening(database: Database) -> AsyncIterator[Evening]:
    for who in (ASKER, HELPER):
        member = await database.write(people.meet, PLATFORM, who.id, who.name, "nl", START)
        await database.write(people.sign_up, member.id, people.profile_of(member), [], START)
    held = Evening(database)
    asker = await database.read(people.by_identity, PLATFORM, ASKER.id)
    assert asker
    await database.write(questions.put, asker.id, Draft(text="Hoe meten buurten de lucht?"), START)
    running = asyncio.create_task(held.cafe.run())
    await held.cafe.opened.wait()
    yield held
    running.cancel()
    await asyncio.wait([running])


def told(reply: Reply) -> str:
    """What a card says in its quotes and facts."""
    return "\n".join(
        "".join(map(str, block.words)) if isinstance(block, Quote) else str([label(f.label) for f in block.rows])
        for block in reply.blocks
        if isinstance(block, Quote | Facts)
    )


async def test_a_card_in_a_channel_shows_an_answer_given_elsewhere(evening: Evening) -> None:
    card = await evening.say("K-1", ASKER, where=SQUARE)
    await evening.say("antwoord K-1 Met sensoren van karton", HELPER)
    assert "Met sensoren van karton" in told(evening.board.shown[card])
    assert evening.board.replacements == [card]


async def test_a_card_in_a_channel_is_drawn_for_anyone(evening: Evening) -> None:
    """What only its asker may press must not stand on a card that everybody sees."""
    card = await evening.say("K-1", ASKER, where=SQUARE)
    await evening.say("antwoord K-1 Met sensoren van karton", HELPER)
    lines = [action.line for action in evening.board.shown[card].actions()]
    assert "antwoord K-1" in lines
    assert not [line for line in lines if line.startswith(("helpt", "sluit"))]


async def test_a_card_in_a_personal_chat_is_drawn_for_that_person(evening: Evening) -> None:
    card = await evening.say("K-1", ASKER)
    await evening.say("antwoord K-1 Met sensoren van karton", HELPER)
    lines = [action.line for action in evening.board.shown[card].actions()]
    assert [line for line in lines if line.startswith("helpt")]


async def test_in_a_personal_chat_only_the_latest_card_is_kept(evening: Evening) -> None:
    first = await evening.say("K-1", ASKER)
    second = await evening.say("K-1", ASKER)
    await evening.say("antwoord K-1 Met sensoren van karton", HELPER)
    assert first not in evening.board.replacements
    assert evening.board.replacements == [second]


async def test_what_changes_nothing_on_the_card_sends_nothing(evening: Evening) -> None:
    await evening.say("K-1", ASKER, where=SQUARE)
    await evening.say("volg K-1", HELPER)
    shown = len(evening.board.replacements)
    await evening.say("ontvolg K-1", HELPER)
    await evening.say("volg K-1", HELPER)
    await evening.say("volg K-1", HELPER)
    assert len(evening.board.replacements) <= shown + 2


async def test_changes_close_together_become_one_replacement(evening: Evening, database: Database) -> None:
    card = await evening.say("K-1", ASKER, where=SQUARE)
    helper = await database.read(people.by_identity, PLATFORM, HELPER.id)
    assert helper
    for number in range(5):
        await database.write(questions.answer, 1, helper.id, f"Antwoord {number}", START)
    evening.cafe.cards.wake()
    await evening.cafe.settled()
    assert evening.board.replacements == [card]
    assert "Antwoord 4" in told(evening.board.shown[card])


async def test_a_card_whose_outbox_row_was_pruned_is_still_replaced(evening: Evening, database: Database) -> None:
    card = await evening.say("K-1", ASKER, where=SQUARE)
    await database.write(outbox.prune, START + timedelta(days=400))
    await evening.say("antwoord K-1 Met sensoren van karton", HELPER)
    assert evening.board.replacements == [card]


async def test_what_another_process_changed_is_drawn_on_the_next_round(evening: Evening, database: Database) -> None:
    await evening.say("K-1", ASKER, where=SQUARE)
    helper = await database.read(people.by_identity, PLATFORM, HELPER.id)
    assert helper
    await database.write(questions.answer, 1, helper.id, "Van elders", START)
    (stale,) = await database.read(cards.stale, [PLATFORM])
    assert await database.write(cards.drawn, stale, "someone else drew it")
    assert not await database.write(cards.drawn, stale, "and nobody else does")
    assert not await database.write(cards.drawn, replace(stale, revision=0), "nor an older state")
