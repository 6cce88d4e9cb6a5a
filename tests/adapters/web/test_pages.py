"""The pages: lists with filters, a page each, in two languages, and what is said of what is not understood."""

import re
from html import unescape

import pytest

from storage.members import people
from storage.questions import publication, questions
from storage.questions.question import Draft
from storage.vocabulary import Field, Place
from tests.adapters.web.conftest import Look, Sites
from tests.adapters.web.crawling import crawl
from tests.adapters.web.stage import KINDS, PLACES, fill
from tests.cafe import START, Door

NASTY = "<script>alert(1)</script>\"'&{{ 7*191 }}</title>\u202e\x07"


async def test_every_kind_has_a_list_and_a_page_in_both_languages(door: Door, look: Look) -> None:
    await fill(door)
    home = await look.at("/")
    for path in (*KINDS, *PLACES):
        assert f'href="/{path}"' in home.text
        listed = await look.at(f"/{path}")
        assert "1 gevonden" in listed.text
        (page,) = set(re.findall(rf'href="(/{path}/[A-Z]-1)"', listed.text))
        assert (await look.at(page)).status == 200
    english = await look.at("/en/questions/K-1")
    for told in (
        'lang="en"',
        "Hoe diep is de bodem?",
        "Heel diep.",
        "Asked on",
        "Skip to the",
    ):
        assert told in english.text
    assert "Vraag het na." not in english.text, "who wrote it did not put it there"


async def test_a_list_in_the_other_language_is_the_same_list(door: Door, look: Look) -> None:
    await fill(door)
    listed = await look.at("/netwerken?regio=twente&zoek=bodem")
    (other,) = re.findall(r'<a [^>]*href="([^"]*)" lang="en"', listed.text)
    assert unescape(other) == "/en/networks?search=bodem&region=twente"
    english = await look.at(unescape(other))
    assert "1 found</strong> · bodem · Twente" in english.text
    (back,) = re.findall(r'<a [^>]*href="([^"]*)" lang="nl"', english.text)
    assert unescape(back) == "/netwerken?zoek=bodem&regio=twente"


async def test_whom_to_turn_to_is_named_only_by_their_own_word(door: Door, look: Look) -> None:
    await fill(door)
    for path in ("/hubs/N-1", "/programmas/N-1", "/taken/T-1", "/en/hubs/N-1", "/api/v1/hubs/N-1", "/api/v1/taken"):
        told = (await look.at(path)).text
        assert "Wilma" in told, path
        assert "Nico" not in told, path
    told = (await look.at("/hubs/N-1")).text
    assert "Kring" in told
    assert "geld" not in told, "what misses is for members"
    wilma = await door.database.read(people.by_identity, "door", "Wilma")
    assert wilma
    await door.database.write(people.toggle_consent, wilma.id, Field.found, Place.web, START)
    for path in ("/hubs/N-1", "/programmas/N-1", "/taken/T-1"):
        assert "Wilma" not in (await look.at(path)).text, path


async def test_it_has_what_was_put_there_a_moment_ago_and_no_more_what_was_taken_off(door: Door, look: Look) -> None:
    await fill(door)
    assert "Hoe diep is de bodem?" in (await look.at("/vragen")).text
    await door.database.write(publication.publish, 1, START, False)
    assert "Hoe diep is de bodem?" not in (await look.at("/vragen")).text
    assert (await look.at("/vragen/K-1")).status == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("regio=twente", 1),
        ("regio=Twente&thema=&zoek=", 1),
        ("regio=salland", 0),
        ("zoek=BODEM", 1),
        ("zoek=bodem+boven", 0),
        ("soort=leernetwerk", 1),
        ("soort=programma", 0),
        ("zoek=%25", 0),
        ("zoek=_", 0),
        ("zoek=bod%00em", 1),
        ("utm_source=mail", 1),
    ],
)
async def test_lists_are_filtered(door: Door, look: Look, query: str, found: int) -> None:
    await fill(door)
    answer = await look.at(f"/netwerken?{query}")
    assert (answer.status, f"{found} gevonden" in answer.text) == (200, True)


async def test_a_region_holds_what_lies_in_it_and_a_theme_what_is_under_it(door: Door, look: Look) -> None:
    await fill(door)
    assert "1 gevonden" in (await look.at("/netwerken?regio=overijssel")).text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("regio=Nergenshuizen", "De regio Nergenshuizen ken ik niet."),
        ("thema=kantklossen", "Het thema kantklossen ken ik niet."),
        ("soort=hidden", "De soort hidden ken ik niet."),
        ("pagina=0", "Er is geen pagina 0."),
        ("pagina=-1", "Er is geen pagina -1."),
        ("pagina=%D9%A1", "Er is geen pagina ١."),
        ("pagina=99999999999999999999", "Er is geen pagina 99999999999999999999."),
        (f"zoek={'a' * 101}", "Dat is te lang om te zoeken."),
        ("regio=%3Cscript%3E", "De regio &lt;script&gt; ken ik niet."),
    ],
)
async def test_what_means_nothing_is_named_and_never_dropped(door: Door, look: Look, query: str, told: str) -> None:
    await fill(door)
    answer = await look.at(f"/vragen?{query}")
    assert answer.status == 400
    assert told in answer.text
    assert "Hoe diep" not in answer.text


async def test_pages_turn(door: Door, look: Look) -> None:
    maker = await door.database.write(people.meet, "door", "maker", "Maker", "nl", START)
    for number in range(45):
        question = await door.database.write(questions.put, maker.id, Draft(f"Vraag nummer {number:02}?"), START)
        await door.database.write(publication.publish, question.id, START, True)
    seen: list[str] = []
    path = "/vragen?zoek=nummer"
    while path:
        answer = await look.at(path)
        seen += re.findall(r"Vraag nummer (\d\d)", answer.text)
        following = re.search(r'rel="next" href="([^"]+)"', answer.text)
        path = following[1].replace("&amp;", "&") if following else ""
    assert seen == [f"{each:02}" for each in reversed(range(45))]
    assert "Niets gevonden" in (await look.at("/vragen?zoek=nummer&pagina=4")).text


async def test_what_people_wrote_is_text_and_never_markup(door: Door, look: Look) -> None:
    maker = await door.database.write(people.meet, "door", "maker", "Maker", "nl", START)
    question = await door.database.write(questions.put, maker.id, Draft(f"Hoe {NASTY}?"), START)
    await door.database.write(publication.publish, question.id, START, True)
    async for path, answer in crawl(look):
        if answer.headers["Content-Type"].startswith("text/html"):
            assert "<script>alert" not in answer.text, path
        assert "1337" not in answer.text, path


@pytest.mark.parametrize(
    "path",
    [
        *("/nergens", "/vragen/", "/vragen/K-0", "/vragen/K-999", "/vragen/N-1", "/vragen/1", "/vragen/k-1"),
        *("/vragen/K-1%00", "/vragen/K-%D9%A1", "/vragen/K-99999999999999999999", "/en/vragen", "/questions"),
        *("/static/../settings.py", "/static/plek.css", "/insluiten/nergens", "//vragen", "/vragen/K-1/x"),
    ],
)
async def test_what_is_not_there_is_told_in_the_language_of_the_address(door: Door, look: Look, path: str) -> None:
    await fill(door)
    answer = await look.at(path)
    assert answer.status == 404
    told = "This page is not here" if path.startswith("/en/") else "Deze pagina is er niet"
    assert told in answer.text


async def test_no_link_of_the_site_is_broken(door: Door, look: Look) -> None:
    await fill(door)
    broken = [(path, answer.status) async for path, answer in crawl(look) if answer.status != 200]
    assert broken == [("/.well-known/security.txt", 404)]


async def test_the_operator_says_who_can_be_asked(door: Door, sites: Sites) -> None:
    look = await sites.open(door, contact="hulp@cafe.example.nl", security_contact="mailto:veilig@cafe.example.nl")
    for path in ("/toegankelijkheid", "/en/accessibility"):
        assert "hulp@cafe.example.nl" in (await look.at(path)).text
    told = (await look.at("/.well-known/security.txt")).text.splitlines()
    assert told[0] == "Contact: mailto:veilig@cafe.example.nl"
    assert any(each.startswith("Expires: 2027-") for each in told)
