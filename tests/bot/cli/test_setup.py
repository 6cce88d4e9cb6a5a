"""Setting up asks, writes down what was answered, tests it, and can be done again."""

import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.cli.toml_file import text
from storage.database.database import Database
from storage.members import people, roles
from storage.vocabulary import Role
from tests import ROOT
from tests.bot.cli.test_cli import MARKER
from tests.servers.program import plek

REGIONS = ROOT / "examples" / "plek" / "regions.csv"
PLAIN = st.text(max_size=20) | st.booleans() | st.integers(-(2**53), 2**53)
SETTINGS = st.dictionaries(st.text(max_size=8), PLAIN | st.lists(PLAIN, max_size=3), max_size=4)


@given(st.dictionaries(st.text(max_size=8), SETTINGS.filter(bool), max_size=3), SETTINGS)
def test_what_is_written_is_read_as_it_was(sections: dict[str, object], own: dict[str, object]) -> None:
    settings = {**own, **sections}
    assert tomllib.loads(text(settings)) == settings


def answers(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def test_it_is_set_up_by_answering_and_again_with_what_was_answered(tmp_path: Path) -> None:
    stopped = plek("setup", folder=tmp_path, said=answers("mysql://x", "sqlite:///data/cafe.db", "n"))
    assert "Use sqlite:///FILE or postgresql://" in stopped.stdout
    assert stopped.returncode == 1
    assert "plek setup goes on from there" in stopped.stderr

    matrix = ("127.0.0.1", "plek", MARKER, "http://127.0.0.1:9", "@plek:example.org", "")
    said = answers("", "y", *matrix, "n", "n", str(REGIONS), "beheer", "matrix:@beheer:example.org", "Kernteam Oost")
    first = plek("setup", folder=tmp_path, said=said)
    assert "[sqlite:///data/cafe.db]" in first.stdout
    assert "regions  39" in " ".join(first.stdout.split(" "))
    assert "homeserver: must begin with https:// or http://" in first.stdout
    assert "user: must be a whole user id" in first.stdout
    assert "That is a platform, a colon" in first.stdout
    assert "✗" in first.stdout, "no homeserver answers there"
    assert first.returncode == 1
    assert MARKER not in first.stdout + first.stderr
    file = tmp_path / "plek.toml"
    assert file.stat().st_mode & 0o777 == 0o600
    assert tomllib.loads(file.read_text())["matrix"]["password"] == MARKER

    again = plek("setup", folder=tmp_path, said=answers("", "n", "", "", ""))
    assert again.returncode == 0, again.stderr
    assert "first administrator" not in again.stdout
    assert tomllib.loads(file.read_text()) == {"database": {"url": "sqlite:///data/cafe.db"}}
    opened = Database(f"sqlite:///{tmp_path / 'data' / 'cafe.db'}")
    with opened.begin() as tx:
        member = people.by_identity(tx, "matrix", "@beheer:example.org")
        assert member is not None
        assert [each.role for each in roles.held(tx, [member.id])[member.id]] == [Role.admin]
    opened.close()
