"""What knowledge a question needs and where that stands: said in a few words, shown, found by, undone, exported."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import commands
from bot.chat.texts import _, _n
from bot.exchange import exporting, importing
from bot.topic import Topics
from commands.questions.knowledge.reader import understood
from storage.database.database import Database
from storage.questions import questions
from storage.vocabulary import Knowing, KnowledgeType
from tests.cafe import Door
from tests.commands.questions.test_questions import put

NOW = datetime(2026, 10, 7, 9, tzinfo=UTC)
ONE, MANY = "{n} question", "{n} questions"


@pytest.mark.parametrize(
    ("said", "knowing", "how"),
    [
        ("ontwikkelen, via SIA", Knowing.develop, "via SIA"),
        ("is er", Knowing.there, None),
        ("Elders halen bij de provincie", Knowing.elsewhere, "bij de provincie"),
        ("elders halen, door de provincie Utrecht en SIA", Knowing.elsewhere, "door de provincie Utrecht en SIA"),
        ("onbekend, de hub zoekt het uit", Knowing.unknown, "de hub zoekt het uit"),
        ("to be developed by SIA.", Knowing.develop, "by SIA"),
        ("via SIA", None, "via SIA"),
        ("is te ontwikkelen, Aeres pakt dat op", Knowing.develop, "Aeres pakt dat op"),
        ("is er al", Knowing.there, None),
    ],
)
def test_a_few_words_tell_where_the_knowledge_stands(said: str, knowing: Knowing | None, how: str | None) -> None:
    told = understood(said)
    assert told is not None
    assert (told.knowing, told.how) == (knowing, how)


@pytest.mark.parametrize(
    "said", ["bij ons ook", "ik weet iets", "door de droogte lukt dat niet", "dank je", "wat is er?", ""]
)
def test_what_says_something_else_is_no_state(said: str) -> None:
    assert understood(said) is None


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("K-13 is te ontwikkelen, Aeres pakt dat op", "te ontwikkelen, Aeres pakt dat op"),
        ("bij K-13 is het proceskennis", "proceskennis"),
        ("de kennis voor K-13 is er al", "is er"),
    ],
)
async def test_in_own_words_it_is_read_and_asked_first(understanding: Door, said: str, shown: str) -> None:
    kernteam = await understanding.coordinator("Kernteam")
    await kernteam.says(said)
    assert shown in await kernteam.says("ja")


async def test_the_asker_says_it_it_stands_on_the_card_and_is_undone(door: Door) -> None:
    asker, other = await door.member("Adviseur"), await door.member("Ander")
    await put(asker)
    assert not (await asker.says("K-1")).tells(_("The knowledge")), "unknown says nothing"
    said = await asker.says("K-1: praktijkkennis, ontwikkelen, via SIA")
    assert "ontwikkelen, via SIA" in said
    card = await other.says("K-1")
    assert card.tells(_("The knowledge"), "via SIA")
    assert card.tells(_("practice knowledge"))
    held = await door.database.read(questions.get_one, 1)
    assert (held.knowing, held.knowledge_type) == (Knowing.develop, KnowledgeType.praktijkkennis)
    assert (await other.says("K-1: is er")).tells(_("Only the asker or a coordinator can do this."))
    again = await asker.says("K-1: elders halen")
    held = await door.database.read(questions.get_one, 1)
    assert (held.knowing, held.knowing_how) == (Knowing.elsewhere, ""), "SIA took up another state"
    await asker.presses(_("Undo"), again)
    held = await door.database.read(questions.get_one, 1)
    assert (held.knowing, held.knowing_how, held.knowledge_type) == (
        Knowing.develop,
        "via SIA",
        KnowledgeType.praktijkkennis,
    )
    await asker.says("maak ongedaan")
    assert (await door.database.read(questions.get_one, 1)).knowing is Knowing.unknown


async def test_a_coordinator_says_it_and_its_asker_hears(door: Door) -> None:
    kernteam, asker = await door.coordinator("Kernteam"), await door.member("Adviseur")
    await put(asker)
    await kernteam.says("K-1: elders halen, via de provincie")
    door.clock.ahead(timedelta(minutes=15))
    await door.cafe.work["hearing"]()
    await asker.hears("K-1", _("a coordinator told how far the knowledge is there"))
    assert (await kernteam.says("K-1: elders halen, via de provincie")).tells(
        _("{number} says that already.", number="K-1")
    )


async def test_its_button_asks_for_it_and_offers_what_it_can_be(door: Door) -> None:
    asker = await door.member("Adviseur")
    await put(asker)
    asked = await asker.presses(_("State of the knowledge"), await asker.says("K-1"))
    assert asked.tells(_("How far is the knowledge there?"))
    await asker.presses(_("to be developed"), asked)
    assert (await door.database.read(questions.get_one, 1)).knowing is Knowing.develop


async def test_it_is_read_from_the_words_and_corrected_before_it_is_put(door: Door) -> None:
    asker = await door.member("Adviseur")
    shown = await asker.says("vraag Hoe pakken andere gemeenten bodemdaling aan?")
    assert shown.tells(_("The knowledge"), _("to be found elsewhere"))
    await asker.in_turn("ontwikkelen, niemand", "ja")
    assert (await door.database.read(questions.get_one, 1)).knowing is Knowing.develop


async def test_lists_are_filtered_by_what_is_needed_where_it_stands_whose_and_how_old(door: Door) -> None:
    asker = await door.member("Adviseur", organisation="Waterschap Vechtstromen", organisation_kind="waterschap")
    unnamed = await door.member("Ander", organisation="Waterschap Vechtstromen", organisation_kind="waterschap")
    hub = await door.member("Hub", organisation="Hub Twente")
    await put(asker)
    await put(unnamed, "Wie meet de bodemdaling in Flevoland?")
    await unnamed.says("zonder naam K-2")
    await put(hub, "Wat kost een sensor voor water?")
    await asker.says("K-1: onderzoekskennis, ontwikkelen")
    await hub.says("K-3: regionaal, elders halen")
    door.clock.ahead(timedelta(days=40))
    await put(hub, "Wie kent een goed peilbesluit?")

    async def listed(line: str) -> set[str]:
        said = await hub.says(line)
        return {number for number in ("K-1", "K-2", "K-3", "K-4") if number in said}

    assert await listed("vragen te ontwikkelen") == {"K-1"}
    assert await listed("vragen zonder antwoord over water, regionaal") == {"K-3"}
    assert await listed("welke vragen over water zijn nog niet beantwoord") == {"K-3"}
    assert await listed("vragen elders halen, niet beantwoord") == {"K-3"}
    none = await hub.says("vragen elders halen, niet beantwoord, Flevoland")
    assert "verborgen" not in none, "what is not answered is open"
    assert await listed("vragen onderzoekskennis") == {"K-1"}
    assert await listed("vragen van waterschap Vechtstromen") == {"K-1"}, "who asked without a name is not found by it"
    assert await listed("vragen ouder dan een maand") == {"K-1", "K-2", "K-3"}
    assert await listed("vragen van deze week") == {"K-4"}
    assert await listed("mijn vragen elders halen") == {"K-3"}
    assert (await hub.says("vragen te ontwikkelen")).tells(_n(ONE, MANY, 1), _("knowledge to be developed"))


def test_it_comes_in_from_a_file_and_goes_out_again(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "questions.csv"
    file.write_text(
        "key,title,knowing,knowing_how\npeil,Wie kent een goed peilbesluit?,te ontwikkelen,via SIA\n", encoding="utf-8"
    )
    topics = Topics.within(commands)
    importing.load(database, topics, [file], NOW)
    exporting.write(database, topics, tmp_path / "out", None, NOW)
    with (tmp_path / "out" / "questions.csv").open(encoding="utf-8") as out:
        (row,) = csv.DictReader(out)
    assert (row["knowing"], row["knowing_how"]) == ("develop", "via SIA")
