"""What a first chat leaves behind, for the tests in which nobody is the first."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.conftest import Once
from tests.servers.program import plek


@pytest.fixture(scope="session")
def chatted(once: Once) -> Path:
    """The database that `plek chat` made in an empty folder, with the example set."""
    return once("chatted.db", _first_chat)


def moved_in(database: Path, folder: Path) -> Path:
    """That folder, with a copy of a database where `plek` looks for it."""
    folder.joinpath("var").mkdir()
    shutil.copy(database, folder / "var" / "plek.db")
    return folder


def _first_chat(file: Path) -> None:
    with TemporaryDirectory() as folder:
        ran = plek("chat", folder=Path(folder), said="hulp\n")
        assert ran.returncode == 0, ran.stderr
        shutil.copy(Path(folder, "var", "plek.db"), file)
