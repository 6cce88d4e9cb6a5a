"""A real Teams client (Microsoft's Agents Playground, from npm), driven over HTTP, without or with a browser.

What its interface does, tried on version 0.2.28 against an echo bot:

- `POST /_debug/conversation/{id}/installation` sends the bot `installationUpdate` (action `add`) and then
  `conversationUpdate`; `membersAdded` holds the bot, and in a personal chat the current user as well.
- `POST /_conversation/v1/conversations/{id}/messages` is a user's message. In a channel it begins a thread,
  `{channel};messageid={n}`; posted to that id it is a reply there. In a channel or a group chat only a message that
  mentions the bot reaches it. It arrives as the *current* user, whatever `from` says; activity ids are GUIDs.
- `POST /_conversation/v1/invoke` carries `Action.Execute` (`adaptiveCard/action`) and message extensions, and answers
  with the body of the bot's answer; `/submit` carries `Action.Submit`, a message without text and with a `value`.
- `POST /_internal/v1/customActivities` sends the bot any activity as it stands: edits, deletions, other people.
- The WebSocket `/_ws_conversation/v1/conversations/stream` tells what the bot posted (`createMessage`) and replaced
  (`updateMessage`), also what it posted before the socket was opened. A thread that the bot begins
  (`POST v3/conversations`) comes under its channel, with `postConversationId`.
- Text and a card in one activity become two messages, and the answer is then 202 **without an id**; alone, each is
  201 with its id. Deleting an activity is answered 501. The 5 users and the one channel beside General are its maximum.
- Only the current user's personal chat is shown. For two people, start two clients: `TeamsClient(..., user=...)`.
"""

import asyncio
import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.error import URLError
from urllib.request import urlopen

from aiohttp import ClientSession, ClientWebSocketResponse

from tests.servers.process import Process, free_port, program

FOLDER = Path(__file__).parent / "playground"
CLI = FOLDER / "node_modules/@microsoft/m365agentsplayground/cli.js"

Json = dict[str, Any]
"""Any: activities and cards, as the client and the bot exchange them."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody in the tenant: a role, no person."""

    name: str
    number: int

    @property
    def slug(self) -> str:
        return self.name.lower().replace(" ", "-").replace("ö", "o").replace("é", "e")

    @property
    def id(self) -> str:
        return f"29:{self.slug}"

    @property
    def aad_object_id(self) -> str:
        return f"00000000-0000-4000-8000-{self.number:012}"

    @property
    def personal_chat(self) -> str:
        return f"a:{self.slug}"


AANJAGER_BODEM = User("Aanjager Bodem", 1)
KERNTEAM_TWENTE = User("Kernteam Twente", 2)
ADVISEUR_WATER = User("Adviseur Water", 3)
COORDINATOR = User("Coördinator Kenniscafé", 4)
ONDERZOEKER_LUCHT = User("Onderzoeker Lucht", 5)
VERGUNNINGVERLENER = User("Vergunningverlener Flevoland", 6)
USERS = (AANJAGER_BODEM, KERNTEAM_TWENTE, ADVISEUR_WATER, COORDINATOR, ONDERZOEKER_LUCHT, VERGUNNINGVERLENER)

TENANT = "00000000-0000-4000-8000-0000000000f0"
BOT_ID = "28:00000000-0000-4000-8000-0000000000b0"
BOT_NAME = "PLeK"
TEAM = "19:general@thread.tacv2"
"""The team and its General channel have one id, as in Teams."""
CHANNEL = "19:bodem@thread.tacv2"
GROUP_CHAT = "19:werkgroep@thread.v2"


@dataclass(frozen=True, slots=True)
class Post:
    """A message of the bot as the client shows it."""

    conversation: str
    """Where it stands: a chat, or the thread in a channel, also when the bot began that thread."""
    id: str
    text: str
    cards: tuple[Json, ...]
    """The contents of its Adaptive Cards."""
    replaced: bool
    """Whether it took the place of an earlier message, which had the same id."""
    raw: Json = field(repr=False)


class NoSuchPost(AssertionError):
    """The bot did not post what was waited for."""


class TeamsClient:
    """A Teams client of one user, connected to the bot at `bot_endpoint` (which has no app id).

    `async with TeamsClient("http://127.0.0.1:3978/api/messages") as teams:`. Without a running event loop, as for
    `make run-teams`, `start` and `stop` alone will do.
    """

    def __init__(self, bot_endpoint: str, *, user: User = AANJAGER_BODEM, port: int | None = None) -> None:
        self.user = user
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.posts: list[Post] = []
        """All the bot posted since the client was opened."""
        self._taken: set[int] = set()
        self._news = asyncio.Condition()
        self._folder = Path(tempfile.mkdtemp(prefix="plek-teams-"))
        config = self._folder / "playground.yml"
        config.write_text(json.dumps(_config(user)))  # JSON is YAML
        options = ["--app-endpoint", bot_endpoint, "--channel-id", "msteams", "--port", str(self.port)]
        options += ["--service-url", f"{self.url}/_connector", "--disable-telemetry", "true"]
        self._process = Process(
            [
                "node",
                *("--require", FOLDER / "loopback.cjs"),
                *("--require", FOLDER / "dutch.cjs"),
                program(CLI),
                "start",
                *options,
            ],
            log=self._folder / "stdout",
            cwd=self._folder,
            env={
                "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(config),
                "M365_AGENTS_PLAYGROUND_LOGFILE": str(self._folder / "log"),
                "TEAMSAPPTESTER_BROWSER": "none",
            },
        )

    def start(self) -> None:
        self._process.start(self._answers)

    def stop(self) -> None:
        self._process.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self.start)
        self._http = ClientSession(self.url)
        self._stream = await self._http.ws_connect("/_ws_conversation/v1/conversations/stream")
        self._listening = asyncio.create_task(self._listen(self._stream))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.cancel()
        with suppress(asyncio.CancelledError):
            await self._listening
        await self._http.close()
        await asyncio.to_thread(self.stop)

    async def install(self, conversation: str | None = None) -> None:
        """Install the bot in a chat or a team; the user's personal chat when not told where."""
        await self._post(f"/_debug/conversation/{conversation or self.user.personal_chat}/installation", {})

    async def say(self, text: str, *, to: str | None = None) -> str:
        """Send `text`, to the personal chat when not told where, and return the conversation it went to.

        In a channel that is the new thread. Without a mention, a channel and a group chat keep it from the bot.
        """
        return await self._message(text, to or self.user.personal_chat, [])

    async def mention(self, text: str, *, to: str = CHANNEL) -> str:
        """Send `@PLeK text` and return the conversation it went to: in a channel the thread."""
        at = f"<at>{BOT_NAME}</at>"
        return await self._message(f"{at} {text}", to, [{"mentioned": {"id": BOT_ID}, "text": at}])

    async def execute(self, post: Post, verb: str, data: Json, *, trigger: str = "manual") -> Json:
        """Press an `Action.Execute` of the card in `post`; the body of the bot's answer."""
        action = {"type": "Action.Execute", "verb": verb, "data": data}
        return await self.invoke("adaptiveCard/action", {"action": action, "trigger": trigger}, post=post)

    async def submit(self, post: Post, data: Json) -> None:
        """Press an `Action.Submit` of the card in `post`."""
        await self._post("/_conversation/v1/submit", {**self._about(post.conversation, post), "value": data})

    async def invoke(self, name: str, value: Json, *, post: Post | None = None, to: str | None = None) -> Json:
        """Any invoke the client knows, such as `composeExtension/query`; the body of the bot's answer."""
        where = post.conversation if post else to or self.user.personal_chat
        body = {"name": name, "value": value, **self._about(where, post)}
        answer = await self._post("/_conversation/v1/invoke", body)
        parsed: Json = json.loads(answer)
        return parsed

    async def activity(self, activity: Json) -> None:
        """Send the bot an activity that this client has no other way to make. What is not given is filled in."""
        given = activity.get("conversation", {"id": self.user.personal_chat, "conversationType": "personal"})
        await self._post(
            "/_internal/v1/customActivities",
            {
                "channelId": "msteams",
                "serviceUrl": f"{self.url}/_connector",
                "recipient": {"id": BOT_ID, "name": BOT_NAME},
                "from": account(self.user),
                "channelData": {"tenant": {"id": TENANT}},
                **activity,
                "conversation": {"tenantId": TENANT, **given},
            },
        )

    async def wait_for(self, wanted: Callable[[Post], bool], *, within: float = 60.0) -> Post:
        """The first post that is `wanted` and was not returned before. Raises `NoSuchPost`."""
        try:
            async with asyncio.timeout(within), self._news:
                while True:
                    for number, post in enumerate(self.posts):
                        if number not in self._taken and wanted(post):
                            self._taken.add(number)
                            return post
                    await self._news.wait()
        except TimeoutError:
            seen = "\n".join(map(repr, self.posts)) or "nothing"
            log = self.log_tail()
            raise NoSuchPost(f"Not in {within} s. The bot posted:\n{seen}\nThe client says:\n{log}") from None

    def log_tail(self, lines: int = 30) -> str:
        """What passed between client and bot last, errors of the bot among it."""
        log = self._folder / "log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""

    async def _listen(self, stream: ClientWebSocketResponse) -> None:
        async for frame in stream:
            post = _post(json.loads(frame.data))
            if post is None:
                continue
            async with self._news:
                self.posts.append(post)
                self._news.notify_all()

    async def _message(self, text: str, to: str, mentions: list[Json]) -> str:
        body = {"from": {"id": self.user.id}, "text": text, "textFormat": "plain", "mentions": mentions}
        answer = json.loads(await self._post(f"/_conversation/v1/conversations/{to}/messages", body))
        return str(answer.get("postConversationId", to))

    async def _post(self, path: str, body: Json) -> str:
        async with self._http.post(path, json=body) as answer:
            text = await answer.text()
            if not answer.ok:
                raise AssertionError(f"{path} was answered {answer.status}: {text}\n{self.log_tail()}")
            return text

    def _about(self, conversation: str, post: Post | None) -> Json:
        about: Json = {"from": {"id": self.user.id}, "conversation": {"id": conversation}}
        return about | ({"replyToId": post.id} if post else {})

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/_debug/ping", timeout=5) as answer:  # noqa: S310 - our own http address
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False


def account(user: User) -> Json:
    """A user as an activity names them."""
    return {"id": user.id, "name": user.name, "aadObjectId": user.aad_object_id}


def _post(event: Json) -> Post | None:
    if event["action"] not in {"createMessage", "updateMessage"}:
        return None
    message = event["message"]
    return Post(
        conversation=message.get("postConversationId") or event["actionConversationId"],
        id=message["messageId"],
        text=message.get("text") or "",
        cards=tuple(attachment["content"] for attachment in message["attachments"]),
        replaced=event["action"] == "updateMessage",
        raw=message,
    )


def _config(current: User) -> Json:
    def person(user: User) -> Json:
        first, _, rest = user.name.partition(" ")
        mail = f"{user.slug}@example.org"
        return {
            "id": user.id,
            "name": user.name,
            "userPrincipleName": mail,
            "aadObjectId": user.aad_object_id,
            "givenName": first,
            "surname": rest,
            "email": mail,
        }

    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": BOT_ID, "name": BOT_NAME},
        "currentUser": person(current),
        "users": [person(user) for user in USERS if user != current],
        "personalChat": {"id": current.personal_chat},
        "groupChat": {"id": GROUP_CHAT, "name": "Werkgroep Bodem en Water"},
        "team": {
            "id": TEAM,
            "name": "PLeK Café",
            "aadGroupId": "00000000-0000-4000-8000-0000000000e0",
            "channels": [{"id": CHANNEL, "name": "Bodem en ondergrond"}],
        },
    }
