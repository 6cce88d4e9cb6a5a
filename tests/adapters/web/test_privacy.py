"""Nothing is on the web that nobody put there: a secret stands in every field, and every address is read."""

import re
from pathlib import Path

from sqlalchemy import Connection, String, Text, select, update
from sqlalchemy.types import TypeEngine

from bot.exchange import exporting
from storage.tables.base import metadata
from storage.vocabulary import Place
from tests.adapters.web import test_calendar as meetings
from tests.adapters.web.conftest import Look
from tests.adapters.web.crawling import crawl
from tests.adapters.web.stage import fill
from tests.cafe import ALL, START, Door

ON_WEB = frozenset(
    {
        *("networks.name", "networks.aim", "networks.how_to_join", "networks.website", "organisations.name"),
        *("questions.text", "questions.outcome_text", "answers.text"),
        *("agenda_items.text", "agenda_items.list_name"),
        *("signals.text", "signals.decided", "signals.reason", "signals.action"),
        *("lessons.text", "lessons.place", "lessons.next_time"),
        *("news.text", "news.link"),
        *("methods.title", "methods.purpose", "methods.how"),
        *("sources.title", "sources.owner", "sources.text", "sources.rhythm", "sources.link"),
        *("tasks.title", "tasks.list_name", "programmes.sort", "programmes.lead", "hub_functions.by_whom"),
        # Of who is turned to first, and let everyone on the website find them.
        "members.name",
        *("meetings.title", "meetings.purpose", "meetings.report", "meetings.uid"),
        *("words.title", "words.better", "word_meanings.text", "word_names.name"),
        *("regions.name", "themes.name"),
    }
)
"""The columns of which the web may show rows: those that somebody put there. A new one is added here on purpose."""

_OF = "networks|questions|agenda_items|signals|lessons|words|news|methods|sources|tasks|programmes|hubs|hub_functions"
OFF_WEB = re.compile(rf"(?:{_OF})\.\w+#2\b|answers\.\w+#[234]\b|members\.\w+#[13]\b|meetings\.\w+#4\b")
"""Rows that nobody put there."""


def is_free(kind: TypeEngine[object]) -> bool:
    return isinstance(kind, Text) or (isinstance(kind, String) and (kind.length or 999) > 40)


def plant(tx: Connection) -> None:
    """Write in every field of every row which field and row that is."""
    for table in metadata.sorted_tables:
        key = next(iter(table.primary_key.columns))
        closed = {each.name for each in table.constraints if each.name}
        for row in tx.execute(select(*table.primary_key.columns)).all():
            values = {
                column.name: f"https://x.nl/secret-{table.name}.{column.name}#{row[0]}"
                if column.name in ("website", "link")
                else f"secret-{table.name}.{column.name}#{row[0]}"
                for column in table.columns
                if is_free(column.type)
                and not column.primary_key
                and not column.foreign_keys
                and column.name not in closed
                and column.name not in ("key", "folded", "state", "kind", "zone")
            }
            if values:
                where = [each == row[index] for index, each in enumerate(table.primary_key.columns)]
                tx.execute(update(table).where(*where).values(values))
        assert key is not None


def exported(door: Door, folder: Path) -> str:
    """All that `plek export --place web` writes."""
    exporting.write(door.database, ALL.topics, folder, Place.web, START)
    return "".join(file.read_text() for file in folder.glob("*.csv"))


async def test_a_secret_in_every_field_that_nobody_put_on_the_web_is_nowhere(door: Door, look: Look) -> None:
    await fill(door)
    await meetings.fill(door)
    await door.database.write(plant)
    seen: set[str] = set()
    visited = 0
    async for path, answer in crawl(look):
        visited += 1
        assert answer.status < 500, path
        told = answer.text + str(dict(answer.headers))
        found = {f"{column}#{row}" for column, row in re.findall(r"secret-([\w.]+)#(\d+)", told)}
        assert not {each for each in found if OFF_WEB.fullmatch(each)}, path
        seen |= {each.partition("#")[0] for each in found}
        assert "maker" not in told.lower(), path
    assert visited > 40
    assert seen <= ON_WEB, f"on the web by nobody's act: {sorted(seen - ON_WEB)}"
    # A test that planted nothing would find nothing.
    assert {"networks.name", "questions.text", "answers.text", "lessons.text", "signals.reason", "words.title"} <= seen
    assert {"news.text", "methods.title", "sources.title", "tasks.title", "programmes.lead", "members.name"} <= seen
    assert {"meetings.title", "meetings.purpose", "meetings.uid"} <= seen


async def test_lists_for_the_web_hold_no_more_than_its_pages(door: Door, tmp_path: Path) -> None:
    await fill(door)
    await meetings.fill(door)
    await door.database.write(plant)
    told = exported(door, tmp_path)
    found = {f"{column}#{row}" for column, row in re.findall(r"secret-([\w.]+)#(\d+)", told)}
    assert not {each for each in found if OFF_WEB.fullmatch(each)}
    assert {each.partition("#")[0] for each in found} <= ON_WEB
    there = {"questions.text#1", "answers.text#1", "lessons.text#1", "signals.text#1", "agenda_items.text#1"}
    assert there | {"networks.name#1", "words.title#1", "tasks.title#1", "meetings.title#1"} <= found


async def test_what_is_looked_for_tells_nothing_of_what_is_not_there(door: Door, look: Look) -> None:
    await fill(door)
    await door.database.write(plant)
    for kind in ("vragen", "lessen", "agendapunten", "besluiten", "netwerken", "begrippen"):
        for column in ("context", "goal", "outcome_text", "cost", "sent_back_because", "known_how", "raised_by"):
            answer = await look.at(f"/{kind}?zoek={column}")
            assert "0 gevonden" in answer.text, (kind, column)


async def test_addresses_of_what_is_not_on_the_web_are_as_if_it_never_was(door: Door, look: Look) -> None:
    await fill(door)
    paths = (
        *("netwerken/N", "vragen/K", "agendapunten/G", "besluiten/S", "lessen/L", "begrippen/W"),
        *("nieuws/U", "werkvormen/F", "bronnen/D", "taken/T", "programmas/N", "hubs/N"),
    )
    for path in paths:
        there, hidden, never = [await look.at(f"/{path}-{number}") for number in (1, 2, 999)]
        assert there.status == 200, path
        assert (hidden.status, hidden.text) == (never.status, never.text) == (404, hidden.text), path
