"""`make screens`: takes pictures of the first screen of every topic, in a real Teams client and of what Matrix shows.

They stand in `docs/pictures/first-*.png`, a sheet of eight for each platform and language, one more of what each role
sees, and are made anew by this; so are those of the website. `make screens ONLY=web` takes some.
"""

import asyncio
import html
import logging
import re
import shutil
import sys
import tempfile
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import IntEnum
from itertools import count
from pathlib import Path

import structlog
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect
from prometheus_client import CollectorRegistry

from adapters.web.server import application
from adapters.web.settings import WebSettings
from bot.app import utc_now
from storage.database.database import Database, Tx
from storage.members import people, roles
from storage.members.roles import Grant
from storage.vocabulary import Role
from tests import ROOT
from tests.adapters.matrix.conftest import cafe_on, running, settings_for
from tests.adapters.matrix.member import member
from tests.adapters.teams.conftest import UNLIMITED, development, serving
from tests.cafe import ALL
from tests.conftest import make_examples
from tests.servers.chromium import Chromium, Size, Theme, wearing
from tests.servers.process import free_port
from tests.servers.synapse import PYTHON, Synapse
from tests.servers.teams_client import TENANT, TeamsClient
from tests.servers.teams_page import open_teams
from tests.servers.web_examples import publish

FOLDER = ROOT / "docs" / "pictures"
SCREENS = (
    ("hulp", "help"),
    ("wie weet iets over bodemkaarten in Twente", "who knows about soil maps in Twente"),
    ("netwerken Flevoland", "networks Flevoland"),
    ("vragen", "questions"),
    ("agenda", "agenda"),
    ("signalen", "signals"),
    ("lessen", "lessons"),
    ("begrippen", "words"),
    ("bijeenkomsten", "meetings"),
    ("peilingen", "polls"),
    ("casussen", "cases"),
    ("programma's", "programmes"),
    ("hubs", "hubs"),
    ("taken", "tasks"),
    ("nieuws", "news"),
    ("werkvormen", "methods"),
    ("bronnen", "sources"),
    ("relaties Flevoland", "ties Flevoland"),
    ("organisatie Provincie Overijssel", "organisation Provincie Overijssel"),
    ("impact", "impact"),
    ("toestemming", "consent"),
    ("te doen", "to do"),
    ("mijn gegevens", "my data"),
    ("groepen", "groups"),
    ("loketvragen", "desk requests"),
    ("kennismaken", "getting acquainted"),
    ("eilanden", "islands"),
    ("aanpakken", "ways of working"),
    ("profiel", "profile"),
    ("weekbericht", "digest"),
    ("mijn kalender", "my calendar"),
    # A form takes what is typed next.
    ("vraag: hoe meet je bodemdaling in Twente?", "question: how do you measure subsidence in Twente?"),
)


class Stand(IntEnum):
    """What somebody is in the Café; each has what those before it have."""

    guest = 0
    member = 1
    coordinator = 2
    administrator = 3


STANDS = {
    "nl": ("wie er nog niet bij hoort", "deelnemer", "coördinator", "beheerder"),
    "en": ("who is not in it yet", "member", "coordinator", "administrator"),
}
HELP, TO_DO, OWN = ("hulp", "help"), ("te doen", "to do"), ("mijn gegevens", "my data")
SEES = {
    Stand.guest: (HELP, TO_DO),
    Stand.member: (HELP, OWN),
    Stand.coordinator: (HELP, TO_DO),
    Stand.administrator: (HELP, TO_DO),
}
"""What is said as each."""

PAGES = (
    ("web-list", "/netwerken?regio=twente", Size.DESKTOP, Theme.LIGHT),
    ("web-phone", "/netwerken?regio=twente", Size.PHONE, Theme.DARK),
    ("web-english", "/en/questions/K-16", Size.PHONE, Theme.LIGHT),
    ("web-contrast", "/en/meetings", Size.PHONE, Theme.HIGH_CONTRAST),
)
"""Pictures of the website, with the page that each is of."""

CARD = ".ac-adaptiveCard"
LANGUAGES = ("nl", "en")
_KEYCAP, _KEY = re.compile("([0-9])\ufe0f?\u20e3"), r"<kbd>\1</kbd>"
"""Digits to press: this machine has no letters for them, and phones have."""
_FEW_COLOURS = """
import sys
from PIL import Image
Image.open(sys.argv[1]).convert("RGB").quantize(24, dither=Image.Dither.NONE).save(sys.argv[1], optimize=True)
"""
A_SHEET, COLUMNS, WIDE, HIGH = 8, 4, 344, 560


Line = tuple[Stand, str]
"""What is said, and as whom."""


async def main(only: Sequence[str]) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as working:
        prepared = Path(working) / "examples.db"
        make_examples(f"sqlite:///{prepared}")
        async with Chromium(density=1) as chromium:
            for platform, taken in (("teams", in_teams), ("matrix", in_matrix)):
                for language in LANGUAGES if platform in only else ():
                    folder = Path(working) / f"{platform}-{language}"
                    folder.mkdir()
                    database = Database(f"sqlite:///{shutil.copy(prepared, folder / 'plek.db')}")
                    topics, as_each = seen_first(language), seen_as(language)
                    lines = sorted(dict.fromkeys((*as_each, *topics)), key=lambda each: each[0])
                    shots = dict(zip(lines, await taken(chromium, database, folder, language, lines), strict=True))
                    database.close()
                    name = f"first-{platform}-{language}"
                    await sheets(chromium, name, [line for _stand, line in topics], [shots[each] for each in topics])
                    named = [f"{STANDS[language][stand]}: {line}" for stand, line in as_each]
                    await sheets(chromium, f"{name}-roles", named, [shots[each] for each in as_each])
            if "web" in only:
                await on_the_web(chromium, Path(shutil.copy(prepared, Path(working) / "web.db")))


def seen_as(language: str) -> list[Line]:
    """Return what is said as each role."""
    return [(stand, each[LANGUAGES.index(language)]) for stand in Stand for each in SEES[stand]]


def seen_first(language: str) -> list[Line]:
    """Return what shows the first screen of every topic. The last is a form, which takes what is typed next."""
    lines = [each[LANGUAGES.index(language)] for each in SCREENS]
    return [*((Stand.coordinator, each) for each in lines[:-1]), (Stand.administrator, lines[-1])]


async def on_the_web(chromium: Chromium, file: Path) -> None:
    """Take the pictures of the website."""
    database = Database(f"sqlite:///{file}")
    await database.write(publish)
    settings = WebSettings(url="https://cafe.example.nl")
    noon = datetime(2026, 11, 30, 12, tzinfo=UTC)
    app = application(settings, ALL.topics, database, clock=lambda: noon, registry=CollectorRegistry(), keep=0)
    async with TestServer(app) as server:
        for name, path, size, theme in PAGES:
            page = await chromium.open(str(server.make_url(path)), size=size)
            async with wearing(page, theme):
                await page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
            await page.context.close()
            await _smaller(FOLDER / f"{name}.png")
    database.close()


async def in_teams(
    chromium: Chromium, database: Database, _folder: Path, language: str, lines: Sequence[Line]
) -> list[bytes]:
    """What each line shows in the Teams client on a phone."""
    port = free_port()
    async with (
        serving(database, development(port, UNLIMITED)),
        TeamsClient(f"http://127.0.0.1:{port}/api/messages") as teams,
    ):
        page = await open_teams(chromium, teams, size=Size.PHONE)
        await expect(page.locator(CARD).last).to_be_visible()
        await page.set_viewport_size({"width": 360, "height": 2400})
        who, taken = f"{TENANT}/{teams.user.aad_object_id}", []
        for stand, line in lines:
            await database.write(_be, "teams", who, teams.user.name, language, stand)
            there = await page.locator(CARD).count()
            await teams.say(line)
            await expect(page.locator(CARD)).to_have_count(there + 1)
            taken.append(await page.locator(CARD).last.screenshot(scale="css", animations="disabled"))
        return taken


async def in_matrix(
    chromium: Chromium, database: Database, folder: Path, language: str, lines: Sequence[Line]
) -> list[bytes]:
    """What each line says on a real homeserver, as a client draws it that shows HTML."""
    taken = []
    with Synapse() as server:
        account = server.register("plek", display_name="PLeK")
        async with (
            running(cafe_on(database, settings_for(server, account, folder))),
            member(server, "adviseur-water", folder) as who,
        ):
            chat = await who.chat_with(account.user_id)
            for stand, line in lines:
                await database.write(_be, "matrix", who.id, "Adviseur Water", language, stand)
                content = (await who.ask(chat, line)).source["content"]
                told = content.get("formatted_body") or html.escape(content["body"]).replace("\n", "<br>")
                taken.append(await _drawn(chromium, f'<main class="said">{_KEYCAP.sub(_KEY, told)}</main>', WIDE))
    return taken


def _be(tx: Tx, platform: str, native_id: str, name: str, language: str, stand: Stand) -> None:
    """Let them be that in the Café: they rise, and never fall."""
    known = people.meet(tx, platform, native_id, name, language, utc_now())
    people.set_language(tx, known.id, language)
    if stand >= Stand.member and not known.signed_up_at:
        people.sign_up(tx, known.id, people.profile_of(known), (), utc_now())
    for role, least in ((Role.coordinator, Stand.coordinator), (Role.admin, Stand.administrator)):
        if stand >= least:
            roles.grant(tx, known.id, Grant(role), None, utc_now())


STYLE = f"""
body {{ margin: 0; font: 15px/1.4 "DejaVu Sans", sans-serif; background: #fff; color: #17191c; }}
.said {{ padding: 12px; border-radius: 8px; background: #f3f8fd; margin: 8px; overflow-wrap: anywhere; }}
.said p {{ margin: .4em 0; }} .said ul {{ padding-inline-start: 1.2em; margin: .4em 0; }}
.sheet {{
  display: grid; grid-template-columns: repeat({COLUMNS}, {WIDE}px); gap: 16px; padding: 16px; background: #e4e8ec;
}}
kbd {{ border: 1px solid #8894a0; border-radius: 4px; padding: 0 4px; font: inherit; }}
figure {{ margin: 0; }} figcaption {{ font-size: 13px; font-weight: 700; padding-block-end: 6px; }}
figure div {{
  block-size: {HIGH}px; overflow: hidden; background: #fff; border-radius: 8px; border: 1px solid #aab4be;
}}
figure img {{ display: block; max-inline-size: 100%; }}
"""


async def _drawn(chromium: Chromium, inside: str, wide: int) -> bytes:
    page = await _opened(chromium, inside)
    await page.set_viewport_size({"width": wide, "height": 200})
    shown = await page.locator("main").screenshot(scale="css", animations="disabled")
    await page.context.close()
    return shown


async def _opened(chromium: Chromium, inside: str) -> Page:
    page = await chromium.open("about:blank")
    await page.set_content(f"<style>{STYLE}</style>{inside}")
    return page


async def sheets(chromium: Chromium, name: str, lines: Sequence[str], shots: Sequence[bytes]) -> None:
    """Put eight side by side in a picture, each below the line that shows it."""
    for number, start in zip(count(1), range(0, len(lines), A_SHEET)):
        figures = "".join(
            f"<figure><figcaption>{html.escape(line)}</figcaption>"
            f'<div><img src="data:image/png;base64,{b64encode(shot).decode()}"></div></figure>'
            for line, shot in zip(lines[start : start + A_SHEET], shots[start : start + A_SHEET], strict=True)
        )
        page = await _opened(chromium, f'<main class="sheet">{figures}</main>')
        await page.set_viewport_size({"width": COLUMNS * (WIDE + 16) + 16, "height": 800})
        path = FOLDER / (f"{name}-{number}.png" if len(lines) > A_SHEET else f"{name}.png")
        await page.locator("main").screenshot(path=path, scale="css", animations="disabled")
        await page.context.close()
        await _smaller(path)


async def _smaller(path: Path) -> None:
    """With few colours it is a quarter as large; Pillow comes with the homeserver."""
    smaller = await asyncio.create_subprocess_exec(PYTHON, "-c", _FEW_COLOURS, path)
    await smaller.wait()
    sys.stdout.write(f"{path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or ("teams", "matrix", "web")))
