"""Questions from asking to what came of it, as asker, answerer, follower and coordinator."""

import pytest

from bot.chat.texts import Language, _, _n
from commands.questions.life.labels import OUTCOMES
from storage.members.roles import Grant
from storage.questions import questions
from storage.vocabulary import Outcome, Role
from tests.cafe import Door, Person, Said

LUCHT = "Hoe meten buurten in Twente zelf de luchtkwaliteit?"


async def put(who: Person, text: str = LUCHT) -> Said:
    """Put a question, with nobody asked along."""
    nl = who.language == "nl"
    said = await who.in_turn(*((f"vraag {text}", "niemand", "ja") if nl else (f"ask {text}", "nobody", "yes")))
    assert said.reply.subject, said
    return said


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_question_is_put_answered_thanked_and_closed(door: Door, language: str) -> None:
    asker = await door.member("Adviseur Lucht", language)
    helper = await door.member("Onderzoeker", language)
    follower = await door.member("Volger", language)
    said = await put(asker)
    assert said.tells(_("Look at one question")) is False
    assert "K-1" in said
    assert "Twente" in said
    await follower.says("volg K-1")
    answered = await helper.says("antwoord K-1 Met vaste meetpunten en open data.")
    assert "K-1" in answered
    news = await asker.hears(_("There is an answer to your question:"), "Met vaste meetpunten en open data.")
    await follower.hears(_("There is an answer to a question you follow:"), "Met vaste meetpunten")
    assert (await asker.presses(_("This helps"), news)).tells(_("Thank you for saying so. Whoever answered hears it."))
    await helper.hears(_("Your answer helped. Thank you."))
    closed = await asker.in_turn("sluit K-1", "1", "We zijn met drie buurten begonnen.")
    assert closed.tells(
        _n(
            "{number} is closed. {n} member hears what came of it.",
            "{number} is closed. {n} members hear what came of it.",
            2,
            number="K-1",
        )
    )
    for each in (helper, follower):
        await each.hears("We zijn met drie buurten begonnen.")
    card = await follower.says("K-1")
    assert "We zijn met drie buurten begonnen." in card
    assert card.tells(_("this helped"))


@pytest.mark.parametrize("outcome", list(Outcome))
async def test_everyone_with_a_part_in_it_hears_once_what_came_of_it_whatever_that_is(
    door: Door, outcome: Outcome
) -> None:
    asker, kernteam = await door.member("Adviseur Lucht"), await door.coordinator("Kernteam")
    joined, answered, routed, follower, other = [
        await door.member(name) for name in ("Mee", "Onderzoeker", "Gevraagd", "Volger", "Ander")
    ]
    await put(asker)
    await joined.says("dit wil ik ook weten K-1")
    await answered.says("antwoord K-1 Met vaste meetpunten.")
    await asker.says(f"breng K-1 bij M-{(await routed.member()).id}")
    await follower.in_turn("volg K-1", "lees mee K-1", "volg K-1")
    await kernteam.surely("sluit K-1", Language("nl").text(OUTCOMES[outcome]), "Dit kwam ervan.")
    for who in (asker, joined, answered, routed, follower):
        await who.hears("Dit kwam ervan.", OUTCOMES[outcome])
        assert not [said for said in who.notices if "Dit kwam ervan." in said], "one notice each"
    assert not [said for said in other.notices if "Dit kwam ervan." in said]


async def test_the_asker_or_a_coordinator_says_of_several_answers_that_they_helped(door: Door) -> None:
    asker, kernteam = await door.member("Adviseur Lucht"), await door.coordinator("Kernteam")
    one, two, other = [await door.member(name) for name in ("Een", "Twee", "Ander")]
    await put(asker)
    await one.says("antwoord K-1 Met vaste meetpunten.")
    await two.says("antwoord K-1 Met open data.")
    assert not (await other.says("helpt A-1")).tells(_("Thank you for saying so. Whoever answered hears it."))
    await asker.says("helpt A-1")
    await kernteam.says("helpt A-2")
    for who in (one, two):
        await who.hears(_("Your answer helped. Thank you."))
    held = await door.database.read(questions.get_one, 1)
    assert all(each.accepted_at for each in held.answers)


async def test_whoever_is_helped_by_what_is_alike_puts_no_question(door: Door) -> None:
    await put(await door.member("Adviseur Lucht"))
    other = await door.member("Ander")
    assert (await other.says(f"vraag {LUCHT}")).tells(_("Asked before"))
    not_yet = _("All right, not yet. Say yes when you want it, say what should be different, or stop.")
    assert (await other.says("nee")).tells(not_yet)
    assert (await other.says("mijn vragen")).tells(_("There are no such questions."))


async def test_only_the_asker_or_a_coordinator_of_its_regions_decides(door: Door) -> None:
    asker, other = await door.member("Adviseur Lucht"), await door.member("Ander")
    twente = await door.member("Kennisschakelaar Twente")
    await door.grant(twente, Grant(Role.coordinator, region_id=await door.region("Twente")))
    peel = await door.member("Kennisschakelaar Peel")
    await door.grant(peel, Grant(Role.coordinator, region_id=await door.region("De Peel")))
    await put(asker)
    for stranger in (other, peel):
        said = await stranger.says("sluit K-1")
        assert said.tells(_("Only the asker or a coordinator can close this question."))
    said = await twente.surely("sluit K-1", "1", "Klaar.")
    assert "K-1" in said
    await asker.hears("Klaar.")


async def test_a_closed_question_takes_no_answer_until_it_is_reopened(door: Door) -> None:
    asker, helper = await door.member("Adviseur Lucht"), await door.member("Onderzoeker")
    await put(asker)
    await asker.in_turn("sluit K-1", "ingetrokken", "Niet meer nodig.")
    assert (await helper.says("antwoord K-1 Te laat.")).tells(
        _("{number} is closed. Its asker or a coordinator can reopen it.", number="K-1")
    )
    assert "K-1" in await asker.says("heropen K-1")
    assert "K-1" in await helper.says("antwoord K-1 Net op tijd.")
    await asker.hears("Net op tijd.")


async def test_a_hidden_question_is_seen_by_coordinators_only(door: Door) -> None:
    kernteam, asker = await door.coordinator("Kernteam"), await door.member("Adviseur Lucht")
    await put(asker)
    await kernteam.does("verberg K-1")
    assert (await asker.says("K-1")).tells(_("A coordinator has hidden {number}.", number="K-1"))
    assert LUCHT in await kernteam.says("K-1")
    await kernteam.does("toon weer K-1")
    assert LUCHT in await asker.says("K-1")
