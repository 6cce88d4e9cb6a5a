"""A hundred members at once leave a consistent question, on SQLite and on PostgreSQL."""

from collections import Counter

from sqlalchemy import Connection, select, union_all

from storage import tables
from storage.members import follows, people
from storage.members.member import Profile
from storage.questions import questions
from storage.questions.question import QUESTION
from storage.vocabulary import QuestionStatus
from tests.bot.fake_platform import eventually
from tests.cafe import PLATFORM, START, Door
from tests.commands.questions.test_questions import put

CROWD = 100

MINUTES = 600.0
"""Seconds in which all that came of it must have arrived, however busy the machine is."""


def _sign_up(tx: Connection, ids: list[tuple[str, str]]) -> None:
    for id_, name in ids:
        member = people.meet(tx, PLATFORM, id_, name, "nl", START)
        people.sign_up(tx, member.id, Profile(name, None, "", "", frozenset(), frozenset()), (), START)


async def _all_is_said(door: Door) -> bool:
    """Nothing is being handled, and every letter that came of it has arrived."""

    def waits(tx: Connection) -> bool:
        unhandled = select(tables.inbox.c.id).where(tables.inbox.c.handled_at.is_(None))
        unsent = select(tables.outbox.c.id).where(tables.outbox.c.sent_at.is_(None))
        return bool(tx.execute(union_all(unhandled, unsent).limit(1)).first())

    await door.cafe.settled()
    return not await door.database.read(waits)


async def test_a_hundred_members_answer_follow_and_click_at_once(door: Door) -> None:
    asker = await door.member("Adviseur")
    await put(asker)
    crowd = [door.person(f"Deelnemer {number}") for number in range(CROWD)]
    await door.database.write(_sign_up, [(each.identity.id, each.identity.name) for each in crowd])
    lines = [
        f"antwoord K-1 Antwoord {number}." if number % 2 else ("volg K-1", "dit wil ik ook weten K-1")[number // 2 % 2]
        for number in range(CROWD)
    ]
    await door.cafe.dispatcher.store([each.message(line) for each, line in zip(crowd, lines, strict=True)])
    await eventually(lambda: _all_is_said(door), within=MINUTES)
    held = await door.database.read(questions.get_one, 1)
    assert held.status is QuestionStatus.answered
    assert sorted(each.text for each in held.answers) == sorted(f"Antwoord {number}." for number in range(1, CROWD, 2))
    followers = await door.database.read(follows.followers, QUESTION, [1])
    assert len(followers) == CROWD + 1
    told = Counter(
        answer.text
        for said in asker.notices
        for answer in held.answers
        if said.reply.blocks and f"{answer.text}\n" in f"{said}\n"
    )
    assert set(told) == {each.text for each in held.answers}, "the asker hears of every answer"
    assert set(told.values()) == {1}, "once"
