"""What members ask about groups is answered in a sentence."""

from bot.chat.texts import _
from storage.groups import groups
from tests.cafe import Door
from tests.commands.groups.life import group


async def test_the_bot_adds_nobody_and_says_who_lets_one_in(door: Door) -> None:
    anna = await door.member("Anna")
    said = await anna.says("kun jij mij in een kanaal zetten")
    assert "Zelf kan ik niemand toevoegen" in said
    assert said.tells(_("Ask to be let in"))


async def test_what_a_group_is_for_is_told_with_whether_it_is_open(door: Door) -> None:
    await group(door, "Zwerfkeiengroep", closed=False)
    await group(door, "Leemgroep")
    anna = await door.member("Anna")
    assert "open voor iedereen" in await anna.says("waar is groep Zwerfkeiengroep voor")
    assert "besloten groep" in await anna.says("voor wie is groep Leemgroep")


async def test_who_looks_after_a_group_is_told_by_their_consent(door: Door) -> None:
    made, keeper = await group(door, "Leemgroep"), await door.member("Hoeder")
    anna = await door.member("Anna")
    assert "nog geen hoeder" in await anna.says("beheerder van groep Leemgroep")
    await door.database.write(groups.keep, made.id, (await keeper.member()).id)
    assert "Hoeder" in await anna.says("beheerder van groep Leemgroep")


async def test_who_waits_is_told_to_who_answers(door: Door) -> None:
    made, keeper = await group(door, "Leemgroep"), await door.member("Hoeder")
    await door.database.write(groups.keep, made.id, (await keeper.member()).id)
    assert "Niemand wacht" in await keeper.says("verzoeken om toegang tot een groep")
    await (await door.member("Vrager")).says("mag ik bij Leemgroep")
    assert "1 verzoek" in await keeper.says("verzoeken om toegang tot een groep")
