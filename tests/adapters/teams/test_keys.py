"""The issuer's keys: a rotation heals in seconds, an outage of the issuer changes nothing."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from adapters.teams.keys import AT_MOST_EVERY, FRESH, Keys
from tests.servers.issuer import Issuer, SigningKey


class Moments:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Moments:
    return Moments()


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    async with Issuer() as running:
        yield running


@pytest.fixture
async def keys(issuer: Issuer, clock: Moments) -> AsyncIterator[Keys]:
    async with ClientSession() as http:
        yield Keys(issuer.openid_url, http, clock)


async def test_a_known_key_is_fetched_once(keys: Keys, issuer: Issuer) -> None:
    assert await keys.get("first")
    assert await keys.get("first")
    assert issuer.fetched == 1


async def test_a_rotation_heals_in_seconds(keys: Keys, issuer: Issuer, clock: Moments) -> None:
    assert await keys.get("first")
    issuer.keys = [SigningKey("second")]
    clock.now += AT_MOST_EVERY
    assert await keys.get("second")
    assert await keys.get("first") is None


async def test_invented_ids_are_looked_up_at_a_bounded_rate(keys: Keys, issuer: Issuer, clock: Moments) -> None:
    assert await keys.get("first")
    for number in range(100):
        clock.now += AT_MOST_EVERY / 10
        assert await keys.get(f"invented-{number}") is None
    assert issuer.fetched <= 1 + 10


async def test_keys_are_fetched_again_after_a_day(keys: Keys, issuer: Issuer, clock: Moments) -> None:
    assert await keys.get("first")
    clock.now += FRESH + 1
    assert await keys.get("first")
    assert issuer.fetched == 2


async def test_an_outage_of_the_issuer_keeps_the_keys_that_are_known(
    keys: Keys, issuer: Issuer, clock: Moments
) -> None:
    assert await keys.get("first")
    await issuer.__aexit__(None, None, None)
    clock.now += FRESH + 1
    assert await keys.get("first")
    assert await keys.get("second") is None
