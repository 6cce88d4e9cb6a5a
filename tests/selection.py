"""Which tests run: what each needs is marked by the fixtures that it asks for, and PostgreSQL runs where it can differ.

A test asks for a database and says no more of it. On PostgreSQL run those whose outcome could be another there: SQL,
transactions, locks, what a killed process leaves, and a share of search, of the transcripts and of each topic's journey
(`tests/commands/<topic>/test_<topic>.py`). `ALL=1 make test` runs every test on both.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePath
from zlib import crc32

import pytest

from tests import ROOT

BOTH = "--both-databases"

NEEDS = {
    "postgres": "postgresql",
    "synapse": "matrix",
    "synapse_stock": "matrix",
    "homeserver": "matrix",
    "cast": "teams",
    "teams_client": "teams",
    "second_client": "teams",
    "chromium": "browser",
}
"""The server that comes with a fixture."""

DIFFERS = (
    "storage",
    "servers",
    "bot/cli",
    "bot/digest",
    "bot/inbound",
    "bot/outbound",
    "bot/process",
    "adapters/web/test_privacy.py",
    "commands/members/test_profile.py",
    "commands/members/test_privacy.py",  # what points at a member, in whichever table
    "commands/questions/test_crowd.py",  # a hundred at once
    "commands/questions/test_question_machine.py",
    "commands/test_hostile_text.py",  # PostgreSQL refuses characters that SQLite takes
    "test_extending.py",
)
"""Folders and files below `tests` that run on both, beside the journeys of the topics."""


SAMPLED = ("adapters/web/test_pages.py", "bot/exchange", "bot/search", "commands/test_transcripts.py")
SHARE = 6
"""Of these and of the journeys one in so many runs on PostgreSQL in `make test`, by its name: each topic has some."""

THINNED = {
    "adapters/matrix/test_crashes.py": 2,
    "adapters/teams/test_forged.py": 2,
    "adapters/teams/test_killed.py": 2,
    "adapters/web/workbench/test_rights.py": 2,
    "bot/dialogue/test_steps.py": 2,
    "bot/inbound/test_killed.py": 2,
    "commands/test_hostile_text.py": 2,
    "commands/test_map_rights.py": 2,
    "commands/test_phrases.py": 4,
    "commands/test_rights.py": 3,
    "commands/test_transcripts.py": 2,
    "commands/test_unnamed.py": 2,
}
"""Files of which each test with many cases runs one case in so many in `make test`, and all of them in `make fuzz`.

Their cases are of one kind: the same walk by another role, the same text at another step, a kill one step later.
"""

PROCESSES = (
    *("bot/cli", "bot/inbound/test_killed.py", "adapters/teams/test_killed.py", "adapters/web/test_spectral.py"),
    "adapters/web/test_schemathesis.py",
    "servers/test_run_web.py",
    "test_deploy.py",
)
"""Folders and files below `tests` whose tests start `plek`, or a program of their own, time and again."""

LONG = (
    *("*_machine.py", "test_crowd.py", "test_unnamed.py", "test_anonymity.py"),
    *("adapters/teams/*.py", "adapters/web/*.py", "adapters/web/workbench/*.py", "rehearsal/*.py"),
    *("bot/exchange/*.py", "bot/outbound/test_living_cards.py", "bot/process/test_faults.py", "test_extending.py"),
    *("bot/digest/test_digest_simulation.py", "storage/search/test_merging.py"),
    *("commands/test_rights.py", "commands/test_map_rights.py", "commands/test_hostile_text.py"),
    *("commands/test_transcripts.py", "commands/test_phrases.py", "commands/test_lengths.py"),
    *("commands/members/test_forgetting.py", "commands/members/test_privacy.py"),
    *(
        "commands/questions/requests/test_requests.py",
        "commands/questions/test_attached.py",
        "storage/database/test_ending.py",
    ),
    *("storage/maintenance/test_upgrade.py", "storage/maintenance/test_migrations.py", "checks/test_buttons.py"),
)
"""Files below `tests` that walk through all there is, many people or many faults: `make quick` leaves them out."""


def longest_first(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Put what takes long first in what each worker is dealt, so that none is busy with it when the others are through.

    Each is dealt a run of the tests, and who is through takes the last half of what another still has.
    """
    ends = [len(items) * each // workers for each in range(workers + 1)]
    dealt = [items[start:end] for start, end in pairwise(ends)]
    return [item for each in dealt for item in sorted(each, key=_short)]


def _short(item: pytest.Item) -> bool:
    return item.get_closest_marker("long") is None


def mark(items: Iterable[pytest.Item]) -> None:
    """Mark each test with the servers that it needs."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in NEEDS:
                item.add_marker(NEEDS[fixture])
        for what in _of_file(item.path):
            item.add_marker(what)
        if runs_on_postgresql(item):
            item.add_marker("postgresql")


@cache
def _of_file(file: Path) -> tuple[str, ...]:
    """What all tests in a file are marked with."""
    path = _below_tests(file)
    marks = {
        "sampled": path.as_posix() in THINNED,
        "process": any(path.is_relative_to(each) for each in PROCESSES),
        "long": any(path.match(each) for each in LONG),
    }
    return tuple(mark for mark, holds in marks.items() if holds)


def thinned(items: Iterable[pytest.Item]) -> set[pytest.Item]:
    """Return the cases that are left out of a run which takes a share of them; of no test all."""
    cases: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if _below_tests(item.path).as_posix() in THINNED:
            cases[item.nodeid.partition("[")[0]].append(item)
    left: set[pytest.Item] = set()
    for test, of_it in cases.items():
        share = THINNED[_below_tests(of_it[0].path).as_posix()]
        kept = of_it[crc32(test.encode()) % min(share, len(of_it)) :: share]
        left.update(set(of_it) - set(kept))
    return left


@cache
def _below_tests(file: Path) -> PurePath:
    return PurePath(file.relative_to(ROOT / "tests"))


@cache
def _differs(file: Path) -> bool:
    return any(_below_tests(file).is_relative_to(each) for each in DIFFERS)


@cache
def _sampled(file: Path) -> bool:
    """Whether of what is in a file a share runs on PostgreSQL: the journeys of the topics, and what is named above."""
    path = _below_tests(file)
    journey = path.parts[0] == "commands" and path.stem == f"test_{path.parent.name}"
    return journey or any(path.is_relative_to(each) for each in SAMPLED)


def runs_on_postgresql(item: pytest.Item) -> bool:
    """Whether this is the run on PostgreSQL of a test that has one on SQLite too."""
    return isinstance(item, pytest.Function) and "postgresql" in _given(item).values()


def can_differ(item: pytest.Item) -> bool:
    """Whether what it tests could come out otherwise on PostgreSQL."""
    if _sampled(item.path):
        return crc32(item.nodeid.encode()) % SHARE == 0
    return _differs(item.path)


def _given(item: pytest.Function) -> dict[str, object]:
    """The parameters of a test, by name."""
    return item.callspec.params if hasattr(item, "callspec") else {}
