"""Sets the stage for the transcripts and phrases of relations."""

from storage.networks import networks
from storage.relations import partners, relations
from storage.relations.relation import Draft, RelationKind, Side
from storage.vocabulary import NetworkRole
from tests.cafe import Person
from tests.transcripts import Cast, Play, Stage

FROM, TO = "Onder Twente", "VNG Kennishub"


async def joined(play: Play, who: Person, network: str, role: NetworkRole = NetworkRole.member) -> None:
    """Let them be in a network of the example set."""
    (number,) = await play.door.database.read(networks.by_name, network)
    member = (await who.member()).id
    await play.door.database.write(networks.join, number, member, role, play.door.clock())


def convenor(network: str) -> Cast:
    """Somebody who drives that network."""

    async def cast(play: Play, name: str, language: str) -> Person:
        made = await play.door.member(name, language)
        await joined(play, made, network, NetworkRole.convenor)
        return made

    return cast


async def _both_driven(play: Play) -> None:
    """Both networks have a convenor, and nobody said that they are tied."""
    await play.who(f"aanjager {FROM}")
    await play.who(f"aanjager {TO}")


async def _in_both(play: Play) -> None:
    someone = await play.who("deelnemer")
    await joined(play, someone, "Onder Twente")
    await joined(play, someone, "VNG Kennishub")


async def _in_the_pilot(play: Play) -> None:
    await joined(play, await play.who("deelnemer"), "Pilot De Peel datagedreven werken")


async def _asked(play: Play, someone: Person) -> None:
    """They are asked whether Onder Twente works together with VNG Kennishub."""
    one, other = (
        await play.door.database.read(partners.called, FROM),
        await play.door.database.read(partners.called, TO),
    )
    assert one
    assert other
    draft = Draft(one.thing, RelationKind.werkt_samen_met, other.thing)
    await play.door.database.write(relations.put, draft, play.door.clock(), by=None, waits_for=Side.other)
    await joined(play, someone, TO, NetworkRole.convenor)


STAGE = Stage(
    "relations",
    given={
        "ties as in the rows": None,
        "Onder Twente and VNG Kennishub each have a convenor and no tie": _both_driven,
        "nobody switched on laat zien dat ik verbind; "
        "the member is in a network of Twente and in one of the Rijk": _in_both,
        "the member is in Pilot De Peel datagedreven werken": _in_the_pilot,
    },
    who={f"aanjager {network}": convenor(network) for network in (FROM, TO)},
    speaker=_asked,
)
