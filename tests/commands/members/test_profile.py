"""What a member shows, changes, puts on hold and takes away again."""

from datetime import date, timedelta

import pytest

from bot.chat.texts import _
from tests.cafe import Door, Person, together

FIND = "wie weet iets over een bodemkaart"
CHANGES = {
    "nl": {
        "mijn naam Adviseur Ondergrond": "Adviseur Ondergrond",
        "mijn rol programmaleider": "programmaleider",
        "mijn regio's Salland en De Peel": "Salland; De Peel",
        "mijn thema's wonen; lucht, geluid en licht": "lucht, geluid en licht; wonen",
        "mijn kennis Ik ken elke put in Salland.": "Ik ken elke put in Salland.",
    },
    "en": {
        "my name Adviseur Ondergrond": "Adviseur Ondergrond",
        "my role programme lead": "programme lead",
        "my regions Salland and De Peel": "Salland; De Peel",
        "my themes wonen; lucht, geluid en licht": "lucht, geluid en licht; wonen",
        "my knowledge I know every well in Salland.": "I know every well in Salland.",
    },
}


@pytest.fixture
async def anna(door: Door) -> Person:
    return await door.member("Aanjager Bodem")


@pytest.fixture
async def seeker(door: Door) -> Person:
    return await door.member("Hydroloog", knows="Ik weet veel van grondwater.")


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_each_part_of_a_profile_is_changed_by_itself(door: Door, language: str) -> None:
    anna = await door.member("Aanjager Bodem", language)
    for line, shown in CHANGES[language].items():
        assert (await anna.says(line)).tells(_("Saved."))
        assert shown in await anna.says("profiel" if language == "nl" else "profile")


async def test_two_changes_at_once_both_last(door: Door, anna: Person) -> None:
    room, other = await door.room("water"), await door.room("bodem")
    await together(
        anna.says("mijn rol programmaleider", where=room),
        anna.says("mijn kennis Ik ken elke put.", where=other),
        anna.says("mijn regio's Salland"),
    )
    profile = await anna.says("profiel")
    for shown in ("programmaleider", "Ik ken elke put.", "Salland"):
        assert shown in profile


async def test_signing_up_again_keeps_what_is_skipped(anna: Person) -> None:
    await anna.says("mijn regio's Salland")
    said = await anna.says("aanmelden")
    assert said.tells(_("What is your name?"))
    for answer in ("Aanjager Bodem", "Gemeente Voorbeeld", "overslaan", "overslaan", "overslaan", "overslaan"):
        said = await anna.says(answer)
    assert (await anna.says("ja")).tells(_("Saved, {name}.", name="Aanjager Bodem"))
    profile = await anna.says("profiel")
    for shown in ("adviseur", "Salland", "Ik weet hoe je een bodemkaart leest."):
        assert shown in profile


async def test_a_suggested_name_is_taken_by_its_number(door: Door) -> None:
    someone = door.person("Adviseur Water")
    await someone.says("aanmelden")
    await someone.says("1")
    assert (await someone.says("terug")).tells(_("What is your name?"))
    await someone.in_turn("1", "Gemeente Voorbeeld", "overslaan", "overslaan", "overslaan", "overslaan")
    await someone.says("nee")
    assert "Adviseur Water" in await someone.says("profiel")


async def test_who_agrees_is_found_with_the_reason(anna: Person, seeker: Person) -> None:
    found = await seeker.says(FIND)
    assert "Aanjager Bodem" in found
    assert "bodemkaart" in found


async def test_who_does_not_agree_is_not_found_nor_asked(door: Door, seeker: Person) -> None:
    shy = await door.member("Stille Kracht", knows="Ik weet hoe je een bodemkaart leest.", found="nee")
    number = f"M-{(await shy.member()).id}"
    assert "Stille Kracht" not in await seeker.says(FIND)
    for line in (f"wie is {number}", f"vraag aan {number} Mag ik iets vragen?", "wie is Stille Kracht"):
        said = await seeker.says(line)
        assert "Voorbeeld" not in said, line
        assert "Stille Kracht" not in said.replace(line, "") or said.tells(
            _("I do not know a member called {name}.", name="Stille Kracht")
        )
    assert not shy.notices


async def test_consent_is_given_piece_by_piece(anna: Person, seeker: Person) -> None:
    number = f"M-{(await anna.member()).id}"
    assert "Gemeente Voorbeeld" in await seeker.says(f"wie is {number}")
    await anna.says("toestemming organisation members")
    shown = await seeker.says(f"wie is {number}")
    assert "Aanjager Bodem" in shown
    assert "Gemeente Voorbeeld" not in shown
    await anna.says("toestemming knows members")
    assert "Aanjager Bodem" not in await seeker.says(FIND)
    await anna.says("toestemming knows members")
    assert "Aanjager Bodem" in await seeker.says(FIND)


async def test_what_only_members_may_see_is_not_shown_in_rooms_or_to_strangers(
    door: Door, anna: Person, seeker: Person
) -> None:
    room = await door.room("water")
    assert "Aanjager Bodem" not in await seeker.says(FIND, where=room)
    assert "Aanjager Bodem" not in await door.person("Bezoeker").says(FIND)
    await anna.says("toestemming found rooms")
    await anna.says("toestemming knows rooms")
    assert "Aanjager Bodem" in await seeker.says(FIND, where=room)


@pytest.mark.parametrize(("language", "line"), [("nl", "pauze tot 9 november"), ("en", "pause until 9 November")])
async def test_on_pause_nobody_finds_or_asks_you_until_it_ends(
    door: Door, seeker: Person, language: str, line: str
) -> None:
    anna = await door.member("Aanjager Bodem", language)
    paused = await anna.says(line)
    assert paused.tells(_("You are on pause until {day}: nobody finds or asks you.", day=_day(door, 7)))
    assert "Aanjager Bodem" not in await seeker.says(FIND)
    asked = await seeker.says(f"vraag aan M-{(await anna.member()).id} Mag dat?")
    assert "9 november 2026" in asked
    assert not anna.notices
    await anna.presses(_("End the pause"), paused)
    assert "Aanjager Bodem" in await seeker.says(FIND)
    await anna.says(line)
    door.clock.ahead(timedelta(days=8))
    assert "Aanjager Bodem" in await seeker.says(FIND)


@pytest.mark.parametrize("line", ["pauze tot gisteren", "pauze tot ooit"])
async def test_a_pause_needs_a_day_to_come(anna: Person, line: str) -> None:
    await anna.says(line)
    assert (await anna.member()).paused_until is None


@pytest.mark.parametrize(("language", "line", "yes"), [("nl", "afmelden", "ja"), ("en", "sign off", "yes")])
async def test_who_signs_off_is_forgotten_and_may_come_back(
    door: Door, seeker: Person, language: str, line: str, yes: str
) -> None:
    anna = await door.member("Aanjager Bodem", language)
    asked = await anna.says(line)
    assert asked.tells(_("Do you want to sign off?"))
    back = "aanmelden" if language == "nl" else "sign up"
    signed_off = await anna.says(yes)
    assert signed_off.tells(_("You are signed off. Type {command} if you want to come back.", command=back))
    assert "Aanjager Bodem" not in await seeker.says(FIND)
    assert (await anna.says("profiel")).tells(_("For this I need to know who you are. Signing up takes two minutes."))
    member = await anna.member()
    assert (member.knows, member.position, member.consents, member.grants) == ("", "", frozenset(), ())


async def test_who_thinks_better_of_it_stays(anna: Person) -> None:
    assert (await anna.in_turn("afmelden", "nee")).tells(_("Nothing was changed."))
    assert "Aanjager Bodem" in await anna.says("profiel")


async def test_a_profile_asked_for_in_a_room_is_shown_in_a_personal_chat(door: Door, anna: Person) -> None:
    room = await door.room("water")
    assert (await anna.says("profiel", where=room)).conversation == anna.chat
    assert not any("bodemkaart" in said for said in door.heard_in(room))


async def test_the_bot_speaks_the_language_that_was_chosen(anna: Person) -> None:
    assert (await anna.says("taal en")).reply.language == "en"
    assert (await anna.says("profiel")).tells(_("Your profile"))
    assert (await anna.says("language dutch")).reply.language == "nl"
    assert (await anna.says("taal Klingon")).tells(_("Which language shall I speak?"))


def _day(door: Door, ahead: int) -> date:
    return (door.clock() + timedelta(days=ahead)).date()


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("english", "From now on I speak English with you."),
        ("In het Nederlands", "Vanaf nu praat ik Nederlands met je."),
    ],
)
async def test_naming_a_language_speaks_it(door: Door, line: str, answer: str) -> None:
    assert answer in await (await door.member("Aanjager Bodem")).says(line)
