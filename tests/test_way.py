"""One message's way through the product stays short, and is the way that the page of the architecture shows."""

from storage.database.database import Database
from tests import way

MOST_IN, MOST_FILES, MOST_BACK = 10, 6, 8


async def test_the_way_of_one_message_is_short_and_as_the_page_tells(database: Database) -> None:
    traced = await way.trace(database)
    assert traced.inward[0].name == "Dispatcher.store"
    assert len(traced.inward) <= MOST_IN, way.told(traced)
    assert len({step.file for step in traced.inward}) <= MOST_FILES, way.told(traced)
    assert len(traced.back) <= MOST_BACK, way.told(traced)
    assert way.shown(way.PAGE.read_text()) == way.told(traced), "docs/architecture.md: python -m tests.way --write"
