"""Why someone is found, for themselves and with how to correct it; and why not, for coordinators only."""

import pytest

from bot.chat.texts import Language, Msg, _
from tests.cafe import Door, Person
from tests.commands.questions.test_questions import LUCHT, put

WELL = "Ik weet hoe je oude putten vindt."


def unfound(name: str) -> Msg:
    return _("{name} cannot be found here: nobody of that name agreed to it, and no network has it.", name=name)


@pytest.fixture
async def anna(door: Door) -> Person:
    return await door.member("Aanjager Bodem", regions="Twente", themes="bodem en ondergrond", knows=WELL)


@pytest.mark.parametrize("line", ["waarom word ik gevonden", "why am i found?"])
async def test_one_sees_all_that_one_is_found_by(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert said.tells(_("You are found by: {who}.", who=Language("nl").text(_("members who signed up"))))
    for text in (WELL, "bodem en ondergrond", "adviseur, Gemeente Voorbeeld", "Twente"):
        assert text in said


async def test_each_of_it_can_be_corrected_from_there(door: Door, anna: Person) -> None:
    said = await anna.says("waarom word ik gevonden")
    lines = {action.line for action in said.reply.actions()}
    assert {"mijn kennis", "mijn thema's", "mijn rol", "toestemming"} <= lines
    number = next(at for at, action in enumerate(said.reply.actions(), 1) if action.line == "mijn kennis")
    await anna.in_turn(str(number), "Ik weet alles van molens.")
    found = await anna.says("waarom word ik gevonden")
    assert "molens" in found
    assert "putten" not in found
    seeker = await door.member("Hydroloog", knows="Ik meet water.")
    assert "Aanjager Bodem" not in await seeker.says("wie weet iets over putten")


async def test_answers_questions_and_networks_are_named_with_their_number(door: Door, anna: Person) -> None:
    asker = await door.member("Adviseur")
    await put(asker)
    await anna.says("antwoord K-1 Met vaste meetpunten.")
    await asker.says("helpt A-1")
    found = await anna.says("waarom word ik gevonden")
    assert found.tells(_("gave the answer that helped to {number}: ", number="K-1"))
    assert {"K-1", "meld A-1"} <= {action.line for action in found.reply.actions()}
    asked = await asker.says("waarom word ik gevonden")
    unnamed = await asker.presses(_("Take my name off"), asked)
    assert unnamed.tells(_("From now on nobody sees that you put {number}.", number="K-1"))
    assert LUCHT not in await asker.says("waarom word ik gevonden")


async def test_what_was_hidden_finds_nobody_and_it_says_so(anna: Person) -> None:
    await anna.says("toestemming knows members")
    assert "putten" not in await anna.says("waarom word ik gevonden")
    await anna.says("toestemming found members")
    said = await anna.says("waarom word ik gevonden")
    assert said.tells(_("Nobody finds you: you did not agree to that."))
    assert "bodem" not in said


async def test_what_is_asked_in_a_room_is_told_in_a_personal_chat(door: Door, anna: Person) -> None:
    where = await door.room("water")
    said = await anna.says("waarom word ik gevonden", where=where)
    assert said.conversation.key == anna.chat.key
    assert not any("putten" in heard for heard in door.heard_in(where))


async def test_a_visitor_is_told_to_sign_up_first(door: Door) -> None:
    assert (await door.person("Bezoeker").says("waarom word ik gevonden")).tells(_("Sign up"))


class TestWhyNot:
    @pytest.fixture
    async def kernteam(self, door: Door, anna: Person) -> Person:
        await door.member("Adviseur Lucht", regions="Flevoland", themes="luchtkwaliteit", knows="Ik meet fijnstof.")
        return await door.coordinator("Kernteam")

    @pytest.mark.parametrize("line", ["waarom niet Aanjager Bodem bij oude putten", "why not M-1 for oude putten?"])
    async def test_who_comes_up_is_told_with_the_place(self, kernteam: Person, line: str) -> None:
        said = await kernteam.says(line)
        assert said.tells(_("{name} does come up, in place {place} of {of}.", name="Aanjager Bodem", place=1, of=1))

    async def test_who_has_no_word_of_it_is_told_what_they_are_found_by(self, kernteam: Person) -> None:
        said = await kernteam.says("waarom niet Aanjager Bodem bij fijnstof")
        assert said.tells(_("Nothing of {name} has a word of this question.", name="Aanjager Bodem"))
        assert WELL in said

    async def test_a_question_is_named_by_its_number(self, door: Door, anna: Person, kernteam: Person) -> None:
        asker = await door.member("Adviseur")
        await put(asker)
        said = await kernteam.says("waarom niet Aanjager Bodem bij K-1")
        assert said.tells(_("Nothing of {name} has a word of this question.", name="Aanjager Bodem"))
        assert "Adviseur Lucht" in await kernteam.says("waarom niet Adviseur Lucht bij K-1")

    async def test_what_someone_keeps_private_is_not_told(self, anna: Person, kernteam: Person) -> None:
        await anna.says("toestemming knows members")
        assert "putten" not in await kernteam.says("waarom niet Aanjager Bodem bij fijnstof")
        await anna.says("toestemming found members")
        said = await kernteam.says("waarom niet Aanjager Bodem bij oude putten")
        assert said.tells(unfound("Aanjager Bodem"))
        for secret in ("putten", "bodem en ondergrond", "Gemeente Voorbeeld"):
            assert secret not in said

    async def test_who_cannot_be_found_is_not_named_by_their_number(
        self, door: Door, anna: Person, kernteam: Person
    ) -> None:
        await anna.says("toestemming found members")
        hidden = f"M-{(await anna.member()).id}"
        said = await kernteam.says(f"waarom niet {hidden} bij oude putten")
        assert said.tells(unfound(hidden))
        assert "Aanjager" not in said

    async def test_that_somebody_is_a_member_at_all_is_not_told(self, anna: Person, kernteam: Person) -> None:
        await anna.says("toestemming found members")
        of_a_member = await kernteam.says("waarom niet Aanjager Bodem bij oude putten")
        of_nobody = await kernteam.says("waarom niet Aanjager Berm bij oude putten")
        assert str(of_a_member).replace("Aanjager Bodem", "…") == str(of_nobody).replace("Aanjager Berm", "…")

    async def test_in_a_room_no_more_is_told_than_may_be_read_there(
        self, door: Door, anna: Person, kernteam: Person
    ) -> None:
        where = await door.room("water")
        said = await kernteam.says("waarom niet Aanjager Bodem bij oude putten", where=where)
        assert said.tells(unfound("Aanjager Bodem"))
        assert "putten" not in said

    async def test_who_is_on_pause_is_said_to_be(self, anna: Person, kernteam: Person) -> None:
        await anna.says("pauze tot 3 december 2026")
        said = await kernteam.says("waarom niet Aanjager Bodem bij oude putten")
        assert said.tells(_("{name} is on pause, so nobody finds them.", name="Aanjager Bodem"))

    @pytest.mark.parametrize("line", ["waarom niet Aanjager Bodem bij putten", "why not Aanjager Bodem"])
    async def test_members_are_not_told_about_others(self, door: Door, anna: Person, line: str) -> None:
        other = await door.member("Nieuwsgierig")
        said = await other.says(line)
        assert said.tells(_("Only coordinators can do this."))

    async def test_nobody_of_that_name_is_said(self, kernteam: Person) -> None:
        assert "Zwaluw" in await kernteam.says("waarom niet Zwaluw bij bodem")
