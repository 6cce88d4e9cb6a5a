"""A Café with a workbench, and somebody who works at it in a browser."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from html import unescape

import pytest

from bot.chat.reply import Text
from bot.chat.spans import Link
from bot.members.workbench import ADDRESS
from bot.process.choices import Choices
from bot.process.website import Website
from storage.database.database import Database
from tests.adapters.web.conftest import URL, Answer, Look, Sites
from tests.cafe import Door, Person, Said

OWN: Mapping[str, str] = {"Origin": URL, "Sec-Fetch-Site": "same-origin"}
"""What a browser says of a form that one of our pages sends."""


@pytest.fixture
async def door(small_map: None, database: Database) -> AsyncIterator[Door]:
    async with Door(database, choices=Choices([Website(URL, workbench=True)])) as opened:
        yield opened


@pytest.fixture
async def look(sites: Sites, door: Door) -> Look:
    return await sites.open(door, workbench=True)


def link_of(said: Said) -> str:
    """The path of the one-time link in what the bot said."""
    spans = [each for block in said.reply.blocks if isinstance(block, Text) for each in block.words]
    url = next(each.url for each in spans if isinstance(each, Link))
    assert url.startswith(URL)
    return url.removeprefix(URL)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a page: what its button says, and what it sends along."""

    label: str
    fields: Mapping[str, str]


@dataclass(slots=True)
class Worker:
    """Somebody at their workbench."""

    look: Look
    cookie: str
    at: Answer = field(init=False)

    @classmethod
    async def comes(cls, someone: Person, look: Look) -> "Worker":
        """Asks for a link in their chat, opens it, and presses."""
        link = link_of(await someone.says("werkblad"))
        answer = await look.at(link, "POST", headers=OWN)
        assert (answer.status, answer.headers["Location"]) == (303, ADDRESS)
        return cls(look, answer.headers["Set-Cookie"].partition(";")[0])

    async def opens(self, page: str = "") -> Answer:
        self.at = await self.look.at(f"{ADDRESS}/{page}" if page else ADDRESS, headers={"Cookie": self.cookie})
        return self.at

    @property
    def forms(self) -> list[Form]:
        return forms_of(self.at.text)

    async def sends(self, fields: Mapping[str, str], headers: Mapping[str, str] = OWN) -> Answer:
        self.at = await self.look.at(
            f"{ADDRESS}/doe", "POST", data=dict(fields), headers={"Cookie": self.cookie, **headers}
        )
        return self.at

    def form(self, label: str) -> Mapping[str, str]:
        """What the first button of that label sends."""
        found = next((each for each in self.forms if each.label == label), None)
        assert found, (label, [each.label for each in self.forms])
        return found.fields

    async def presses(self, label: str, **filled: str) -> Answer:
        """Press the first button of that label, with what is filled in beside it."""
        return await self.sends({**self.form(label), **{f"in.{name}": value for name, value in filled.items()}})


def forms_of(page: str) -> list[Form]:
    found = []
    for form in re.findall(r"<form[^>]*method=\"post\"[^>]*>(.*?)</form>", page, re.DOTALL):
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
        label = re.findall(r"<button[^>]*>(.*?)</button>", form, re.DOTALL)[-1]
        told = re.sub(r"<span.*", "", label, flags=re.DOTALL)
        found.append(Form(unescape(told).strip(), {name: unescape(value) for name, value in hidden}))
    return found
