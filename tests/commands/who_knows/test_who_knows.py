"""Who knows what: people, networks and earlier questions, each with the reason; and what happens when nobody does."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.chat.texts import Language, _, _n
from commands.who_knows.who_knows import BUTTONS
from storage.extents import Extent
from storage.members.roles import Grant
from storage.networks import networks
from storage.networks.network import Sheet
from storage.questions import questions, requests
from storage.questions.question import Draft
from storage.vocabulary import Level, NetworkKind, NetworkStatus, Role
from storage.who_knows import exposures, unmet_needs
from tests.cafe import START, Door, Person
from tests.commands.networks.test_networks import register
from tests.commands.questions.test_questions import put

SINCE = Extent(START, START + timedelta(days=365), START)


@pytest.fixture
async def seeker(door: Door) -> Person:
    await door.member(
        "Aanjager Bodem",
        regions="Twente",
        themes="bodem en ondergrond",
        knows="Ik weet hoe je oude putten vindt.",
    )
    await door.member(
        "Adviseur Lucht", regions="Flevoland", themes="luchtkwaliteit", knows="Ik meet fijnstof op straat."
    )
    return await door.member("Hydroloog", knows="Ik weet veel van grondwater.")


@pytest.mark.parametrize(
    ("line", "who", "why"),
    [
        ("wie weet iets over bodem in Twente?", "Aanjager Bodem", "bodem en ondergrond"),
        ("who knows about soil in Twente?", "Aanjager Bodem", "bodem en ondergrond"),
        ("wie kent fijnstof", "Adviseur Lucht", "fijnstof"),
        ("who can help with oude putten", "Aanjager Bodem", "putten"),
        ("wie weet iets over luchtkwaliteit in Nederland", "Adviseur Lucht", "lucht"),
    ],
)
async def test_people_are_found_with_the_reason(seeker: Person, line: str, who: str, why: str) -> None:
    lines = (await seeker.says(line)).splitlines()
    first = next(index for index, each in enumerate(lines) if who in each)
    assert any(why in each for each in lines[first : first + 4])


@pytest.mark.parametrize(
    "line",
    [
        "Ik zoek iemand die verstand heeft van oude putten.",
        "hoi, weet iemand iets over oude putten?",
        "Wie is de expert op het gebied van oude putten?",
        "wie kan ons helpen met oude putten",
        "bedankt! is er iemand die iets weet van oude putten",
    ],
)
async def test_nobody_needs_to_know_the_command(seeker: Person, line: str) -> None:
    assert "Aanjager Bodem" in await seeker.says(line)


async def test_who_works_in_a_region_is_told_where_nothing_else_is_asked(door: Door, seeker: Person) -> None:
    for line in ("wie werkt er in Overijssel?", "mensen in Twente"):
        said = await seeker.says(line)
        assert "Aanjager Bodem" in said
        assert "Adviseur Lucht" not in said
    hidden = await door.member("Boer", regions="Twente")
    await hidden.says("toestemming found members")
    assert "Boer" not in await seeker.says("wie werkt er in Twente")


async def test_a_number_in_a_need_stands_for_what_that_is_about(seeker: Person) -> None:
    await put(seeker, "Hoe vind je oude putten?")
    assert "Hoe vind je oude putten?" in await seeker.says("wie heeft ervaring met K-1")


async def test_who_has_not_told_their_language_shows_it_by_the_sentence_too(door: Door, seeker: Person) -> None:
    said = await door.person("Bezoeker").says("does anyone know about oude putten?")
    assert said.tells(_("I know nobody yet who knows about {need}.", need="oude putten"))
    assert said.reply.language == "en"


async def test_a_sentence_that_asks_who_knows_is_an_answer_while_something_is_asked(seeker: Person) -> None:
    assert (await seeker.says("vraag")).tells(_("What is your question?"))
    asked = "Weet iemand hoe je oude putten vindt?"
    assert (await seeker.says(asked)).tells(_("Shall I put your question like this?"))


async def test_misspelt_english_is_understood_of_who_reads_english(door: Door, seeker: Person) -> None:
    reader = await door.member("Soil Adviser", "en")
    assert "Hydroloog" in await reader.says("who knows about gorundwater")
    await door.member("Boswachter", knows="Ik plant een bos.")
    assert "Boswachter" in await reader.says("who knows about foerst")
    assert "Boswachter" not in await seeker.says("wie weet iets over foerst")


async def test_who_seeks_is_not_told_of_themselves(seeker: Person) -> None:
    assert "Hydroloog" not in await seeker.says("wie weet iets over grondwater")


@pytest.mark.parametrize("line", ["wie weet iets over kwantumzwaartekracht", "who knows about quantum gravity"])
async def test_a_need_that_nobody_meets_is_kept_for_the_coordinators(door: Door, seeker: Person, line: str) -> None:
    said = await seeker.says(line)
    assert said.tells(_("Ask this as a question"))
    (unmet,) = await door.database.read(unmet_needs.unmet, SINCE)
    assert unmet.times == 1
    topics = await door.database.read(unmet_needs.latest, unmet, START)
    assert any("kwantum" in topic or "quantum" in topic for topic in topics)


async def test_who_looks_for_a_person_that_nobody_knows_leaves_no_name_behind(door: Door, seeker: Person) -> None:
    for line in ("wie kent Hydroloog van de Beek?", "Kent iemand Hydroloog van de Beek?"):
        assert (await seeker.says(line)).tells(_("Ask this as a question"))
    assert not await door.database.read(unmet_needs.unmet, SINCE)


@pytest.mark.parametrize("line", ["wie kent iemand", "wie weet hier iets van", "who knows this?"])
async def test_who_says_nothing_is_asked_what_they_look_for(door: Door, seeker: Person, line: str) -> None:
    assert (await seeker.says(line)).tells(_("What are you looking for?"))
    assert not await door.database.read(unmet_needs.unmet, SINCE)


async def test_who_works_where_is_not_meant_is_left_out(door: Door, seeker: Person) -> None:
    await door.member("Adviseur Bodem Polder", regions="Flevoland", themes="bodem en ondergrond")
    said = await seeker.says("wie weet iets over bodem, maar niet in Twente")
    assert "Adviseur Bodem Polder" in said
    assert "Aanjager Bodem" not in said


async def test_that_a_hit_works_elsewhere_is_said(seeker: Person) -> None:
    said = await seeker.says("wie weet iets over bodem in Flevoland")
    assert said.tells(
        _("I know nobody for this in {region} itself. This is what I know elsewhere.", region="Flevoland")
    )
    assert said.tells(_("works elsewhere: {region}", region="Twente"))


async def test_a_need_that_nobody_meets_is_widened_to_the_theme_above_it(seeker: Person) -> None:
    said = await seeker.says("wie weet iets over grondwater")
    assert said.tells(_("Who knows about {theme}", theme="water"))


async def test_the_coordinators_see_what_nobody_was_known_for(door: Door, seeker: Person) -> None:
    await seeker.says("wie weet iets over kwantumzwaartekracht in Twente")
    await seeker.says("Wie weet iets over kwantumzwaartekracht in Twente?")
    kernteam = await door.coordinator("Kernteam")
    waiting = await kernteam.says("te doen")
    seen = await kernteam.presses(_("See for what"), waiting)
    assert "Twente" in seen
    assert "kwantumzwaartekracht" in seen
    assert seen.tells(_n("looked for {n} time", "looked for {n} times", 1)), "the same again on one day is no new need"
    assert "Hydroloog" not in seen
    assert (await kernteam.says("unmet needs")) == seen
    assert (await seeker.says("wat niemand weet")).tells(_("Only coordinators can do this."))


async def test_a_coordinator_of_one_region_sees_its_needs_only(door: Door, seeker: Person) -> None:
    await seeker.says("wie weet iets over kwantumzwaartekracht in Twente")
    elsewhere = await door.member("Hub Flevoland")
    await door.grant(elsewhere, Grant(Role.coordinator, region_id=await door.region("Flevoland")))
    assert "kwantum" not in await elsewhere.says("wat niemand weet")
    here = await door.member("Hub Overijssel")
    await door.grant(here, Grant(Role.coordinator, region_id=await door.region("Overijssel")))
    assert "kwantum" in await here.says("wat niemand weet")


async def test_that_someone_works_in_the_region_is_of_itself_no_reason(seeker: Person) -> None:
    said = await seeker.says("wie weet iets over kwantumzwaartekracht in Twente")
    assert "Aanjager Bodem" not in said
    assert said.tells(_("Ask this as a question"))


async def test_who_only_names_the_region_hides_nobody_who_knows_the_matter(door: Door, seeker: Person) -> None:
    await door.member("Archivaris", regions="Friesland", knows="Friesland, Fryslân: Friesland.")
    said = await seeker.says("wie weet iets over bodemdaling in Friesland")
    assert "Aanjager Bodem" in said
    assert "Archivaris" not in said


async def test_a_network_is_not_said_to_be_called_what_stands_above(door: Door, seeker: Person) -> None:
    sheet = Sheet("Kennispunt Zand", NetworkKind.kennisnetwerk, Level.nationaal, also=("Zandbak",))
    await door.database.write(networks.create, sheet, NetworkStatus.listed, START, by=None)
    said = await seeker.says("wie kent de zandbak")
    assert said.tells(_("also called: "))
    assert said.count("Kennispunt Zand") == 1
    by_name = await seeker.says("wie kent het kennispunt")
    assert by_name.tells(_("in its name: {said}", said=["Kennispunt"]))
    assert by_name.count("Kennispunt Zand") == 1


async def test_a_region_alone_is_no_need_and_leads_to_its_networks(door: Door, seeker: Person) -> None:
    said = await seeker.says("wie kan helpen in Twente")
    assert said.tells(_("Networks in {region}", region="Twente"))
    assert await door.database.read(unmet_needs.unmet, SINCE) == []


async def test_who_was_asked_often_lately_comes_lower_and_that_is_said(door: Door, seeker: Person) -> None:
    await door.member("Bodemkenner", regions="Twente", themes="bodem en ondergrond", knows="Ik weet van oude putten.")
    before = await seeker.says("wie weet iets over oude putten")
    first, second = sorted(("Aanjager Bodem", "Bodemkenner"), key=before.index)
    for what in ("Waar ligt de put?", "Hoe diep is de put?", "Wie groef de put?"):
        assert (await seeker.in_turn(f"vraag aan {first} {what}", "ja")).reply.subject
    after = await seeker.says("wie weet iets over oude putten")
    assert after.index(second) < after.index(first)
    lines = after.splitlines()
    told = lines[next(at for at, line in enumerate(lines) if first in line) :]
    often = Language("nl").text(_n("was asked {n} time lately", "was asked {n} times lately", 3))
    assert any(often in line for line in told)


async def test_a_question_asked_before_is_shown_whole_with_the_number_of_its_answers(
    door: Door, seeker: Person
) -> None:
    text = "Wie heeft ervaring met oude grondwaterputten? " + "Wij zoeken al lang. " * 10 + "Het gaat om een brouwerij."
    asker = (await seeker.member()).id
    asked = await door.database.write(questions.put, asker, Draft(text), START)
    for said in ("Bel het waterschap.", "Vraag de brouwer."):
        await door.database.write(questions.answer, asked.id, asker, said, START)
    reader = await door.member("Boswachter")
    found = await reader.says("wie weet iets over een brouwerij")
    assert f"{asked.number} {text}" in found
    assert found.tells(_n("{n} answer", "{n} answers", 2))


async def test_a_misspelt_region_is_understood(seeker: Person) -> None:
    said = await seeker.says("wie weet iets over bodem in Tvente")
    assert said.tells(_("works in {region}", region="Twente"))


class TestNarrowerAndWider:
    """Soil is known in Twente, by one who serves all of Overijssel, and in Flevoland."""

    @pytest.fixture
    async def seeker(self, door: Door, seeker: Person) -> Person:
        for name, region in (("Bodem Provincie", "Overijssel"), ("Bodem Polder", "Flevoland")):
            await door.member(name, regions=region, themes="bodem", knows="Ik weet van bodem.")
        return seeker

    async def test_what_serves_the_province_is_found_lower_and_that_is_said(self, seeker: Person) -> None:
        said = await seeker.says("wie weet iets over bodem in Twente")
        assert said.index("Aanjager Bodem") < said.index("Bodem Provincie")
        assert said.tells(_("works in all of {region}", region="Overijssel"))

    @pytest.mark.parametrize("line", ["alleen Twente", "alleen in Twente", "only Twente"])
    async def test_narrower_in_words(self, seeker: Person, line: str) -> None:
        await seeker.says("wie weet iets over bodem in Twente")
        said = await seeker.says(line)
        assert "Aanjager Bodem" in said
        assert "Bodem Provincie" not in said

    async def test_narrower_by_a_button(self, seeker: Person) -> None:
        said = await seeker.says("wie weet iets over bodem in Twente")
        assert "Bodem Provincie" not in await seeker.presses(_("Only {region}", region="Twente"), said)

    @pytest.mark.parametrize("line", ["heel Overijssel", "breder", "all of Overijssel"])
    async def test_wider_in_words(self, seeker: Person, line: str) -> None:
        await seeker.says("wie weet iets over bodem alleen in Twente")
        assert "Bodem Provincie" in await seeker.says(line)

    @pytest.mark.parametrize("line", ["hele land", "the whole country", "heel Nederland"])
    async def test_as_wide_as_the_country(self, seeker: Person, line: str) -> None:
        await seeker.says("wie weet iets over bodem alleen in Twente")
        assert "Bodem Polder" in await seeker.says(line)

    async def test_one_kind_only(self, seeker: Person) -> None:
        await put(seeker, "Hoe houd je de bodem gezond?")
        both = await seeker.says("wie weet iets over bodem")
        rest = await seeker.presses(_("More ({n})", n=1), both)
        assert "K-1" in rest
        people = await seeker.presses(_("Only people"), rest)
        assert "K-1" not in people
        assert "Aanjager Bodem" in people

    @pytest.mark.parametrize("line", ["niet in Twente", "behalve Twente", "not in Twente"])
    async def test_what_is_left_out_afterwards_is_gone_and_not_offered(self, seeker: Person, line: str) -> None:
        assert "Aanjager Bodem" in await seeker.says("wie weet iets over bodem")
        said = await seeker.says(line)
        assert "Bodem Polder" in said
        assert "Aanjager Bodem" not in said
        assert not said.tells(_("Only {region}", region="Twente"))

    async def test_a_place_that_the_map_lacks_is_said_and_looked_for_where_it_lies(self, seeker: Person) -> None:
        said = await seeker.says("wie weet iets over bodem in Kampen")
        assert said.tells(
            _(
                "{place} is no place that I know. I look in {region}, where it lies.",
                place="Kampen",
                region="Overijssel",
            )
        )
        assert said.index("Bodem Provincie") < said.index("Bekijk")

    async def test_nobody_in_the_region_itself_is_said(self, seeker: Person) -> None:
        said = await seeker.says("wie weet iets over bodem in Salland")
        assert said.tells(
            _("I know nobody for this in {region} itself. This is what I know elsewhere.", region="Salland")
        )
        assert "Bodem Provincie" in said

    async def test_where_nothing_is_to_be_narrowed_a_region_is_looked_up(self, seeker: Person) -> None:
        assert "werken in Twente" in await seeker.says("alleen Twente")


async def test_a_person_named_in_the_sentence_is_offered_where_they_may_be_known(door: Door, seeker: Person) -> None:
    said = await seeker.says("wie weet of Adviseur Lucht iets van kwantumzwaartekracht weet")
    assert said.tells(_("Do you mean this person?"))
    shown = await seeker.presses("Adviseur Lucht", said)
    assert "fijnstof" in shown
    assert await door.database.read(unmet_needs.unmet, SINCE) == [], "a need holds no name"
    where = await door.room("water")
    in_a_room = await seeker.says("wie weet of Adviseur Lucht iets van kwantumzwaartekracht weet", where=where)
    assert not in_a_room.tells(_("Do you mean this person?"))


async def test_an_organisation_named_in_the_sentence_finds_who_works_there(door: Door, seeker: Person) -> None:
    await door.member(
        "Waterman", organisation="Waterschap Vechtstromen", organisation_kind="waterschap", knows="Ik meet peilen."
    )
    await door.member(
        "Poldervrouw", organisation="Waterschap Zuiderzeeland", organisation_kind="waterschap", knows="Ik meet peilen."
    )
    there = await seeker.says("wie kan helpen bij Waterschap Vechtstromen")
    assert "Waterman" in there
    assert "Poldervrouw" not in there, "another that is called a waterschap too"
    both = await seeker.says("wie weet iets over peilen bij Waterschap Zuiderzeeland")
    assert "Poldervrouw" in both.partition("Waterman")[0]


async def test_who_asks_for_an_organisation_alone_sees_its_people_first(door: Door, seeker: Person) -> None:
    aim = "Waterschap Vechtstromen leert van Waterschap Vechtstromen."
    sheet = Sheet("Waterhuis", NetworkKind.kennisnetwerk, Level.regionaal, aim=aim)
    await door.database.write(networks.create, sheet, NetworkStatus.listed, START, by=None)
    await door.member("Waterman", organisation="Waterschap Vechtstromen", knows="Ik meet peilen.")
    listed = await seeker.says("wie werkt er bij Waterschap Vechtstromen")
    assert listed.index("Waterman") < listed.index("Waterhuis")


async def test_someone_found_is_shown_and_asked(door: Door, seeker: Person) -> None:
    anna = door.person("Aanjager Bodem")
    found = await seeker.says("wie weet iets over oude putten")
    shown = await seeker.presses(_("View"), found)
    assert shown.tells("Aanjager Bodem", "Ik weet hoe je oude putten vindt.")
    asked = await seeker.presses(_("Ask them"), shown)
    assert asked.tells(_("What do you want to ask?"))
    assert (await seeker.says("Waar liggen de putten?")).tells(_("Shall I put your question like this?"))
    assert "K-1" in await seeker.says("ja")
    await anna.hears("Waar liggen de putten?")


async def test_a_person_found_is_asked_at_once_by_a_proposal_that_is_filled_in(door: Door, seeker: Person) -> None:
    anna = door.person("Aanjager Bodem")
    found = await seeker.says("wie weet iets over oude putten")
    assert len(found.buttons) <= BUTTONS
    proposal = await seeker.presses(_("Ask them"), found)
    assert proposal.tells(_("Shall I put your question like this?"), "oude putten", "\u2611 Aanjager Bodem")
    assert not [each for each in anna.notices if "oude putten" in each], "nothing is put by what opens a proposal"
    assert (await seeker.says("ja")).reply.subject
    await anna.hears("oude putten")


@pytest.mark.parametrize("forms", [False, True])
async def test_a_network_found_is_asked_at_once_through_who_drives_it(door: Door, forms: bool) -> None:
    await door.member("Adviseur")
    kernteam, driver = await door.coordinator("Kernteam"), await door.member("Aanjager")
    await register(driver)
    await kernteam.presses(_("Approve"), await kernteam.hears(_("A network to approve")))
    async with Door(door.database, forms=forms, clock=door.clock) as cafe:
        asker = cafe.person("Adviseur")
        found = await asker.says("zoek veenweide netwerken")
        assert len(found.buttons) <= BUTTONS
        proposal = await asker.presses(_("Ask them"), found)
        named = str([each.choices for each in proposal.form.fields]) if forms else proposal
        assert "Leerkring Veenweide" in named
        assert await door.database.read(requests.of_question, 1) == [], "nothing is put yet"
        assert "K-1" in await (asker.fills_in(proposal, text="Wie kent veenweide?") if forms else asker.says("ja"))
        asked = await door.database.read(requests.of_question, 1)
        assert [each.network_id for each in asked] == [1]


async def test_a_network_that_nobody_can_be_asked_of_is_not_asked(door: Door) -> None:
    kernteam, driver = await door.coordinator("Kernteam"), await door.member("Aanjager")
    await register(driver)
    await kernteam.presses(_("Approve"), await kernteam.hears(_("A network to approve")))
    told = _("Nobody who drives {who} can be asked now.", who="Leerkring Veenweide")
    assert (await driver.says("vraag aan netwerk N-1 Wie meet het peil?")).tells(told), "they drive it themselves"


async def test_nothing_to_look_for_is_asked_for(seeker: Person) -> None:
    assert (await seeker.says("wie weet")).tells(_("What are you looking for?"))
    assert "Adviseur Lucht" in await seeker.says("fijnstof")


@pytest.mark.parametrize("line", ["thema toevoegen fosfaat", "add theme fosfaat"])
async def test_a_theme_and_its_synonym_are_added_in_chat_and_found(door: Door, seeker: Person, line: str) -> None:
    kernteam = await door.coordinator("Kernteam")
    await kernteam.in_turn(line, "water")
    assert "fosfaat" in await kernteam.says("thema's")
    assert (await kernteam.says("synoniem fosfaat")).tells(_("Which other name or abbreviation does it have?"))
    assert (await kernteam.says("P2O5")).tells(
        _("Whoever says {also} means {name} from now on.", also="P2O5", name="fosfaat")
    )
    await seeker.says("mijn thema's p2o5")
    assert "fosfaat" in await seeker.says("profiel")
    assert (await kernteam.in_turn("synoniem water", "P2O5")).tells(
        _("{name} already means {other}.", name="P2O5", other="fosfaat")
    )


@pytest.mark.parametrize("line", ["wie is lucht", "wie is mevrouw Lucht", "wie is LÚCHT van de", "who is mr Lucht"])
async def test_a_person_is_found_by_any_part_of_the_name(seeker: Person, line: str) -> None:
    assert "fijnstof" in await seeker.says(line)


@pytest.mark.parametrize("line", ["wie weet iets over bodem bij ons", "wie weet iets over bodem in mijn regio"])
async def test_bij_ons_is_where_the_profile_says(door: Door, seeker: Person, line: str) -> None:
    assert (await seeker.says(line)).tells(_("I do not know where you work."))
    await seeker.says("mijn regio's Twente")
    here = await seeker.says(line)
    assert here.tells(_("works in {region}", region="Twente"))
    await seeker.says("mijn regio's Flevoland")
    told = _("I know nobody for this in {region} itself. This is what I know elsewhere.", region="Flevoland")
    assert (await seeker.says(line)).tells(told)


async def test_of_several_with_that_part_of_a_name_one_is_chosen(door: Door, seeker: Person) -> None:
    await door.member("Beheerder Lucht", knows="Ik beheer meters.")
    said = await seeker.says("wie is lucht")
    assert "Adviseur Lucht" in said
    assert "Beheerder Lucht" in said
    assert "fijnstof" not in said


async def test_what_search_shows_is_counted_by_kind_of_organisation_and_tells_of_nobody(door: Door) -> None:
    kinds = {"organisation_kind": "maatschappelijk initiatief"}
    await door.member("Dorpshuis", organisation="Dorpsraad", knows="Walvissen tellen bij ons.", **kinds)
    await door.member("Teller", organisation="Gemeente Zee", organisation_kind="gemeente", knows="Walvissen tellen.")
    for name in ("Anna", "Bert"):
        assert "Dorpshuis" in await (await door.member(name)).says("wie weet iets over walvissen tellen")
    everything = Extent(START - timedelta(days=1), START + timedelta(days=1), START)
    assert await door.database.read(exposures.of_small, everything) == (2, 4)
    kept = {column.name for column in exposures.exposures.columns}
    assert kept == {"id", "kind", "shown", "at"}, "neither who looked, nor for what, nor the hour"
    hours = await door.database.read(lambda tx: tx.execute(select(exposures.exposures.c.at)).scalars().all())
    assert {(each.hour, each.minute) for each in hours} == {(0, 0)}
