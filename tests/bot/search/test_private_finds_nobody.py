"""Nothing that someone keeps private finds them, or is told: each part of a profile, in each place, in every mix."""

from datetime import timedelta
from itertools import product

import pytest

from bot.language.vocabulary import vocabulary
from bot.members.visibility import READABLE_BY_ALL, READABLE_BY_MEMBERS
from bot.reading.mentions import named
from bot.search.query import Query
from bot.search.search import Found, find
from storage import atlas
from storage.database.database import Database
from storage.members import organisations, people
from storage.members.member import Profile
from storage.networks import networks
from storage.networks.network import Sheet
from storage.questions import questions
from storage.questions.question import Draft
from storage.search import EVERYONE
from storage.vocabulary import Field, Level, NetworkKind, NetworkRole, NetworkStatus, OrganisationKind, Place
from tests.cafe import START, Door
from tests.small_map import draw

AUDIENCES = {
    Place.members: READABLE_BY_MEMBERS,
    Place.rooms: READABLE_BY_ALL,
    Place.web: frozenset({EVERYONE}),
}
ALL = (None, *Place)
NAME = "Zilverreiger Oeverloper"
SECRETS = {
    Field.found: "bodem en ondergrond",
    Field.organisation: "Waterschap Kwelderdal",
    Field.knows: "grutto zeggekorfslak",
}
"""What only this member has, in the part of their profile that each consent is about."""


@pytest.fixture
def member(database: Database) -> int:
    """Someone with all there is to find someone by: a profile, a network that they drive, an answer, a question."""
    with database.begin() as tx:
        draw(tx)
        known = atlas.atlas(tx)
        someone = people.meet(tx, "door", "zilver", NAME, "nl", START).id
        works_at, _new = organisations.put(tx, SECRETS[Field.organisation], OrganisationKind.waterschap)
        soil = known.theme(SECRETS[Field.found])
        assert soil
        profile = Profile(NAME, works_at, "dijkgraaf", SECRETS[Field.knows], frozenset(), frozenset({soil.id}))
        people.sign_up(tx, someone, profile, (), START)
        sheet = Sheet(name="Leerkring Slikken", kind=NetworkKind.leernetwerk, level=Level.regionaal, aim="Wadlopen")
        network = networks.create(tx, sheet, NetworkStatus.listed, START, by=someone)
        networks.join(tx, network.id, someone, NetworkRole.convenor, START)
        other = people.meet(tx, "door", "vrager", "Vrager", "nl", START).id
        question = questions.put(tx, other, Draft("Hoe tel je kluten?"), START)
        questions.answer(tx, question.id, someone, "Met een telescoop.", START)
        questions.put(tx, someone, Draft("Waar broedt de kemphaan?"), START)
    return someone


NEEDS = {
    **{text: field for field, text in SECRETS.items()},
    "dijkgraaf": Field.organisation,
    "Leerkring Slikken": Field.found,
    "Wadlopen": Field.found,
    "kluten met een telescoop": Field.found,
    "kemphaan": Field.found,
}
"""What is looked for, and which consent lets the member be found by it."""


def test_only_what_was_agreed_to_finds_someone_where_it_was_agreed_to(database: Database, member: int) -> None:
    for agreed in product(ALL, repeat=len(Field)):
        consents = [(field, place) for field, place in zip(Field, agreed, strict=True) if place]
        with database.begin() as tx:
            people.set_consents(tx, member, consents, START)
            they = people.get_one(tx, member)
        for place, need in product(Place, NEEDS):
            found = _find(database, need, place)
            ours = [hit for hit in found.hits if (hit.kind, hit.id) == ("member", member)]
            may = they.agreed(Field.found, place) and they.agreed(NEEDS[need], place)
            assert bool(ours) == may, (consents, place, need)
            told = " ".join(piece for hit in ours for reason in hit.reasons for piece, _bold in reason.text)
            for field, secret in SECRETS.items():
                assert they.agreed(field, place) or secret not in told
        with database.reader.begin() as tx:
            for place in Place:
                seen = {name.id for name in named(tx, f"Wie kent {NAME} van het water", place) if name.kind == "member"}
                assert seen == ({member} if they.agreed(Field.found, place) else set())


@pytest.mark.parametrize("what", ["pause", "block", "sign off"])
def test_who_is_away_blocked_or_gone_is_found_by_nothing(database: Database, member: int, what: str) -> None:
    with database.begin() as tx:
        people.set_consents(tx, member, [(field, Place.web) for field in Field], START)
    assert all(_is_found(database, need, member) for need in NEEDS)
    with database.begin() as tx:
        match what:
            case "pause":
                people.pause(tx, member, (START + timedelta(days=3)).date())
            case "block":
                people.block(tx, member, START)
            case _:
                people.sign_off(tx, member)
    assert not any(_is_found(database, need, member) for need in NEEDS)


async def test_nothing_of_it_is_said_in_chat(door: Door) -> None:
    hidden = {"organisation": "Waterschap Kwelderdal", "kind": "waterschap", "knows": "Ik weet van de zeggekorfslak."}
    someone = await door.member("Zilverreiger", themes="bodem", **hidden)
    for field in (Field.organisation, Field.knows):
        await someone.says(f"toestemming {field} members")
    reader, visitor = await door.member("Lezer"), door.person("Bezoeker")
    where = await door.room("water")
    for need in ("bodem", "zeggekorfslak", "Waterschap Kwelderdal"):
        for said in (
            await reader.says(f"wie weet {need}"),
            await visitor.says(f"wie weet {need}"),
            await reader.says(f"wie weet {need}", where=where),
        ):
            assert "van de zeggekorfslak" not in said
            assert "(Waterschap Kwelderdal)" not in said
            assert ("Zilverreiger" in said) == (need == "bodem" and said.conversation.key == reader.chat.key)


def _find(database: Database, need: str, place: Place) -> Found:
    with database.reader.begin() as tx:
        names = named(tx, need, place)
        query = Query(need, kinds=frozenset({"member"}), audiences=AUDIENCES[place], names=names, now=START)
        return find(tx, query, vocabulary(atlas.atlas(tx)))


def _is_found(database: Database, need: str, member: int) -> bool:
    return any(hit.id == member for hit in _find(database, need, Place.web).hits)
