"""Sends plain requests to a homeserver, and tells what its refusals mean to us."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeAlias

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.chat.adapter import RetryLater, Undeliverable

Json: TypeAlias = dict[str, Any]

CLIENT = "/_matrix/client/v3"
REQUEST = timedelta(seconds=30)
"""How long the homeserver may take to answer. What it does for federation can take half of that."""


class Refusal(Undeliverable):
    """The homeserver said no, and will say so again."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(f"{code}: {why}")
        self.code = code


class TokenRefused(RetryLater):
    """The homeserver no longer accepts our login. Run `plek matrix login`."""


class Limited(RetryLater):
    """The homeserver says that we are too fast."""


async def call(
    homeserver: str, method: str, path: str, body: Mapping[str, Any] | None = None, *, token: str | None = None
) -> Json:
    """Make one request of its own, for what is done before there is a connection. Raises as `trouble` says."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        async with (
            ClientSession(timeout=ClientTimeout(REQUEST.total_seconds())) as session,
            session.request(method, homeserver + path, json=body, headers=headers) as response,
        ):
            status, text = response.status, await response.text()
    except (ClientError, TimeoutError, OSError) as problem:
        raise unreachable(problem) from problem
    answer = object_of(text)
    if status < 300:
        return answer
    raise trouble(status, answer, response.headers.get("Retry-After"))


def object_of(text: str) -> Json:
    """Tell what a homeserver, or a proxy before it, answered."""
    try:
        answer = json.loads(text)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def unreachable(problem: BaseException) -> RetryLater:
    return RetryLater(f"Unreachable: {problem or type(problem).__name__}")


def trouble(status: int, answer: Json, retry_after: str | None) -> RetryLater | Undeliverable:
    """Tell what an answer means that is not a success: `TokenRefused`, `Limited`, `RetryLater` or `Refusal`."""
    code, why = str(answer.get("errcode") or ""), str(answer.get("error") or f"HTTP {status}")
    if code in ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED"):
        return TokenRefused(f"{code}: {why}")
    if status == 429 or code == "M_LIMIT_EXCEEDED":
        return Limited(f"The homeserver's rate limit: {why}", _hint(answer.get("retry_after_ms"), retry_after))
    if status >= 500 or not code:
        return RetryLater(f"HTTP {status}: {why}")
    return Refusal(code, why)


def _hint(milliseconds: object, seconds: str | None) -> timedelta | None:
    if isinstance(milliseconds, int) and milliseconds > 0:
        return timedelta(milliseconds=milliseconds)
    return timedelta(seconds=int(seconds)) if seconds and seconds.isdecimal() else None
