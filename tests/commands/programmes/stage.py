"""Sets the stage for the transcripts and phrases of programmes, hubs and tasks."""

from storage.networks import networks
from storage.vocabulary import NetworkRole
from tests.cafe import Person
from tests.transcripts import Cast, Play, Stage


def of(kind: str, organisation: str) -> Cast:
    """Somebody of an organisation of that kind."""

    async def cast(play: Play, name: str, language: str) -> Person:
        return await play.door.member(name, language, organisation=organisation, organisation_kind=kind)

    return cast


async def _lead(play: Play, name: str, language: str) -> Person:
    """Who drives the hub Twente."""
    lead = await play.door.member(name, language)
    (hub,) = await play.door.database.read(networks.by_name, "hub Twente")
    member = (await lead.member()).id
    await play.door.database.write(networks.join, hub, member, NetworkRole.convenor, play.door.clock())
    return lead


STAGE = Stage(
    "tasks_hubs",
    given={
        "nobody said yes to leren for {p-fplg}": None,
        "no member holds a side of {t-landelijk}, which is open": None,
        "no member holds a side of {t-tw-water}, which is open": None,
        "functions as in the rows": None,
    },
    who={
        "expert departement": of("rijk", "Ministerie van Voorbeelden"),
        "nog iemand van het Rijk": of("rijk", "Ministerie van Voorbeelden"),
        "gebiedskenner provincie": of("provincie", "Provincie Voorbeeld"),
        "member of the water board": of("waterschap", "Waterschap Voorbeeld"),
        "trekker van de hub Twente": _lead,
    },
)
