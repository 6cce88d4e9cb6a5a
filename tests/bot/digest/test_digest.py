"""A digest brings each reader what is new to them, in their regions and themes, once, and nothing when told so."""

import sys
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from importlib import import_module
from pathlib import Path

import pytest

import commands
from bot.chat.message import Conversation, Kind
from bot.chat.reply import Heading, Items, Reply, Text, codec, label, spans
from bot.chat.texts import Language
from bot.digest.maker import DigestMaker, compose
from bot.digest.schedule import Schedule
from bot.digest.selection import Window
from bot.process.work import Services
from bot.topic import Topics
from storage import atlas
from storage.atlas import Atlas
from storage.database.database import Database
from storage.digest import digests
from storage.digest.digests import Edits, Rhythm, Subscription
from storage.members import people
from storage.messaging import backlog, conversations
from storage.messaging import sent as messages
from storage.networks import networks
from storage.networks.network import Sheet
from storage.questions import questions
from storage.questions.question import Draft
from storage.vocabulary import Frequency, Lane, Level, NetworkKind, NetworkStatus, Quiet
from tests.bot.fake_platform import PLATFORM, Clock

TOPICS = Topics.within(commands)

MONDAY = datetime.fromisoformat("2026-11-02T09:00+01:00")
WEEK, DAY = timedelta(days=7), timedelta(days=1)


@dataclass
class World:
    """A Café with a map, a channel about soil in Overijssel, and members who ask and read."""

    database: Database
    clock: Clock
    atlas: Atlas
    channel: Subscription
    asker: int
    reader: int

    @property
    def digests(self) -> DigestMaker:
        return DigestMaker(Services(self.database, self.clock, TOPICS))

    def ask(self, text: str, at: datetime, *, region: str = "", theme: str = "", by: int | None = None) -> int:
        found = self.atlas.region(region) if region else None
        about = self.atlas.theme(theme) if theme else None
        draft = Draft(
            text,
            regions=frozenset({found.id} if found else ()),
            themes=frozenset({about.id} if about else ()),
        )
        with self.database.begin() as tx:
            return questions.put(tx, by or self.asker, draft, at).id

    def answer(self, question: int, text: str, at: datetime, *, by: int | None = None) -> None:
        with self.database.begin() as tx:
            questions.answer(tx, question, by or self.reader, text, at)

    def network(self, name: str, at: datetime, *, region: str = "", theme: str = "") -> int:
        found = self.atlas.region(region) if region else None
        about = self.atlas.theme(theme) if theme else None
        sheet = Sheet(
            name=name,
            kind=NetworkKind.leernetwerk,
            level=Level.regionaal,
            aim="Samen leren",
            regions=frozenset({found.id} if found else ()),
            themes=frozenset({about.id} if about else ()),
        )
        with self.database.begin() as tx:
            made = networks.create(tx, sheet, NetworkStatus.proposed, at, by=self.asker)
            networks.set_status(tx, made.id, NetworkStatus.listed, at)
            return made.id

    def personal(self, *, quiet: Quiet = Quiet.nothing, regions: frozenset[int] = frozenset()) -> Subscription:
        with self.database.begin() as tx:
            return digests.put(
                tx,
                member=self.reader,
                rhythm=Rhythm(0, time(9), "Europe/Amsterdam"),
                due_at=MONDAY,
                by=self.reader,
                now=MONDAY - WEEK,
                quiet=quiet,
            )

    async def at(self, moment: datetime) -> list[Reply]:
        """Make what is due at that moment: the letters in the outbox that are new."""
        self.clock.now = moment
        before = set(self._letters())
        await self.digests.make_due()
        return [codec.load(payload) for key, payload in self._letters().items() if key not in before]

    def _letters(self) -> dict[str, object]:
        with self.database.begin() as tx:
            return {
                each.key: found.payload
                for each in backlog.unsent(tx, parked=False, limit=999)
                if each.lane is Lane.digest and (found := messages.get(tx, each.key))
            }


@pytest.fixture
def world(database: Database) -> World:
    start = MONDAY - WEEK
    with database.begin() as tx:
        nederland, _ = atlas.put_region(tx, "Nederland", Level.nationaal)
        overijssel, _ = atlas.put_region(tx, "Overijssel", Level.regionaal, parents=[nederland])
        atlas.put_region(tx, "Twente", Level.regionaal, parents=[overijssel])
        atlas.put_region(tx, "Zeeland", Level.regionaal, parents=[nederland])
        soil, _ = atlas.put_theme(tx, "bodem")
        atlas.put_theme(tx, "grondwater", parent=soil)
        atlas.put_theme(tx, "wonen")
        asker = people.meet(tx, PLATFORM, "asker", "vrager", "nl", start)
        reader = people.meet(tx, PLATFORM, "reader", "lezer", "nl", start)
        place = Conversation(PLATFORM, "overijssel", Kind.channel)
        audience, _ = conversations.put(
            tx,
            key=place.key,
            platform=PLATFORM,
            kind="channel",
            name="Overijssel",
            language="nl",
            address=codec.dump(place),
            now=start,
        )
        conversations.describe(tx, audience.id, regions=[overijssel], themes=[soil])
        channel = digests.put(
            tx,
            conversation=audience.id,
            rhythm=Rhythm(0, time(9), "Europe/Amsterdam"),
            due_at=MONDAY,
            by=asker.id,
            now=start,
        )
        found = atlas.atlas(tx)
    return World(database, Clock(start), found, channel, asker.id, reader.id)


def text(reply: Reply) -> str:
    lines = []
    for block in reply.blocks:
        match block:
            case Heading(words=words) | Text(words=words):
                lines.append("".join(str(span) for span in spans(words)))
            case Items(items=items):
                for item in items:
                    lines += ["".join(str(span) for span in spans(each)) for each in (item.words, *item.notes)]
            case _:
                pass
    return "\n".join(lines)


async def test_it_holds_what_is_new_for_its_audience_and_leaves_out_what_is_not(world: World) -> None:
    world.ask("Wie meet bodemdaling?", MONDAY - 3 * DAY, region="Twente")
    world.ask("Hoe schoon is het grondwater?", MONDAY - 2 * DAY, theme="grondwater")
    world.ask("Waar is nog ruimte om te wonen?", MONDAY - DAY, region="Zeeland", theme="wonen")
    world.network("Leerkring Twente", MONDAY - DAY, region="Twente")
    world.network("Leerkring Zeeland", MONDAY - DAY, region="Zeeland")
    said = text((await world.at(MONDAY))[0])
    assert "bodemdaling" in said
    assert "grondwater" in said
    assert "Leerkring Twente" in said
    assert "Zeeland" not in said
    assert "wonen" not in said


async def test_what_fits_both_region_and_theme_comes_first(world: World) -> None:
    for number in range(4):
        world.ask(f"Alleen streek {number}", MONDAY - DAY, region="Twente")
    world.ask("Streek en thema", MONDAY - 6 * DAY, region="Twente", theme="bodem")
    said = text((await world.at(MONDAY))[0])
    assert said.index("Streek en thema") < said.index("Alleen streek")
    assert said.count("Alleen streek") == 2, "three of a section fit a phone screen"


async def test_an_answered_question_comes_with_its_answer_in_one_line(world: World) -> None:
    number = world.ask("Wie meet bodemdaling?", MONDAY - 20 * DAY, region="Twente")
    world.answer(number, "Het waterschap.\nZij meten elk jaar.", MONDAY - DAY)
    assert "Het waterschap. Zij meten elk jaar." in text((await world.at(MONDAY))[0])


async def test_nothing_is_told_twice_and_nothing_falls_between_two_windows(world: World) -> None:
    end = MONDAY - timedelta(minutes=2)
    moments = [end - timedelta(seconds=1), end, MONDAY, MONDAY + timedelta(seconds=1)]
    for number, moment in enumerate(moments):
        world.ask(f"Vraag nummer {number}", moment, region="Twente")
    first = text((await world.at(MONDAY + timedelta(minutes=1)))[0])
    second = text((await world.at(MONDAY + WEEK))[0])
    told = [[number for number in range(4) if f"nummer {number}" in said] for said in (first, second)]
    assert told == [[0], [1, 2, 3]]


async def test_a_clock_that_was_an_hour_ahead_and_is_set_right_costs_no_news(world: World) -> None:
    world.ask("Wie meet bodemdaling?", MONDAY - DAY, region="Twente")
    (early,) = await world.at(MONDAY + timedelta(minutes=5))  # by a clock that jumped: it is five past eight
    assert "bodemdaling" in text(early)
    world.ask("Hoe schoon is het grondwater?", MONDAY - timedelta(minutes=30), region="Twente")
    assert await world.at(MONDAY + timedelta(minutes=10)) == []
    (following,) = await world.at(MONDAY + WEEK)
    assert "grondwater" in text(following)
    assert "bodemdaling" not in text(following)


async def test_a_clock_that_was_set_back_an_hour_makes_nothing_twice(world: World) -> None:
    world.ask("Wie meet bodemdaling?", MONDAY - DAY, region="Twente")
    assert len(await world.at(MONDAY + timedelta(minutes=5))) == 1
    assert await world.at(MONDAY - timedelta(minutes=55)) == []
    assert await world.at(MONDAY + timedelta(minutes=10)) == []


async def test_a_late_start_catches_up_once_and_says_so(world: World) -> None:
    world.ask("Vraag van lang geleden", MONDAY - DAY, region="Twente")
    world.ask("Vraag van kort geleden", MONDAY + 20 * DAY, region="Twente")
    late = MONDAY + 3 * WEEK + timedelta(hours=4)
    replies = await world.at(late)
    assert len(replies) == 1
    assert "lang geleden" in text(replies[0])
    assert "kort geleden" in text(replies[0])
    assert await world.at(late + DAY) == []


async def test_what_is_late_waits_for_the_morning(world: World) -> None:
    world.ask("Wie meet bodemdaling?", MONDAY - DAY, region="Twente")
    assert await world.at(MONDAY + timedelta(hours=15)) == []
    assert len(await world.at(MONDAY + timedelta(hours=22))) == 1


async def test_nobody_reads_what_they_wrote_themselves(world: World) -> None:
    world.personal()
    world.ask("Mijn eigen vraag", MONDAY - DAY, by=world.reader)
    theirs = world.ask("Vraag van een ander", MONDAY - DAY)
    assert theirs
    replies = [text(each) for each in await world.at(MONDAY)]
    mine = [each for each in replies if "ander" in each]
    assert len(mine) == 1
    assert "eigen vraag" not in mine[0]


@pytest.mark.parametrize(
    ("quiet", "sent", "says"),
    [(Quiet.nothing, 0, ""), (Quiet.line, 1, "vragen"), (Quiet.need, 1, "Wie kent dit?")],
)
async def test_a_quiet_week_brings_what_the_audience_chose(world: World, quiet: Quiet, sent: int, says: str) -> None:
    world.ask("Wie kent dit?", MONDAY - 3 * WEEK, by=world.asker)
    with world.database.begin() as tx:
        digests.change(tx, world.channel.id, active=False)
    world.personal(quiet=quiet)
    replies = await world.at(MONDAY)
    assert len(replies) == sent
    assert all(says in text(each) for each in replies)
    with world.database.begin() as tx:
        held = digests.of_member(tx, world.reader)
    assert held is not None
    assert held.window_start == MONDAY, "a quiet week is dealt with too"


async def test_a_question_that_needs_an_answer_is_not_brought_up_every_week(world: World) -> None:
    world.ask("Wie kent dit?", MONDAY - 3 * WEEK, region="Twente")
    with world.database.begin() as tx:
        digests.change(tx, world.channel.id, quiet=Quiet.need)
    assert "Wie kent dit?" in text((await world.at(MONDAY))[0])
    assert "Wie kent dit?" not in text((await world.at(MONDAY + WEEK))[0])


async def test_one_that_is_skipped_leaves_its_news_to_the_next(world: World) -> None:
    world.ask("Wie meet bodemdaling?", MONDAY - DAY, region="Twente")
    with world.database.begin() as tx:
        digests.change(tx, world.channel.id, skip_next=True)
    assert await world.at(MONDAY) == []
    assert "bodemdaling" in text((await world.at(MONDAY + WEEK))[0])


async def test_a_channel_that_the_bot_left_gets_nothing_and_one_it_came_back_to_gets_all(world: World) -> None:
    world.ask("Wie meet bodemdaling?", MONDAY - DAY, region="Twente")
    with world.database.begin() as tx:
        conversations.leave(tx, f"{PLATFORM}:overijssel", MONDAY - DAY)
    assert await world.at(MONDAY) == []


async def test_a_coordinator_introduces_pins_drops_and_reorders(world: World) -> None:
    pinned = world.ask("Vastgezet, van elders", MONDAY - DAY, region="Zeeland")
    dropped = world.ask("Weggelaten", MONDAY - DAY, region="Twente")
    world.network("Leerkring Twente", MONDAY - DAY, region="Twente")
    edits = Edits("Let op de eerste.", (f"question/{pinned}",), (f"question/{dropped}",), ("networks",))
    with world.database.begin() as tx:
        digests.change(tx, world.channel.id, edits=edits)
    said = text((await world.at(MONDAY))[0])
    assert "Weggelaten" not in said
    assert said.index("Let op de eerste.") < said.index("Leerkring Twente") < said.index("Vastgezet")


EVENTS = """
from bot.chat.reply import Item, words
from bot.chat.texts import _
from bot.digest.selection import Section, Story
from bot.topic import Topic

def _gather(tx, since, until):
    return [Story("event/1", since + (until - since) / 2, lambda: Item(words("Dialoogtafel veen")))]

TOPIC = Topic("outings", Section("outings", _("View"), 5, _gather))
"""


async def test_a_part_more_is_one_file_and_what_it_tells_of_is_in_the_digest(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "more_sections"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "events.py").write_text(EVENTS)
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [each for each in sys.modules if each.partition(".")[0] == folder.name]:
        del sys.modules[name]  # of the other database, whose folder is gone
    (events,) = Topics.within(import_module("more_sections")).topics
    world.personal()
    world.clock.now = MONDAY
    await DigestMaker(Services(world.database, world.clock, Topics([*TOPICS.topics, events]))).make_due()
    with world.database.begin() as tx:
        (found,) = [
            codec.load(sent.payload)
            for each in backlog.unsent(tx, parked=False, limit=9)
            if "reader" in each.conversation_key and (sent := messages.get(tx, each.key))
        ]
    assert "Dialoogtafel veen" in text(found)


async def test_windows_join_when_the_rhythm_is_changed_halfway(world: World) -> None:
    world.ask("Voor de wissel", MONDAY - 3 * DAY, region="Twente")
    daily = Rhythm(0, time(7), "Europe/Amsterdam", Frequency.daily)
    now = MONDAY - 2 * DAY
    due = Schedule(Frequency.daily, 0, time(7), "Europe/Amsterdam").first(now)
    with world.database.begin() as tx:
        digests.put(tx, conversation=world.channel.conversation_id, rhythm=daily, due_at=due, by=world.asker, now=now)
    world.ask("Na de wissel", MONDAY - DAY, region="Twente")
    said = text((await world.at(due))[0])
    assert "Voor de wissel" in said
    assert "Na de wissel" in said


def test_a_button_under_a_digest_is_a_line_that_can_be_typed(world: World) -> None:
    mine = replace(world.channel, conversation_id=None, member_id=world.reader, edits=Edits("Hallo"))
    reply, _told = compose([], mine, Window(MONDAY - WEEK, MONDAY), Language("nl"), TOPICS)
    assert reply is not None
    assert [(action.line) for action in reply.actions()] == [
        "weekbericht elke maand",
        "weekbericht overslaan",
        "pauze",
        "weekbericht uit",
    ]
    assert all(label(action.label) for action in reply.actions())
