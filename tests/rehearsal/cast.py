"""Who there are in the played Café, and what they know and ask: the same people by the same seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from tests.cafe import Door, Person


@dataclass(frozen=True, slots=True)
class Field:
    """A theme, in the words in which people ask and know about it."""

    theme: str
    needs: tuple[str, ...]
    knows: str


FIELDS: Final = (
    Field(
        "bodem en ondergrond", ("een bodemkaart lezen", "boringen delen", "oude stortplaatsen vinden"), "bodemkaarten"
    ),
    Field("water", ("water vasthouden op zandgrond", "een sloot dempen", "droogte meten"), "grondwater en droogte"),
    Field(
        "landbouwtransitie",
        ("kruidenrijk grasland", "natte teelten", "een boerderij met minder dieren"),
        "natte teelten",
    ),
    Field(
        "natuur", ("houtwallen herstellen", "otters laten oversteken", "een bloemrijke berm"), "houtwallen en bermen"
    ),
    Field(
        "energietransitie", ("een buurtbatterij", "warmte uit een kanaal", "een zonneveld met schapen"), "buurtwarmte"
    ),
    Field("wonen", ("wonen boven winkels", "een erf met acht woningen", "tijdelijk bouwen"), "wonen op het erf"),
    Field(
        "mobiliteit en bereikbaarheid",
        ("een deelauto in het dorp", "een fietspad over een dijk", "de bus die niet komt"),
        "fietspaden",
    ),
    Field("bewonersinitiatieven", ("een buurthuis betalen", "een dorpsplan maken", "een zaal regelen"), "dorpsplannen"),
)
REGIONS: Final = ("Twente", "Noordelijk Flevoland", "Friesland", "Gelderland", "Groningen", "Zeeland")
BODIES: Final = (
    ("Gemeente", "gemeente"),
    ("Provincie", "provincie"),
    ("Waterschap", "waterschap"),
    ("Coöperatie", "maatschappelijk initiatief"),
    ("Bureau", "bedrijf"),
    ("Hogeschool", "kennisinstelling"),
)


@dataclass(slots=True)
class Player:
    """A person with a part: where they work, and what they know about."""

    person: Person
    part: str
    region: str
    field: Field
    body: str
    kind: str
    joined: bool = False
    gone: bool = False
    unnamed: bool = False


def cast(door: Door, number: int, chance: Random) -> Iterator[Player]:
    """Yield so many people: one in ten drives a network, one in twenty coordinates, two decide, one administers."""
    for place in range(number):
        part = _part(place, number)
        body, kind = chance.choice(BODIES)
        region, field = REGIONS[place % len(REGIONS)], FIELDS[place // len(REGIONS) % len(FIELDS)]
        language = "en" if part == "member" and chance.random() < 0.05 else "nl"
        # Every other one is on the second platform.
        platform = door.fars[place % len(door.fars)].platform
        person = Person(door, f"{part.capitalize()} {field.theme} {region} {place}", language, platform)
        yield Player(person, part, region, field, f"{body} {region} {place % 5}", kind, unnamed=chance.random() < 0.1)


def _part(place: int, number: int) -> str:
    if place == 0:
        return "admin"
    if place <= 2:
        return "steward"
    if place <= 2 + max(2, number // 20):
        return "coordinator"
    return "convenor" if place <= 2 + max(2, number // 20) + number // 10 else "member"


def present(players: Sequence[Player], *parts: str) -> list[Player]:
    """Return who signed up and did not leave, of those parts or of all."""
    return [each for each in players if each.joined and not each.gone and (not parts or each.part in parts)]
