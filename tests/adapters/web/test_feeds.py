"""Feeds and linked data: what readers and search engines get of the same lists."""

import json
import re
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

from adapters.web.shelves import Shelves
from storage.members import people
from storage.questions import publication, questions
from storage.questions.question import Draft
from tests.adapters.web.conftest import URL, Look
from tests.adapters.web.stage import KINDS, PLACES, fill
from tests.cafe import ALL, START, Door

ATOM = "{http://www.w3.org/2005/Atom}"


async def feed(look: Look, path: str) -> ElementTree.Element:
    answer = await look.at(path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.text.encode())  # noqa: S314  # of our own making


def told(element: ElementTree.Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    assert found is not None, name
    assert found.text
    return found.text


async def test_every_list_has_a_feed_with_what_the_rfc_asks(door: Door, look: Look) -> None:
    await fill(door)
    assert {each.name for each in Shelves(ALL.topics, door.database).all} == {*KINDS, *PLACES, "bijeenkomsten"}
    for path in (*KINDS, *PLACES):
        assert 'type="application/atom+xml" title' in (await look.at(f"/{path}")).text
        read = await feed(look, f"/{path}/atom.xml")
        (entry,) = read.findall(f"{ATOM}entry")
        for each in (read, entry):
            assert told(each, "id").startswith(f"{URL}/{path}")
            assert told(each, "title")
            assert datetime.fromisoformat(told(each, "updated")).tzinfo
        assert told(read, "updated") == told(entry, "updated")
        assert told(entry, "summary")
        (link,) = entry.findall(f"{ATOM}link")
        assert (await look.at(link.attrib["href"].removeprefix(URL))).status == 200
        assert read.find(f"{ATOM}author/{ATOM}name") is not None


async def test_a_feed_has_the_filters_of_its_list(door: Door, look: Look) -> None:
    await fill(door)
    page = await look.at("/netwerken?regio=twente&zoek=bodem")
    href = re.search(r'href="(/netwerken/atom\.xml[^"]*)"', page.text)
    assert href
    address = href[1].replace("&amp;", "&")
    assert address == "/netwerken/atom.xml?zoek=bodem&regio=twente"
    read = await feed(look, address)
    assert told(read, "id") == URL + address
    assert len(read.findall(f"{ATOM}entry")) == 1
    assert (await feed(look, "/netwerken/atom.xml?regio=salland")).findall(f"{ATOM}entry") == []
    assert (await look.at("/netwerken/atom.xml?regio=nergens")).status == 400
    # What narrows a list narrows its feed, in both languages: a kind, a theme, words.
    for filters in ("soort=gesloten", "soort=open", "thema=water", "zoek=bodem", "zoek=zee", "regio=twente"):
        on_page = "1 gevonden" in (await look.at(f"/vragen?{filters}")).text
        assert len((await feed(look, f"/vragen/atom.xml?{filters}")).findall(f"{ATOM}entry")) == on_page, filters


async def test_a_thing_is_the_same_in_both_languages_and_new_when_it_changes(door: Door, look: Look) -> None:
    await fill(door)
    one, other = await feed(look, "/vragen/atom.xml"), await feed(look, "/en/questions/atom.xml")
    ids = [told(each.findall(f"{ATOM}entry")[0], "id") for each in (one, other)]
    assert ids[0] == ids[1]
    await door.database.write(questions.retell, 1, "Hoe breed is de bodem?", START + timedelta(days=1))
    changed = await feed(look, "/vragen/atom.xml")
    assert told(changed, "updated") > told(one, "updated")
    assert told(changed.findall(f"{ATOM}entry")[0], "id") == ids[0]


async def test_an_empty_feed_is_a_feed(look: Look) -> None:
    assert told(await feed(look, "/vragen/atom.xml"), "updated")


async def test_what_xml_cannot_hold_is_left_out(door: Door, look: Look) -> None:
    maker = await door.database.write(people.meet, "door", "maker", "Maker", "nl", START)
    question = await door.database.write(questions.put, maker.id, Draft("Hoe\x07 <b>&amp;\x1b ]]> \ufffe?"), START)
    await door.database.write(publication.publish, question.id, START, True)
    (entry,) = (await feed(look, "/vragen/atom.xml")).findall(f"{ATOM}entry")
    assert told(entry, "title").split() == ["Hoe", "<b>&amp;", "]]>", "?"]


def linked(text: str) -> dict[str, Any]:  # Any: what JSON holds
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    read: dict[str, Any] = json.loads(block)
    return read


async def test_a_page_says_what_it_is_in_the_words_of_schema_org(door: Door, look: Look) -> None:
    await fill(door)
    network = linked((await look.at("/netwerken/N-1")).text)
    assert (network["@context"], network["@type"]) == ("https://schema.org", "Organization")
    assert network["name"] == "Onder Twente"
    assert network["url"] in (f"{URL}/netwerken/N-1", "https://onder.example.nl")
    assert network["areaServed"] == [{"@type": "Place", "name": "Twente"}]
    question = linked((await look.at("/vragen/K-1")).text)
    assert question["@type"] == "Question"
    (answer,) = question["suggestedAnswer"]
    assert (answer["@type"], answer["text"]) == ("Answer", "Heel diep.")


async def test_no_text_ends_the_block_that_it_stands_in(door: Door, look: Look) -> None:
    maker = await door.database.write(people.meet, "door", "maker", "Maker", "nl", START)
    nasty = "</script><script>alert(1)</script><!-- & "
    question = await door.database.write(questions.put, maker.id, Draft(nasty), START)
    await door.database.write(publication.publish, question.id, START, True)
    text = (await look.at("/vragen/K-1")).text
    assert linked(text)["text"] == nasty
    assert text.count("<script") == 1
