"""`checks.migrations`: two heads, and a released migration that was changed, fail."""

from pathlib import Path

import pytest

from checks.migrations import main, release, wrong


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two migrations, of which the first was released."""
    (tmp_path / "versions").mkdir()
    (tmp_path / "released.sha256").write_text("")
    _add(tmp_path, "0001", None)
    release(tmp_path)
    _add(tmp_path, "0002", "0001")
    return tmp_path


def _add(folder: Path, revision: str, after: str | None, name: str = "made") -> Path:
    file = folder / "versions" / f"{revision}_{name}.py"
    down = f'"{after}"' if after else "None"
    file.write_text(f'"""A migration."""\n\nrevision = "{revision}"\ndown_revision = {down}\n')
    return file


def test_one_chain_as_it_was_released_is_well(folder: Path) -> None:
    assert list(wrong(folder)) == []


def test_two_heads_fail(folder: Path) -> None:
    _add(folder, "0003", "0001")
    assert list(wrong(folder)) == ["there are 2 heads, 0002, 0003: let each come after another"]


def test_two_of_one_number_fail(folder: Path) -> None:
    _add(folder, "0002", "0001", "another")
    assert list(wrong(folder)) == ["there are two migrations 0002"]


def test_one_after_none_that_is_there_fails(folder: Path) -> None:
    _add(folder, "0003", "0009")
    assert "0003 comes after 0009, which there is not" in list(wrong(folder))


def test_a_released_migration_stays_as_it_was(folder: Path) -> None:
    _add(folder, "0002", "0001").write_text('revision = "0002"\ndown_revision = "0001"\n')
    assert list(wrong(folder)) == []
    first = folder / "versions" / "0001_made.py"
    first.write_text(first.read_text() + "# changed\n")
    assert list(wrong(folder)) == ["0001_made.py was released, and differs: put it back, and add a migration"]
    first.unlink()
    assert "0001_made.py was released, and is gone" in list(wrong(folder))


def test_releasing_never_forgives_a_change(folder: Path) -> None:
    first = folder / "versions" / "0001_made.py"
    first.write_text(first.read_text() + "# changed\n")
    release(folder)
    assert len(list(wrong(folder))) == 1


def test_our_own_are_well() -> None:
    assert main() == 0
