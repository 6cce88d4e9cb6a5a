"""`checks.traces`: what it finds, and what it leaves alone."""

import subprocess
from pathlib import Path

import pytest

from checks.traces import main, traces

HERE = "/somewhere/plek"
# Put together here, so that this file passes the check itself.
INDEX = "pypi" + ".org"
ROOT_HOME = "/" + "root"
WORK = "/" + "work"
FARM = "/" + "farm"


@pytest.mark.parametrize(
    "line",
    [
        f"see https://{INDEX}/simple",
        f"https://files.{'python' + 'hosted'}.org/packages/x",
        f"https://registry.{'npm' + 'js'}.org/x",
        '"resolved"' + ': "https://mirror.example.org/x"',
        f"deb http://deb.{'debian'}.org/debian bookworm main",
        "--" + "index-url https://mirror.example.org/simple",
        f"cd {WORK}/main",
        f"{ROOT_HOME}",
        f"'{FARM}/log'",
        f"see {ROOT_HOME}.",
        f"file://{WORK}/x",
        f"cache={HERE}/var",
    ],
)
def test_a_trace_is_found(line: str) -> None:
    assert [number for number, _what in traces(f"fine\n{line}\n", HERE)] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "https://example.org/work/programme",
        "het netwerk/werkgroep",
        "{folder}/work",
        "$HOME/work",
        "../work",
        "/workshops and /rootless and /farmer",
        "/root.json",
        "pip install --require-hashes --requirement requirements/app.lock",
        "npm ci",
        "the Debian project",
        "/usr/lib/postgresql",
    ],
)
def test_what_is_no_trace_is_left_alone(line: str) -> None:
    assert list(traces(line, HERE)) == []


def test_only_what_git_tracks_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    for name in ("tracked.md", "untracked.md"):
        (tmp_path / name).write_text(f"one\n{WORK}/main\n")
    (tmp_path / "picture.png").write_bytes(b"\0" + WORK.encode())
    subprocess.run(["git", "add", "tracked.md", "picture.png"], check=True, cwd=tmp_path)
    assert main(tmp_path) == 1
    assert capsys.readouterr().out == f"tracked.md:2: names a path of a machine: {WORK}\n"


def test_this_project_has_none() -> None:
    assert main() == 0
