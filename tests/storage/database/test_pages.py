"""A page of a long list: what is on it, how many are told of, and that it says the same however it is read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, select, update

from bot.chat.texts import Language, _n
from storage.database import pages
from storage.database.database import Database
from storage.database.pages import (
    AtLeast,
    Narrow,
    about,
    about_all,
    add,
    among,
    collected,
    met,
    named_alone,
    narrowed,
    page,
)
from storage.tables import network_themes, networks, themes
from storage.vocabulary import Level, NetworkKind, NetworkStatus

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
ORDERED = select(networks.c.id).order_by(networks.c.id.desc())


def _networks(tx: Connection, n: int) -> None:
    """So many networks: every third about the first of two themes, every fifth about the second."""
    same = {"kind": NetworkKind.kennisnetwerk, "level": Level.regionaal, "status": NetworkStatus.listed}
    rows = [{"id": each, "name": f"N{each}", "folded": f"n{each}", **same} for each in range(1, n + 1)]
    tx.execute(insert(networks), [{**row, "created_at": NOW, "changed_at": NOW} for row in rows])
    tx.execute(insert(themes), [{"id": each, "name": f"Thema {each}"} for each in (1, 2)])
    linked = [(each, theme) for each in range(1, n + 1) for theme, step in ((1, 3), (2, 5)) if each % step == 0]
    tx.execute(insert(network_themes), [{"network_id": each, "theme_id": theme} for each, theme in linked])


async def test_every_page_of_a_long_list_is_reached_and_the_last_is_counted(database: Database) -> None:
    await database.write(_networks, 230)
    seen: list[int] = []
    for offset in range(0, 240, 6):
        ids, total = await database.read(page, ORDERED, limit=6, offset=offset)
        seen += ids
        assert (total > offset + 6) is (offset + 6 < 230), "there is a next page"
        assert isinstance(total, AtLeast) is (total < 230)
    assert seen == list(range(230, 0, -1))
    assert total == 230


async def test_what_is_not_counted_is_said_to_go_on(database: Database) -> None:
    await database.write(_networks, 101)
    _ids, total = await database.read(page, ORDERED, limit=6)
    told = [_n("{n} network", "{n} networks", total), _n("{n} more", "{n} more", total - 6)]
    assert [Language("en").text(each) for each in told] == ["100+ networks", "94+ more"]
    assert (f"{total}", str(add(total, 3)), add(2, 3)) == ("100+", "103+", 5)


async def test_few_and_many_links_are_looked_up_otherwise_and_say_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.write(_networks, 60)

    def found(tx: Connection) -> list[int]:
        which = [about(tx, network_themes, {each}) for each in (1, 2)]
        return page(tx, ORDERED.where(*which), limit=10)[0]

    def together(tx: Connection) -> list[int]:
        return page(tx, ORDERED.where(*about_all(tx, *((network_themes, {each}) for each in (1, 2)))), limit=10)[0]

    def one_of_two(tx: Connection) -> list[int]:
        return page(tx, ORDERED.where(*about_all(tx, (network_themes, None), (network_themes, {2}))), limit=10)[0]

    for many in (100, 15, 5):  # none of the two is many, one, both
        monkeypatch.setattr(pages, "MANY", many)
        assert await database.read(found) == await database.read(together) == [60, 45, 30, 15]
        assert (await database.read(one_of_two))[:2] == [60, 55]
    assert (
        await database.read(lambda tx: tx.execute(select(networks.c.id).where(about(tx, network_themes, ()))).all())
        == []
    )


async def test_thousands_of_ids_are_read_and_asked_for_at_once(database: Database) -> None:
    await database.write(_networks, 60)
    every = select(networks.c.id)
    assert await database.read(collected, every, 60) == set(range(1, 61))
    assert await database.read(collected, every, 59) is None
    assert await database.read(collected, every.where(networks.c.id > 60), 60) == set()

    def these(tx: Connection, ids: set[int]) -> list[int]:
        return list(tx.execute(ORDERED.where(among(tx, networks.c.id, ids))).scalars())

    assert await database.read(these, {*range(50, 9_000)}) == list(range(60, 49, -1))
    assert await database.read(these, set[int]()) == []


async def test_a_state_that_many_have_is_looked_at_in_order_and_says_the_same(database: Database) -> None:
    await database.write(_networks, 230)
    states = [NetworkStatus.listed, NetworkStatus.archived]

    def found(tx: Connection) -> tuple[list[int], list[int], str]:
        in_order = ORDERED.where(met(tx, networks.c.status).in_(states))
        first, _total = page(tx, in_order, limit=6, offset=6)
        same, _same = page(tx, ORDERED.where(networks.c.status.in_(states)), limit=6, offset=6)
        plan = ""
        if tx.dialect.name == "sqlite":
            told = in_order.compile(tx.engine, compile_kwargs={"literal_binds": True})
            plan = " ".join(str(row[3]) for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}"))
        return first, same, plan

    first, same, plan = await database.read(found)
    assert first == same == list(range(224, 218, -1))
    assert "ORDER BY" not in plan, "nothing is sorted"


async def test_a_period_of_few_and_of_many_things_is_read_otherwise_and_says_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def some(tx: Connection) -> None:
        _networks(tx, 60)
        for each in range(1, 61):
            tx.execute(update(networks).where(networks.c.id == each).values(changed_at=NOW + timedelta(days=each)))

    await database.write(some)
    during = Narrow(frozenset(range(5, 61, 5)), NOW + timedelta(days=20), NOW + timedelta(days=50))

    def found(tx: Connection, to: Narrow, *, by_moment: bool = False) -> list[int]:
        which = narrowed(tx, to, networks.c.id, networks.c.changed_at, by_moment=by_moment)
        return page(tx, ORDERED.where(*which), limit=100)[0]

    assert await database.read(found, during) == [45, 40, 35, 30, 25, 20]
    assert (await database.read(named_alone, during, networks.c.id, networks.c.changed_at)).few
    assert await database.read(found, during, by_moment=True) == [45, 40, 35, 30, 25, 20]
    assert await database.read(found, replace(during, ids=None)) == list(range(49, 19, -1))
    assert await database.read(found, replace(during, since=NOW + timedelta(days=70), until=None)) == []
    assert await database.read(found, Narrow()) == list(range(60, 0, -1))
    monkeypatch.setattr(pages, "MANY", 3)
    assert await database.read(found, during) == [45, 40, 35, 30, 25, 20]
    assert await database.read(named_alone, during, networks.c.id, networks.c.changed_at) == during
