"""What an administrator hears about the set-up in Teams."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from pydantic import SecretStr

from adapters.teams.doctor import check, of_secret
from adapters.teams.settings import TeamsSettings
from bot.cli.doctor import Finding
from tests.adapters.teams.activities import APP, TENANT
from tests.servers.issuer import Issuer
from tests.servers.process import free_port

TODAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("ends", "verdict", "says"),
    [
        (date(2027, 11, 2), "ok", "365 days"),
        (date(2026, 11, 30), "warning", "28 days"),
        (date(2026, 11, 1), "wrong", "ended"),
        (None, "warning", "not known"),
    ],
)
def test_a_secret_near_its_end_is_reported(ends: date | None, verdict: str, says: str) -> None:
    finding = of_secret(ends, TODAY)
    assert finding.verdict == verdict
    assert says in finding.detail
    assert bool(finding.advice) is (verdict != "ok")


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    async with Issuer() as running:
        yield running


def settings(issuer: Issuer, **changes: str) -> TeamsSettings:
    told = {"openid_url": issuer.openid_url, "login_url": issuer.url, **changes}
    return TeamsSettings(app_id=APP, tenant=TENANT, secret=SecretStr("niet raden"), **told)  # type: ignore[arg-type]  # each test names what it is about


async def found(settings: TeamsSettings) -> dict[str, Finding]:
    return {each.subject: each async for each in check(settings)}


async def test_a_set_up_in_order_is_said_to_be(issuer: Issuer) -> None:
    findings = await found(settings(issuer))
    assert {name: each.verdict for name, each in findings.items()} == {
        "teams tenants": "ok",
        "teams secret": "warning",
        "teams keys": "ok",
        "teams token": "ok",
    }
    assert "niet raden" not in str(findings)


async def test_a_secret_that_is_refused_is_wrong(issuer: Issuer) -> None:
    issuer.refuses = True
    finding = (await found(settings(issuer)))["teams token"]
    assert finding.verdict == "wrong"
    assert "The secret ended" in finding.detail
    assert "niet raden" not in str(finding)


async def test_who_is_out_of_reach_is_not_taken_for_one_who_refuses(issuer: Issuer) -> None:
    issuer.refuses = True
    assert "the secret" in (await found(settings(issuer)))["teams token"].advice
    away = (await found(settings(issuer, login_url=f"http://127.0.0.1:{free_port()}")))["teams token"]
    assert away.verdict == "wrong"
    assert "Let this machine reach 127.0.0.1" in away.advice


async def test_keys_out_of_reach_are_wrong(issuer: Issuer) -> None:
    away = f"http://127.0.0.1:{free_port()}/openid"
    finding = (await found(settings(issuer, openid_url=away)))["teams keys"]
    assert finding.verdict == "wrong"


async def test_development_is_pointed_out() -> None:
    (finding,) = (await found(TeamsSettings(development=True))).values()
    assert finding.verdict == "warning"
