"""Each figure of a made year, on both databases, is what a plain recount of it says."""

from collections import Counter

import pytest
from sqlalchemy import Connection

from bot.process.office_hours import OfficeHours
from bot.things.figures import Figure, Median, Reading
from commands.impact.asked import extent_of, figures_of
from commands.impact.measuring import measured, quarters
from commands.impact.quarters import Quarter
from commands.who_knows.unmet_needs import lacks
from storage.database.database import Database
from storage.extents import Extent
from tests.cafe import ALL, START
from tests.commands.impact import recount
from tests.commands.impact.made_year import NOW, Year, make
from tests.commands.impact.recount import COUNTED, Recount
from tests.small_map import draw

QUARTERS = 4
PLACES = ("", "Overijssel", "Twente", "Nederland")
THEMES = ("", "water")


def everything(tx: Connection) -> Year:
    draw(tx)
    return make(tx, 7, 420)


@pytest.fixture
async def year(database: Database) -> Year:
    return await database.write(everything)


def extents(year: Year) -> list[Extent]:
    """Of each place and theme, each quarter of a year."""
    found = []
    for place in PLACES:
        for theme in THEMES:
            region, about = year.atlas.region(place), year.atlas.theme(theme)
            regions, themes = (frozenset({each.id} if each else ()) for each in (region, about))
            extent = extent_of(year.atlas, Quarter.of(NOW), NOW, regions, themes)
            found += [each for _quarter, each in quarters(extent, Quarter.of(NOW), QUARTERS)]
    return found


def test_every_figure_is_counted_again() -> None:
    assert {each.name for each in figures_of(ALL.topics)} == {*COUNTED}


async def test_figures_of_a_made_year_are_what_a_recount_says(database: Database, year: Year) -> None:
    assert NOW == START
    figures = figures_of(ALL.topics)
    periods = extents(year)
    found = await database.read(measured, figures, periods, year.atlas, OfficeHours(), ALL.topics)
    seen: Counter[str] = Counter()
    for figure, amounts in zip(figures, found, strict=True):
        for extent, amount in zip(periods, amounts, strict=True):
            again = COUNTED[figure.name](Recount(year, extent))
            if isinstance(amount, Median):
                assert amount == pytest.approx(again, abs=1e-6), (figure.name, extent)
            else:
                assert amount == again, (figure.name, extent)
            seen[figure.name] += amount.of > 0
    assert all(seen[figure.name] >= QUARTERS for figure in figures), "each of them had something to count"


async def test_what_is_opened_is_what_was_counted(database: Database, year: Year) -> None:
    for extent in extents(year)[:QUARTERS]:
        for figure in figures_of(ALL.topics):
            if figure.things is None:
                continue
            reading = await database.read(_amount, figure, extent, year)
            opened = await database.read(figure.things, extent, 1_000, 0)
            assert bool(opened) >= bool(reading)
            assert len({*opened}) == len(opened), "each once"
            pages = [await database.read(figure.things, extent, 7, at) for at in range(0, 21, 7)]
            assert [each for page in pages for each in page] == [*opened][:21]


def _amount(tx: Connection, figure: Figure, extent: Extent, year: Year) -> int:
    return figure.measure(Reading(tx, extent, year.atlas, OfficeHours(), ALL.topics)).of


async def test_needs_by_theme_region_and_kind_are_what_a_recount_says(database: Database, year: Year) -> None:
    for extent in extents(year):
        its = Recount(year, extent)
        again: Counter[tuple[int | None, int | None, str | None]] = Counter()
        sought = [each for each in year.needs if its.within(each["at"])]
        for thing in (*sought, *recount.waiting(its)):
            for theme in thing["themes"] or (None,):
                for region in thing["regions"] or (None,):
                    inside = (extent.themes is None or theme in extent.themes) and (
                        extent.regions is None or region in extent.regions
                    )
                    again[theme, region, thing["knowledge_type"]] += inside
        found = await database.read(lacks, ALL.topics, extent)
        assert {each.about: each.times for each in found} == {about: n for about, n in again.items() if n}
