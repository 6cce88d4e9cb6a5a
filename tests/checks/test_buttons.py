"""`checks.buttons`: which lines of buttons it takes, and what it says of the others."""

import ast
import subprocess
import sys

import pytest

from checks.buttons import commands_of, wrong
from tests import ROOT

KNOWN = frozenset({"follow"})


@pytest.mark.parametrize(
    "good",
    [
        'Action(_("Follow"), follow.line(number))',
        'Action(_("Follow"), ctx.line("follow", number))',
        'Action(_("View"), number)',
        'Action(_("View"), f"K-{question.id}")',
        'Action(_("Yes"), YES, style=Style.primary)',
        'Action(_("More"), f"{further} p2")',
        'other("volg")',
    ],
)
def test_a_line_built_from_its_command_passes(good: str) -> None:
    assert not [*wrong(ast.parse(good), KNOWN)]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ('Action(_("Follow"), "volg")', "command.line"),
        ('Action(_("Follow"), f"volg {number}")', "command.line"),
        ('Action(_("Yes"), "ja")', "in each language"),
        ('Action(_("Follow"), ctx.line("folow", number))', "'folow'"),
    ],
)
def test_a_line_of_words_is_found(bad: str, said: str) -> None:
    ((line, told),) = wrong(ast.parse(bad), KNOWN)
    assert line == 1
    assert said in told


def test_commands_are_known_by_their_declaration() -> None:
    source = "@command(nl=('volg',))\nasync def follow(ctx): ...\nasync def other(ctx): ...\n"
    assert [*commands_of(ast.parse(source))] == ["follow"]


def test_the_project_passes() -> None:
    subprocess.run([sys.executable, "-m", "checks.buttons"], cwd=ROOT, check=True)
