"""What each command shows on a phone in a real Teams client, in both languages: seen whole, with nothing axe minds.

`make cards` looks at every command, `make test` at a tenth of them. Each is said as it is called, and of the first
thing of its kind where it is about one: lists, cards, forms, and what is asked before something is done.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args
from zlib import crc32

import pytest
from playwright.async_api import Page, expect

from bot.app import utc_now
from bot.command.command import Command
from bot.command.kind import Kind
from storage.database.database import Database, Tx
from storage.members import people, roles
from storage.members.roles import Grant
from storage.vocabulary import Role
from tests import CARDS
from tests.adapters.teams.conftest import UNLIMITED, development, serving
from tests.cafe import ALL
from tests.servers.chromium import AXE, Chromium, Size, screenshot
from tests.servers.process import free_port, program
from tests.servers.teams_client import TENANT, TeamsClient
from tests.servers.teams_page import open_teams

CARD = ".ac-adaptiveCard"
SHARE = 10
"""Of so many commands `make test` looks at one."""
AT_ONCE = 12
"""Cards that are looked at together: the client keeps all that were said."""
LEFT_OUT = ("forget_me", "sign_off", "language")
"""What ends that somebody is a member here, or how they are spoken to."""

_CLIPPED = """cards => cards.flatMap(card => {
  const wrong = []
  if (card.getBoundingClientRect().right > innerWidth) wrong.push(`the card: ${card.innerText.slice(0, 60)}`)
  for (const part of card.querySelectorAll("div, span, p, button, label")) {
    if (part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline")
      wrong.push(`${part.tagName} ${part.innerText.slice(0, 60)} (${part.scrollWidth} in ${part.clientWidth})`)
  }
  return wrong
})"""
"""What of some cards is not seen whole."""
# Of what a button unfolds this client says which it is before it is there (aria-controls): nothing of ours.
_AXE = """cards => axe.run({include: cards}, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).then(found =>
  found.violations.filter(each => ["serious", "critical"].includes(each.impact))
    .flatMap(each => each.nodes.filter(node => !node.html.includes("aria-controls"))
      .map(node => `${each.id}: ${node.html.slice(0, 140)}`)))"""

_SPOILT = """card => {
  card.style.width = "900px"
  card.insertAdjacentHTML("beforeend", "<button></button>")
}"""


def _lines(command: Command[Any], language: str) -> Iterator[str]:  # Any: its parameters
    phrase = command.phrase(language)
    yield phrase
    first = next(iter(command.parameters), None)
    types = (first.type, *get_args(first.type)) if first else ()
    letters = [kind.letter for kind in ALL.topics.all(Kind) if kind.type in types]
    if letters:
        yield f"{phrase} {letters[0]}-1"


def _chosen() -> list[Command[Any]]:
    commands = [each for each in ALL.all if each.name not in LEFT_OUT and not each.hidden]
    return commands if CARDS else [each for each in commands if crc32(each.name.encode()) % SHARE == 0]


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_every_card_is_seen_whole_on_a_phone_and_has_nothing_serious(
    language: str, examples: Path, tmp_path: Path, chromium: Chromium
) -> None:
    database = Database(f"sqlite:///{shutil.copy(examples, tmp_path / 'plek.db')}")
    port, wrong = free_port(), []
    async with (
        serving(database, development(port, UNLIMITED)),
        TeamsClient(f"http://127.0.0.1:{port}/api/messages") as teams,
    ):
        page = await _phone(chromium, teams)
        await teams.wait_for(lambda post: bool(post.cards))  # who opens the client installs the bot: it greets, once
        await expect(page.locator(CARD)).to_have_count(1)
        await database.write(_signed_up, f"{TENANT}/{teams.user.aad_object_id}", teams.user.name, language)
        said: list[str] = []
        for line in (line for command in _chosen() for line in _lines(command, language)):
            there = await page.locator(CARD).count()
            await teams.say(line)
            answer = await teams.wait_for(lambda post: not post.replaced)
            if answer.cards:
                await expect(page.locator(CARD).nth(there), line).to_be_visible()
            said.append(line)
            if len(said) == AT_ONCE:
                wrong += await _looked_at(page, language, said)
                await page.context.close()
                page, said = await _phone(chromium, teams), []
        wrong += await _looked_at(page, language, said)
        await page.locator(CARD).last.evaluate(_SPOILT)
        assert len(await _looked_at(page, language, ["what is not right"])) > 2, "it finds nothing, whatever there is"
    database.close()
    assert not wrong, "\n".join(wrong)


async def _phone(chromium: Chromium, teams: TeamsClient) -> Page:
    page = await open_teams(chromium, teams, size=Size.PHONE)
    await page.set_viewport_size({"width": Size.PHONE.value[0], "height": 2400})
    await page.evaluate(program(AXE).read_text())
    return page


async def _looked_at(page: Page, language: str, said: list[str]) -> list[str]:
    """Return what is wrong with the cards that a page shows, behind what was said for them."""
    found = await page.locator(CARD).evaluate_all(_CLIPPED)
    found += await page.locator(CARD).evaluate_all(_AXE)
    if not found:
        return []
    name = re.sub("[^a-z]+", "-", said[0])
    await screenshot(page, f"teams-cards-{language}-{name}")
    return [f"{said}:", *sorted(set(found))]


def _signed_up(tx: Tx, native_id: str, name: str, language: str) -> None:
    """Let them be an administrator, who may begin everything."""
    known = people.meet(tx, "teams", native_id, name, language, utc_now())
    people.sign_up(tx, known.id, people.profile_of(known), (), utc_now())
    people.set_language(tx, known.id, language)
    roles.grant(tx, known.id, Grant(Role.admin), None, utc_now())
