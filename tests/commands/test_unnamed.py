"""Who made something without a name, in any topic, is told by nothing that anybody sees there."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.command.kind import Kind
from bot.exchange import exporting
from storage.accounts.authored import Authored
from storage.database.database import Database
from storage.members.roles import Grant
from storage.networks import networks
from storage.networks.network import Sheet
from storage.vocabulary import Level, NetworkKind, NetworkRole, NetworkStatus, Place, Role
from tests import FUZZ
from tests.cafe import ALL, Door, Person
from tests.commands.area_process.life import ready
from tests.commands.questions.requests.test_requests import works

ROLES = (Role.visitor, Role.member, Role.convenor, Role.coordinator, Role.steward, Role.admin)

MADE = {
    "G": ("agendapunt: Hoe houden we zwerfkeien heel op de bodem in Twente", "zonder mijn naam"),
    "S": ("signaal: de zwerfkeien op de bodem in Twente liggen in de weg", "zonder mijn naam", "overslaan"),
    "L": ("les: zwerfkeien zoek je samen met een boer in Twente, dat werkte goed", "goed, inhoud", "zonder mijn naam"),
    "C": ("casus: het dorpshuis in Twente voor oud en jong, hoe betaal je dat?", "zonder mijn naam"),
    "B": ("bijeenkomst: keien kijken op 3 december om 10 uur in Twente", "zonder mijn naam", "overslaan", "klopt"),
    "Z": ("peiling: welk woord werkt beter? / natuur / groen", "klopt"),
    "W": ("begrip zwerfkei: een steen die met het ijs is meegekomen", "zonder mijn naam"),
    "U": ("nieuws: https://voorbeeld.nl/keien de zwerfkeien in Twente zijn geteld", "zonder mijn naam"),
    "F": ("werkvorm: Keienkring, samen in Twente naar zwerfkeien kijken", "zonder mijn naam"),
    "D": ("bron: Keienkaart Twente van het waterschap elk jaar", "zonder mijn naam"),
    "R": ("reeks: keienmiddag in Twente, elke maand", "overslaan", "zonder mijn naam"),
}
"""By its letter, how something is made without a name: what is said, in turn. The wish may come at any step."""
ELSEWHERE = {
    "K": "tests/commands/questions/test_unnamed.py",
    "A": "tests/commands/questions/test_unnamed.py",
    "H": "of who asks and the desk alone: tests/commands/helpdesk",
    "E": "of a closed group: tests/commands/lessons/test_evaluations.py",
    "T": "put as who drives a network or coordinates, by name",
}
"""Kinds that are not made without a name here, and why."""
ADDED = (
    *("denk mee C-1: bij ons hielp een keienkaart", "steun G-1", "werk aan G-1: ik tel de keien", "bij ons ook S-1"),
    *("voorstel S-1: leg ze aan de kant", "bij ons niet L-1: de boer was er niet", "gebruikt L-1: in ons dorp"),
    *("gebruikt F-1: in ons dorp, er kwam een vraag uit", "nieuw bij D-1: die van dit jaar"),
    *("spreekt tegen D-1: wij tellen er meer", "ik kom B-1", "ik doe voor B-1: ik neem een hamer mee"),
    *("beter woord voor zwerfkei: kei", "bij ons betekent zwerfkei: een grote steen", "klopt", "stem Z-1 1"),
    *("ik wil vast lid worden van R-1", "kennismaken aan", "gebiedsproces starten N-1", "ja"),
    *(
        "afspraak N-1 rollen: wie de keien telt",
        "meld S-1 Dit klopt niet.",
        "volg zwerfkeien",
        "wie weet iets van graniet",
    ),
)
"""What the other of the two adds to it, who does nothing in their own name either."""


AREA = ("afspraken N-1", "gebiedsproces N-1", "praat me bij over N-1")
"""What shows an area in which both take part."""
SEARCHED = (
    *("wie weet iets van zwerfkeien", "wie weet iets van een keienkaart in Twente", "wat weet Lid Een", "M-1", "M-2"),
    *("waarom niet M-1 voor zwerfkeien", "waarom niet M-2 voor zwerfkeien", "waarom niet M-1", "waarom niet M-2"),
)
"""What could tell of who may be found that they made it."""
SHARE = 20
"""Of the views of one thing, one in so many is looked at in `make test`, and all of them in `make fuzz`."""


async def seen(file: Path, folder: Path, maker: str, found: str) -> dict[str, str]:
    """Tell all that anybody sees in a Café of two members when the one of that name made something of each kind.

    Who may not be found does nothing in their own name; of who may, only what is made counts, and what searches say.
    """
    database = Database(f"sqlite:///{file}")
    told: dict[str, str] = {}
    async with Door(database) as door:
        both = {name: await door.member(name, found=found) for name in ("Lid Een", "Lid Twee")}
        readers = {role: await reader(door, role) for role in ROLES}
        for who in both.values():
            await who.says("altijd zonder naam")
        await area(door, (*both.values(), readers[Role.convenor]))
        for lines in MADE.values():
            await both[maker].in_turn(*lines)
        await readers[Role.coordinator].says("zet erop G-1")
        (other,) = (who for name, who in both.items() if name != maker)
        await other.in_turn(*(ADDED if found == "nee" else ("hulp",)))
        await works(door)
        shows = sorted(each.phrases["nl"][0] for each in ALL.all if each.safe)
        for role, who in readers.items():
            deep = role in (Role.member, Role.admin) and (found == "nee" or FUZZ > 1)
            about = [f"{phrase} {letter}-1" for phrase in shows for letter in MADE if deep]
            alone = shows if deep or FUZZ > 1 else ()
            things = (*(f"{letter}-1" for letter in MADE), "N-1", *AREA, *SEARCHED)
            for line in (*alone, *things, *about[:: 1 if FUZZ > 1 else SHARE]):
                told[f"{role.name}: {line}"] = str(await who.says(line))
            told[f"{role.name}: notices"] = "\n".join(map(str, door.heard_in(who.chat)))
        for place in Place:
            exporting.write(database, ALL.topics, folder / maker / place, place, door.clock())
            for each in sorted((folder / maker / place).iterdir()):
                told[f"{place}/{each.name}"] = each.read_text()
    database.close()
    return told


async def area(door: Door, drivers: Sequence[Person]) -> None:
    """An area that all of these drive, N-1: what they agree on is of them all."""
    await ready(door)
    ids, now = [(await each.member()).id for each in drivers], door.clock()
    sheet = Sheet(
        "Keiengebied",
        NetworkKind.gebiedswerkplaats,
        Level.regionaal,
        "Keien bewaren.",
        how_to_join="Bel ons.",
        regions=frozenset({await door.region("Twente")}),
    )

    def put(tx: Connection) -> None:
        number = networks.create(tx, sheet, NetworkStatus.listed, now, by=None).id
        for each in ids:
            networks.join(tx, number, each, NetworkRole.convenor, now)

    await door.database.write(put)


async def reader(door: Door, role: Role) -> Person:
    """Somebody who looks, with that role and no part in what was made."""
    who = door.person(f"Lezer {role.name}")
    if role > Role.visitor:
        await who.signs_up()
    if role > Role.convenor:
        await door.grant(who, Grant(role))
    return who


@pytest.mark.hypothesis  # `make fuzz` takes those
@pytest.mark.parametrize("found", ["nee", "ja"])
async def test_every_view_of_every_role_is_the_same_whoever_made_it_without_a_name(
    sqlite_drawn: Path, tmp_path: Path, found: str
) -> None:
    """The same words, order and number of notices, of all that shows something: also of topics that come later."""
    files = {name: Path(shutil.copy(sqlite_drawn, tmp_path / f"{name}.db")) for name in ("Lid Een", "Lid Twee")}
    one, two = [await seen(file, tmp_path, name, found) for name, file in files.items()]
    kinds = {each.letter for each in ALL.topics.all(Authored)} & {each.letter for each in ALL.topics.all(Kind)}
    assert kinds == MADE.keys() | ELSEWHERE.keys(), "each kind of thing that somebody makes"
    assert found == "ja" or "wie de keien telt" in one["convenor: afspraken N-1"], "the other added to it"
    assert all(f"{letter}-1 " in one[f"admin: {letter}-1"] for letter in MADE), "each was made"
    assert "zonder mijn naam" not in one["admin: B-1"], "the wish is no place"
    assert {view: (one[view], two.get(view)) for view in one if one[view] != two.get(view)} == {}
