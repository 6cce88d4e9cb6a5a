"""The examples in docs/extending.md are whole: taken out of the page, they run."""

import asyncio
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import adapters
import commands
from bot.app import Cafe, utc_now
from bot.command.command import Commands
from storage.database.database import Database
from tests import ROOT
from tests.cafe import Door
from tests.servers.process import free_port
from tests.small_map import draw

PAGE = ROOT / "docs" / "extending.md"


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The files of the page, where Python finds them."""
    before = set(sys.modules)
    for name, source in re.findall(r"^`(\S+\.py)`.*?```python\n(.*?)```", PAGE.read_text(), re.DOTALL | re.MULTILINE):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path / "commands")])
    monkeypatch.setattr(adapters, "__path__", [*adapters.__path__, str(tmp_path / "adapters")])
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.startswith(("commands.figures", "adapters.telnet")):
            del sys.modules[name]


async def test_the_command_is_one_file_and_its_test_passes(examples: Path, database: Database) -> None:
    await database.write(draw)
    known = Commands.within(commands)
    assert "figures" in known.by_name
    told: dict[str, object] = {}
    exec(compile((examples / "tests/commands/test_figures.py").read_text(), "test_figures", "exec"), told)  # noqa: S102  # our own page
    tests = [each for name, each in told.items() if name.startswith("test_") and asyncio.iscoroutinefunction(each)]
    assert len(tests) == 2
    async with Door(database, known=known) as door:
        for test in tests:
            await test(door)


async def test_the_platform_is_one_folder_and_answers(examples: Path, database: Database) -> None:
    await database.write(draw)
    settings = import_module("adapters.telnet.settings").TelnetSettings(port=free_port())
    telnet = import_module("adapters.telnet.adapter").Telnet(settings, clock=utc_now)
    cafe = asyncio.create_task(Cafe(database, Commands.within(commands), [telnet]).run())
    try:
        reader, writer = await connected(settings.port)
        writer.write(b"Anna\nhulp\n")
        async with asyncio.timeout(20):
            assert (await reader.readline()).decode() == "Wat ik kan\n"
        writer.close()
    finally:
        cafe.cancel()
        await asyncio.wait([cafe])


async def connected(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    async with asyncio.timeout(20):
        while True:
            try:
                return await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0)
