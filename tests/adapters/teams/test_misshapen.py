"""Whatever stands in an activity, the door answers it or refuses it with 400: never 500, and never a traceback."""

from datetime import UTC, datetime
from random import Random

import pytest
import structlog
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer

from adapters.teams import Teams
from adapters.teams.authentication import Authentication
from adapters.teams.connector import Connectors
from adapters.teams.files import Files
from adapters.teams.invoke import Invokes
from adapters.teams.keys import Keys
from adapters.teams.server import Server
from storage.database.database import Database
from tests.adapters.misshapen import SEED, TIMES, Kept, misshapen
from tests.adapters.teams.activities import BOT, Json, in_channel, message, pressed, query
from tests.adapters.teams.conftest import development

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SERVICE = "http://127.0.0.1:9/"
ANSWERED = {200, 202, 400, 403, 413, 501}
"""403 is for what no longer says whose Teams it is, 413 for what grew over 1 MB, 501 for another invoke."""

_FORM = {"line": "aanmelden", "fields": "name regions", "in.name": "A", "in.regions": "Twente", "in.regions.more": "x"}
_HTML = [
    {"contentType": "text/html", "content": "<p><b>x</b></p>"},
    {"contentType": "file", "contentUrl": "https://x.nl/a", "name": "a.pdf"},
]
_CONSENT = {
    "action": "decline",
    "context": {"name": "a.json", "media_type": "application/json", "line": "mijn gegevens json"},
    "uploadInfo": {"uploadUrl": "https://x.nl", "contentUrl": "https://x.nl", "name": "a", "uniqueId": "1"},
}
BASES: list[Json] = [
    message("hulp", attachments=_HTML, replyToId="1"),
    in_channel("hulp", attachments=_HTML),
    message("", value=_FORM),
    pressed(_FORM),
    pressed({"line": "hulp", "back": "hulp", "subject": "vraag K-1", "asking": "x.y", "only": "x"}),
    query("wie weet", "bodem"),
    message(type="invoke", name="fileConsent/invoke", value=_CONSENT),
    message("anders", type="messageUpdate", channelData={"tenant": {"id": "x"}, "eventType": "editMessage"}),
    message(type="messageDelete"),
    message(type="installationUpdate", action="add"),
    message(type="conversationUpdate", membersAdded=[{"id": BOT}], membersRemoved=[{"id": "29:b"}]),
]


@pytest.mark.hypothesis  # `make fuzz` takes those
async def test_no_misshapen_activity_makes_the_door_fail(database: Database) -> None:
    random = Random(SEED)  # no secret
    kept = Kept(database, NOW)
    settings = development(9)
    teams = Teams(settings, clock=lambda: NOW)
    failed: dict[int, Json] = {}
    refused = 0
    async with ClientSession() as http:
        files = Files(kept, settings, http, Connectors(http, None), lambda: NOW)
        server = Server(
            settings.path,
            Authentication(settings, Keys("", http)),
            lambda activity: teams._take(activity, kept),
            Invokes(kept, files, lambda: NOW, teams._viewers),
        )
        async with TestClient(TestServer(server.app)) as client:
            with structlog.testing.capture_logs() as logged:
                for number in range(2_000 * TIMES):
                    base = {**random.choice(BASES), "id": f"{number}", "serviceUrl": SERVICE}
                    activity = misshapen(random, base)
                    async with client.post(settings.path, json=activity) as answer:
                        refused += answer.status == 400
                        if answer.status not in ANSWERED:
                            failed[answer.status] = activity
    assert failed == {}, SEED
    assert len([line for line in logged if line["event"] == "refused" and line["status"] == 400]) == refused
    assert refused > 200 * TIMES
    assert len(kept.events) > 500 * TIMES
