"""docs/privacy.md tells of every table, and each attack in SECURITY.md is tried by a test that is there."""

import ast
import re
from pathlib import Path

from checks import privacy_table
from storage.maintenance.every_table import every_table
from tests import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_the_document_for_a_privacy_officer_tells_of_every_table_and_its_period() -> None:
    assert privacy_table.main() == 0
    told = (ROOT / "docs" / "privacy.md").read_text()
    assert [each.name for each in every_table() if f"`{each.name}`" not in told] == []


def test_a_document_that_is_behind_is_told_of_and_brought_up_to_date(tmp_path: Path) -> None:
    old = tmp_path / "privacy.md"
    old.write_text(f"Before\n{privacy_table.BEGIN}old\n{privacy_table.END}After\n")
    assert privacy_table.main(old) == 1
    assert privacy_table.main(old, write=True) == 0
    assert privacy_table.main(old) == 0
    assert old.read_text().startswith("Before\n")
    assert old.read_text().endswith("After\n")


def test_every_attack_that_was_tried_names_a_test_that_is_there() -> None:
    rows = (ROOT / "SECURITY.md").read_text().partition("| attack | test |")[2].strip().splitlines()[1:]
    assert len(rows) > 20
    for row in rows:
        named = NAMED.search(row)
        assert named, row
        functions = {each.name for each in ast.walk(ast.parse((ROOT / named[1]).read_text())) if hasattr(each, "name")}
        assert named[2] in functions, row
