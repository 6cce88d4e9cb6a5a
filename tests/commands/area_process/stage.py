"""Sets the stage for the transcripts and phrases of area processes."""

from storage.area_process import agreements, area_processes
from storage.area_process.area_process import Topic
from storage.networks import networks
from storage.vocabulary import NetworkRole
from tests.cafe import Person
from tests.transcripts import Play, Stage

NAME, WAY = "Pilot De Peel datagedreven werken", "Integraal gebiedsproces"
ELSEWHERE = "Regionale Ontwerptafel Rivierenland"


async def _network(play: Play, name: str = NAME) -> int:
    (number,) = await play.door.database.read(networks.by_name, name)
    return number


async def _joins(play: Play, who: Person, role: NetworkRole, name: str = NAME) -> None:
    network, member = await _network(play, name), (await who.member()).id
    await play.door.database.write(networks.join, network, member, role, play.door.clock())


async def lead(play: Play, name: str, language: str) -> Person:
    """Who drives it."""
    someone = await play.door.member(name, language)
    await _joins(play, someone, NetworkRole.convenor)
    return someone


async def partner(play: Play, name: str, language: str) -> Person:
    someone = await play.door.member(name, language)
    await _joins(play, someone, NetworkRole.member)
    return someone


async def _at(play: Play, step: int, name: str = NAME) -> int:
    network = await _network(play, name)
    await play.door.database.write(area_processes.start, network, WAY, step, play.door.clock())
    return network


async def agreed(play: Play) -> None:
    network = await _at(play, 0)
    writer = (await (await play.door.member("Schrijver")).member()).id
    text = "de stuurgroep van provincie en waterschap"
    await play.door.database.write(agreements.put, network, Topic.decides, text, writer, play.door.clock())


async def at_the_start(play: Play) -> None:
    await _at(play, 0)


async def at_the_first(play: Play) -> None:
    await _at(play, 1)


async def takes_part(play: Play, someone: Person) -> None:
    """Who says a phrase drives De Peel, which has no process yet, and takes part in one elsewhere."""
    await _joins(play, someone, NetworkRole.convenor)
    await _joins(play, someone, NetworkRole.convenor, ELSEWHERE)
    await _at(play, 1, ELSEWHERE)


STAGE = Stage(
    "area_process",
    given={
        "De Peel has no area process yet": None,
        "De Peel is at step 0 and has agreements; the councillor takes part": agreed,
        "De Peel has no agreement on being stuck; the member takes part": at_the_start,
        "De Peel is at step 1; the member takes part and keeps it": at_the_first,
        "De Peel has no agreement on being stuck": None,
    },
    who={"procesregisseur": lead, "process lead": lead, "nieuw raadslid": partner, "deelnemer": partner},
    speaker=takes_part,
)
