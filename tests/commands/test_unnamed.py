"""Who made something without a name, in any topic, is told by nothing that anybody sees there."""

import shutil
from pathlib import Path

import pytest

from bot.exchange import exporting
from storage.database.database import Database
from storage.members.roles import Grant
from storage.vocabulary import Place, Role
from tests import FUZZ
from tests.cafe import ALL, Door, Person
from tests.commands.questions.test_routing import works
from tests.small_map import draw

ROLES = (Role.visitor, Role.member, Role.coordinator, Role.steward, Role.admin)

MADE = {
    "G": ("agendapunt: Hoe houden we zwerfkeien heel op de bodem in Twente", "zonder mijn naam"),
    "S": ("signaal: de zwerfkeien op de bodem in Twente liggen in de weg", "zonder mijn naam", "overslaan"),
    "L": ("les: zwerfkeien zoek je samen met een boer in Twente, dat werkte goed", "goed, inhoud", "zonder mijn naam"),
    "C": ("casus: het dorpshuis in Twente voor oud en jong, hoe betaal je dat?", "zonder mijn naam"),
    "B": ("bijeenkomst: keien kijken op 3 december om 10 uur in Twente", "zonder mijn naam", "overslaan", "klopt"),
    "Z": ("peiling: welk woord werkt beter? / natuur / groen", "klopt"),
    "W": ("begrip zwerfkei: een steen die met het ijs is meegekomen", "zonder mijn naam"),
}
"""By its letter, how something is made without a name: what is said, in turn. The wish may come at any step."""


SHARE = 12
"""Of the views of one thing, one in so many is looked at in `make test`, and all of them in `make fuzz`."""


async def seen(file: Path, folder: Path, maker: str) -> dict[str, str]:
    """Tell all that anybody sees in a Café of two members when the one of that name made something of each kind."""
    database = Database(f"sqlite:///{file}")
    await database.write(draw)
    told: dict[str, str] = {}
    async with Door(database) as door:
        both = {name: await door.member(name, found="nee") for name in ("Lid Een", "Lid Twee")}
        readers = {role: await reader(door, role) for role in ROLES}
        for who in both.values():
            await who.says("altijd zonder naam")
        for lines in MADE.values():
            await both[maker].in_turn(*lines)
        await works(door)
        shows = sorted(each.phrases["nl"][0] for each in ALL.all if each.safe)
        for role, who in readers.items():
            deep = role in (Role.member, Role.admin)
            about = [f"{phrase} {letter}-1" for phrase in shows for letter in MADE if deep]
            alone = shows if deep or FUZZ > 1 else ()
            for line in (*alone, *(f"{letter}-1" for letter in MADE), *about[:: 1 if FUZZ > 1 else SHARE]):
                told[f"{role.name}: {line}"] = str(await who.says(line))
            told[f"{role.name}: notices"] = "\n".join(map(str, door.heard_in(who.chat)))
        for place in Place:
            exporting.write(database, ALL.topics, folder / maker / place, place, door.clock())
            for each in sorted((folder / maker / place).iterdir()):
                told[f"{place}/{each.name}"] = each.read_text()
    database.close()
    return told


async def reader(door: Door, role: Role) -> Person:
    """Somebody who looks, with that role and no part in what was made."""
    who = door.person(f"Lezer {role.name}")
    if role > Role.visitor:
        await who.signs_up()
    if role > Role.convenor:
        await door.grant(who, Grant(role))
    return who


@pytest.mark.hypothesis  # `make fuzz` takes those
async def test_every_view_of_every_role_is_the_same_whoever_made_it_without_a_name(
    sqlite_prepared: Path, tmp_path: Path
) -> None:
    """The same words, order and number of notices, of all that shows something: also of topics that come later."""
    files = {name: Path(shutil.copy(sqlite_prepared, tmp_path / f"{name}.db")) for name in ("Lid Een", "Lid Twee")}
    one, two = [await seen(file, tmp_path, name) for name, file in files.items()]
    assert all(f"{letter}-1 " in one[f"admin: {letter}-1"] for letter in MADE), "each was made"
    assert "zonder mijn naam" not in one["admin: B-1"], "the wish is no place"
    assert {view: (one[view], two.get(view)) for view in one if one[view] != two.get(view)} == {}
