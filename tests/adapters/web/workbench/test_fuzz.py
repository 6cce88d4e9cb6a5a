"""Whatever is sent to the workbench, by somebody with a session or without, does nothing that no page offered."""

import random

import pytest
from sqlalchemy import Connection, func, select

from adapters.web.workbench import entry
from bot.members.workbench import ADDRESS
from storage import tables
from tests import FUZZ
from tests.adapters.web.conftest import Sites
from tests.adapters.web.workbench.conftest import OWN, Worker
from tests.cafe import Door

REQUESTS = 200 * FUZZ
NAMES = ("druk", "regel", "vraag", "vorm", "terug", "bewijs", "in.because", "in.", "x" * 3000)
VALUES = ("", "1", "vergeet mij", "blokkeer M-1", "te-doen", "../..", "\x00", "\u202e", "é" * 500, "<script>", "%0d%0a")
PATHS = (
    ADDRESS,
    f"{ADDRESS}/doe",
    f"{ADDRESS}/te-doen",
    f"{ADDRESS}/open/x",
    "/en/werkblad/open/..%2f",
    f"{ADDRESS}/%00",
)
METHODS = ("GET", "HEAD", "POST", "POST", "POST", "PUT", "DELETE", "OPTIONS")
TYPES = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json", "")


def done(tx: Connection) -> tuple[int, int]:
    """How much was asked of the Café, and done in it."""
    counted = [tx.execute(select(func.count()).select_from(each)).scalar_one() for each in (tables.inbox, tables.audit)]
    return counted[0], counted[1]


@pytest.mark.hypothesis  # `make fuzz` sends fifty times as many
async def test_what_no_page_offered_does_nothing_and_breaks_nothing(
    door: Door, sites: Sites, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("ACTS_A_MINUTE", "ENTRIES_A_MINUTE"):  # or all that is sent would only be told to wait
        monkeypatch.setattr(entry, limit, 1_000_000)
    look = await sites.open(door, workbench=True)
    worker = await Worker.comes(await door.coordinator("Aanjager Bodem"), look)
    await worker.opens()
    offered = worker.forms[0].fields
    before = await door.database.read(done)
    chance = random.Random(FUZZ)  # no secret
    for _ in range(REQUESTS):
        fields = {chance.choice(NAMES): chance.choice(VALUES) for _ in range(chance.randrange(6))}
        if chance.random() < 0.5:
            fields = {**offered, chance.choice(NAMES[:6]): chance.choice(VALUES[2:]), **fields}
        headers = {"Cookie": chance.choice((worker.cookie, "", "__Host-plek=" + chance.choice(VALUES[:3])))}
        if chance.random() < 0.8:
            headers |= OWN
        if chance.random() < 0.3:
            headers["Content-Type"] = chance.choice(TYPES)
        method, path = chance.choice(METHODS), chance.choice(PATHS)
        sent = {"data": fields} if method in ("POST", "PUT") and "Content-Type" not in headers else {}
        answer = await look.at(path, method, headers=headers, **sent)
        assert answer.status < 500, (method, path, headers, fields)
        assert "Content-Security-Policy" in answer.headers
    assert await door.database.read(done) == before
    assert (await worker.opens()).status == 200
