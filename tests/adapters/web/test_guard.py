"""What stands around every answer: headers, limits, errors, and nothing of the reader in what we count."""

import re

import pytest
from prometheus_client import generate_latest
from sqlalchemy.exc import OperationalError

from adapters.web.guard import READERS, Limits
from storage import publications
from storage.database.database import Database
from tests.adapters.web.conftest import Look, Sites
from tests.adapters.web.crawling import crawl
from tests.adapters.web.stage import fill
from tests.cafe import Door

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


async def test_every_answer_is_closed_to_scripts_frames_and_guessing(door: Door, look: Look) -> None:
    await fill(door)
    async for path, answer in crawl(look, "/", "/en", "/nergens", "/vragen?regio=nergens", "/robots.txt"):
        headers = answer.headers
        if "/insluiten/" not in path and "/embed/" not in path and not path.startswith("/static/"):
            assert headers["Content-Security-Policy"] == POLICY, path
            assert headers["X-Frame-Options"] == "DENY", path
            # Other sites may read the open data, and nothing else.
            read_by = "cross-origin" if path.startswith("/api/") else "same-origin"
            assert headers["Cross-Origin-Resource-Policy"] == read_by, path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert headers["Server"] == "plek", path
        assert headers["X-Robots-Tag"] == "noindex, nofollow", path
        assert "Set-Cookie" not in headers, path
        assert not re.search(r"<script(?! type=\"application/ld\+json\")|<style| style=| on\w+=", answer.text), path


async def test_search_engines_may_keep_what_the_operator_says(door: Door, sites: Sites) -> None:
    for robots, told in ((False, "Disallow: /"), (True, "Allow: /")):
        look = await sites.open(door, robots=robots, workbench=True)
        assert (await look.at("/robots.txt")).text.splitlines() == ["User-agent: *", told]
        assert ("X-Robots-Tag" in (await look.at("/netwerken")).headers) is not robots
        # What is of one person is nobody else's, whatever the operator says.
        for path in ("/werkblad", "/werkblad/open/x"):
            assert (await look.at(path)).headers.get("X-Robots-Tag") == "noindex, nofollow", path


async def test_only_sites_on_the_list_may_frame_a_list(door: Door, sites: Sites) -> None:
    await fill(door)
    closed = await sites.open(door)
    assert "frame-ancestors 'none'" in (await closed.at("/insluiten/netwerken")).headers["Content-Security-Policy"]
    opened = await sites.open(door, embedding={"https://intranet.example.nl", "https://other.example.nl"})
    framed = (await opened.at("/insluiten/netwerken?regio=twente")).headers
    assert "frame-ancestors https://intranet.example.nl https://other.example.nl" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "X-Plek-Framed" not in framed
    assert "frame-ancestors 'none'" in (await opened.at("/netwerken")).headers["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
async def test_nothing_can_be_sent(look: Look, method: str) -> None:
    answer = await look.at("/vragen", method, data=b"x" * 100)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET,HEAD"


async def test_head_is_get_without_what_it_holds(look: Look) -> None:
    got, head = await look.at("/vragen"), await look.at("/vragen", "HEAD")
    assert (head.status, head.text) == (200, "")
    assert head.headers["ETag"] == got.headers["ETag"]
    missing = await look.at("/nergens", "HEAD")
    assert (missing.status, missing.text) == (404, "")


async def test_who_has_a_page_gets_no_copy_until_it_changes(door: Door, look: Look) -> None:
    tag = (await look.at("/netwerken")).headers["ETag"]
    again = await look.at("/netwerken", headers={"If-None-Match": tag})
    assert (again.status, again.text, again.headers["ETag"]) == (304, "", tag)
    assert "Content-Security-Policy" in again.headers
    await fill(door)
    assert (await look.at("/netwerken", headers={"If-None-Match": tag})).status == 200


async def test_a_page_is_smaller_for_who_can_read_that_and_is_another_copy(door: Door, look: Look) -> None:
    small = await look.at("/netwerken", headers={"Accept-Encoding": "gzip"})
    whole = await look.at("/netwerken", headers={"Accept-Encoding": "identity"})
    assert (small.headers["Content-Encoding"], small.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert "Content-Encoding" not in whole.headers
    assert small.headers["ETag"] != whole.headers["ETag"]
    assert small.text == whole.text


async def test_who_asks_too_much_waits_and_others_do_not(door: Door, sites: Sites) -> None:
    look = await sites.open(door, per_minute=3, proxies=1)
    first = [(await look.at("/", headers={"X-Forwarded-For": "1.2.3.4"})).status for _ in range(5)]
    assert first == [200, 200, 200, 429, 429]
    # What the reader says of itself stands before what our proxy added.
    assert (await look.at("/", headers={"X-Forwarded-For": "9.9.9.9, 1.2.3.4"})).status == 429
    assert (await look.at("/", headers={"X-Forwarded-For": "1.2.3.4, 5.6.7.8"})).status == 200
    answer = await look.at("/", headers={"X-Forwarded-For": "1.2.3.4"})
    assert answer.headers["Retry-After"] == "60"


async def test_without_a_proxy_what_a_reader_says_of_itself_counts_for_nothing(door: Door, sites: Sites) -> None:
    look = await sites.open(door, per_minute=2)
    said = [(await look.at("/", headers={"X-Forwarded-For": f"1.1.1.{each}"})).status for each in range(3)]
    assert said == [200, 200, 429]


def test_limits_recover_by_the_clock_and_hold_only_so_many() -> None:
    now = [0.0]
    limits = Limits(60, lambda: now[0])
    assert [limits.admits("a") for _ in range(61)][-2:] == [True, False]
    now[0] += 1.0
    assert [limits.admits("a"), limits.admits("a")] == [True, False]
    for each in range(READERS + 10):
        limits.admits(f"reader {each}")
    assert len(limits._readers) == READERS


async def test_trouble_is_told_kindly_and_names_nothing_of_ours(
    door: Door, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret of ours")

    monkeypatch.setattr(publications, "find", broken)
    answer = await look.at("/vragen")
    assert (answer.status, "Hier ging iets mis" in answer.text, "secret" in answer.text) == (500, True, False)

    async def away(*_: object, **__: object) -> None:
        raise OperationalError("select", {}, Exception("secret of ours"))

    monkeypatch.setattr(Database, "read", away)
    answer = await look.at("/vragen")
    assert (answer.status, answer.headers["Retry-After"], "secret" in answer.text) == (503, "10", False)


async def test_metrics_count_pages_and_hold_nothing_that_a_reader_wrote(door: Door, look: Look) -> None:
    await fill(door)
    for path in ("/vragen/K-1", "/vragen?zoek=geheim-woord", "/geheim-pad", "/vragen/geheim-nummer"):
        await look.at(path)
    told = generate_latest(look.registry).decode()
    assert 'plek_web_requests_total{page="/vragen/{number}",status="200"} 1.0' in told
    assert 'page="unknown",status="404"' in told
    assert "geheim" not in told


async def test_links_to_itself_never_come_from_the_request(door: Door, look: Look) -> None:
    await fill(door)
    answer = await look.at("/netwerken/N-1", headers={"Host": "kwaad.example.org", "X-Forwarded-Host": "kwaad.nl"})
    assert "kwaad" not in answer.text
