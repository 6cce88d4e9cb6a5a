"""A small Café played for a week: what the whole one of `make rehearse` looks at, in a few seconds."""

import shutil
from pathlib import Path

import pytest

from bot.digest.screen import LINES
from storage.database.database import Database
from tests.rehearsal.interactions import PLATFORMS, over
from tests.rehearsal.outcomes import unheard
from tests.rehearsal.play import Measures, play
from tests.rehearsal.year import play as read_for


async def test_digests_fit_a_phone_and_tell_nothing_twice(sqlite_examples: Path, tmp_path: Path) -> None:
    """What `make digests` looks at for a year."""
    database = Database(f"sqlite:///{shutil.copy(sqlite_examples, tmp_path / 'plek.db')}")
    year = await read_for(database, readers=6, weeks=2)
    database.close()
    assert year.wrong == []
    assert max(each.lines for each in year.issues) > LINES // 2, "there was more than a few lines to tell"


async def test_nothing_goes_wrong_in_a_week(sqlite_examples: Path, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{shutil.copy(sqlite_examples, tmp_path / 'plek.db')}")
    played = await play(database, Measures(members=14, networks=2, places=2, weeks=1))
    database.close()
    assert played.wrong == []
    assert played.story.unaddressed, "people spoke to each other"
    assert any(each.closed for each in played.story.asked), "a question came to its end"
    assert played.watch.unasked, "somebody heard something that they did not ask for"
    assert played.story.knocked, "somebody asked to be let into a group"
    assert {"T", "N"} <= {*played.story.made}, "somebody set a task, and somebody registered a network"
    assert played.story.concluded, "it was said what came of something"
    ids = [each.person.identity.id for each in played.story.players]
    someone = next(each for each in ids if each not in played.story.waiting)
    played.story.concluded["G-999"] = frozenset({someone})
    assert unheard(played.story, set()) == [f"{someone} gave to G-999, and did not hear what came of it"]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_nothing_takes_more_than_it_may(sqlite_examples: Path, tmp_path: Path, platform: str) -> None:
    database = Database(f"sqlite:///{shutil.copy(sqlite_examples, tmp_path / 'plek.db')}")
    found = await PLATFORMS[platform](database)
    database.close()
    assert over(found) == []
    assert over(dict.fromkeys(found, 5)), "the bounds are looked at"
