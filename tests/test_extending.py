"""The examples in docs/extending.md are whole: taken out of the page, they run."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import adapters
import commands
import storage.migrations.versions
from bot.app import Cafe, utc_now
from bot.command.command import Commands
from bot.exchange import exporting, importing
from bot.exchange.importing import Outcome
from bot.topic import Topics
from storage.accounts import erasure
from storage.database.database import Database
from storage.maintenance import migrate
from storage.networks import networks
from storage.networks.network import Sheet
from storage.tables.base import metadata
from storage.vocabulary import Level, NetworkKind, NetworkStatus
from tests import ROOT
from tests.cafe import Door, Person
from tests.servers.process import free_port
from tests.small_map import draw

PAGE = ROOT / "docs" / "extending.md"


BLOCK = re.compile(r"^`(\S+\.(?:py|po|txt))`.*?```(?:python|po|text)\n(.*?)```", re.DOTALL | re.MULTILINE)
NEXT = "9999"
"""The number of the page's migration, which comes after all there are."""


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The files of the page, where Python finds them; gone again afterwards."""
    before, tables = set(sys.modules), set(metadata.tables)
    newest = migrate.newest()
    for name, source in BLOCK.findall(PAGE.read_text()):
        assert not (ROOT / name).exists(), "an example touches no file of the project"
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
    (migration,) = (tmp_path / "storage/migrations/versions").iterdir()
    numbered = re.sub(r"^revision = .*", f'revision = "{NEXT}"', migration.read_text(), flags=re.MULTILINE)
    numbered = re.sub(r"^down_revision = .*", f'down_revision = "{newest}"', numbered, flags=re.MULTILINE)
    migration.write_text(numbered)
    migration.rename(migration.with_name(f"{NEXT}_bookmarks.py"))
    for package in (commands, adapters, storage, storage.migrations.versions):
        folder = tmp_path.joinpath(*package.__name__.split("."))
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
    yield tmp_path
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[name]
    for name in set(metadata.tables) - tables:
        metadata.remove(metadata.tables[name])


@pytest.fixture
async def bookmarks(examples: Path, migrated_url: str) -> AsyncIterator[Door]:
    """A Café with the topic of the page, on a database that its migration made."""
    database = Database(migrated_url)
    with database.begin() as tx:
        migrate.upgrade(tx)
        assert migrate.current(tx) == NEXT
        assert migrate.differences(tx) == []
    await database.write(draw)
    async with Door(database, known=Commands.within(commands)) as door:
        yield door
    database.close()


def held_in(examples: Path, name: str) -> list[Callable[[Door], Awaitable[None]]]:
    """The tests that a file of the page holds."""
    told: dict[str, Any] = {}
    exec(compile((examples / name).read_text(), name, "exec"), told)  # noqa: S102  # our own page
    return [each for name, each in told.items() if name.startswith("test_") and asyncio.iscoroutinefunction(each)]


async def test_the_command_is_one_file_and_its_test_passes(examples: Path, database: Database) -> None:
    await database.write(draw)
    known = Commands.within(commands)
    assert "figures" in known.by_name
    tests = held_in(examples, "tests/commands/test_figures.py")
    assert len(tests) == 2
    async with Door(database, known=known) as door:
        for test in tests:
            await test(door)


@pytest.mark.parametrize("place", [0, 1])
async def test_the_topic_passes_its_own_tests(examples: Path, bookmarks: Door, place: int) -> None:
    tests = held_in(examples, "tests/commands/bookmarks/test_bookmarks.py")
    assert len(tests) == 2
    await tests[place](bookmarks)


async def test_help_lists_the_topic(bookmarks: Door) -> None:
    bert = await bookmarks.member("Bert")
    assert "Bladwijzers" in await bert.says("hulp alles")
    assert "bewaar" in (await bert.says("hulp bladwijzers")).lower()


async def test_the_card_of_a_network_tells_how_many_keep_it(bookmarks: Door) -> None:
    await with_a_network(bookmarks)
    bert = await bookmarks.member("Bert")
    assert "Bewaard door" not in await bert.says("N-1")
    await bert.says("bewaar N-1: goed verhaal over dijken")
    assert "Bewaard door: 1 deelnemer" in await bert.says("N-1")


async def test_a_digest_tells_of_new_bookmarks(bookmarks: Door) -> None:
    reader = await bookmarks.member("Lezer", knows="", regions="", themes="")
    await with_a_bookmark(bookmarks)
    await reader.says("weekbericht aan maandag 09:00")
    bookmarks.clock.ahead(timedelta(hours=1))
    shown = await reader.says("voorbeeld weekbericht")
    assert "Wat anderen bewaren" in shown
    assert "X-1 goed verhaal over dijken" in shown


async def test_a_member_sees_their_bookmarks_and_takes_them_along_when_forgotten(bookmarks: Door) -> None:
    bert = await with_a_bookmark(bookmarks)
    member = await bert.member()
    assert "Wat je bewaart: X-1 goed verhaal over dijken" in await bert.says("mijn gegevens")
    held = await bookmarks.database.read(erasure.held, member.id)
    assert held["bookmarks"][0]["why"] == "goed verhaal over dijken"
    await bookmarks.database.write(erasure.erase, member.id, bookmarks.clock())
    assert await bookmarks.database.read(lambda tx: tx.execute(select(metadata.tables["bookmarks"])).all()) == []


async def test_a_bookmark_is_followed(bookmarks: Door) -> None:
    bert = await with_a_bookmark(bookmarks)
    assert "X-1" in await bert.says("volg X-1")
    assert "X-1 goed verhaal over dijken" in await bert.says("wat volg ik")


async def test_a_bookmark_is_found_until_its_owner_is_forgotten(bookmarks: Door) -> None:
    bert = await with_a_bookmark(bookmarks)
    anna = await bookmarks.member("Anna")
    found = await anna.says("wie weet iets over dijken?")
    assert "X-1 goed verhaal over dijken" in found
    assert "X-1" not in await bookmarks.person("Voorbijganger").says("wie weet iets over dijken?")
    await bookmarks.database.write(erasure.erase, (await bert.member()).id, bookmarks.clock())
    assert "X-1" not in await anna.says("wie weet iets over dijken?")


async def test_bookmarks_go_out_and_come_in_as_a_file(bookmarks: Door, tmp_path: Path) -> None:
    bert = await with_a_bookmark(bookmarks)
    anna = await bookmarks.member("Anna")
    await anna.says(f"bewaar M-{(await bert.member()).id}: kent de polder")
    topics, now = Topics.within(commands), bookmarks.clock()
    written = exporting.write(bookmarks.database, topics, tmp_path / "out", None, now)
    file = tmp_path / "out" / "bookmarks.csv"
    assert written[file] == 2
    assert "kent de polder" in file.read_text()
    report = importing.load(bookmarks.database, topics, [file], now)
    assert not report.rejected
    assert {outcome: count for outcome, count in report.counts["bookmarks"].items() if count} == {Outcome.same: 2}


async def with_a_network(door: Door) -> None:
    sheet = Sheet("Onder Twente", NetworkKind.leernetwerk, Level.regionaal)
    await door.database.write(networks.create, sheet, NetworkStatus.listed, door.clock(), by=None)


async def with_a_bookmark(door: Door) -> Person:
    """Bert keeps a network."""
    await with_a_network(door)
    bert = await door.member("Bert")
    assert "X-1" in await bert.says("bewaar N-1: goed verhaal over dijken")
    return bert


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
