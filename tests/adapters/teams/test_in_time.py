"""Teams waits five seconds: what takes longer is said to, in the form of what was asked, and is done all the same."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.adapters.teams.activities import Json, pressed, query
from tests.adapters.teams.conftest import Office
from tests.adapters.teams.test_invokes import SIGN_UP, text_of

LATER = "Dit duurt iets langer. Kijk zo nog eens."


@pytest.fixture
def database_url(example_url: str) -> str:
    return example_url


@contextmanager
def held(url: str, table: str) -> Iterator[None]:
    """Somebody else has the database's write lock; on PostgreSQL nobody can read or write that table either."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(str(make_url(url).database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    engine = create_engine(url)
    with engine.begin() as other_:
        other_.execute(text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
        yield
    engine.dispose()


def said(answer: Json) -> Json:
    told: Json = answer["composeExtension"]
    return told


@pytest.mark.parametrize("table", ["inbox", "networks"], ids=lambda table: f"{table} held")
async def test_a_search_that_waits_for_the_database_is_answered_before_it_gets_it(
    office: Office, database_url: str, table: str
) -> None:
    with held(database_url, table):
        told = said(await office.invoke(query("netwerken", "flevoland", id="f:held")))
        assert told == {"type": "message", "text": LATER}
    await office.cafe.settled()
    again = said(await office.invoke(query("netwerken", "flevoland", id="f:free")))
    assert (again["type"], bool(again["attachments"])) == ("result", True)


async def test_it_is_said_in_the_language_of_who_asked(office: Office, database_url: str) -> None:
    with held(database_url, "inbox"):
        english = [{"type": "clientInfo", "locale": "en-GB"}]
        told = said(await office.invoke(query("netwerken", "flevoland", locale="en-GB", entities=english)))
    assert told["text"] == "This takes a little longer. Look again in a moment."


async def test_a_button_that_waits_for_the_database_says_so_and_is_done_all_the_same(
    office: Office, database_url: str
) -> None:
    await office.invoke(pressed(SIGN_UP, id="f:sign-up"))
    follow = {"line": "volg K-1", "subject": "K-1"}
    with held(database_url, "inbox"):
        answer = await office.invoke(pressed(follow, id="f:held"))
        assert answer == {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": LATER}
    same = await office.invoke(pressed(follow, id="f:held"))
    assert "Je volgt K-1" in text_of(same), "Teams may ask again, and is then told what came of it"
    assert "al" in text_of(await office.invoke(pressed(follow, id="f:again")))
