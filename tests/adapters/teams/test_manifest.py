"""The app package: what Teams reads, checked against Microsoft's schema; every command in the menu is one of ours."""

import json
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

import commands
from adapters.teams.cli import app
from adapters.teams.manifest import COMMANDS, EXTENSION, App, InvalidManifest, localised, manifest, package
from bot.command.command import Commands
from tests.adapters.teams.activities import APP

WEBSITE = "https://example.org/plek"
OURS = App(APP, "1.0.0", "PLeK", WEBSITE, WEBSITE, WEBSITE)


def test_the_package_holds_manifest_languages_and_icons_at_its_root() -> None:
    with zipfile.ZipFile(BytesIO(package(OURS))) as archive:
        assert sorted(archive.namelist()) == ["color.png", "en.json", "manifest.json", "outline.png"]
        told = json.loads(archive.read("manifest.json"))
        assert size(archive.read("color.png")) == (192, 192)
        assert size(archive.read("outline.png")) == (32, 32)
    assert told["bots"][0]["botId"] == APP
    assert len(told["name"]["short"]) <= 30
    assert told["bots"][0]["supportsFiles"] is True, "or no file can be offered"


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_what_the_menu_offers_can_be_typed_and_does_what_it_says() -> None:
    known = Commands.within(commands)
    assert len(COMMANDS) <= 10
    for dutch, english, summary in COMMANDS:
        calls = [known.match(dutch, "nl"), known.match(english, "en")]
        assert all(call and not call.rest for call in calls), (dutch, english)
        assert {call.command.summary.one for call in calls if call} == {summary.one}


def test_the_message_extension_runs_commands_that_only_look() -> None:
    known = Commands.within(commands)
    for line, _title, _summary in EXTENSION:
        call = known.match(line, "nl")
        assert call
        assert call.command.safe


def test_both_languages_say_the_same_things() -> None:
    dutch = manifest(OURS)
    english = localised("en")
    for number, command in enumerate(dutch["bots"][0]["commandLists"][0]["commands"]):
        assert english[f"bots[0].commandLists[0].commands[{number}].title"]
        assert english[f"bots[0].commandLists[0].commands[{number}].description"] != command["description"]


def test_the_permission_to_read_along_is_asked_for_only_when_told() -> None:
    assert "authorization" not in manifest(OURS)
    asked = manifest(App(APP, "1.0.0", "PLeK", WEBSITE, WEBSITE, WEBSITE, rsc=True))
    names = [each["name"] for each in asked["authorization"]["permissions"]["resourceSpecific"]]
    assert "ChannelMessage.Read.Group" in names


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        (App("no guid", "1.0.0", "PLeK", WEBSITE, WEBSITE, WEBSITE), "id"),
        (App(APP, "1.0.0", "PLeK", "ftp://example.org", WEBSITE, WEBSITE), "websiteUrl"),
        (App(APP, "1.0.0", "x" * 40, WEBSITE, WEBSITE, WEBSITE), "developer.name"),
    ],
)
def test_what_teams_would_refuse_is_refused_here(wrong: App, where: str) -> None:
    with pytest.raises(InvalidManifest, match=where):
        package(wrong)


def test_the_command_writes_the_package(tmp_path: Path) -> None:
    target = tmp_path / "plek.zip"
    result = CliRunner().invoke(app, ["manifest", "--website", WEBSITE, "--app-id", APP, "--output", str(target)])
    assert result.exit_code == 0, result.output
    assert zipfile.is_zipfile(target)


def test_the_command_says_what_is_wrong() -> None:
    result = CliRunner().invoke(app, ["manifest", "--website", "ftp://x", "--app-id", APP])
    assert result.exit_code != 0
