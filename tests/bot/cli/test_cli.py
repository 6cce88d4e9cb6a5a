"""The program as an operator meets it: started as a process, its output read."""

import contextlib
import json
import os
import pty
import re
import select
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.database.database import Database
from storage.members import codes, people, roles
from storage.vocabulary import Role
from tests import ROOT
from tests.bot.cli.conftest import moved_in
from tests.servers.program import PLEK, plek, without_settings

EXAMPLES = ROOT / "examples" / "plek"
MARKER = "zeer-geheim-7f3a9"


@pytest.fixture(scope="module")
def furnished(chatted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which somebody chatted once."""
    return moved_in(chatted, tmp_path_factory.mktemp("furnished"))


@pytest.fixture
def opened(furnished: Path) -> Database:
    return Database(f"sqlite:///{furnished / 'var' / 'plek.db'}")


def test_chat_answers_each_line_and_ends_with_the_input(tmp_path: Path) -> None:
    ran = plek("chat", folder=tmp_path, said="netwerken flevoland\n\nregio's\n")
    assert ran.returncode == 0
    assert "Platform Omgevingswet Flevoland" in ran.stdout
    assert "Onder Twente" not in ran.stdout
    assert ran.stdout.index("Noordelijk Flevoland") < ran.stdout.index("Overijssel")
    assert "Traceback" not in ran.stderr


def test_the_example_set_is_loaded_the_first_time_only(furnished: Path) -> None:
    again = plek("chat", folder=furnished, said="hulp\n")
    assert "Loading the example set" not in again.stderr
    assert (furnished / "var" / "plek.db").stat().st_mode & 0o777 == 0o600


def test_without_the_example_set_a_chat_begins_empty(tmp_path: Path) -> None:
    ran = plek("chat", "--no-examples", folder=tmp_path, said="netwerken\n")
    assert "Loading" not in ran.stderr
    assert "Onder Twente" not in ran.stdout


def test_the_language_and_the_name_can_be_chosen(furnished: Path, opened: Database) -> None:
    ran = plek("chat", "--as", "Proefpersoon", "--lang", "en", folder=furnished, said="help\n")
    assert "What I can do" in ran.stdout
    with opened.begin() as tx:
        met = people.by_identity(tx, "terminal", "Proefpersoon")
    assert met is not None
    assert met.language == "en"
    wrong = plek("chat", "--lang", "fr", folder=furnished)
    assert wrong.returncode == 2
    assert "fr" in wrong.stderr


def test_an_example_member_is_known_by_key(furnished: Path) -> None:
    ran = plek("chat", "--as", "aanjager-bodem-twente", folder=furnished, said="profiel\n")
    assert "Aanjager Bodem Twente" in ran.stdout


def test_a_terminal_shows_a_prompt_and_ends_at_control_d(furnished: Path) -> None:
    ours, theirs = pty.openpty()
    chat = subprocess.Popen(
        [PLEK, "chat"],
        cwd=furnished,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**without_settings(), "TERM": "xterm"},
    )
    os.close(theirs)
    shown = b""

    def until(what: str) -> None:
        nonlocal shown
        while what.encode() not in shown:
            assert select.select([ours], [], [], 60)[0], shown
            shown += os.read(ours, 4096)
        shown = shown.rpartition(what.encode())[2]

    try:
        until("make run-web")  # and where the web is
        until("›")
        os.write(ours, b"netwerken flevoland\n")
        until("Noordelijk Flevoland")
        until("›")
        os.write(ours, b"\x04")
        assert chat.wait(60) == 0
    finally:
        chat.kill()
        chat.wait()
        os.close(ours)


def test_a_reader_that_stops_reading_ends_the_chat_quietly(furnished: Path) -> None:
    ran = subprocess.run(
        ["bash", "-c", f"printf 'hulp\\nhulp\\nhulp\\n' | {PLEK} chat | head -1"],
        cwd=furnished,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Error" not in ran.stderr
    assert "exception" not in ran.stderr


def test_the_first_administrator_is_made_with_the_code_once(tmp_path: Path) -> None:
    first = plek("chat", "--no-examples", folder=tmp_path, said="hulp\n")
    found = re.search(r"beheerder ([a-z2-7-]{19})", first.stderr)
    assert found, first.stderr
    database = Database(f"sqlite:///{tmp_path / 'var' / 'plek.db'}")
    with database.begin() as tx:
        member = people.by_identity(tx, "terminal", "jij")
        assert member is not None
        now = datetime.now(UTC)
        assert codes.redeem(tx, codes.FIRST_ADMIN, found[1], member.id, now).verdict is codes.Verdict.accepted
        roles.grant(tx, member.id, roles.Grant(Role.admin), None, now)
    database.close()
    assert "beheerder" not in plek("chat", folder=tmp_path, said="hulp\n").stderr


def test_a_role_is_granted_by_name_or_identity_and_noted(furnished: Path, opened: Database) -> None:
    done = plek("grant", "Kennisschakelaar Twente", "coordinator", "--region", "Twente", folder=furnished)
    assert (done.returncode, done.stdout) == (0, "Kennisschakelaar Twente is coordinator now for Twente.\n")
    again = plek("grant", "terminal:kennisschakelaar-twente", "coordinator", "--region", "twente", folder=furnished)
    assert "was coordinator already" in again.stdout
    with opened.begin() as tx:
        member = people.by_identity(tx, "terminal", "kennisschakelaar-twente")
        assert member is not None
        assert member.role is Role.coordinator


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("niemand", "admin"), "Nobody here is called niemand."),
        (("Kennisschakelaar Twente", "baas"), "baas"),
        (("Kennisschakelaar Twente", "coordinator", "--region", "Twentte"), "--region: there is no region Twentte."),
        (("Kennisschakelaar Twente", "steward", "--network", "x"), "--network: there is no network x."),
        (("Kennisschakelaar Twente", "admin", "--region", "Twente"), "An administrator is one everywhere"),
    ],
)
def test_what_cannot_be_granted_says_why(furnished: Path, args: tuple[str, ...], told: str) -> None:
    ran = plek("grant", *args, folder=furnished)
    assert ran.returncode == 2
    assert told in ran.stderr


def test_files_go_in_and_out(tmp_path: Path) -> None:
    assert plek("db", "upgrade", folder=tmp_path).returncode == 0
    first = plek("import", EXAMPLES, folder=tmp_path)
    assert first.returncode == 0
    assert re.search(r"networks +49 +0 +0 +0", first.stdout)
    again = plek("import", EXAMPLES / "networks.csv", folder=tmp_path)
    assert re.search(r"networks +0 +0 +49 +0", again.stdout)
    out = plek("export", "uit", folder=tmp_path)
    assert "members.csv: 44" in out.stdout
    everything = plek("export", "alles", "--all", folder=tmp_path)
    assert "members.csv: 48" in everything.stdout
    assert "did not agree" in everything.stderr
    bad = tmp_path / "organisations.csv"
    bad.write_text("name,kind\nBewonersgroep Oost,club\n")
    refused = plek("import", bad, folder=tmp_path)
    assert refused.returncode == 1
    assert "organisations.csv:2: kind: «club» is none of: rijk, provincie" in refused.stdout


def test_the_schema_goes_up_and_down(tmp_path: Path) -> None:
    assert plek("db", "current", folder=tmp_path).stdout.startswith("empty")
    assert plek("import", EXAMPLES, folder=tmp_path).stderr == "The database is empty. Run: plek db upgrade\n"
    up = plek("db", "upgrade", folder=tmp_path).stdout
    assert re.fullmatch(r"empty -> \w+\n", up)
    assert "the newest" in plek("db", "current", folder=tmp_path).stdout
    assert "Nothing to do" in plek("db", "upgrade", folder=tmp_path).stdout
    assert plek("db", "upgrade", "nooit", folder=tmp_path).returncode == 2
    assert plek("db", "downgrade", "base", folder=tmp_path).stdout.endswith("-> empty\n")


def test_the_doctor_finds_what_is_wrong_and_says_what_to_do(furnished: Path, tmp_path: Path) -> None:
    well = plek("doctor", folder=furnished)
    assert well.returncode == 0
    assert "PLEK_LANGUAGE: nl" in well.stdout
    assert "0 wrong" in well.stdout
    rules = plek(
        "doctor", folder=furnished, settings={"PLEK_ROUTING__SILENCE": "networks", "PLEK_ROUTING__HOLIDAYS": "be"}
    ).stdout
    for told in (
        "PLEK_ROUTING__HOLIDAYS: BE (from the environment)",
        "PLEK_ROUTING__CONVENOR_LIVE: 365",
        "at most 3 open requests a person",
        "from 09:00 to 17:00 on their own clock, on working days; public holidays of BE",
        "who is on pause is never asked: 0 now",
        "silence: one reminder after 3 working days, 2 later the next in turn: networks, coordinators",
        "through convenors who spoke to the bot in the last 365 days",
    ):
        assert told in " ".join(rules.split()), told
    empty = plek("doctor", folder=tmp_path)
    assert empty.returncode == 1
    assert "Run: plek db upgrade" in empty.stdout
    down = plek("doctor", folder=tmp_path, settings={"PLEK_DATABASE__URL": "postgresql://plek@127.0.0.1:1/plek"})
    assert down.returncode == 1
    assert "database: connection failed" in down.stdout or "refused" in down.stdout


def test_the_doctor_names_what_a_schema_lacks(tmp_path: Path) -> None:
    assert plek("db", "upgrade", folder=tmp_path).returncode == 0
    (file,) = tmp_path.rglob("*.db")
    with contextlib.closing(sqlite3.connect(file)) as changed:
        changed.execute("ALTER TABLE links RENAME COLUMN kind TO sort")
    told = plek("doctor", folder=tmp_path)
    assert told.returncode == 1
    assert "and missing: links.kind" in told.stdout
    assert "restore a backup: plek restore" in " ".join(told.stdout.split())


def test_run_needs_a_platform_and_says_so(furnished: Path) -> None:
    ran = plek("run", folder=furnished)
    assert ran.returncode == 2
    assert "No platform is configured." in ran.stderr
    assert "PLEK_MATRIX__..." in ran.stderr


def test_settings_that_are_wrong_end_every_command_by_name(tmp_path: Path) -> None:
    for command in ("chat", "run", "doctor", "db current"):
        ran = plek(*command.split(), folder=tmp_path, settings={"PLEK_DATABSE__URL": "x", "PLEK_LANGUAGE": "fr"})
        assert ran.returncode == 2
        assert ran.stderr == "PLEK_DATABSE__URL: there is no such setting. Did you mean PLEK_DATABASE__URL?\n"


def test_no_command_prints_a_secret_whatever_happens(tmp_path: Path) -> None:
    settings = {
        "PLEK_DATABASE__URL": f"postgresql://plek:{MARKER}@127.0.0.1:1/plek?passfile={MARKER}",
        "PLEK_MATRIX__HOMESERVER": "http://127.0.0.1:1",
        "PLEK_MATRIX__USER": "@plek:voorbeeld.nl",
        "PLEK_MATRIX__PASSWORD": MARKER,
        "PLEK_TEAMS__APP_ID": "app",
        "PLEK_TEAMS__TENANT": "tenant",
        "PLEK_TEAMS__SECRET": MARKER,
        "PLEK_LOG__LEVEL": "debug",
    }
    sqlite = {**settings, "PLEK_DATABASE__URL": "sqlite:///plek.db"}
    refused = {**settings, "PLEK_TEAMS__SECRET": "", "PLEK_TEAMS__TENANT": ""}
    unparsable = {**settings, "PLEK_DATABASE__URL": f"postgresql://plek:{MARKER}@[::1/plek"}
    everything = [
        "doctor",
        "chat --no-examples",
        "db upgrade",
        "db current",
        "grant x admin",
        "export out",
        "teams --help",
    ]
    everything += [f"import {EXAMPLES / 'regions.csv'}", "matrix login", "db downgrade base"]
    runs = [(sqlite, command) for command in everything]
    runs += [(settings, command) for command in ("doctor", "run", "chat")]
    runs += [(given, "doctor") for given in (refused, unparsable)]
    for given, command in runs:
        ran = plek(*command.split(), folder=tmp_path, said="hulp\n", settings=given)
        assert MARKER not in ran.stdout + ran.stderr, command
        assert "Traceback" not in ran.stderr, command


def test_version_wakes_no_sdk(tmp_path: Path) -> None:
    """Start-up stays fast: a platform's SDK is imported when it is configured, and only then."""
    asked = "import sys, bot.__main__ as m; m.platforms(); print(*sorted({n.partition('.')[0] for n in sys.modules}))"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=tmp_path)
    awake = set(ran.stdout.split())
    assert not awake & {"nio", "botbuilder", "botframework", "msal", "alembic", "aiohttp"}
    assert plek("version", folder=tmp_path).stdout.startswith("plek ")


def test_a_program_speaks_for_many_people_in_json(furnished: Path) -> None:
    lines: list[dict[str, Any] | str] = [
        {"text": "netwerken flevoland", "as": "een"},
        {"press": 1, "as": "een"},
        {"text": "help", "as": "twee", "lang": "en"},
        {"text": "netwerken flevoland", "as": "twee", "place": "channel:Kroeg"},
        {"text": "netwerken flevoland", "as": "twee", "place": "channel:Kroeg", "addressed": False},
        {"text": "netwerken gelderland", "as": "een", "edit_of": 1},
        {"text": "hulp", "colour": "red"},
        "no object",
    ]
    said = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n"
    ran = plek("chat", "--json", folder=furnished, said=said)
    assert ran.returncode == 0, ran.stderr
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [each["line"] for each in told] == list(range(1, 9))

    def to(number: int, who: str) -> list[dict[str, Any]]:
        return [each for each in told[number - 1]["replies"] if each["to"] == who]

    [first] = to(1, "een")
    assert "Platform Omgevingswet Flevoland" in first["text"]
    assert first["buttons"][0] == {"press": 1, "label": "Bekijk", "types": first["buttons"][0]["types"]}
    [pressed] = to(2, "een")
    assert "Soort" in pressed["text"]
    assert "What I can do" in to(3, "twee")[0]["text"]
    [in_the_channel] = [each for each in told[3]["replies"] if each["place"] == "channel:Kroeg"]
    assert "Noordelijk Flevoland" in in_the_channel["text"]
    assert told[4]["replies"] == []
    [corrected] = to(6, "een")
    assert corrected["changed"]
    assert corrected["id"] == first["id"]
    assert "colour" in told[6]["error"]
    assert "JSON" in told[7]["error"]
