"""Which questions come in a digest is said in a few words: what they need, how far that is there, whose they are."""

from datetime import timedelta

import pytest

from bot.chat.texts import _
from tests.cafe import Door
from tests.commands.digest.test_digest import MONDAY, ON, digest_in
from tests.commands.questions.test_questions import put


async def test_of_questions_only_those_come_and_all_else_comes_too(door: Door) -> None:
    reader, hub = await door.member("Lezer"), await door.member("Hub", organisation="Hub Twente")
    asker = await door.member("Adviseur", organisation="Waterschap Vechtstromen", organisation_kind="waterschap")
    unnamed = await door.member("Ander", organisation="Waterschap Vechtstromen", organisation_kind="waterschap")
    await reader.says(ON["nl"])
    await put(hub, "Wie meet de bodemdaling in het veen?")
    await put(asker, "Hoe houden we het grondwater schoon?")
    await put(unnamed, "Wat kost een sensor voor water?")
    await unnamed.says("zonder naam K-3")
    await hub.says("K-1: praktijkkennis, ontwikkelen")
    await asker.in_turn("les: de planning ging mis, want alle inspraak viel op dezelfde avond", "ja")
    door.clock.ahead(timedelta(hours=1))

    async def told(line: str) -> set[str]:
        await reader.says(line)
        said = await reader.says("weekbericht bekijken")
        assert "inspraak" in said, "what is no question comes in any case"
        return {number for number in ("K-1", "K-2", "K-3") if number in said}

    assert await told("weekbericht alleen praktijkkennis") == {"K-1"}
    assert await told("weekbericht alleen praktijkkennis elders halen") == set()
    assert await told("weekbericht alleen waterschap Vechtstromen") == {"K-2"}, "who asked without a name is left out"
    shown = await reader.says("weekbericht")
    assert shown.tells(_("Of questions only"))
    assert "Vechtstromen" in shown
    digest = await digest_in(door, reader.chat, MONDAY)
    assert "grondwater" in digest
    assert "bodemdaling" not in digest
    assert (await reader.says("weekbericht alleen alle vragen")).tells(
        _("All questions on your regions and themes come in the digest.")
    )


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nl", "zet in mijn weekbericht alleen vragen zonder antwoord"),
        ("nl", "alleen vragen zonder antwoord in mijn weekbericht graag"),
        ("nl", "ik wil in mijn weekbericht alleen onbeantwoorde vragen zien"),
        ("nl", "zet mijn weekbericht op vragen die nog geen antwoord hebben"),
        ("en", "only unanswered questions in my digest please"),
        ("en", "put only questions without an answer in my digest"),
        ("en", "set my newsletter to open questions"),
    ],
)
async def test_own_words_ask_for_questions_without_an_answer(door: Door, language: str, line: str) -> None:
    reader, asker = await door.member("Lezer", language), await door.member("Adviseur")
    helper = await door.member("Helper")
    await reader.says(ON[language])
    await put(asker)
    await put(asker, "Wat kost een sensor in Salland?")
    await helper.says("antwoord K-2 Twintig euro.")
    await reader.says(line)
    door.clock.ahead(timedelta(hours=1))
    shown = await reader.says({"nl": "weekbericht bekijken", "en": "preview digest"}[language])
    assert "K-1" in shown, shown
    assert "K-2" not in shown


async def test_where_questions_without_an_answer_are_from_is_read_along(door: Door) -> None:
    reader = await door.member("Lezer")
    await reader.says(ON["nl"])
    told = await reader.says("zet in mijn weekbericht alleen vragen zonder antwoord uit Twente")
    assert told.tells(_("open"))
    assert "Twente" in told


async def test_a_word_that_says_nothing_of_questions_is_named(door: Door) -> None:
    reader = await door.member("Lezer")
    await reader.says(ON["nl"])
    refused = await reader.says("weekbericht alleen ruimtevaart")
    assert "ruimtevaart" in refused
    assert not (await reader.says("weekbericht")).tells(_("Of questions only"))
    part = await reader.says("weekbericht alleen regionaal, praktijkkennis ruimtevaart")
    assert "praktijkkennis en regionaal" in part
    assert "ruimtevaart" in part
    assert (await reader.says("weekbericht")).tells(_("practice knowledge"))


async def test_questions_come_by_where_they_stand_how_old_they_are_and_what_they_are_about(door: Door) -> None:
    reader, asker, helper = [await door.member(each) for each in ("Lezer", "Adviseur", "Helper")]
    await reader.says(ON["nl"])
    await put(asker, "Hoe houden we het grondwater in Twente schoon?")
    door.clock.ahead(timedelta(days=40))
    await put(asker, "Wie meet de bodemdaling in Flevoland?")
    await put(asker, "Wat kost een sensor voor water in Twente?")
    await helper.says("antwoord K-1 Met een brede strook langs de sloot.")
    await helper.says("antwoord K-3 Vijftig euro.")
    door.clock.ahead(timedelta(hours=1))

    async def told(line: str) -> set[str]:
        await reader.says(f"weekbericht alleen {line}")
        said = await reader.says("weekbericht bekijken")
        return {number for number in ("K-1", "K-2", "K-3") if number in said}

    assert await told("alle vragen") == {"K-1", "K-2", "K-3"}
    assert await told("open") == {"K-2"}
    assert await told("beantwoord") == {"K-1", "K-3"}
    assert await told("open of beantwoord") == {"K-1", "K-2", "K-3"}
    assert await told("ouder dan een maand") == {"K-1"}
    assert await told("jonger dan een maand") == {"K-2", "K-3"}
    assert await told("vragen over water") == {"K-1", "K-3"}
    assert await told("Flevoland") == {"K-2"}
    assert await told("beantwoorde vragen over water in Twente, ouder dan 2 weken") == {"K-1"}
    shown = await reader.says("weekbericht")
    for each in ("beantwoord", "minstens 14 dagen oud", "water", "Twente"):
        assert each in shown, "none of it is dropped"


@pytest.mark.parametrize(
    ("language", "line", "only"),
    [
        ("nl", "weekbericht alleen open vragen", "open"),
        ("nl", "weekbericht alleen Twente", "Twente"),
        ("en", "digest only open questions about water older than a month", "at least"),
        ("nl", "in mijn weekbericht graag alleen landelijke vragen", "nationaal"),
    ],
)
async def test_it_is_said_in_a_line_or_in_own_words(understanding: Door, language: str, line: str, only: str) -> None:
    reader = await understanding.member("Lezer", language)
    await reader.says(ON[language])
    await reader.in_turn(line, *(() if line.startswith(("weekbericht", "digest")) else ("ja",)))
    assert only in await reader.says("weekbericht" if language == "nl" else "digest")
