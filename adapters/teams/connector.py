"""Wraps the SDK's connector client, one per service URL, and tells its failures in our words."""

import json
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import quote

import structlog
from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, ServerDisconnectedError
from botbuilder.schema import ConversationParameters
from botframework.connector import AsyncBfPipeline
from botframework.connector.aio import ConnectorClient
from botframework.connector.bot_framework_sdk_client_async import BotFrameworkConnectorConfiguration
from botframework.connector.models import ErrorResponseException
from msrest.pipeline import Request, Response, SansIOHTTPPolicy
from msrest.pipeline.aiohttp import AsyncHTTPSender  # type: ignore[attr-defined]  # where the SDK takes it from
from msrest.universal_http.async_abc import AsyncClientResponse

from adapters.teams.credentials import Tokens
from bot.chat.adapter import RetryLater, Undeliverable

T = TypeVar("T")

log = structlog.get_logger()

Json = dict[str, Any]
"""An activity to send. Any: JSON."""

SOON = ClientTimeout(total=3)
"""Seconds for what only makes an answer better."""

NO_HINT = timedelta(seconds=5)
"""To wait after a 429 that does not say how long."""


class Connectors:
    """Sends to Teams: nothing is built anew for a message, and the event loop never waits for a socket."""

    def __init__(self, http: ClientSession, tokens: Tokens | None) -> None:
        self._http = http
        self._tokens = tokens
        self._clients: dict[str, Any] = {}  # Any: the SDK has no types

    async def send(self, service: str, conversation: str, activity: Json) -> str | None:
        operations = self._of(service)
        sent = await self._said(operations.send_to_conversation(conversation, activity), repeats=True)
        return str(sent.id) if sent and sent.id else None

    async def update(self, service: str, conversation: str, number: str, activity: Json) -> None:
        await self._said(self._of(service).update_activity(conversation, number, activity), repeats=False)

    async def delete(self, service: str, conversation: str, number: str) -> None:
        await self._said(self._of(service).delete_activity(conversation, number), repeats=False)

    async def create(self, service: str, parameters: ConversationParameters) -> tuple[str, str | None]:
        """Return a new conversation, or thread in a channel: its id and that of its first message.

        A personal chat that exists already is given again, so that trying twice does no harm unless it says something.
        """
        repeats = parameters.activity is not None
        made = await self._said(self._of(service).create_conversation(parameters), repeats=repeats)
        return str(made.id), made.activity_id

    async def channels(self, service: str, team: str) -> dict[str, tuple[str, bool]]:
        """Return what the channels of a team are called, and whether each is for some only. Nothing if it fails."""
        headers = {"Authorization": f"Bearer {await self._tokens.token()}"} if self._tokens else {}
        address = f"{service.rstrip('/')}/v3/teams/{quote(team, safe='')}/conversations"
        try:
            async with self._http.get(address, headers=headers, timeout=SOON, allow_redirects=False) as answer:
                told = await answer.json(content_type=None) if answer.status == 200 else {}
        except (ClientError, TimeoutError, OSError, ValueError) as failure:
            log.info("channels not told", why=repr(failure))
            return {}
        listed = told.get("conversations") if isinstance(told, dict) else None
        return {
            str(each["id"]): (str(each.get("name") or ""), each.get("type") in ("private", "shared"))
            for each in (listed if isinstance(listed, list) else [])
            if isinstance(each, dict) and each.get("id")
        }

    def _of(self, service: str) -> Any:  # Any: the SDK has no types
        if service not in self._clients:
            config = BotFrameworkConnectorConfiguration(
                SansIOHTTPPolicy(),
                service.rstrip("/"),
                pipeline_type=AsyncBfPipeline,
                sender=_Sender(self._http, self._tokens),
            )
            operations = ConnectorClient(None, custom_configuration=config).conversations
            # What we send is JSON already. The SDK would check and copy it value by value, drop what it does not know
            # (whom a mention is of), and take as long as all the rest of sending.
            serialize = operations._serialize  # noqa: SLF001  # the SDK offers no other place to leave it out
            models = serialize.body
            serialize.body = lambda data, kind: data if isinstance(data, dict) else models(data, kind)
            self._clients[service] = operations
        return self._clients[service]

    async def _said(self, call: Awaitable[T], *, repeats: bool) -> T:
        """`repeats`: done twice it would be seen twice, so that an unclear failure is not repeated blindly."""
        try:
            return await call
        except ErrorResponseException as failure:
            raise self._meant(failure, repeats=repeats) from failure
        except ClientConnectorError as failure:
            raise RetryLater(f"no connection: {failure}") from failure  # it never left
        except (ServerDisconnectedError, ClientError, TimeoutError, OSError) as failure:
            raise RetryLater(f"connection lost: {failure!r}", ambiguous=repeats) from failure

    def _meant(self, failure: ErrorResponseException, *, repeats: bool) -> Exception:
        status, why = failure.response.status, _why(failure)
        match status:
            case 429:
                return RetryLater(why, _hint(failure))
            case 401:
                if self._tokens:
                    self._tokens.forget()
                return RetryLater(why)
            case 408 | 412:
                return RetryLater(why)
            case 501:
                return Undeliverable(why)  # what it cannot do at all keeps nothing waiting behind it
            case _ if status >= 500:
                return RetryLater(
                    why, _hint(failure) if "Retry-After" in failure.response.headers else None, ambiguous=repeats
                )
            case 403:
                return Blocked(why)
            case _:
                return Undeliverable(why)


class Blocked(Undeliverable):
    """The bot was taken out of that place, or the person blocked it: nothing more can be sent there."""


class _Sender(AsyncHTTPSender[Any, Any]):  # Any: as the SDK has it
    """Adds the token and sends. The SDK's own sends on a thread each, with a new session; this keeps its connections.

    The token is added here and not by a policy: the client builds a second pipeline of the same policies, and a policy
    would go on to the sender of that one.
    """

    def __init__(self, http: ClientSession, tokens: Tokens | None) -> None:
        self._http = http
        self._tokens = tokens

    async def __aexit__(self, *_: object) -> None:
        """The session is the adapter's."""

    async def send(self, request: Request[Any], **_: Any) -> Response[Any, Any]:  # Any: as the SDK has it
        asked = request.http_request
        if self._tokens:
            asked.headers["Authorization"] = f"Bearer {await self._tokens.token()}"
        async with self._http.request(
            asked.method, asked.url, headers=asked.headers, data=asked.data, allow_redirects=False
        ) as answer:
            return Response(request, _Answer(asked, answer, await answer.read()))


class _Answer(AsyncClientResponse):
    def __init__(self, request: Any, answer: Any, body: bytes) -> None:  # Any: as the SDK has it
        super().__init__(request, answer)
        self.status_code = answer.status
        self.headers = {"content-type": "application/json"}
        self.reason = answer.reason
        self._body = _as_json(body)

    def body(self) -> bytes:
        return self._body

    def raise_for_status(self) -> None:
        """The client looks at the status itself."""


def _as_json(body: bytes) -> bytes:
    """The client reads every answer as JSON: also where Teams sends nothing, or a proxy its own page."""
    try:
        return body if isinstance(json.loads(body), dict) else b"{}"
    except ValueError:
        return b"{}"


def _hint(failure: ErrorResponseException) -> timedelta:
    told = failure.response.headers.get("Retry-After", "")
    try:
        return timedelta(seconds=float(told))
    except ValueError:
        return NO_HINT


def _why(failure: ErrorResponseException) -> str:
    """Status, code and message; the message of Teams names ids and limits, no content."""
    return f"{failure.response.status} {failure}"[:300]
