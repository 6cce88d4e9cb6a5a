"""The open API, by the Dutch API Design Rules: https://gitdocumentatie.logius.nl/publicatie/api/adr/."""

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any

import jsonschema
import pytest

from adapters.web.api.values import PATH
from adapters.web.shelves import Shelf
from bot.chat.texts import Language
from bot.things.publication import Published
from storage.members import people
from storage.questions import publication, questions
from storage.questions.question import Draft
from tests import ROOT
from tests.adapters.web.conftest import URL, Answer, Look
from tests.adapters.web.stage import KINDS, fill
from tests.cafe import ALL, START, Door

NAMES = ROOT / "tests" / "data" / "web" / "api_v1.json"
Json = Mapping[str, Any]  # Any: what JSON holds


async def read(look: Look, path: str, **more: Any) -> Json:  # Any: what aiohttp takes
    answer = await look.at(PATH + path, **more)
    assert answer.status == 200, answer.text
    told: Json = json.loads(answer.text)
    return told


def problem(answer: Answer, status: int) -> Json:
    """What is wrong, as RFC 9457 has it."""
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["API-Version"] == "1.0.0"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    told: Json = json.loads(answer.text)
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    return told


async def test_a_list_holds_what_its_page_does_and_each_thing_by_itself(door: Door, look: Look) -> None:
    await fill(door)
    for name in KINDS:
        listed = await read(look, f"/{name}")
        assert (listed["totaal"], listed["pagina"], listed["aantal"]) == (1, 1, 20)
        (thing,) = listed["resultaten"]
        assert await read(look, f"/{name}/{thing['nummer']}") == thing
        page = thing["_links"]["pagina"]["href"].removeprefix(URL)
        assert (await look.at(page)).status == 200


async def test_what_it_gives_is_what_it_describes(door: Door, look: Look) -> None:
    await fill(door)
    described = await read(look, "/openapi.json")
    assert described["openapi"].startswith("3.1")
    assert described["info"]["version"] == "1.0.0"
    assert described["servers"][0]["url"] == URL + PATH
    for path, item in described["paths"].items():
        held = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        schema = {**held, "components": described["components"]}
        letter = LETTERS.get(path.split("/")[1])
        if letter is None and "{" in path:
            continue  # nothing of that kind is on the stage
        real = path.replace("{nummer}", f"{letter}-1")
        jsonschema.Draft202012Validator(schema).validate(await read(look, real))


LETTERS = dict(zip(KINDS, "NKGSLWUFDT", strict=True))


async def test_names_of_this_version_stay_as_they_are(look: Look) -> None:
    """Names may be added. Whoever takes one away, or changes it, must change this file too, and then the version."""
    described = await read(look, "/openapi.json")
    schemas = described["components"]["schemas"]
    held = json.loads(NAMES.read_text())
    assert set(held["paths"]) <= described["paths"].keys()
    for name, fields in held["fields"].items():
        assert set(fields) <= schemas[name].get("properties", {}).keys(), name
    for where, values in held["values"].items():
        name, field = where.split(".")
        assert set(values) <= set(schemas[name]["properties"][field]["enum"]), where


async def test_paths_are_nouns_in_the_plural_and_queries_in_camel_case(look: Look) -> None:
    described = await read(look, "/openapi.json")
    for path, item in described["paths"].items():
        assert re.fullmatch(r"(/[a-z]+(-[a-z]+)*(/\{[a-z][a-zA-Z]*\})?)+", path), path
        assert set(item) == {"get"}
        assert item["get"]["operationId"]
        for each in item["get"]["parameters"]:
            assert re.fullmatch(r"[a-z][a-zA-Z]*", each["name"])
        for status, answered in item["get"]["responses"].items():
            if status == "200":
                assert {"API-Version", "ETag"} <= answered["headers"].keys()
    for schema in described["components"]["schemas"].values():
        for name in schema.get("properties", {}):
            assert re.fullmatch(r"_links|[a-z][a-zA-Z]*", name)


@pytest.mark.parametrize("path", [PATH + "/vragen/", PATH + "/", "/api", "/api/v2/vragen", PATH + "/vragen/K-1/"])
async def test_what_is_not_there_is_a_problem_and_no_detour(door: Door, look: Look, path: str) -> None:
    await fill(door)
    problem(await look.at(path), 404)


async def test_all_that_is_wrong_is_told_at_once(door: Door, look: Look) -> None:
    await fill(door)
    query = "regio=nergens&soort=x&pagina=0&aantal=101&onzin=1&thema=water&thema=bodem&formaat=xml&zoek="
    told = problem(await look.at(f"{PATH}/vragen?{query}"), 400)
    named = [each["name"] for each in told["invalidParams"]]
    assert named == ["aantal", "formaat", "onzin", "pagina", "regio", "soort", "thema", "zoek"]
    assert all(each["reason"].endswith(".") for each in told["invalidParams"])
    problem(await look.at(f"{PATH}/vragen/K-1?x=1"), 400)
    problem(await look.at(f"{PATH}/openapi.json?x=1"), 400)


async def test_every_answer_names_the_version_and_may_be_read_from_any_site(door: Door, look: Look) -> None:
    await fill(door)
    for path in ("/vragen", "/vragen/K-1", "/openapi.json", "/regios", "/themas"):
        for method in ("GET", "HEAD", "OPTIONS"):
            answer = await look.at(PATH + path, method, headers={"Origin": "https://elders.example.org"})
            assert answer.status == (204 if method == "OPTIONS" else 200)
            assert answer.headers["API-Version"] == "1.0.0"
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert "Access-Control-Allow-Credentials" not in answer.headers
    refused = await look.at(f"{PATH}/vragen", "POST", data=b"x")
    problem(refused, 405)
    assert {"GET", "HEAD"} <= set(refused.headers["Allow"].split(","))


async def test_pages_turn_by_their_links(door: Door, look: Look) -> None:
    maker = await door.database.write(people.meet, "door", "maker", "Maker", "nl", START)
    for number in range(7):
        question = await door.database.write(questions.put, maker.id, Draft(f"Vraag {number}?"), START)
        await door.database.write(publication.publish, question.id, START, True)
    path, seen = "/vragen?aantal=3&zoek=vraag", []
    while path:
        listed = await read(look, path)
        seen += [each["tekst"] for each in listed["resultaten"]]
        following = listed["_links"].get("next")
        assert ("prev" in listed["_links"]) == (len(seen) > 3)
        path = following["href"].removeprefix(URL + PATH) if following else ""
    assert seen == [f"Vraag {number}?" for number in reversed(range(7))]
    header = (await look.at(f"{PATH}/vragen?aantal=3")).headers["Link"]
    assert header == f'<{URL}{PATH}/vragen?aantal=3&pagina=2>; rel="next"'
    assert (await read(look, "/vragen?pagina=4000"))["resultaten"] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("regio=twente", 1),
        ("regio=salland", 0),
        ("soort=gesloten", 1),
        ("soort=open", 0),
        ("zoek=bodem", 1),
        ("zoek=bodem+x", 0),
    ],
)
async def test_filters_are_those_of_the_pages(door: Door, look: Look, query: str, found: int) -> None:
    await fill(door)
    assert (await read(look, f"/vragen?{query}"))["totaal"] == found


async def test_moments_are_in_utc_and_days_are_days(door: Door, look: Look) -> None:
    await fill(door)
    question = await read(look, "/vragen/K-1")
    assert question["gesteldOp"] == "2026-11-02T08:00:00Z"
    assert question["antwoorden"][0]["gegevenOp"] == "2026-11-02T08:00:00Z"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
        ("application/ld+json", "application/ld+json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV; charset=utf-8", "text/csv"),
    ],
)
async def test_the_same_data_comes_in_the_form_that_is_asked_for(
    door: Door, look: Look, accept: str, form: str
) -> None:
    await fill(door)
    for path in ("/vragen", "/vragen/K-1"):
        answer = await look.at(PATH + path, headers={"Accept": accept})
        assert answer.headers["Content-Type"].split(";")[0] == form
        assert "Accept" in answer.headers["Vary"]
        assert "Hoe diep is de bodem?" in answer.text


async def test_a_form_that_is_not_there_is_refused(door: Door, look: Look) -> None:
    problem(await look.at(f"{PATH}/vragen", headers={"Accept": "application/xml"}), 406)
    problem(await look.at(f"{PATH}/regios", headers={"Accept": "text/csv"}), 406)


async def test_a_table_is_safe_in_a_spreadsheet(door: Door, look: Look) -> None:
    maker = await door.database.write(people.meet, "door", "maker", "Maker", "nl", START)
    question = await door.database.write(questions.put, maker.id, Draft('=HYPERLINK("http://x";"y"),\r\n"z"'), START)
    await door.database.write(publication.publish, question.id, START, True)
    answer = await look.at(f"{PATH}/vragen?formaat=csv")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert row["nummer"] == "K-1"
    assert row["tekst"].startswith("'=HYPERLINK")
    assert "antwoorden" not in row


async def test_linked_data_of_a_list_is_one_graph(door: Door, look: Look) -> None:
    await fill(door)
    told = await read(look, "/netwerken?formaat=jsonld")
    assert told["@context"] == "https://schema.org"
    assert [each["@id"] for each in told["@graph"]] == [f"{URL}/netwerken/N-1"]


async def test_who_has_it_gets_no_copy(door: Door, look: Look) -> None:
    await fill(door)
    tag = (await look.at(f"{PATH}/vragen")).headers["ETag"]
    again = await look.at(f"{PATH}/vragen", headers={"If-None-Match": tag})
    assert (again.status, again.headers["API-Version"], again.text) == (304, "1.0.0", "")
    other = await look.at(f"{PATH}/vragen?formaat=csv", headers={"If-None-Match": tag})
    assert other.status == 200


def test_what_topics_declare_has_names_that_fit_an_api() -> None:
    """In Dutch and camel case, once each; the heading, number and moment of change are always there."""
    paths: list[tuple[str, str]] = []
    for each in ALL.topics.all(Published):
        if each.pages is None:
            continue
        shelf, fields = Shelf(each, each.pages), each.pages.fields
        names = [field.api for field in fields]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z][a-zA-Z]*", name) for name in names)
        assert {"number", "changed", each.pages.heading, each.pages.sorted_by or "number"} <= {f.name for f in fields}
        assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", path) for path in each.pages.path.values())
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in shelf.sorts)
        assert Language("nl").text(each.pages.one)
        paths += each.pages.path.items()
    assert len(set(paths)) == len(paths)
