"""`checks.commit_message`: which subjects it takes, and what it says of the others."""

import subprocess
import sys
from pathlib import Path

import pytest

from checks.commit_message import wrong
from tests import ROOT


@pytest.mark.parametrize(
    "message",
    [
        "outbox: Wake delivery after a commit\n",
        "tests: Mirror the rooms\n\nA test of a module stands where the module stands.\n# Please enter the message\n",
        "who_knows: Say why\n",
        "Merge branch 'topic'\n",
        'Revert "tests: Mirror the rooms"\n\nThis reverts commit 1234.\n',
        "fixup! tests: Mirror the rooms\n",
    ],
)
def test_a_good_message_passes(message: str) -> None:
    assert wrong(message) is None


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("", "Begin with the area"),
        ("Wake delivery after a commit\n", "Begin with the area"),
        ("Outbox: Wake delivery\n", "Begin with the area"),
        ("outbox: wake delivery\n", "Begin with the area"),
        (f"outbox: Wake {'delivery' * 9}\n", "at most 72"),
        ("outbox: Wake delivery.\n", "full stop"),
        ("outbox: Wake delivery\nwhy\n", "empty line"),
    ],
)
def test_what_is_wrong_is_said(message: str, said: str) -> None:
    assert said in (wrong(message) or "")


def test_git_is_told_no(tmp_path: Path) -> None:
    file = tmp_path / "COMMIT_EDITMSG"
    file.write_text("Something\n")
    ran = subprocess.run(
        [sys.executable, "-m", "checks.commit_message", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "Begin with the area" in ran.stderr
