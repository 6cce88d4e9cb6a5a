"""What nobody knows: looked for in vain, or asked and not answered; and no slip of the hand or of our understanding."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from bot.chat.texts import _, _n
from bot.command.labels import label_of
from bot.search.unanswered import PATIENCE
from commands.who_knows.unmet_needs import LOOKED_AT
from storage import atlas
from storage.database.pages import AtLeast
from storage.extents import Extent
from storage.members.roles import Grant
from storage.questions import questions
from storage.questions.question import Draft
from storage.vocabulary import KnowledgeType, Role
from storage.who_knows import unmet_needs
from storage.who_knows.unmet_needs import Unmet
from tests.bot.conftest import listening
from tests.cafe import START, Door, Person

__all__ = ["listening"]

SINCE = Extent(START, START + timedelta(days=365), START)
EARLIER = PATIENCE + timedelta(hours=1)


@pytest.fixture
async def seeker(door: Door) -> Person:
    await door.member("Putjesschepper", knows="Ik weet hoe je oude putten vindt.")
    return await door.member("Zoeker")


async def lacks(door: Door) -> list[Unmet]:
    return await door.database.read(unmet_needs.unmet, SINCE)


async def topics(door: Door) -> list[str]:
    found = await lacks(door)
    return [topic for each in found for topic in await door.database.read(unmet_needs.latest, each, START)]


async def theme_of(door: Door, name: str) -> int:
    found = (await door.database.read(atlas.atlas)).theme(name)
    assert found
    return found.id


async def test_two_people_who_look_for_the_same_are_two(door: Door, seeker: Person) -> None:
    await seeker.says("wie weet iets over zeekabels")
    await seeker.says("Wie weet iets over zeekabels?")
    await (await door.member("Ander")).says("who knows about zeekabels")
    assert [each.times for each in await lacks(door)] == [2]


async def test_the_kind_of_knowledge_is_kept_and_told(door: Door, seeker: Person) -> None:
    await seeker.says("wie heeft praktijkkennis over zeekabels in Twente")
    (lack,) = await lacks(door)
    assert lack.knowledge is KnowledgeType.praktijkkennis
    assert lack.region_id is not None
    said = await (await door.coordinator("Kernteam")).says("wat niemand weet")
    assert "zeekabels" in said
    assert said.tells(label_of(KnowledgeType.praktijkkennis))


@pytest.mark.parametrize(("slip", "meant"), [("oude putt", "oude putten"), ("zekabels", "zeekabels")])
async def test_what_was_said_again_without_its_slip_is_no_need(
    door: Door, seeker: Person, slip: str, meant: str
) -> None:
    await seeker.says(f"wie weet iets over {slip} op Kwelderoog")
    await seeker.says(f"wie weet iets over {meant} op Kwelderoog")
    assert all(slip not in topic.split() for topic in await topics(door))


async def test_two_needs_in_a_row_stay_two(door: Door, seeker: Person) -> None:
    await seeker.says("wie weet iets over zeekabels")
    await seeker.says("wie weet iets over oude putten")
    await seeker.says("wie weet iets over kattenvoer")
    assert sorted(await topics(door)) == ["kattenvoer", "zeekabels"]


@pytest.mark.parametrize("correction", ["nee, ik bedoelde oude putten", "No, I meant oude putten"])
async def test_who_meant_something_else_had_no_need(door: Door, seeker: Person, correction: str) -> None:
    await seeker.says("wie weet iets over zeekabels")
    assert "Putjesschepper" in await seeker.says(correction)
    assert await topics(door) == []


@pytest.mark.parametrize("correction", ["nee, ik bedoelde grondwater", "en over grondwater"])
async def test_another_theme_takes_the_place_of_what_was_no_theme(door: Door, seeker: Person, correction: str) -> None:
    await seeker.says("wie weet iets over zeekabels in Twente")
    said = await seeker.says(correction)
    assert "grondwater in Twente" in said
    assert "zeekabels" not in said


@pytest.mark.parametrize("line", ["asjemenou", "kwibussen"])
async def test_a_line_that_we_took_for_a_search_is_no_need(listening: Door, line: str) -> None:
    said = await (await listening.member("Anna")).says(line)
    assert said.tells(_("Ask this as a question")), "we looked it up"
    assert await topics(listening) == []


@pytest.mark.parametrize("line", ["grondwater", "iemand die weet van zeekabels?"])
async def test_a_line_that_names_something_of_the_field_or_asks_who_knows_is_a_need(listening: Door, line: str) -> None:
    said = await (await listening.member("Anna")).says(line)
    assert said.tells(_("I keep the need, without your name, for the coordinators. You can put it as a question."))
    assert len(await topics(listening)) == 1


async def test_a_question_without_an_answer_counts_after_a_week(door: Door, seeker: Person) -> None:
    region, theme = await door.region("Twente"), await theme_of(door, "grondwater")
    draft = Draft(
        "Waar loopt de kabel?",
        knowledge_type=KnowledgeType.praktijkkennis,
        regions=frozenset({region}),
        themes=frozenset({theme}),
    )
    asker = (await seeker.member()).id
    waiting = await door.database.write(questions.put, asker, draft, door.clock() - EARLIER)
    answered = await door.database.write(questions.put, asker, draft, door.clock() - EARLIER)
    await door.database.write(questions.answer, answered.id, asker, "In de zee.", door.clock() - timedelta(days=1))
    fresh = await door.database.write(questions.put, asker, draft, door.clock())
    kernteam = await door.coordinator("Kernteam")
    said = await kernteam.says("wat niemand weet")
    assert said.tells(_n("{n} question without an answer", "{n} questions without an answer", 1))
    assert f"K-{waiting.id}" in said
    assert not {f"K-{answered.id}", f"K-{fresh.id}"} & {*said.split()}
    assert "grondwater" in said
    assert "Twente" in said
    assert said.tells(label_of(KnowledgeType.praktijkkennis))
    assert "Zoeker" not in said
    assert "Waar loopt de kabel?" in await kernteam.presses(_("View"), said)
    assert (await kernteam.says("te doen")).tells(
        _n("On {n} subject nobody could help.", "On {n} subjects nobody could help.", 1)
    )


async def test_among_more_questions_than_are_looked_at_a_coordinator_hears_of_at_least_so_many_subjects(
    door: Door, seeker: Person
) -> None:
    asker, earliest = (await seeker.member()).id, door.clock() - EARLIER
    salland, twente = await door.region("Salland"), await door.region("Twente")

    def put(tx: Connection) -> None:
        for number, region in enumerate((salland, *(twente for _each in range(LOOKED_AT)))):
            draft = Draft(f"Waar loopt kabel {number}?", regions=frozenset({region}))
            questions.put(tx, asker, draft, earliest + timedelta(seconds=number))

    await door.database.write(put)
    said = await (await door.coordinator("Kernteam")).says("te doen")
    of_twente = _n("On {n} subject nobody could help.", "On {n} subjects nobody could help.", AtLeast(1))
    assert said.tells(of_twente)
    of_salland = await door.member("Coördinator Salland", regions="Salland")
    await door.grant(of_salland, Grant(Role.coordinator, region_id=salland))
    told = _n("On {n} subject nobody could help.", "On {n} subjects nobody could help.", 1)
    assert (await of_salland.says("te doen")).tells(told), "what is older than all that is looked at"


async def test_what_was_looked_for_and_asked_of_one_region_is_one_line(door: Door, seeker: Person) -> None:
    draft = Draft("Waar loopt de kwel?", regions=frozenset({await door.region("Salland")}))
    await door.database.write(questions.put, (await seeker.member()).id, draft, door.clock() - EARLIER)
    await (await door.member("Ander")).says("wie weet iets over zeekabels in Salland")
    said = await (await door.coordinator("Kernteam")).says("wat niemand weet")
    assert said.count("•") == 1
    assert said.tells(_n("looked for {n} time", "looked for {n} times", 1))
    assert said.tells(_n("{n} question without an answer", "{n} questions without an answer", 1))


async def test_it_fits_a_phone_however_much_nobody_knows(door: Door, seeker: Person) -> None:
    for number in range(12):
        await door.database.write(
            unmet_needs.record,
            f"zaak {number}",
            regions=[await door.region("Twente")],
            themes=[],
            knowledge=[[*KnowledgeType][number % 7]],
            now=door.clock(),
        )
    kernteam = await door.coordinator("Kernteam")
    said = await kernteam.says("wat niemand weet")
    assert len(said.splitlines()) <= 11 + 6, "besides the buttons, which a terminal puts on lines of their own"
    assert len([*said.reply.actions()]) <= 6
    assert await kernteam.presses(_("More"), said) != said
