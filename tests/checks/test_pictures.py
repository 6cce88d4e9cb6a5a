"""The pictures of the documentation are those that it shows, of every topic that people speak of."""

import re
from pathlib import Path

import pytest

from bot.sentences.beginning import read
from tests import ROOT
from tests.cafe import ALL
from tests.servers.first_screens import LANGUAGES, SCREENS

PICTURES = ROOT / "docs" / "pictures"
WITHOUT = frozenset({"intake", "learning", "things", "workbench"})
"""Rooms that show nothing of their own in a chat at first: a list is sent, and a workbench is in a browser."""


def test_every_picture_that_a_page_shows_is_there_and_each_is_shown() -> None:
    pages = (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
    shown = {
        (page.parent / name).resolve()
        for page in pages
        for name in re.findall(r"!\[[^]]+\]\(([^)]+)\)", page.read_text())
    }
    assert shown == set(PICTURES.iterdir())


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_every_topic_the_first_screen_is_shown(language: str) -> None:
    calls = [read(each[LANGUAGES.index(language)], ALL, language) for each in SCREENS]
    assert all(calls)
    rooms = {call.command.run.__module__.split(".")[1] for call in calls if call}
    assert (
        rooms == {each.name for each in Path(ROOT / "commands").iterdir() if (each / "__init__.py").is_file()} - WITHOUT
    )
