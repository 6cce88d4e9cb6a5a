"""A file in the terminal: written where the person is, for their eyes only, and said where."""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

from rich.text import Text as Rich

import commands
from adapters.terminal import Terminal
from bot.app import Cafe, utc_now
from bot.command.command import Commands
from storage.database.database import Database


async def typed(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield line


async def test_what_is_asked_for_is_written_for_their_eyes_only_and_nothing_is_overwritten(
    database: Database, tmp_path: Path
) -> None:
    shown: list[Rich] = []
    asked = typed("mijn gegevens json", "mijn gegevens json", "mijn gegevens markdown")
    terminal = Terminal(asked, shown.append, name="Adviseur", locale="nl", clock=utc_now, folder=tmp_path)
    await Cafe(database, Commands.within(commands), [terminal]).run()
    written = sorted(name for name in os.listdir(tmp_path) if name.startswith("mijn-gegevens"))
    assert written == ["mijn-gegevens-2.json", "mijn-gegevens.json", "mijn-gegevens.md"]
    for name in written:
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
        assert any(str(tmp_path / name) in each.plain for each in shown), "it says where"
    assert json.loads((tmp_path / "mijn-gegevens.json").read_text())["member"][0]["name"] == "Adviseur"
