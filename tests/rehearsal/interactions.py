"""Counts what people have to do before something is done, and what a channel sees of it, on both platforms.

    python -m tests.rehearsal.interactions

Everybody does what the screen says: presses what it offers, fills in the form that it shows, or types the line that it
invites. Teams shows forms and hears only what names us; Matrix asks in turn, and hears what is said in a thread.
"""

import asyncio
import itertools
import logging
import sys
import tempfile
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import structlog
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from bot.chat.message import Conversation
from bot.chat.reply import Form
from bot.chat.texts import _
from storage import tables
from storage.database.database import Database
from storage.networks import networks
from storage.questions import questions
from storage.tables import inbox
from tests.adapters.teams.activities import Json, in_channel, message, pressed
from tests.adapters.teams.conftest import Office, opened_office
from tests.adapters.teams.test_invokes import SIGN_UP, buttons
from tests.cafe import Door, Said
from tests.conftest import make_examples

SIGNED_UP, REGISTERED, PUT, ANSWERED, POSTS = "signed up", "network registered", "question put", "answered", "posts"
BOUNDS: Final[Mapping[str, int]] = {SIGNED_UP: 4, REGISTERED: 3, PUT: 2, ANSWERED: 1, POSTS: 2}
"""Interactions at most, from what is done before; posts of ours in a channel for a question and its first answer."""

NAME, NETWORK, QUESTION = "Adviseur Bodem", "Veenmos", "Hoe houd je water vast op zandgrond in Twente?"
PROFILE = {"name": NAME, "organisation": "gemeente Zwolle", "knows": "Ik weet veel van bodemkaarten.", "found": "ja"}
SHEET = {"name": NETWORK, "kind": "leernetwerk", "themes": "Water", "regions": "Twente", "level": "regionaal"}
AIM, ANSWER = "Samen leren over droogte.", "Bij ons hielp een stuw in de sloot."
ANOTHER = {"id": "29:ander", "name": "Onderzoeker", "aadObjectId": "00000000-0000-4000-8000-000000000004"}


class Steps:
    """Counts what was done since it was asked last: each is one event that came in, on every platform."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._before = 0

    async def taken(self) -> int:
        """Return how many things were said, pressed or sent."""
        now = await self._database.read(lambda tx: tx.execute(select(func.count()).select_from(inbox)).scalar_one())
        taken, self._before = now - self._before, now
        return taken


async def on_matrix(database: Database) -> dict[str, int]:
    """Everything is typed or a number; what is said in a thread is heard. Raises `AssertionError` if it fails."""
    async with Door(database) as door:
        who, steps, found = door.person(NAME), Steps(database), {}
        asked = await who.presses(_("Sign up"), await who.says("hoi"))
        assert not any(isinstance(block, Form) for block in asked.reply.blocks)
        welcome = await who.presses("ja", await who.says(f"{NAME}, gemeente Zwolle, ik weet veel van bodemkaarten"))
        assert (await who.member()).signed_up_at
        found[SIGNED_UP] = await steps.taken()
        await who.presses(_("Yes, register it"), welcome)
        await who.in_turn(f"{NETWORK}, een leernetwerk over water in Twente", AIM)
        assert await database.read(networks.by_name, NETWORK)
        found[REGISTERED] = await steps.taken()
        channel, helper = await door.room("Bodem en ondergrond"), await door.member("Onderzoeker")
        await steps.taken()
        before = len(_posts(door, channel))
        proposal = await who.says(f"vraag {QUESTION}", where=replace(channel, thread="asked"))
        put = await who.presses(_("Put my question"), proposal)
        found[PUT] = await steps.taken()
        assert put.reply.subject
        await helper.says(ANSWER, where=put.conversation, addressed=False)
        found[ANSWERED] = await steps.taken()
        assert len((await database.read(questions.get_one, put.reply.subject.id)).answers) == 1
        found[POSTS] = len(_posts(door, channel)) - before
    return found


def _posts(door: Door, channel: Conversation) -> list[Said]:
    return [said for said in door.far.sent if said.conversation.id == channel.id and said.replaces is None]


async def on_teams(database: Database) -> dict[str, int]:
    """There are forms, a press is answered in place, and only what names us is heard. Raises as `on_matrix`."""
    async with opened_office(database) as office:
        client, steps, found = Client(office), Steps(database), {}
        form = await client.presses(await client.says(message("hoi")), "Meld je aan")
        welcome = await client.sends(form, PROFILE)
        found[SIGNED_UP] = await steps.taken()
        form = await client.presses(welcome, "Ja, meld het aan")
        await client.sends(form, SHEET | {"aim": AIM})
        assert await database.read(networks.by_name, NETWORK)
        found[REGISTERED] = await steps.taken()
        await client.office.invoke(pressed(SIGN_UP, id="sign up") | {"from": ANOTHER})
        await steps.taken()
        there = in_channel(f"vraag {QUESTION}", id="asked")
        form = await client.says(there)
        await client.sends(form, {}, conversation=there["conversation"], replyToId=office.connector.sent[-1][1])
        found[PUT] = await steps.taken()
        await client.says(in_channel(ANSWER, id="answered") | {"from": ANOTHER})
        found[ANSWERED] = await steps.taken()
        latest = await database.read(lambda tx: tx.execute(select(func.max(tables.questions.c.id))).scalar_one())
        question = await database.read(questions.get_one, latest)
        assert (question.text, len(question.answers)) == (QUESTION, 1)
        channel = there["conversation"]["id"].partition(";")[0]
        found[POSTS] = sum(where.startswith(channel) for where, _number in office.connector.sent)
    return found


class Client:
    """Does what somebody does in Teams: says something, presses a button, sends a form."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._numbers = itertools.count(1)

    async def says(self, activity: Json) -> Json:
        """Return what was posted last once it was answered."""
        await self.office.post(activity)
        await self.office.cafe.settled()
        posted = self.office.connector.posts[self.office.connector.sent[-1]]
        return {"value": posted["attachments"][0]["content"]} if posted.get("attachments") else posted

    async def presses(self, card: Json, button: str) -> Json:
        """Return the card that comes in its place."""
        return await self._invoke(buttons(card)[button])

    async def sends(self, form: Json, values: Mapping[str, str], **there: Any) -> Json:  # Any: JSON
        """Send a form with these values beside what it holds."""
        data = next(each for each in buttons(form).values() if "fields" in each)
        return await self._invoke(
            {**data, **_held(form), **{f"in.{name}": each for name, each in values.items()}}, **there
        )

    async def _invoke(self, data: Json, **there: Any) -> Json:  # Any: JSON
        answer = await self.office.invoke(pressed(data, id=f"invoke-{next(self._numbers)}", **there))
        await self.office.cafe.settled()
        return answer


def _held(part: object) -> Json:
    """Return what the inputs of a card hold already."""
    parts = part if isinstance(part, list) else list(part.values()) if isinstance(part, dict) else []
    held = {name: value for each in parts for name, value in _held(each).items()}
    if isinstance(part, dict) and str(part.get("id", "")).startswith("in.") and part.get("value"):
        held[part["id"]] = part["value"]
    return held


def over(found: Mapping[str, int]) -> list[str]:
    """Return what takes more than it may."""
    return [f"{what}: {found[what]}, at most {most}" for what, most in BOUNDS.items() if found[what] > most]


PLATFORMS: Final[Mapping[str, Callable[[Database], Coroutine[None, None, dict[str, int]]]]] = {
    "Teams": on_teams,
    "Matrix": on_matrix,
}


def main() -> int:
    """Count on both, print the table, and return 1 when something takes too much."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    counted: dict[str, dict[str, int]] = {}
    for name, count in PLATFORMS.items():
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'interactions.db'}"
            make_examples(url)
            database = Database(url)
            counted[name] = asyncio.run(count(database))
            database.close()
    table = Table("", "at most", *counted, title="Interactions, and posts in a channel for a question and its answer")
    for what, most in BOUNDS.items():
        table.add_row(what, str(most), *(str(each[what]) for each in counted.values()))
    console = Console(width=100)
    console.print(table)
    wrong = [f"{name}: {what}" for name, found in counted.items() for what in over(found)]
    console.print("\n".join(wrong) if wrong else "Nothing takes too much.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
