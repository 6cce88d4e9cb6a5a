"""What is on the website: only what its maker put there, and only while they want it."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from bot.chat.texts import _
from bot.things.publication import Consent, Published
from storage import tables
from storage.members import people
from storage.networks import networks
from storage.networks.network import Sheet
from storage.vocabulary import Field, Level, NetworkKind, NetworkRole, NetworkStatus, Place
from tests.cafe import ALL, START, Door, Person
from tests.commands.questions.test_questions import put

LESSON = "les: het overleg in Twente over de dijk werkte goed"


async def on_web(door: Door, kind: str) -> Mapping[int, Mapping[str, Any]]:
    """What the web shows of the first things of a kind: fields, as the projection has them."""
    (part,) = (each for each in ALL.topics.all(Published) if each.kind == kind)
    return await door.database.read(part.project, range(1, 9))


async def asked(door: Door) -> tuple[Person, Person]:
    """Who asked K-1, and who answered it with A-1."""
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await put(anna, "Hoe kun je in Twente de lucht meten?")
    await bert.says("antwoord K-1 Met vaste meetpunten.")
    return anna, bert


async def test_a_question_is_on_the_web_once_its_asker_put_it_there_and_off_when_they_take_it_off(door: Door) -> None:
    anna, bert = await asked(door)
    assert not await on_web(door, "question")
    said = await bert.says("zet op de website K-1")
    assert said.tells(_("Only the asker can do this."))
    said = await anna.says("zet K-1 op de website")
    assert said.tells(_("{number} may be on the website, without names.", number="K-1"))
    assert (await on_web(door, "question"))[1]["text"] == "Hoe kun je in Twente de lucht meten?"
    said = await anna.says("haal K-1 van de site af")
    assert said.tells(_("{number} is not for the website any more.", number="K-1"))
    assert not await on_web(door, "question")


async def test_an_answer_comes_along_only_when_who_wrote_it_says_so(door: Door) -> None:
    anna, bert = await asked(door)
    await anna.says("zet op de website K-1")
    assert (await on_web(door, "question"))[1]["answers"] == []
    said = await anna.says("zet op de website A-1")
    assert said.tells(_("Only who wrote {number} can do this.", number="A-1"))
    await bert.says("put A-1 on the website")
    (answer,) = (await on_web(door, "question"))[1]["answers"]
    assert answer["text"] == "Met vaste meetpunten."


async def test_what_came_of_a_question_is_there_only_in_the_words_of_its_asker(door: Door) -> None:
    anna, _bert = await asked(door)
    boss = await door.coordinator("Kernteam")
    await anna.says("zet op de website K-1")
    await boss.meets(boss.message("sluit K-1", values={"question": "K-1", "outcome": "1", "text": "Kijk eens aan."}))
    assert (await on_web(door, "question"))[1]["came"] == ""
    await anna.says("heropen K-1")
    await anna.meets(anna.message("sluit K-1", values={"question": "K-1", "outcome": "1", "text": "We meten nu."}))
    assert (await on_web(door, "question"))[1]["came"] == "We meten nu."


async def test_both_acts_can_be_undone(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.in_turn(LESSON, "klopt")
    said = await anna.says("zet op de website L-1")
    await anna.presses(_("Undo"), said)
    assert not await on_web(door, "lesson")
    await anna.says("zet op de website L-1")
    said = await anna.says("haal van de website L-1")
    await anna.presses(_("Undo"), said)
    assert await on_web(door, "lesson")


@pytest.mark.parametrize("line", ["vergeet mij", "trek les in L-1"])
async def test_it_goes_when_who_made_it_takes_it_back_or_is_forgotten(door: Door, line: str) -> None:
    anna, reader = await door.member("Anna"), await door.member("Lezer")
    await anna.in_turn(LESSON, "klopt")
    await reader.says("gebruikt L-1: het hielp ons ook")
    await anna.says("zet op de website L-1")
    assert await on_web(door, "lesson")
    said = await anna.says(line)
    if line == "vergeet mij":
        await anna.in_turn("blijven", "ja")
        assert not await door.database.read(lambda tx: any(_named(tx, "Anna")))
    assert not await on_web(door, "lesson"), said


def _named(tx: Any, name: str) -> list[Any]:  # Any: a transaction, and rows
    return list(tx.execute(select(tables.members.c.id).where(tables.members.c.name == name)))


async def test_a_coordinator_may_take_off_but_not_put_on(door: Door) -> None:
    anna = await door.member("Anna")
    boss = await door.coordinator("Kernteam")
    await anna.in_turn(LESSON, "klopt")
    said = await boss.says("zet op de website L-1")
    assert said.tells(_("Only who shared {number} can do this.", number="L-1"))
    await anna.says("zet op de website L-1")
    await boss.says("haal van de website L-1")
    assert not await on_web(door, "lesson")


async def test_news_ways_of_working_and_sources_are_put_there_by_who_brought_them(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    boss = await door.coordinator("Kernteam")
    for line, number, kind, words in (
        ("nieuws: https://example.org/a een kaart van droogte die je zelf aanvult", "U-1", "news", "kaart van droogte"),
        ("werkvorm: Natte voeten, samen zien waar water blijft staan", "F-1", "method", "Natte voeten"),
        ("bron: Peilenkaart van waterschap Vechtstromen, elk jaar", "D-1", "source", "Peilenkaart"),
    ):
        await anna.in_turn(line, "klopt")
        assert not await on_web(door, kind)
        refused = await bert.says(f"zet op de website {number}")
        assert number in refused
        assert not refused.buttons
        said = await anna.says(f"zet {number} op de website")
        assert said.tells(_("{number} may be on the website, without names.", number=number))
        shown = (await on_web(door, kind))[1]
        assert words in str(shown)
        assert "Anna" not in str(shown)
        await boss.says(f"haal van de website {number}")
        assert not await on_web(door, kind)


async def test_a_hub_is_put_there_by_who_drives_it_and_taken_off_again(door: Door) -> None:
    driver, other = await door.member("Aanjager"), await door.member("Ander")
    drives = (await driver.member()).id

    def work(tx: Any) -> tuple[int, int]:  # Any: a transaction
        kinds = (NetworkKind.regionale_kennishub, NetworkKind.leernetwerk)
        sheets = (Sheet(each.value.replace("_", " "), each, Level.regionaal) for each in kinds)
        hub, ring = (networks.create(tx, each, NetworkStatus.listed, START, by=drives).id for each in sheets)
        networks.join(tx, hub, drives, NetworkRole.convenor, START)
        people.set_consents(tx, drives, [(Field.found, Place.web)], START)
        return hub, ring

    hub, ring = await door.database.write(work)
    pages = [each for each in ALL.topics.all(Published) if each.pages and each.pages.path["nl"] == "hubs"]
    said = await other.says(f"zet op de website N-{hub}")
    assert said.tells(_("Who drives {network} can do this, or a coordinator.", network="regionale kennishub"))
    said = await driver.says(f"zet op de website N-{ring}")
    assert said.tells(_("{network} is on the website as a network on the list.", network="leernetwerk"))
    said = await driver.says(f"zet N-{hub} op de website")
    assert said.tells(_("{number} may be on the website.", number=f"N-{hub}"))
    shown = await door.database.read(pages[0].project, [hub, ring])
    assert shown.keys() == {hub}
    assert shown[hub]["contact"] == ["Aanjager"], "who drives it, since nobody else is its first contact"
    await driver.presses(_("Undo"), said)
    assert not await door.database.read(pages[0].project, [hub])


async def test_for_what_cannot_be_put_there_it_says_what_can(door: Door) -> None:
    anna = await door.member("Anna")
    said = await anna.says("zet op de website M-1")
    told = (_("a question"), _("an answer"), _("a lesson"), _("an agenda item"), _("a signal"))
    assert all(said.tells(each) for each in told)


def test_every_kind_with_consent_is_published_or_part_of_what_is() -> None:
    shown = {each.kind for each in ALL.topics.all(Published)}
    assert {each.kind for each in ALL.topics.all(Consent)} - shown == {"answer"}
