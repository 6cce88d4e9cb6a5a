"""What is typed fits where it is kept on both databases: SQLite takes any length, PostgreSQL refuses too much."""

import shutil
from pathlib import Path

from sqlalchemy import Connection, String, func, select

from storage.database.database import Database
from storage.tables.base import metadata
from storage.vocabulary import Role
from tests import FUZZ
from tests.cafe import ALL, Door
from tests.commands.test_rights import fill, line_of, values_of, world

SORRY = "Sorry"
MUCH = ("lang " * 1_900, "é" * 170, "x" * 121)


def too_long(tx: Connection) -> list[str]:
    """The columns that hold more characters than they say."""
    found = []
    for table in metadata.sorted_tables:
        for column in table.columns:
            if type(column.type) is String and column.type.length:
                longest = tx.execute(select(func.max(func.length(column)))).scalar()
                if longest and longest > column.type.length:
                    found.append(f"{table.name}.{column.name}: {longest} of {column.type.length}")
    return found


async def test_no_command_keeps_more_than_its_column_holds(sqlite_drawn: Path, tmp_path: Path) -> None:
    """Each command gets one of the texts, and in `make fuzz` all."""
    database = Database(f"sqlite:///{shutil.copy(sqlite_drawn, tmp_path / 'plek.db')}")
    async with Door(database) as door:
        await world(door)
        admin = await door.coordinator("Beheerder", role=Role.admin)
        for number, command in enumerate(ALL.all):
            if not command.writes or command.name in ("forget_me", "sign_off"):
                continue
            for much in MUCH if FUZZ > 1 else MUCH[number % len(MUCH) :][:1]:
                values = values_of(command)
                texts = {each.name: much for each in command.parameters if each.type is str}
                said = await fill(admin, line_of(command, values), values | texts)
                assert SORRY not in said, (command.name, texts)
        assert await database.read(too_long) == []
    database.close()
