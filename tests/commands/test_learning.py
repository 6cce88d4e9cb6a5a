"""Learning from what was not understood: off by default, asked each time, stripped, seen by the administrator alone."""

from bot.process.choices import Choices
from commands.learning.keep import Pilot
from storage.database.database import Database
from storage.vocabulary import Role
from tests.cafe import Door

SAID = "Kees Jansen zei gisteren tegen mij dat het om 4711 ging bij kees@example.org"


async def test_nothing_is_kept_unless_an_operator_switches_it_on(database: Database) -> None:
    async with Door(database) as door:
        anna = await door.member("Anna")
        assert "14 dagen" not in await anna.says(SAID)
        assert "geen zinnen bewaard" in await anna.says("bewaar zin: dit en dat")


async def test_what_is_kept_was_shown_and_agreed_to_and_names_nobody(database: Database) -> None:
    async with Door(database, choices=Choices([Pilot(keep_sentences=True)])) as door:
        anna = await door.member("Anna")
        beheer = await door.coordinator("Beheer", role=Role.admin)
        asked = await anna.says(SAID)
        assert "14 dagen" in asked
        assert "geen zinnen" in await beheer.says("onbegrepen zinnen")
        await anna.says("Ja, bewaar het")
        shown = await beheer.says("onbegrepen zinnen")
        assert "tegen mij dat het om" in shown
        for private in ("Kees", "Jansen", "4711", "kees@example.org", "Anna"):
            assert private not in shown
        assert "tegen mij dat" not in await anna.says("onbegrepen zinnen")


async def test_misses_are_counted_by_kind(database: Database) -> None:
    async with Door(database) as door:
        anna = await door.member("Anna")
        await anna.says(SAID)
        misses = door.cafe.metrics.registry.get_sample_value("plek_misses_total", {"kind": "unread", "language": "nl"})
        assert misses == 1
