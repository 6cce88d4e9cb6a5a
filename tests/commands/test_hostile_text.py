"""No text stops the Café, becomes markup, or reaches anyone it should not."""

import asyncio
import html
import re
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.matrix.render import render as matrix_render
from adapters.teams.render import render, render_card
from adapters.terminal.render import render as terminal_render
from bot.chat.reply import Quote, Text, codec, say, spans
from bot.chat.spans import Link, Mention
from storage.database.database import Database
from storage.vocabulary import Role
from tests import FUZZ
from tests.adapters.teams.test_cards import everything
from tests.cafe import ALL, Door, Person, Said
from tests.conftest import make_tables
from tests.small_map import draw

HOSTILE = {
    "markdown": "**vet** [klik](javascript:alert(1)) `code` # kop > citaat | tabel |",
    "html": "<b>vet</b><script>alert(1)</script><at>iedereen</at>&nbsp;<img src=x onerror=alert(1)>",
    "long": "lang " * 1900,
    "right to left": "\u202eegasseb\u202c שלום مرحبا بكم",
    "null": "nul\0teken en \ud83d half",
    "emoji": "🎉👩‍👩‍👧‍👦🇳🇱 e\u0301",
    "lines": "een\ntwee\r\ndrie\u2028vier\tvijf",
    "template": "{name} %s {0} ${HOME} {{x}} $$",
    "sql": "'; DROP TABLE members; -- \\ \" % _",
    "mention": "@iedereen @room <@U123> /me !help",
    "digits": "9" * 500,
    "words": " ".join(f"w{number}" for number in range(60)),
}
TAGS = re.compile("<(?:script|at)")
"""What would do something, were it not escaped."""
SORRY = "Sorry"
FAR_PAGE = "netwerken p99999999999999999999"
CALLS = sorted({phrases[0] for each in ALL.all for phrases in each.phrases.values()})

LINES = st.one_of(
    st.text(max_size=80),
    st.builds("{} {}".format, st.sampled_from(CALLS), st.text(max_size=60)),
    st.sampled_from(["1", "2", "ja", "nee", "stop", "terug", "overslaan", "verder", "hulp", FAR_PAGE]),
)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text_in_a_profile_is_shown_as_it_was_typed(door: Door, text: str) -> None:
    anna = await door.member("Aanjager Bodem")
    said = await anna.says(f"mijn kennis {text}")
    assert not said.tells(SORRY)
    profile = await anna.says("profiel")
    assert not any(isinstance(span, Link | Mention) for span in _spans(profile))
    seeker = await door.member("Hydroloog")
    found = await seeker.says("wie weet iets over bodem")
    assert not found.tells(SORRY)
    assert not any(isinstance(span, Mention) for span in _spans(found))


async def test_what_nobody_knew_is_shown_as_it_was_typed_on_every_platform(door: Door) -> None:
    need = "kwantum<script>alert(1)</script> **zwaarte** [x](https://evil.example) <at>all</at> zwaarte\x1b[31mkracht"
    shown = need.replace("\x1b", "")
    await (await door.member("Hydroloog")).says(f"wie weet {need}")
    kernteam = await door.coordinator("Kernteam")
    counted = str((await kernteam.says("te doen")).reply)
    assert "kwantum" not in counted, "what is to do counts them only"
    reply = (await kernteam.says("wat niemand weet")).reply
    assert need.replace("\x1b", "\N{REPLACEMENT CHARACTER}") in terminal_render(reply).plain, "and steers no terminal"
    (content,) = matrix_render(reply)
    assert shown in content["body"]
    assert shown in html.unescape(content["formatted_body"])
    assert not TAGS.search(content["formatted_body"])
    parts = [part for part in everything(render_card(reply)) if "kwantum" in str(part.get("text"))]
    assert {part["type"] for part in parts} == {"TextRun"}, "which reads no markup"
    assert any(need in part["text"] for part in parts)
    told = render(say(need))["text"]
    assert shown in html.unescape(told)
    assert not TAGS.search(told)


@pytest.mark.parametrize("number", range(len(HOSTILE)), ids=HOSTILE)
async def test_no_command_breaks_on_hostile_text(number: int, everyone: Person) -> None:
    """Each command gets one of the texts, each text a share of the commands."""
    text = list(HOSTILE.values())[number]
    for call in CALLS[number :: len(HOSTILE)]:
        said = await everyone.says(f"{call} {text}")
        assert said, call
        assert not said.tells(SORRY), call


@pytest.fixture
async def everyone(sqlite_drawn: Path, tmp_path: Path) -> AsyncIterator[Person]:
    """Someone who may do everything."""
    database = Database(f"sqlite:///{shutil.copy(sqlite_drawn, tmp_path / 'hostile.db')}")
    async with Door(database) as door:
        yield await door.coordinator("Beheerder", role=Role.admin)
    database.close()


class TestAnything:
    """Whatever is typed, by whoever, in whatever order: an answer, and never an apology."""

    @pytest.fixture(scope="class")
    def loop(self) -> Iterator[asyncio.AbstractEventLoop]:
        running = asyncio.new_event_loop()
        yield running
        running.close()

    @settings(max_examples=25 * FUZZ, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(lines=st.lists(LINES, min_size=1, max_size=4))
    def test_anything_is_answered(self, loop: asyncio.AbstractEventLoop, cafe: Door, lines: list[str]) -> None:
        async def talk() -> list[tuple[str, Said]]:
            anna = cafe.person("Iemand")
            return [(line, await anna.says(line)) for line in [*lines, "stop"]]

        for line, said in loop.run_until_complete(talk()):
            assert said, line
            assert not said.tells(SORRY), line
            assert codec.load(codec.dump(said.reply)) == said.reply

    @pytest.fixture(scope="class")
    def cafe(self, loop: asyncio.AbstractEventLoop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
        url = f"sqlite:///{tmp_path_factory.mktemp('anything') / 'plek.db'}"
        make_tables(url)
        database = Database(url)
        door = Door(database)

        async def begin() -> None:
            await database.write(draw)
            await door.__aenter__()
            await door.coordinator("Iemand", role=Role.admin)

        loop.run_until_complete(begin())
        yield door
        loop.run_until_complete(door.__aexit__(None, None, None))
        database.close()


def _spans(said: Said) -> list[object]:
    return [span for block in said.reply.blocks if isinstance(block, Text | Quote) for span in spans(block.words)]
