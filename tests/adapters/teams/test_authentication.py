"""A token that comes again is not proved again, and is valid no longer than the first time."""

from collections.abc import AsyncIterator
from time import time

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from adapters.teams.authentication import LEEWAY, PROVEN, Authentication, NotAuthentic
from adapters.teams.keys import AT_MOST_EVERY, FRESH, Keys
from adapters.teams.settings import TeamsSettings
from tests.adapters.teams.activities import APP, SERVICE, TENANT
from tests.servers.issuer import Issuer, SigningKey


class Moments:
    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    async with Issuer() as running:
        yield running


@pytest.fixture
def clock() -> Moments:
    return Moments(time())


@pytest.fixture
async def authentication(issuer: Issuer, clock: Moments) -> AsyncIterator[Authentication]:
    settings = TeamsSettings(
        app_id=APP, tenant=TENANT, secret=SecretStr("niet raden"), openid_url=issuer.openid_url, login_url=issuer.url
    )
    async with ClientSession() as http:
        yield Authentication(settings, Keys(issuer.openid_url, http, clock), clock)


async def test_a_token_that_comes_again_says_the_same(authentication: Authentication, issuer: Issuer) -> None:
    header = f"Bearer {issuer.token(APP, SERVICE)}"
    first = await authentication.claims(header)
    assert first["serviceurl"] == SERVICE
    assert await authentication.claims(header) == first


async def test_a_token_that_was_valid_expires(authentication: Authentication, issuer: Issuer, clock: Moments) -> None:
    header = f"Bearer {issuer.token(APP, SERVICE, exp=int(clock.now) + 600)}"
    assert await authentication.claims(header)
    clock.now += 600 + LEEWAY
    with pytest.raises(NotAuthentic):
        await authentication.claims(header)


async def test_a_token_goes_with_the_key_that_it_was_signed_with(
    authentication: Authentication, issuer: Issuer, clock: Moments
) -> None:
    header = f"Bearer {issuer.token(APP, SERVICE, exp=int(clock.now + FRESH) + 3600)}"
    assert await authentication.claims(header)
    issuer.keys = [SigningKey("second")]
    clock.now += AT_MOST_EVERY
    assert await authentication.claims(f"Bearer {issuer.token(APP, SERVICE)}")
    with pytest.raises(NotAuthentic):
        await authentication.claims(header)


async def test_another_key_of_the_same_name_proves_nothing(
    authentication: Authentication, issuer: Issuer, clock: Moments
) -> None:
    header = f"Bearer {issuer.token(APP, SERVICE, exp=int(clock.now + FRESH) + 3600)}"
    assert await authentication.claims(header)
    issuer.keys = [SigningKey("first")]
    clock.now += FRESH + 1
    with pytest.raises(NotAuthentic):
        await authentication.claims(header)


async def test_many_tokens_are_let_in(authentication: Authentication, issuer: Issuer) -> None:
    headers = [f"Bearer {issuer.token(APP, SERVICE, jti=str(number))}" for number in range(PROVEN + 1)]
    for header in (*headers, headers[0]):
        assert await authentication.claims(header)


async def test_a_token_that_was_changed_is_refused(authentication: Authentication, issuer: Issuer) -> None:
    token = issuer.token(APP, SERVICE)
    assert await authentication.claims(f"Bearer {token}")
    head, said, signed = token.split(".")
    other = issuer.token(APP, "https://teams.test/amer/").split(".")[1]
    assert other != said
    with pytest.raises(NotAuthentic):
        await authentication.claims(f"Bearer {head}.{other}.{signed}")
