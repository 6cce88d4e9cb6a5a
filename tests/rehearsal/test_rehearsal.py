"""A small Café played for a week: what the whole one of `make rehearse` looks at, in a few seconds."""

import shutil
from pathlib import Path

from storage.database.database import Database
from tests.rehearsal.play import Measures, play


async def test_nothing_goes_wrong_in_a_week(sqlite_examples: Path, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{shutil.copy(sqlite_examples, tmp_path / 'plek.db')}")
    played = await play(database, Measures(members=14, networks=2, places=2, weeks=1))
    database.close()
    assert played.wrong == []
    assert played.story.unaddressed, "people spoke to each other"
    assert any(each.closed for each in played.story.asked), "a question came to its end"
    assert played.watch.unasked, "somebody heard something that they did not ask for"
