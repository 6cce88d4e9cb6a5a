"""The pages for members name commands that exist, with the phrases of their language."""

import re
from pathlib import Path

import pytest

from bot.sentences.beginning import read
from tests import ROOT
from tests.cafe import ALL

DOCS = ROOT / "docs"
PAGES = {"nl": DOCS / "nl" / "gebruik.md", "en": DOCS / "en" / "using.md"}
PILOT = sorted((DOCS / "pilot").glob("*.md"))
OF_OPERATORS = re.compile(r"plek |--|PLEK_|docs/")
NUMBERED = re.compile(r"^[KANM]-\d+$")


@pytest.mark.parametrize("language", PAGES)
def test_what_a_page_says_to_type_is_a_command_of_its_language(language: str) -> None:
    typed = re.findall(r"`([^`]+)`", PAGES[language].read_text())
    assert len(typed) > 30
    for line in typed:
        call = read(line, ALL, language)
        assert call or NUMBERED.match(line), line
        assert call is None or call.language == language or NUMBERED.match(line), line


@pytest.mark.parametrize("page", [pytest.param(each, id=each.stem) for each in PILOT])
def test_what_the_pilot_says_to_type_is_a_command(page: Path) -> None:
    typed = [each for each in re.findall(r"`([^`]+)`", page.read_text()) if not OF_OPERATORS.match(each)]
    assert [each for each in typed if not read(each, ALL, "nl")] == []
