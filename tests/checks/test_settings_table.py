"""The operator reads about the settings there are, as they are."""

from pathlib import Path

from bot.__main__ import platforms
from bot.settings.listing import documentation
from checks import settings_table


def test_the_document_is_up_to_date() -> None:
    assert settings_table.main() == 0, "run: python -m checks.settings_table --write"


def test_a_table_that_is_not_is_found_and_mended(tmp_path: Path) -> None:
    document = tmp_path / "operations.md"
    document.write_text(f"before\n{settings_table.BEGIN}old\n{settings_table.END}after\n")
    assert settings_table.main(document) == 1
    assert settings_table.main(document, write=True) == 0
    assert settings_table.main(document) == 0
    assert document.read_text().startswith("before\n")
    assert document.read_text().endswith("after\n")


def test_every_setting_says_what_it_is() -> None:
    assert [setting.variable for setting in documentation(platforms()) if not setting.description] == []
