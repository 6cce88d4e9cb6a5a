"""The identity of an Azure machine, as that machine offers it: no secret to keep, and no reason to die without it.

https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from time import time

import pytest
from aiohttp import ClientSession, web

from adapters.teams.credentials import TokenRefused, fetching
from adapters.teams.doctor import check
from adapters.teams.settings import CredentialKind, TeamsSettings
from tests.adapters.teams.activities import APP, TENANT
from tests.servers.process import free_port


@dataclass
class Machine:
    """What answers on the machine; `asked` holds what for."""

    status: int = 200
    answer: str | None = None
    asked: list[dict[str, str]] = field(default_factory=list)

    async def tell(self, request: web.Request) -> web.Response:
        self.asked.append({**request.query, "header": request.headers.get("X-IDENTITY-HEADER", "")})
        if self.answer is not None:
            return web.Response(text=self.answer, status=self.status)
        token = {"access_token": "of-this-machine", "expires_on": str(int(time()) + 3600), "token_type": "Bearer"}
        return web.json_response(token)


@pytest.fixture
async def machine(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Machine]:
    machine, port = Machine(), free_port()
    app = web.Application()
    app.router.add_get("/identity", machine.tell)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"http://127.0.0.1:{port}/identity")
    monkeypatch.setenv("IDENTITY_HEADER", "from-the-machine")
    yield machine
    await runner.cleanup()


SETTINGS = TeamsSettings(app_id=APP, tenant=TENANT, credential=CredentialKind.managed_identity)


async def token() -> tuple[str, float]:
    async with ClientSession() as http:
        return await fetching(SETTINGS, http)()


async def test_the_machine_gives_the_token_of_the_identity_that_is_the_app(machine: Machine) -> None:
    given, seconds = await token()
    assert given == "of-this-machine"
    assert seconds == pytest.approx(3600, abs=60)
    (asked,) = machine.asked
    assert asked["client_id"] == APP
    assert asked["resource"] == "https://api.botframework.com"
    assert asked["header"] == "from-the-machine"


@pytest.mark.parametrize(
    ("status", "answer"),
    [(200, "<html>"), (500, '{"statusCode": 500, "message": "not assigned"}'), (400, "")],
    ids=["no JSON", "not assigned", "nothing"],
)
async def test_a_machine_that_gives_none_is_refusing(machine: Machine, status: int, answer: str) -> None:
    machine.status, machine.answer = status, answer
    with pytest.raises(TokenRefused):
        await token()


async def test_a_machine_without_one_is_refusing_and_the_doctor_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """What sends waits and tries again; what renews tokens goes on (`Tokens.keep`)."""
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"http://127.0.0.1:{free_port()}/identity")
    monkeypatch.setenv("IDENTITY_HEADER", "from-the-machine")
    with pytest.raises(TokenRefused) as refused:
        await token()
    assert not refused.value.ambiguous
    away = SETTINGS.model_copy(update={"openid_url": f"http://127.0.0.1:{free_port()}/openid"})
    (finding,) = [each async for each in check(away) if each.subject == "teams token"]
    assert (finding.verdict, "works on Azure only" in finding.advice) == ("wrong", True)
