"""Connects the bot to Teams: implements `bot.chat.adapter.Adapter` on the connector, and listens."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

import structlog
from aiohttp import ClientSession, ClientTimeout, web
from botbuilder.schema import ChannelAccount, ConversationParameters

from adapters.teams.authentication import Authentication
from adapters.teams.connector import Blocked, Connectors
from adapters.teams.credentials import Tokens, fetching
from adapters.teams.doctor import of_secret
from adapters.teams.downloads import Downloads
from adapters.teams.files import Files, consent
from adapters.teams.invoke import Invokes
from adapters.teams.keys import Keys
from adapters.teams.markup import Element
from adapters.teams.pace import Pace
from adapters.teams.parse import PLATFORM, conversation, digest, parse, tenant_of
from adapters.teams.pictures import pictures_of
from adapters.teams.render import TooLong, render
from adapters.teams.server import Server
from adapters.teams.settings import CredentialKind, TeamsSettings
from adapters.teams.words import Json
from bot.chat.adapter import Receiver, RetryLater, Undeliverable, Unopened
from bot.chat.message import Conversation, Edited, Event, Identity, Installed, Kind, Message
from bot.chat.reply import Reply
from bot.process.logs import why

log = structlog.get_logger()

SEND_WITHIN = ClientTimeout(total=20)
"""Seconds. What Teams has not answered by then may have arrived."""

REMEMBERED = 2000
"""Places whose people are remembered."""


class Unheard(Exception):
    """Nobody can reach the bot there, and why."""


class Teams:
    """One app in Teams. `run` listens; until then nothing can be sent."""

    platform = PLATFORM
    forms = True

    def __init__(self, settings: TeamsSettings, *, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self.hears_threads = settings.hears_threads
        self._clock = clock
        self._pace = Pace(settings.limits.per_thread, settings.limits.per_tenant)
        self._receiver: Receiver | None = None
        self._connectors: Connectors | None = None
        self._tokens: Tokens | None = None
        self._keys: Keys | None = None
        self._listening = asyncio.Event()
        self._services: dict[str, str] = {}
        self._people: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()
        self._blocked: set[str] = set()
        self._told: dict[str, tuple[str, bool]] = {}
        """What channels are called, and which are for some only, by what the connector told."""
        self._downloads = Downloads(settings)
        self._http: ClientSession | None = None

    async def listening(self) -> None:
        """Wait until activities can be received."""
        await self._listening.wait()

    async def run(self, receiver: Receiver) -> None:
        settings = self._settings
        async with AsyncExitStack() as stack:
            http = await stack.enter_async_context(ClientSession(timeout=SEND_WITHIN))
            if not settings.development:
                self._tokens = Tokens(fetching(settings, http))
            self._http = http
            self._connectors = Connectors(http, self._tokens)
            self._receiver = receiver
            files = Files(receiver, settings, http, self._connectors, self._clock)
            self._keys = keys = Keys(settings.openid_url, http)
            server = Server(
                settings.path,
                Authentication(settings, keys),
                lambda activity: self._take(activity, receiver),
                Invokes(receiver, files, self._clock, self._viewers),
            )
            runner = web.AppRunner(server.app, access_log=None)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            try:
                await web.TCPSite(runner, *settings.address).start()
            except OSError as failure:
                raise Unheard(f"PLEK_TEAMS__LISTEN: cannot listen on {settings.listen}: {why(failure)}.") from None
            self._listening.set()
            log.info("listening for Teams", at=settings.listen, path=settings.path, development=settings.development)
            async with asyncio.TaskGroup() as tasks:
                if self._tokens:
                    tasks.create_task(self._tokens.keep())
                    tasks.create_task(keys.refresh())
                await asyncio.Event().wait()

    def trouble(self) -> str | None:
        if not self._listening.is_set():
            return "not listening yet"
        return next(filter(None, (each.trouble for each in (self._tokens, self._keys) if each)), None)

    def due(self) -> str | None:
        expires = self._settings.secret_expires
        if expires is None or self._settings.credential is not CredentialKind.secret:
            return None
        found = of_secret(expires, self._clock().date())
        return None if found.verdict == "ok" else f"the secret: {found.detail}"

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        service = await self._turn(conversation)
        try:
            seen = self._people.get(conversation.place.key, ())
            shown = await pictures_of(self._receiver, reply)
            activity = {"type": "message", **render(reply, viewers=seen, pictures=shown)}
        except TooLong as failure:
            raise Undeliverable(str(failure)) from failure
        if reply.files:
            activity["attachments"] = [*activity.get("attachments", ()), *await self._offers(conversation, reply)]
        native = _native(conversation)
        with self._noting(conversation):
            if replaces:
                await self._sender.update(service, native, replaces, {**activity, "id": replaces})
                return replaces
            return await self._sender.send(service, native, activity) or key

    async def _offers(self, conversation: Conversation, reply: Reply) -> list[Element]:
        """Cards that ask whether they want its files."""
        if conversation.kind is not Kind.personal or self._receiver is None:
            raise Undeliverable("A file is for one person, and this is no personal chat")
        offers = []
        for file in reply.files:
            held = await self._receiver.contents(file)
            if held is None:
                raise Undeliverable("Nothing is kept about them any more")
            offers.append(consent(file, len(held)))
        return offers

    async def open_direct(self, identity: Identity) -> Conversation:
        tenant, _, number = identity.id.partition("/")
        service = self._services.get(tenant, self._settings.service_url)
        if not self._settings.allows_service(service):
            raise Undeliverable(f"{service!r} is not allowed")
        parameters = ConversationParameters(
            is_group=False,
            bot=ChannelAccount(id=f"28:{self._settings.app_id}"),
            members=[ChannelAccount(id=number)],
            tenant_id=tenant,
            channel_data={"tenant": {"id": tenant}},
        )
        try:
            opened, _first = await self._sender.create(service, parameters)
        except Undeliverable as refused:  # the bot is not installed there: only they can do that
            raise Unopened(str(refused), self._settings.begin_chat) from refused
        return Conversation(PLATFORM, opened, Kind.personal, address={"service": service, "tenant": tenant})

    async def delete(self, conversation: Conversation, native_id: str, *, key: str) -> None:
        service = await self._turn(conversation)
        with self._noting(conversation):
            await self._sender.delete(service, _native(conversation), native_id)

    async def fetch(self, message: Message, number: int, *, most: int) -> bytes:
        """Implements `bot.chat.adapter.Fetching`."""
        if self._http is None:
            raise RetryLater("Teams is not running yet")
        return await self._downloads.fetch(self._http, message.id, number, most=most)

    def person_link(self, identity: Identity) -> str:
        tenant, _, number = identity.id.partition("/")
        return f"https://teams.microsoft.com/l/chat/0/0?tenantId={quote(tenant)}&users=8:orgid:{quote(number)}"

    def thread_link(self, conversation: Conversation) -> str:
        tenant, thread = str(conversation.address.get("tenant", "")), quote(conversation.thread or "")
        there = f"https://teams.microsoft.com/l/message/{quote(conversation.id)}/{thread}"
        return f"{there}?tenantId={quote(tenant)}&parentMessageId={thread}"

    async def busy(self, conversation: Conversation) -> None:
        try:
            service = str(conversation.address.get("service", ""))
            if self._settings.allows_service(service):
                await self._sender.send(service, _native(conversation), {"type": "typing"})
        except (RetryLater, Undeliverable) as failure:
            log.debug("typing not shown", why=str(failure))

    @property
    def _sender(self) -> Connectors:
        if self._connectors is None:
            raise RetryLater("Teams is not running yet")
        return self._connectors

    async def _take(self, activity: Json, receiver: Receiver) -> None:
        event = parse(activity, now=self._clock())
        self._remember(activity)
        if event is not None and await self._for_us(event, receiver):
            self._downloads.remember(activity)
            await receiver.store([*await self._described(event), event])

    async def _described(self, event: Event) -> list[Event]:
        """Tell what the channel is called that somebody speaks in: of a channel's messages, none says it.

        The connector is asked once for each team in the life of a process, and again for a channel that is new.
        """
        place = event.conversation.place
        team, service = str(place.address.get("team", "")), str(place.address.get("service", ""))
        if not (isinstance(event, Message) and team) or place.id in self._told or self._connectors is None:
            return []
        self._told |= {place.id: ("", False), **await self._connectors.channels(service, team)}
        name, closed = self._told[place.id]
        if not name:
            return []
        known = replace(place, name=name or place.name)
        id = f"{place.id}/described/{digest(f'{name}{closed}')}"
        return [Installed(id, known, None, event.sent_at, closed=closed, silent=True)]

    async def _for_us(self, event: Event, receiver: Receiver) -> bool:
        """With the permission to hear threads all that is said comes in: ours is only what is about a question."""
        match event:
            case (Message(addressed=False) as said) | Edited(message=Message(addressed=False) as said):
                return self.hears_threads and (await receiver.belongs(said) or await receiver.awaits(said))
            case _:
                return True

    async def _turn(self, conversation: Conversation) -> str:
        """Return where to send, once there is room for it. Raises `Undeliverable`, `RetryLater`."""
        service = str(conversation.address.get("service", ""))
        if not self._settings.allows_service(service):
            raise Undeliverable(f"{service!r} is not allowed")
        if conversation.place.key in self._blocked:
            raise self._gone(conversation, "The bot was removed or blocked there.")
        await self._pace.turn(conversation.key, str(conversation.address.get("tenant", "")))
        return service

    @contextmanager
    def _noting(self, conversation: Conversation) -> Iterator[None]:
        """Remember a place that refused us, until something comes from there again."""
        try:
            yield
        except Blocked as refused:
            self._blocked.add(conversation.place.key)
            raise self._gone(conversation, str(refused)) from refused

    def _gone(self, conversation: Conversation, why: str) -> Undeliverable:
        personal = conversation.kind is Kind.personal
        return Unopened(why, self._settings.begin_chat) if personal else Undeliverable(why)

    def _remember(self, activity: Json) -> None:
        """What a process may forget: where a tenant listens, and who is in a place."""
        self._services[tenant_of(activity)] = str(activity.get("serviceUrl") or "")
        place = conversation(activity).place.key
        self._blocked.discard(place)
        people = self._people.setdefault(place, OrderedDict())
        self._people.move_to_end(place)
        person = activity.get("from") or {}
        if str(person.get("id", "")).startswith("29:"):
            people[str(person["id"])] = None
            people.move_to_end(str(person["id"]))
        while len(people) > 60:
            people.popitem(last=False)
        while len(self._people) > REMEMBERED:
            self._people.popitem(last=False)

    def _viewers(self, activity: Json) -> Iterable[str]:
        self._remember(activity)
        return tuple(self._people[conversation(activity).place.key])


def _native(conversation: Conversation) -> str:
    """Teams names a thread by its place and its first message."""
    return f"{conversation.id};messageid={conversation.thread}" if conversation.thread else conversation.id
