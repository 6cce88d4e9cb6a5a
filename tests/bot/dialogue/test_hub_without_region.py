"""A sentence about a hub of which no region is named is answered, and ends in no error of ours."""

import pytest

from tests.cafe import Person


@pytest.mark.parametrize(
    "line", ["met welke netwerken heeft de hub nog meer banden?", "who is the hub tied to?", "banden van de hub"]
)
async def test_a_hub_without_a_region_is_asked_about(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert "nummer" not in said
    assert "reference" not in said
