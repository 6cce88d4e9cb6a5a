"""Who comes in at the workbench, for how long, and what is kept of it."""

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.chat.texts import _
from bot.members.workbench import ADDRESS
from bot.process.choices import Choices
from storage.database.database import Database
from storage.maintenance import retention
from storage.members import people, roles
from storage.members.roles import Grant
from storage.tables import inbox, one_time_codes, outbox, posts
from storage.vocabulary import Role
from tests.adapters.web.conftest import URL, Look, Sites
from tests.adapters.web.workbench.conftest import OWN, Worker, link_of
from tests.cafe import Door


def keys(tx: Connection) -> list[Any]:  # Any: rows
    return list(tx.execute(select(one_time_codes).where(one_time_codes.c.purpose.startswith("web"))).all())


async def test_a_link_opens_by_one_press_once_and_no_scanner_spends_it(door: Door, look: Look) -> None:
    coordinator = await door.coordinator("Aanjager Bodem")
    link = link_of(await coordinator.says("werkblad"))
    for method in ("GET", "HEAD", "GET"):
        seen = await look.at(link, method)
        assert (seen.status, "Set-Cookie" in seen.headers) == (200, False)
        assert seen.headers["Cache-Control"] == "no-store"
    entered = [await look.at(link, "POST", headers=OWN) for _ in range(3)]
    assert [each.status for each in entered] == [303, 403, 403]
    cookie = entered[0].headers["Set-Cookie"]
    assert cookie.startswith("__Host-plek=")
    assert {"HttpOnly", "Secure", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


async def test_of_twenty_presses_at_once_one_opens(door: Door, look: Look) -> None:
    coordinator = await door.coordinator("Aanjager Bodem")
    link = link_of(await coordinator.says("werkblad"))
    headers = [{**OWN, "X-Forwarded-For": str(each)} for each in range(10)]
    statuses = [each.status for each in await asyncio.gather(*(look.at(link, "POST", headers=h) for h in headers))]
    assert statuses.count(303) == 1


async def test_a_link_lasts_ten_minutes_and_a_session_a_working_day(door: Door, look: Look) -> None:
    coordinator = await door.coordinator("Aanjager Bodem")
    link = link_of(await coordinator.says("werkblad"))
    door.clock.ahead(timedelta(minutes=10))
    assert (await look.at(link, "POST", headers=OWN)).status == 403
    worker = await Worker.comes(coordinator, look)
    door.clock.ahead(timedelta(hours=7, minutes=59))
    assert (await worker.opens()).status == 200
    door.clock.ahead(timedelta(minutes=1))
    assert (await worker.opens()).status == 403


async def test_a_new_link_takes_the_place_of_the_old_one(door: Door, look: Look) -> None:
    coordinator = await door.coordinator("Aanjager Bodem")
    first = link_of(await coordinator.says("werkblad"))
    second = link_of(await coordinator.says("werkblad"))
    assert [(await look.at(each, "POST", headers=OWN)).status for each in (first, second)] == [403, 303]


async def test_only_hashes_are_kept_and_the_link_stands_nowhere(door: Door, look: Look) -> None:
    coordinator = await door.coordinator("Aanjager Bodem")
    link = link_of(await coordinator.says("werkblad")).rsplit("/", 1)[1]
    worker = await Worker.comes(coordinator, look)
    await door.cafe.settled()
    secrets = (link, worker.cookie.partition("=")[2])

    def held(tx: Connection) -> str:
        return str([tx.execute(select(table)).all() for table in (one_time_codes, inbox, outbox, posts)])

    told = await door.database.read(held)
    assert not [each for each in secrets if each in told]
    assert "workbench" in told or "session" in told


async def test_who_coordinates_nothing_gets_no_link_and_where_there_is_no_workbench_nobody(
    door: Door, database: Database
) -> None:
    assert "openen" not in await (await door.member("Deelnemer")).says("werkblad")
    async with Door(database, clock=door.clock, choices=Choices()) as closed:
        coordinator = await closed.coordinator("Aanjager Bodem")
        assert "te doen" in await coordinator.says("werkblad")
    assert not await door.database.read(keys)


async def test_a_role_that_is_taken_and_a_block_close_it_at_the_next_request(door: Door, look: Look) -> None:
    taken, blocked = [await door.coordinator(each) for each in ("Aanjager Bodem", "Aanjager Water")]
    workers = [await Worker.comes(each, look) for each in (taken, blocked)]
    assert [(await each.opens()).status for each in workers] == [200, 200]
    ids = [(await each.member()).id for each in (taken, blocked)]
    await door.database.write(roles.withdraw, ids[0], Grant(Role.coordinator))
    await door.database.write(people.block, ids[1], door.clock())
    assert [(await each.opens()).status for each in workers] == [403, 403]


async def test_closing_it_in_the_chat_closes_every_session_and_link(door: Door, look: Look) -> None:
    coordinator, other = await door.coordinator("Aanjager Bodem"), await door.coordinator("Aanjager Water")
    mine = [await Worker.comes(coordinator, look) for _ in range(2)]
    theirs = await Worker.comes(other, look)
    link = link_of(await coordinator.says("werkblad"))
    assert (await coordinator.says("werkblad sluiten")).tells(_("Your workbench is closed, wherever it was open."))
    assert [(await each.opens()).status for each in (*mine, theirs)] == [403, 403, 200]
    assert (await look.at(link, "POST", headers=OWN)).status == 403
    assert (await coordinator.says("werkblad sluiten")).tells(_("Your workbench was not open."))


async def test_closing_it_on_the_page_forgets_the_cookie(door: Door, look: Look) -> None:
    worker = await Worker.comes(await door.coordinator("Aanjager Bodem"), look)
    await worker.opens()
    closed = await worker.presses("Werkblad sluiten")
    assert (closed.status, "Je werkblad is dicht" in closed.text) == (200, True)
    assert "Max-Age=0" in closed.headers["Set-Cookie"] or "1970" in closed.headers["Set-Cookie"]
    assert (await worker.opens()).status == 403


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://kwaad.example.org"}, {"Origin": "null"}, {**OWN, "Sec-Fetch-Site": "cross-site"}],
    ids=["no origin", "another site", "a page without origin", "a browser that says so"],
)
async def test_no_other_site_can_sign_anybody_in(door: Door, look: Look, headers: dict[str, str]) -> None:
    link = link_of(await (await door.coordinator("Aanjager Bodem")).says("werkblad"))
    assert (await look.at(link, "POST", headers=headers)).status == 403
    assert (await look.at(link, "POST", headers=OWN)).status == 303, "what another site sent spent it"


async def test_who_guesses_links_is_told_to_wait(door: Door, sites: Sites) -> None:
    look = await sites.open(door, workbench=True, proxies=1)
    link = link_of(await (await door.coordinator("Aanjager Bodem")).says("werkblad"))
    guessing = {**OWN, "X-Forwarded-For": "1.2.3.4"}
    statuses = [(await look.at("/werkblad/open/gok", "POST", headers=guessing)).status for _ in range(12)]
    assert statuses == [403] * 10 + [429] * 2
    assert (await look.at(link, "POST", headers=guessing)).status == 429
    assert (await look.at(link, "POST", headers={**OWN, "X-Forwarded-For": "5.6.7.8"})).status == 303


async def test_without_a_session_there_is_no_page_and_no_act(door: Door, look: Look) -> None:
    for path in (ADDRESS, f"{ADDRESS}/te-doen"):
        for cookie in ("", "__Host-plek=", "__Host-plek=abc", f"__Host-plek={'x' * 5000}", "__Host-plek=\u00e9"):
            assert (await look.at(path, headers={"Cookie": cookie})).status in (400, 403), cookie[:40]
    assert (await look.at(f"{ADDRESS}/doe", "POST", headers=OWN, data={"regel": "hulp"})).status == 403


async def test_switched_off_it_is_not_there(door: Door, sites: Sites) -> None:
    closed = await sites.open(door)
    assert [(await closed.at(each)).status for each in (ADDRESS, "/werkblad/open/x")] == [404, 404]


def test_it_goes_over_tls_or_not_at_all() -> None:
    from adapters.web.settings import WebSettings  # noqa: PLC0415  # for this test alone

    with pytest.raises(ValueError, match="https"):
        WebSettings(url="http://cafe.example.nl", workbench=True)
    assert WebSettings(url="http://127.0.0.1:8082", workbench=True).workbench
    assert WebSettings(url=URL, workbench=True).chosen().workbench


async def test_what_is_kept_is_told_to_its_owner_and_goes_with_them_or_with_time(door: Door, look: Look) -> None:
    coordinator = await door.coordinator("Aanjager Bodem")
    await Worker.comes(coordinator, look)
    (held,) = (await coordinator.says("mijn gegevens json")).handed.values()
    assert b"web session" in held
    assert len(await door.database.read(keys)) == 1
    await door.database.write(retention.prune, "one_time_codes", door.clock() + timedelta(days=9))
    assert not await door.database.read(keys)
    await Worker.comes(coordinator, look)
    await coordinator.in_turn("vergeet mij", "alles weg", "ja")
    assert not await door.database.read(keys)


async def test_its_pages_are_closed_to_scripts_frames_and_caches(door: Door, look: Look) -> None:
    worker = await Worker.comes(await door.coordinator("Aanjager Bodem"), look)
    for page in ("", "vragen", "meldingen", "signalen", "stille-netwerken", "impact", "relaties", "weekberichten"):
        answer = await worker.opens(page)
        headers = answer.headers
        assert answer.status == 200, page
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "form-action 'self'" in headers["Content-Security-Policy"]
        assert (headers["X-Frame-Options"], headers["Cache-Control"]) == ("DENY", "no-store")
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "Content-Encoding" not in headers
        assert not re.search(r"<script|<style| style=| on\w+=", answer.text), page
