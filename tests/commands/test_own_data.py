"""A member sees all that is kept about them, in words, and has it forgotten."""

import json

import pytest

from bot.reply import Quote
from bot.wording import LANGUAGES, Language, _
from commands.privacy import TITLES
from tests.door import Door, Person

LINES = 25


async def busy(door: Door, language: str = "nl") -> Person:
    """Someone who has done a bit of everything."""
    anna = await door.member("Aanjager Bodem", language, regions="Twente", themes="bodem")
    await anna.in_turn("vraag Wat weten we van bodemdaling in Twente?", "ja", "volg K-1", "volg bodem")
    await anna.in_turn("antwoord K-1 Meet eerst het grondwater.", "meld K-1 dit is dubbel", "aanmelden", "stop")
    await anna.says("weekbericht aan maandag 9:00")
    return anna


@pytest.mark.parametrize("language", LANGUAGES)
async def test_my_data_tells_in_words_what_is_kept(door: Door, language: str) -> None:
    anna = await busy(door, language)
    told = await anna.says("mijn gegevens")
    assert told.tells(
        *(TITLES[name] for name in ("consents", "follows", "questions", "answers", "reports", "messages"))
    )
    known = ("Gemeente Voorbeeld", "Twente", "bodem en ondergrond", "K-1 Wat weten we van bodemdaling", "dit is dubbel")
    for kept in known:
        assert kept in told
    assert len(told.splitlines()) <= LINES
    assert "_id" not in told


async def test_the_messages_that_are_kept_are_read_by_page(door: Door) -> None:
    anna = await busy(door)
    page = await anna.presses(_("See the messages"), await anna.says("mijn gegevens"))
    read = [page]
    while Language("nl").text(_("More")) in page.buttons:
        page = await anna.presses(_("More"), page)
        read.append(page)
    assert len(read) > 2
    assert "weekbericht aan maandag 9:00" in "".join(read)


async def test_to_the_letter_it_is_json_that_fits_one_message(door: Door) -> None:
    anna = await busy(door)
    for _time in range(40):
        await anna.says("netwerken")
    block = (await anna.says("mijn gegevens json")).reply.blocks[0]
    assert isinstance(block, Quote)
    held = json.loads("".join(map(str, block.words)))
    assert held["member"][0]["name"] == "Aanjager Bodem"
    assert held["questions"][0]["text"] == "Wat weten we van bodemdaling in Twente?"


async def test_who_is_forgotten_is_new_here(door: Door) -> None:
    anna = await busy(door)
    await anna.in_turn("vergeet mij", "ja")
    # The answer is fleeting: it may be gone from the outbox before anyone looks there.
    gone = _("You are forgotten. If you write to me again, we start anew.")
    await door.far.until(lambda: any(said.tells(gone) for said in door.heard_in(anna.chat)), gone)
    assert "Gemeente Voorbeeld" not in await anna.says("mijn gegevens")
    other = await door.member("Ander")
    assert "Aanjager Bodem" not in await other.says("K-1")
