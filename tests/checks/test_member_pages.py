"""The pages for members name commands that exist, with the phrases of their language."""

import re

import pytest

from bot.command.beginning import read
from tests import ROOT
from tests.cafe import ALL

DOCS = ROOT / "docs"
PAGES = {"nl": DOCS / "nl" / "gebruik.md", "en": DOCS / "en" / "using.md"}
NUMBERED = re.compile(r"^[KANM]-\d+$")


@pytest.mark.parametrize("language", PAGES)
def test_what_a_page_says_to_type_is_a_command_of_its_language(language: str) -> None:
    typed = re.findall(r"`([^`]+)`", PAGES[language].read_text())
    assert len(typed) > 30
    for line in typed:
        call = read(line, ALL, language)
        assert call or NUMBERED.match(line), line
        assert call is None or call.language == language or NUMBERED.match(line), line
