"""Sets the stage for the transcripts and phrases of groups and hub roles."""

from storage.groups import groups
from storage.networks import networks
from storage.vocabulary import NetworkRole
from tests.cafe import Person
from tests.transcripts import Play, Stage

KEEPER = "hoeder van de Initiatiefgroep"


async def keeper(play: Play) -> None:
    """Somebody looks after it, who said yes to that."""
    group = await play.door.database.read(groups.called_exactly, "Algemeen", "PLeK Initiatiefgroep")
    assert group
    someone = await play.door.member(KEEPER)
    play.people[KEEPER] = someone
    await play.door.database.write(groups.keep, group.id, (await someone.member()).id)
    play._heard[KEEPER] = len(play.door.far.sent)


async def policy_maker(play: Play, name: str, language: str) -> Person:
    return await play.door.member(name, language, position="beleidsmaker")


async def in_a_hub(play: Play, someone: Person) -> None:
    """Who says a phrase takes part in one hub, of the region where they work."""
    await someone.signs_up(regions="Twente")
    (hub,) = await play.door.database.read(networks.by_name, "hub Twente")
    member = (await someone.member()).id
    await play.door.database.write(networks.join, hub, member, NetworkRole.member, play.door.clock())


STAGE = Stage(
    "groups",
    given={
        "the member has the role beleidsmaker": None,
        "the Initiatiefgroep has a keeper; the member is not in it": keeper,
        "nobody carries the label verbinder in Twente": None,
    },
    who={"beleidsmaker": policy_maker, "policy maker": policy_maker},
    speaker=in_a_hub,
)
