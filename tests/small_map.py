"""A small map for tests: a few real regions and themes, with other names."""

from sqlalchemy import Connection

from storage import atlas
from storage.vocabulary import Level


def draw(tx: Connection) -> None:
    """Nederland > Overijssel > Twente, Flevoland > Noordelijk Flevoland; soil, water, health of people."""
    country, _new = atlas.put_region(tx, "Nederland", Level.nationaal, also=["heel Nederland", "the Netherlands"])
    for province, areas in {
        "Overijssel": ["Twente", "Salland"],
        "Flevoland": ["Noordelijk Flevoland"],
        "Fryslân": [],
        "Noord-Brabant": ["De Peel"],
        "Limburg": ["De Peel"],
    }.items():
        around, _new = atlas.put_region(tx, province, Level.regionaal, parents=[country])
        for area in areas:
            atlas.put_region(tx, area, Level.regionaal, parents=[around])
    atlas.name_region(tx, atlas.put_region(tx, "Fryslân", Level.regionaal)[0], "Friesland")
    atlas.put_theme(tx, "water", also=["waterbeheer"])
    water = atlas.put_theme(tx, "water")[0]
    atlas.put_theme(tx, "grondwater", parent=water)
    atlas.put_theme(tx, "bodem en ondergrond", also=["bodem", "soil"])
    atlas.put_theme(tx, "zeer zorgwekkende stoffen", also=["ZZS"])
    atlas.put_theme(tx, "lucht, geluid en licht", also=["luchtkwaliteit"])
    atlas.put_theme(tx, "wonen")
