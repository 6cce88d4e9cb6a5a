"""The style: parts of the NL Design System as they were taken, and whatever the operator puts on top."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.web import style
from adapters.web.doctor import check
from adapters.web.settings import WebSettings
from bot.cli.doctor import Finding
from checks import web_style
from tests.adapters.web.conftest import URL, Sites
from tests.cafe import Door
from tests.servers.process import free_port


def test_what_was_taken_is_as_it_was_and_under_a_licence_that_fits() -> None:
    assert list(web_style.problems()) == []
    assert len(json.loads((web_style.VENDOR / web_style.LISTED).read_text())) == len(web_style.PARTS) + 1


def test_a_change_of_what_was_taken_is_found(tmp_path: Path) -> None:
    for path in web_style.VENDOR.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "link.css").write_text("a { color: red }")
    (tmp_path / "new.css").write_text("")
    (tmp_path / "button.css").unlink()
    told = ["button.css: missing", "new.css: not listed", "link.css: changed since it was taken"]
    assert sorted(web_style.problems(tmp_path)) == sorted(told)


def test_it_asks_nothing_of_anybody_else() -> None:
    sheet = style.load(None).content.decode()
    assert not re.search(r"@import|url\(\s*['\"]?(?!data:)", sheet)
    assert not re.search(r"rijkshuisstijl|RijksSans|rijksoverheid", sheet, re.IGNORECASE)


def test_of_the_tokens_only_those_that_are_used_are_taken() -> None:
    tokens = ":root {\n  --a: var(--b);\n  --b: 1px;\n  --c: 2px;\n}\n"
    assert web_style.closure(tokens, ["p { margin: var(--a) }"]) == ":root {\n  --a: var(--b);\n  --b: 1px;\n}\n"


async def test_tokens_of_the_operator_come_last_under_another_name(door: Door, sites: Sites, tmp_path: Path) -> None:
    own = tmp_path / "ours.css"
    own.write_text(":root { --basis-color-action-2-color-default: rebeccapurple }")
    plain, themed = await sites.open(door), await sites.open(door, tokens=own)
    name = re.compile(r"/static/plek\.[0-9a-f]{12}\.css")
    one: str = name.findall((await plain.at("/")).text)[0]
    other: str = name.findall((await themed.at("/")).text)[0]
    assert one != other
    sheet = await themed.at(other)
    assert sheet.text.endswith("rebeccapurple }")
    assert "immutable" in sheet.headers["Cache-Control"]


@pytest.mark.parametrize(
    "url", ["cafe.nl", "https://cafe.nl/pad", "https://", "https://a b", "javascript:x", "https://x;y"]
)
def test_an_address_of_the_site_is_a_scheme_and_a_host(url: str) -> None:
    with pytest.raises(ValueError, match="https://HOST"):
        WebSettings(url=url)
    with pytest.raises(ValueError, match="https://HOST"):
        WebSettings(url=URL, embedding=frozenset({url}))


async def test_doctor_says_what_an_operator_should_do(tmp_path: Path) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    good = WebSettings(url=f"https://{nobody}", contact="hulp@example.nl", proxies=1)
    bad = WebSettings(url=f"http://{nobody}", listen="0.0.0.0:80", tokens=tmp_path / "nowhere.css")
    assert {each.subject async for each in check(good) if each.verdict != "ok"} == {"web links"}
    found: list[Finding] = [each async for each in check(bad)]
    assert {each.subject: each.verdict for each in found} == {
        "web address": "warning",
        "web port": "warning",
        "web links": "warning",
        "web style": "wrong",
        "web contact": "warning",
    }
    assert all(each.advice for each in found)
    uncounted = [each async for each in check(WebSettings(url=f"https://{nobody}")) if each.subject == "web readers"]
    assert [(each.verdict, "PLEK_WEB__PROXIES" in each.advice) for each in uncounted] == [("warning", True)]


async def test_doctor_follows_a_link_as_people_do(door: Door, sites: Sites) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    await sites.open(door, port=port, url=url, workbench=True)

    async def links(**settings: Any) -> Finding:  # Any: of WebSettings
        found = [each async for each in check(WebSettings(url=url, **settings))]
        return next(each for each in found if each.subject == "web links")

    assert (await links(workbench=True)).verdict == "ok"
    async with TestServer(web.Application()) as other:
        url = str(other.make_url("")).rstrip("/")
        astray = await links(listen="127.0.0.1:8082")
        assert (astray.verdict, "404, not as our site answers" in astray.detail) == ("wrong", True)
        assert "pass every request" in astray.advice
