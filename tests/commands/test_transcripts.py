"""The transcripts of the topics that there are, through the front door: `tests/transcripts.py` says how."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.language.learning import Learning
from storage.database.database import Database
from tests.cafe import Door
from tests.transcripts import Play, Transcript, missing, stages, transcripts, unlike, waiting

LATER: frozenset[str] = frozenset()
"""What is mended next."""


@pytest_asyncio.fixture
async def cafe(example_url: str, learning: Learning) -> AsyncIterator[Door]:
    """The example Café, which understands sentences."""
    opened = Database(example_url)
    async with Door(opened, learning=learning) as door:
        yield door
    opened.close()


@pytest.mark.parametrize("told", waiting(transcripts(), LATER))
async def test_it_goes_as_told(cafe: Door, told: Transcript) -> None:
    await Play(cafe, stages()[told.topic]).goes(told.steps)


def test_a_reply_in_substance_has_every_sentence_and_number() -> None:
    heard = "G-12 is geparkeerd.\nWie hem steunt, hoort het."
    assert not list(missing("G-12 is geparkeerd. Wie hem steunt hoort het. Maak ongedaan.", heard, ["Maak ongedaan"]))
    assert list(missing("G-13 is geparkeerd.", heard, []))
    assert list(missing("G-12 is geparkeerd. Maak ongedaan.", heard, []))
    assert list(unlike("G-12 is | [Klopt]", heard, ["Wijzig"])) == ["[Klopt]"]
    assert list(unlike("!geparkeerd", heard, [])) == ["!geparkeerd"]
