"""Who asks without a name is known to nobody, through the whole life of a question."""

import csv
import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog

import commands
from bot.chat.reply import codec
from bot.exchange import exporting
from bot.process import logs
from bot.topic import Topics
from storage.vocabulary import Place
from tests.cafe import Door
from tests.commands.questions.asking.test_asking import SURE
from tests.commands.questions.conversation.test_conversing import a_room, brought_to, speaks
from tests.commands.questions.requests.test_requests import KNOWS, number_of, works

NAME = "Klokkenluider Lucht"
ID = "klokkenluider-lucht"
LUCHT = "Hoe meten buurten in Twente zelf de luchtkwaliteit?"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that is logged, down to the least."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.configure("json", "debug", stream=stream)
    yield stream
    root.handlers, root.level = handlers, level
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


async def test_nobody_learns_who_asked(door: Door, logged: io.StringIO, tmp_path: Path) -> None:
    door.clock.now = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    asker = await door.member(NAME, regions="Twente")
    helper, other = await door.member("Meetbureau", **KNOWS), await door.member("Ander", **KNOWS)
    follower, kernteam = await door.member("Volger"), await door.coordinator("Kernteam")
    for field in ("found", "organisation"):
        for place in ("rooms", "web"):
            await asker.says(f"toestemming {field} {place}")
    await follower.in_turn("volg Twente", "weekbericht aan maandag 9:00")
    rooms = [await a_room(door, "Lucht"), await a_room(door, "Buurten")]
    logged.truncate(0)
    logged.seek(0)

    # Put without a name; brought to rooms and people, talked about, answered, corrected.
    said = await asker.says(f"vraag {LUCHT}")
    assert said.tells(SURE)
    assert (await asker.in_turn("zonder mijn naam", "ja")).reply.subject
    asked, below = [await brought_to(door, asker, each) for each in rooms]
    await follower.in_turn("volg K-1", "lees mee K-1")
    await asker.says(f"breng K-1 bij {await number_of(helper)}")
    await helper.in_turn("geef door K-1 aan Ander")
    await other.in_turn("niet voor mij K-1", "Ik werk aan water.")
    mine = await speaks(asker, "Iemand een idee?", asked)
    await door.happens(asker.corrects(mine, "Heeft iemand een idee?"))
    await speaks(helper, "Met vaste meetpunten.", below)
    await asker.in_turn("helpt A-1", "antwoord K-1 Ik meet zelf al.")
    await works(door)

    # Quiet, reminded, shown to all who look, closed, reopened, split and merged by a coordinator.
    door.clock.ahead(timedelta(days=30))
    await works(door)
    for who in (follower, helper, other):
        await who.in_turn("K-1", "verloop K-1", "vragen", "wie weet iets over luchtkwaliteit", "waar staat K-1")
        await who.says("K-1", where=below)
    await kernteam.surely("splits K-1", "Wat kost zo'n sensor?", "K-1", "te doen")
    await kernteam.says("K-1", where=below)
    await asker.in_turn("sluit K-1", "1", "Gelukt.")
    await asker.says("heropen K-1")
    await door.cafe.digests.make_due()
    await door.cafe.settled()

    # Nobody else read their name, in any form.
    heard = [said for said in door.far.sent if said.conversation.key != asker.chat.key]
    assert any("Heeft iemand een idee?" in said for said in heard), "what they said is brought"
    assert any("Wat kost zo'n sensor?" in said for said in heard), "it was split"
    assert any("Ik meet zelf al." in said for said in heard), "they answered too"
    assert any("Gelukt." in said for said in heard), "they heard what came of it"
    assert any("weekbericht" in said.lower() and "K-1" in said for said in door.heard_in(follower.chat)), (
        "and read of it"
    )
    for each in heard:
        held = str(codec.dump(replace(each.reply, asker=None)))  # whom it answers is for the adapter only
        assert NAME not in held, each
        assert ID not in held, each

    # Nor is it in what is exported for any place, nor in a log line.
    for place in Place:
        exporting.write(door.database, Topics.within(commands), tmp_path / place, place, door.clock())
        told = {name: rows_of(tmp_path / place / f"{name}.csv") for name in ("members", "questions", "answers")}
        (key,) = [row["key"] for row in told["members"] if row["name"] == NAME]
        assert {row["asker"] for row in told["questions"]} <= {""}
        assert bool(told["questions"]) is (place is not Place.web), "nobody put them there"
        assert key not in [row["member"] for row in told["answers"]]
        assert NAME not in str((told["questions"], told["answers"]))
    lines = logged.getvalue()
    assert "handled" in lines
    assert NAME not in lines
    assert ID not in lines


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as opened:
        return list(csv.DictReader(opened))
