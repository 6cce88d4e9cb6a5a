"""What is held about a member can be seen, and is gone everywhere once they ask to be forgotten."""

import importlib.util
import json
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta

from sqlalchemy import Connection, insert, select

import tests.commands
from bot.chat.texts import _
from bot.members.personal_data import OwnData
from storage import links, search, tables
from storage.accounts import erasure
from storage.accounts.erasure import Mark
from storage.links import Thing
from storage.tables.base import metadata
from storage.vocabulary import LinkKind
from storage.who_knows import unmet_needs
from tests.cafe import ALL, START, Door, Person
from tests.commands.networks.test_networks import register
from tests.commands.questions.test_questions import LUCHT, put

NAME = "Kwartelkoning Zandloper"
ID = "kwartelkoning-zandloper"
TRACES = ("kwartelkoning", "zandloper")


NOT_OF_PEOPLE = {
    "agenda_recurring",  # numbers of questions
    "conversation_regions",  # what a place is about
    "conversation_themes",
    "digest_issues",  # keys of stories, like K-12
    "erasures",  # fingerprints of who was erased, and only of those
    "network_pairs",  # whether two networks want to act together
    "network_resources",  # what networks need and offer, of a closed list
    "programmes",  # what lists say of networks that are one
    "question_copies",  # ids of messages, here and there
    "question_messages",
    "search_exposures",  # how often a kind of organisation was shown, a day
    "search_block",  # numbers, made from the rows of search when there are many
    "search_image",
    "search_segment",
    "search_vector",
    "sentences",  # of nobody: names and numbers are taken out before they are kept, where a pilot runs
    "terms",  # what topics call things; a topic that puts something there fills it
}
"""Tables that a full life may leave empty, since no name can stand in them."""


def traces(tx: Connection) -> list[str]:
    """Each row of each table that still tells of them, whatever its column."""
    found = []
    for table in metadata.sorted_tables:
        for row in tx.execute(select(table)).mappings():
            for column, value in row.items():
                told = json.dumps(value, default=str, ensure_ascii=False).lower()
                if any(trace in told for trace in TRACES):
                    found.append(f"{table.name}.{column}: {told[:200]}")
    return found


def _kept(tx: Connection, member: int) -> None:
    """As `plek import` remembers which row of a file became whom."""
    tx.execute(insert(tables.exchange_keys).values(kind="member", key=f"{NAME}@voorbeeld.example", id=member))
    # And as "wie weet" notes what they looked for, when nobody is known for it.
    unmet_needs.record(tx, f"stikstof {NAME}", regions=(), themes=(), now=START, member=member)
    links.link(tx, Thing("question", 1), LinkKind.gaat_over, Thing("network", 1), member, START)


def lives() -> Iterator[Callable[[Door, Person], Awaitable[None]]]:
    """What a member does in topics that came later: `live` in `tests/commands/<topic>/life.py`."""
    for room in pkgutil.iter_modules(tests.commands.__path__, "tests.commands."):
        if room.ispkg and importlib.util.find_spec(f"{room.name}.life"):
            yield importlib.import_module(f"{room.name}.life").live


async def lead_a_full_life(door: Door) -> Person:
    """Someone with a part in everything there is."""
    kernteam = await door.coordinator("Kernteam")
    knows = "Ik meet de luchtkwaliteit in Twente."
    who, other = await door.member(NAME, knows=knows, regions="Twente", themes="bodem"), await door.member("Ander")
    number = f"M-{(await who.member()).id}"
    room = await door.room("Kanaal Lucht")
    await register(who)
    await kernteam.presses(_("Approve"), await kernteam.hears(_("A network to approve")))
    await put(who)
    await put(other, "Wie weet hoe je geluid meet in Twente?")
    await other.says(f"breng K-2 bij {number}")
    await who.in_turn("niet voor mij K-2", "Ik weet niets van geluid.")
    await who.says("antwoord K-2 Of toch: met een app.")
    await other.says("helpt A-1")
    await other.says("antwoord K-1 Met sensoren.")
    await who.says("helpt A-2")
    for what in ("volg Twente", "volg K-2", "weekbericht aan maandag 09:00", "dit helpt me al K-2"):
        await who.says(what)
    await who.in_turn("meld K-2", "Dit klopt niet.")
    await who.says("K-1", where=room)
    await other.says("K-1", where=room)
    await other.says("K-2", where=room)
    await kernteam.says("te doen")
    await kernteam.says(number)
    await other.says("wie weet iets over luchtkwaliteit in Twente")
    await who.in_turn("vraag Een vraag die een concept blijft", "stop")
    await who.says("koppel")
    await kernteam.says("verloop K-2")
    await kernteam.says(f"rol geven {number} coordinator")
    await other.says(f"meld {number} Dit lid schreef iets raars.")
    await put(other, "Wie weet iets van stikstof?")
    await other.says(f"breng K-3 bij M-{(await kernteam.member()).id}")
    await kernteam.says("niet voor mij K-3 Vraag het een ander.")
    for line in ("vraag Wie weet iets van zwerfkeien?", "ja"):
        await who.says(line, where=room)
    mine = (await who.member()).id
    await door.database.write(_kept, mine)
    one, other_one = Thing("question", 1), Thing("question", 2)
    await door.database.write(links.link, one, LinkKind.hoort_bij, other_one, mine, door.clock())
    for live in lives():
        await live(door, who)
    return who


async def test_who_is_forgotten_is_in_no_table_any_more(door: Door) -> None:
    who = await lead_a_full_life(door)
    before = await door.database.read(traces)
    assert len({each.partition(".")[0] for each in before}) >= 5, before
    member = (await who.member()).id
    await who.in_turn("vergeet mij", "blijven", "ja")
    goodbye = _("You are forgotten. If you write to me again, we start anew.")
    # Nothing of it is kept once it was sent.
    await door.far.until(lambda: any(said.tells(goodbye) for said in door.heard_in(who.chat)), "the goodbye")
    await door.cafe.settled()
    assert await door.database.read(traces) == []
    other = door.person("Ander")
    assert LUCHT in await other.says("K-1")
    assert "Met een app" not in await other.says("wie weet iets over luchtkwaliteit in Twente")
    assert "met een app" in await other.says("K-2"), "what they gave stays, without their name"
    subjects = await door.database.read(lambda tx: search.subjects(tx, {("member", member)}))
    assert not subjects


async def test_a_full_life_leaves_something_in_every_table_that_can_tell_of_people(door: Door) -> None:
    """So that none can be forgotten: a topic fills its tables in a `life.py`, which `lives` finds."""
    await lead_a_full_life(door)
    empty = {
        table.name
        for table in metadata.sorted_tables
        if not await door.database.read(lambda tx, which=table: tx.execute(select(which).limit(1)).first())  # type: ignore[misc]  # a default binds it
    }
    assert empty <= NOT_OF_PEOPLE, f"nobody fills {empty - NOT_OF_PEOPLE}: tests/commands/<topic>/life.py"


async def test_whatever_points_at_a_member_is_among_their_data(door: Door) -> None:
    who = await lead_a_full_life(door)
    held = await door.database.read(erasure.held, (await who.member()).id)
    titles = {each.name for each in ALL.topics.all(OwnData)}
    for name, _column in erasure.points_at_members():
        assert name in titles, f"{name} has no title: bot.members.personal_data.OwnData"
    assert set(held) <= titles
    assert {"identities", "questions", "answers", "follows", "requests", "reuses", "drafts", "codes"} <= set(held)


async def test_what_others_were_told_is_replaced_in_place(door: Door) -> None:
    who, other = await door.member(NAME), await door.member("Ander")
    await put(other)
    await who.says("ik pak het op K-1")
    await other.says(f"breng K-1 bij M-{(await who.member()).id}")
    await who.says("ik pak het op K-1")
    news = await other.hears(_("{who} looks at your question.", who=f"{NAME} (Gemeente Voorbeeld)"))
    await who.in_turn("vergeet mij", "ja")
    await door.far.until(lambda: any(said.replaces == news.native_id for said in door.far.sent), "the replacement")
    replacement = next(said for said in door.far.sent if said.replaces == news.native_id)
    assert "Kwartelkoning" not in replacement
    assert "een deelnemer" in replacement


async def test_an_erasure_is_replayed_after_a_restore(door: Door) -> None:
    who = await lead_a_full_life(door)
    erased = erasure.fingerprint(who.identity.platform, who.identity.id)
    # The backup from before the erasure is what stands here; the mark was kept apart from it.
    door.clock.ahead(timedelta(days=1))
    assert await door.database.write(erasure.replay, {erased: Mark(door.clock())}, door.clock()) == 1
    assert await door.database.read(traces) == []
    assert erased in await door.database.read(erasure.marks)
    assert await door.database.write(erasure.replay, {erased: Mark(door.clock())}, door.clock()) == 0


async def test_who_withdraws_consent_is_named_nowhere_new(door: Door) -> None:
    who, other = await door.member(NAME, knows="Ik meet de luchtkwaliteit in Twente."), await door.member("Ander")
    await put(other)
    await who.says("antwoord K-1 Met sensoren.")
    assert NAME in await other.says("K-1")
    await who.in_turn("afmelden", "ja")
    assert NAME not in await other.says("K-1")
    assert NAME not in await other.says("wie weet iets over luchtkwaliteit in Twente")
