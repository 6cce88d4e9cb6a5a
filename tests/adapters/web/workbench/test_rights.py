"""Nobody changes more at a workbench than in a chat: the walk of `tests/commands/test_rights.py`, by its forms."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from adapters.web.workbench import entry
from adapters.web.workbench.entry import Session, nonce
from bot.process.choices import Choices
from bot.process.website import Website
from tests import FUZZ
from tests.adapters.web.conftest import URL, Sites
from tests.adapters.web.workbench.conftest import Worker
from tests.cafe import Door, Person
from tests.commands.test_rights import HERE, MAY, ROLES, Act, attacker, changed_by, made, tried

__all__ = ["made"]  # the fixture

OFFICES = ("moderator elsewhere", "Flevoland", "ambassador elsewhere", *sorted(HERE))
"""Roles that have a workbench: who moderates a channel coordinates there."""
THIRD = 3
"""Of the commands that are tried in chat, one in so many is in `make test`."""
OPEN = Choices([Website(URL, workbench=True)])


@pytest.mark.hypothesis  # `make fuzz` takes every command
@pytest.mark.parametrize("role", OFFICES)
async def test_each_role_changes_what_it_may_of_others_and_nothing_else(
    role: str, made: Path, tmp_path: Path, sites: Sites, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "ACTS_A_MINUTE", 1_000_000)

    async def at_the_workbench(door: Door, someone: Person) -> Act:
        worker = await Worker.comes(someone, await sites.open(door, workbench=True))
        member = await someone.member()
        session = Session(member, someone.identity, worker.cookie.partition("=")[2])

        async def act(line: str, values: Mapping[str, str]) -> None:
            """As if a page had offered that form: what refuses now is the command."""
            parts = (nonce(), line, "", "1", "te-doen")
            fields = dict(zip(("druk", "regel", "vraag", "vorm", "terug"), parts, strict=True))
            answer = await worker.sends(
                {**fields, "bewijs": session.proof(parts), **{f"in.{name}": value for name, value in values.items()}}
            )
            assert answer.status in (200, 403), line

        return act

    tries = tried(role) if FUZZ > 1 else tried(role)[::THIRD]
    found = await changed_by(role, made, tmp_path, tries, at_the_workbench, OPEN)
    assert {name: tables for name, tables in found.items() if role not in MAY.get(name, HERE)} == {}
    if role in ("country", "administrator"):
        assert found, "it does something there"


async def test_who_looks_after_nothing_has_no_workbench(door: Door) -> None:
    for role in set(ROLES) - set(OFFICES):
        assert "/werkblad/open/" not in str((await (await attacker(door, role)).says("werkblad")).reply), role
