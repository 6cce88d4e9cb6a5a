"""`make run-web` shows the example Café on this machine, once its pages are there."""

import re
import shutil
import sys
from pathlib import Path

from aiohttp import ClientSession

from storage.database.database import Database
from tests import ROOT
from tests.conftest import stamp
from tests.servers.process import Process, accepts
from tests.servers.program import without_settings


async def test_it_opens_on_the_example_cafe_and_ends_with_all_that_it_started(
    sqlite_examples: Path, tmp_path: Path
) -> None:
    filled, log = tmp_path / "var" / "web.db", tmp_path / "said.log"
    filled.parent.mkdir()
    shutil.copy(sqlite_examples, filled)  # or it would import them first, which is tested elsewhere
    database = Database(f"sqlite:///{filled}")
    await database.write(stamp)
    database.close()
    command = [sys.executable, "-m", "tests.servers.run_web"]
    shows = Process(command, log=log, cwd=tmp_path, env={**without_settings(), "PYTHONPATH": str(ROOT)})
    shows.start(lambda: "The pages are at" in shows.log_tail(), within=180.0)
    try:
        told = re.search(r"http://127\.0\.0\.1:(\d+)", shows.log_tail())
        assert told
        there = {"/netwerken?regio=twente": "Onder Twente", "/en/questions/K-1": "Asked on", "/lessen/L-1": "L-1"}
        async with ClientSession() as http:
            for path, what in there.items():
                async with http.get(told[0] + path) as page:
                    assert what in await page.text(), path
    finally:
        shows.stop()
    assert not accepts(int(told[1]))
