"""The loop as one story on both platforms: asked by a farmer on Matrix, put on the agenda and decided on in Teams.

A real homeserver with two members, one of them in an encrypted chat; a real Teams client each for who coordinates and
for a steward; one Café between them, whose clock goes on to when what waits is told.
"""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.app import utc_now
from storage.database.database import Database
from storage.hearing import hearings
from storage.members import people, roles
from storage.members.roles import Grant
from storage.vocabulary import Role
from tests.adapters.both.test_one_conversation import (
    PATIENCE,
    Cast,
    cafe_database,
    cast,
    enrolled_on_matrix,
    enrolled_on_teams,
    shown,
)
from tests.adapters.matrix.member import Member, body
from tests.adapters.shifted_clock import ShiftedClock
from tests.servers.teams_client import AANJAGER_BODEM, KERNTEAM_TWENTE, TENANT, TeamsClient, User

__all__ = ["cafe_database", "cast"]
"""The fixtures of the one conversation."""

QUESTION = "Hoe houden we de dorpsschool in Twente open als er minder kinderen zijn?"
WORK, WHY = "wij vragen het aan vijf scholen", "een school is meer dan een gebouw met klassen"
ACTION, RESULT = "elk dorp krijgt een jaar", "drie van de vijf scholen"
A_WEEK = timedelta(days=7)


@pytest.fixture
def clock() -> ShiftedClock:
    return ShiftedClock()


async def later(cast: Cast, clock: ShiftedClock, database: Database, by: timedelta = timedelta()) -> None:
    """Go on to when all that waits is told, and let it go out."""
    clock.ahead += by
    unsent = select(func.max(hearings.c.due_at)).where(hearings.c.sent_at.is_(None))
    due = await database.read(lambda tx: tx.scalar(unsent))
    if due is not None and due > clock():
        clock.ahead = due + timedelta(minutes=1) - utc_now()
    await cast.cafe.work["hearing"]()
    cast.cafe.delivery.wake()
    await cast.cafe.settled()


async def tells(client: TeamsClient, *lines: str) -> str:
    """Say these in one's own chat in Teams, each once the one before was answered: the last answer."""
    for line in lines:
        before = len(client.posts)
        await client.say(line)
        post = await client.wait_for(
            lambda each: not each.replaced and client.posts.index(each) >= before,  # noqa: B023  # at once
            within=PATIENCE,
        )
    return shown(post)


async def asks(who: Member, chat: str, *lines: str) -> str:
    for line in lines:
        said = await who.ask(chat, line)
    return body(said)


async def reads(who: Member, chat: str, text: str) -> None:
    await who.until(lambda: heard(who, chat, text) > 0, patience=PATIENCE)


def heard(who: Member, chat: str, text: str) -> int:
    return sum(text in body(each) for each in who.said_in(chat))


async def grants(database: Database, user: User, role: Role) -> None:
    found = await database.read(people.by_identity, "teams", f"{TENANT}/{user.aad_object_id}")
    assert found
    await database.write(roles.grant, found.id, Grant(role), None, utc_now())


async def everybody_once(members: Sequence[tuple[Member, str]], *texts: str) -> None:
    for who, chat in members:
        for text in texts:
            await reads(who, chat, text)
            assert heard(who, chat, text) == 1, (who.id, text)


async def test_what_a_farmer_asks_on_matrix_is_decided_on_in_teams_and_comes_back(
    cast: Cast, cafe_database: Database, clock: ShiftedClock
) -> None:
    steward, coordinator, farmer, neighbour = cast.asker, cast.colleague, cast.neighbour, cast.insider
    await enrolled_on_teams(steward, "Lid stuurgroep")
    await enrolled_on_teams(coordinator, "Kernteam Twente")
    await grants(cafe_database, AANJAGER_BODEM, Role.steward)
    await grants(cafe_database, KERNTEAM_TWENTE, Role.coordinator)
    own = await farmer.chat_with(cast.bot.user_id)
    next_door = await neighbour.chat_with(cast.bot.user_id, encrypted=True)
    await enrolled_on_matrix(farmer, own)
    await enrolled_on_matrix(neighbour, next_door, region="Salland")
    both = ((farmer, own), (neighbour, next_door))

    # A question on Matrix becomes an item, wanted in two regions and taken up from Teams.
    await asks(farmer, own, f"vraag {QUESTION}", "ja")
    await tells(coordinator, "zet vraag op de agenda K-1", "klopt")
    for who, chat in both:
        await asks(who, chat, "steun G-1")
    assert "2 mensen uit 2 regio's" in await asks(farmer, own, "G-1")
    await tells(coordinator, f"werk aan G-1: {WORK}")
    await later(cast, clock, cafe_database)
    await everybody_once(both, WORK)

    # A signal of both, decided on in Teams, with its reason.
    signal = "signaal: kleine scholen in Twente sluiten voordat iemand iets vraagt"
    await asks(farmer, own, signal, "klopt", "overslaan")
    await asks(neighbour, next_door, "bij ons ook S-1")
    await tells(coordinator, "voorstel S-1: vraag het dorp eerst een jaar lang mee")
    await tells(coordinator, "leg voor S-1 aan stuurgroep")
    await later(cast, clock, cafe_database, A_WEEK)
    await tells(steward, f"besluit S-1 overnemen: {WHY}", "klopt")
    await later(cast, clock, cafe_database)
    await tells(coordinator, f"actie S-1: {ACTION} om mee te denken, vanaf januari")
    await later(cast, clock, cafe_database, A_WEEK)
    await everybody_once(both, WORK, WHY, ACTION)

    # Finished, with a lesson; and what became of it all, told whole.
    await tells(coordinator, f"rond af G-1: met een jaar samen denken blijven {RESULT} open")
    await later(cast, clock, cafe_database, A_WEEK)
    await everybody_once(both, WORK, WHY, ACTION, RESULT)
    await tells(coordinator, "les uit G-1: begin een jaar eerder met het dorp, dat werkte goed", "goed proces", "klopt")
    assert "L-1" in await asks(farmer, own, "G-1")
    told = await asks(farmer, own, "mijn inbreng")
    assert all(part in told for part in ("K-1", "G-1", "S-1", WHY)), told
