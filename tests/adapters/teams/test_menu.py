"""The command menu: what it offers, tapped or typed as people type, is understood in Dutch and in English."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.teams.manifest import COMMANDS, localised, manifest
from storage.database.database import Database
from tests.adapters.teams.activities import Json, in_channel, message, pressed
from tests.adapters.teams.conftest import UNLIMITED, Office, opened_office
from tests.adapters.teams.test_invokes import SIGN_UP
from tests.adapters.teams.test_manifest import OURS

OFFERED = {
    "nl": [each["title"] for each in manifest(OURS)["bots"][0]["commandLists"][0]["commands"]],
    "en": [localised("en")[f"bots[0].commandLists[0].commands[{n}].title"] for n in range(len(COMMANDS))],
}
"""What the menu puts in the message box when it is tapped."""

AT_HOME: dict[str, Json] = {
    "nl": {},
    "en": {
        "conversation": {"id": "a:researcher", "conversationType": "personal"},
        "locale": "en-GB",
        "entities": [{"type": "clientInfo", "locale": "en-GB"}],
        "from": {"id": "29:r", "name": "Researcher", "aadObjectId": "00000000-0000-4000-8000-000000000004"},
    },
}
"""Somebody with a client in that language, in their own chat."""


@pytest.fixture
def database_url(tmp_path: Path, examples: Path) -> str:
    return f"sqlite:///{shutil.copy(examples, tmp_path / 'plek.db')}"


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with opened_office(database, UNLIMITED) as opened:
        yield opened


class Someone:
    """Whoever types to the bot in that language."""

    def __init__(self, office: Office, language: str) -> None:
        self._office = office
        self._who = AT_HOME[language]
        self._said = 0

    async def signs_up(self) -> None:
        await self._office.invoke(pressed(SIGN_UP, **self._who))
        await self._office.cafe.settled()

    async def says(self, text: str) -> str:
        return await self.sends(message(text, **self._who))

    async def sends(self, activity: Json) -> str:
        """What the bot answers: its first line, without the line to type that a form is named by."""
        connector, self._said = self._office.connector, self._said + 1
        before = len(connector.sent)
        assert await self._office.post(activity | {"id": f"typed-{self._said}"}) == 202
        await connector.until(lambda: len(connector.sent) > before)
        await self._office.cafe.settled()
        (place,) = connector.sent[before:]
        return connector.texts(place[0])[-1].splitlines()[0].partition(":")[0]


def as_people_type(offered: str) -> list[str]:
    first, *rest = offered.split()
    return [
        offered,
        offered.upper(),
        offered.title(),
        f" {offered.capitalize()}. ",
        f"{first}\u00a0{' '.join(rest)}!".lower(),
        f"\u2013 {offered.capitalize()}?",
        f"**{offered.capitalize()}**",
    ]


@pytest.mark.parametrize("language", OFFERED)
async def test_what_the_menu_offers_is_done_in_any_case(office: Office, language: str) -> None:
    someone = Someone(office, language)
    await someone.signs_up()
    answers = {
        offered: {typed: await someone.says(typed) for typed in as_people_type(offered)}
        for offered in OFFERED[language]
    }
    assert {offered: len(set(told.values())) for offered, told in answers.items()} == dict.fromkeys(
        OFFERED[language], 1
    )
    assert len({told[offered] for offered, told in answers.items()}) == len(COMMANDS), "each does something of its own"


@pytest.mark.parametrize(
    "typed", ["Wie Weet iets over ZILVERUI?", "wie\u00a0weet: zilverui", "**WIE WEET** \u2014 iets over zilverui"]
)
async def test_what_is_typed_behind_a_command_of_the_menu_goes_with_it_in_any_case(office: Office, typed: str) -> None:
    assert (await Someone(office, "nl").says(typed)).startswith("Ik ken nog niemand")
    (told,) = office.connector.texts("a:adviseur")
    assert "niemand die iets weet over zilverui" in told.casefold()


@pytest.mark.parametrize(
    "text",
    [
        "<at>PLeK</at>&nbsp;HULP",
        "<at>PLeK</at>HULP",
        "HULP&nbsp;<at>PLeK</at>",
        "<at>PLeK</at>,&nbsp;\u2013 Hulp\u00a0",
        "<at>PLeK</at> - hulp",
        "\n<at>PLeK</at>\u200b Hulp\n",
    ],
)
async def test_in_a_channel_it_is_read_around_the_mention(office: Office, text: str) -> None:
    someone = Someone(office, "nl")
    assert await someone.sends(in_channel("") | {"text": text}) == "Wat ik kan"
