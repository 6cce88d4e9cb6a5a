"""One question, four members: two in Teams and two on Matrix, one of them in an encrypted room, in one conversation.
And a fifth, in a terminal.

One bot runs all adapters on one database; the clients are a real Teams client for each of the two (the second shows
their own chat; in the channel they speak beside the first), a real homeserver and nio, and lines in a terminal.
"""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
from nio import Event, RoomPreset
from rich.text import Text as Rich

import commands
from adapters.matrix.adapter import Matrix
from adapters.teams import Teams
from adapters.terminal import Terminal
from bot.app import Cafe, utc_now
from bot.command.command import Commands
from storage.database.database import Database
from storage.members import people, roles
from storage.members.roles import Grant
from storage.messaging import conversations
from storage.questions import questions
from storage.vocabulary import Outcome, QuestionStatus, Role
from tests.adapters.matrix.conftest import running, settings_for
from tests.adapters.matrix.member import Member, body, member, relation
from tests.adapters.teams.conftest import UNLIMITED, development
from tests.adapters.teams.test_invokes import SIGN_UP
from tests.servers.synapse import Account, Synapse
from tests.servers.teams_client import (
    AANJAGER_BODEM,
    BOT_ID,
    CHANNEL,
    KERNTEAM_TWENTE,
    TEAM,
    TENANT,
    Post,
    TeamsClient,
    account,
)

PATIENCE = 60.0
"""Seconds to wait for what takes a tenth of one: the machine may be busy."""
QUESTION = "Hoe meten buurten in Twente zelf de luchtkwaliteit?"


@pytest.fixture
def cafe_database(sqlite_drawn: Path, tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{shutil.copy(sqlite_drawn, tmp_path / 'plek.db')}")
    yield opened
    opened.close()


class AtTerminal:
    """A member who types lines, and reads what is printed."""

    def __init__(self) -> None:
        self._typed: asyncio.Queue[str] = asyncio.Queue()
        self._printed: list[Rich] = []
        self._news = asyncio.Event()
        self.adapter = Terminal(self._lines(), self._show, name="Lid Terminal", locale="nl", clock=utc_now)

    async def _lines(self) -> AsyncIterator[str]:
        while True:
            yield await self._typed.get()

    def _show(self, printed: Rich) -> None:
        self._printed.append(printed)
        self._news.set()

    def type(self, *lines: str) -> None:
        for line in lines:
            self._typed.put_nowait(line)

    async def reads(self, *texts: str) -> str:
        """What was printed that holds all of these, once it is there."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    for printed in self._printed:
                        if all(text in printed.plain for text in texts):
                            return printed.plain
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            last = "\n---\n".join(printed.plain for printed in self._printed[-5:])
            raise AssertionError(f"{texts} was not printed. Last:\n{last}") from None


@dataclass
class Cast:
    """The clients of the five, and the bot between them."""

    cafe: Cafe
    bot: Account
    asker: TeamsClient
    colleague: TeamsClient
    """Shows the colleague's own chat."""
    neighbour: Member
    insider: Member
    reader: AtTerminal
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def colleague_mentions(self, html: str, thread: str) -> None:
        """The second member on Teams speaks in the channel that the first one sees: as Teams sends formatted words."""
        at, text = "<at>PLeK</at>", re.sub(r"<[^>]+>", "", html)
        await self.asker.activity(
            {
                "type": "message",
                "id": f"colleague-{next(self._numbers)}",
                "text": f"{at} {text}",
                "from": account(KERNTEAM_TWENTE),
                "conversation": {"id": thread, "conversationType": "channel"},
                "channelData": {"tenant": {"id": TENANT}, "team": {"id": TEAM}, "channel": {"id": CHANNEL}},
                "attachments": [{"contentType": "text/html", "content": f"<p>{at}&nbsp;{html}</p>"}],
                "entities": [{"type": "mention", "text": at, "mentioned": {"id": BOT_ID}}],
            }
        )

    async def settled(self) -> None:
        await self.cafe.settled()


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """That of the Café. A test module may have one that moves."""
    return utc_now


@pytest.fixture
async def cast(
    synapse: Synapse, cafe_database: Database, tmp_path: Path, bot_port: int, clock: Callable[[], datetime]
) -> AsyncIterator[Cast]:
    bot = synapse.register("plek", display_name="PLeK")
    teams = Teams(development(bot_port, UNLIMITED), clock=clock)
    matrix = Matrix(settings_for(synapse, bot, tmp_path), clock=clock)
    reader = AtTerminal()
    async with AsyncExitStack() as stack:
        cafe = Cafe(cafe_database, Commands.within(commands), [teams, matrix, reader.adapter], clock=clock)
        await stack.enter_async_context(running(cafe))
        await teams.listening()
        await matrix.connected.wait()
        endpoint = f"http://127.0.0.1:{bot_port}/api/messages"
        asker = await stack.enter_async_context(TeamsClient(endpoint, user=AANJAGER_BODEM))
        colleague = await stack.enter_async_context(TeamsClient(endpoint, user=KERNTEAM_TWENTE))
        neighbour = await stack.enter_async_context(member(synapse, "adviseur-water", tmp_path))
        insider = await stack.enter_async_context(member(synapse, "onderzoeker-lucht", tmp_path))
        yield Cast(cafe, bot, asker, colleague, neighbour, insider, reader)


# What a member sees.


def shown(post: Post) -> str:
    """All that a post says."""
    return "\n".join([post.text, *(card["fallbackText"] for card in post.cards)])


async def sees(
    client: TeamsClient, *texts: str, where: str, replaced: bool | None = None, instead_of: Post | None = None
) -> Post:
    """The next post that holds all of these, in that conversation; or that one, with these in it."""

    def wanted(post: Post) -> bool:
        if instead_of is not None:
            fits = post.replaced and post.id == instead_of.id
        else:
            fits = replaced in (None, post.replaced)
        return fits and post.conversation == where and all(text in shown(post) for text in texts)

    return await client.wait_for(wanted, within=PATIENCE)


async def reads(who: Member, room: str, *texts: str, edited: bool = False) -> Event:
    """The message in that room that holds all of these."""

    def fitting() -> list[Event]:
        return [
            event
            for event in who.heard
            if event.source.get("room_id") == room
            and event.source["type"] == "m.room.message"
            and (relation(event).get("rel_type") == "m.replace") is edited
            and all(text in body(event) for text in texts)
        ]

    await who.until(lambda: bool(fitting()), patience=PATIENCE)
    return fitting()[0]


async def in_chat(client: TeamsClient, text: str) -> Post:
    """Say something to the bot in one's own chat, and see its answer."""
    before = len(client.posts)
    await client.say(text)
    return await client.wait_for(lambda post: client.posts.index(post) >= before, within=PATIENCE)


async def enrolled_on_teams(client: TeamsClient, name: str) -> None:
    help_card = await in_chat(client, "hulp")
    answer = await client.execute(help_card, "run", {**SIGN_UP, "in.name": name})
    assert "Welkom" in str(answer), answer
    await in_chat(client, "toestemming found rooms")


async def enrolled_on_matrix(who: Member, chat: str, *, region: str = "Twente") -> None:
    said = await who.ask(chat, "aanmelden")
    organisation = f"Organisatie van {who.id.partition(':')[0]}"
    for answer in ("Deelnemer", organisation, "gemeente", "adviseur", region, "water", "Ik meet de lucht.", "ja"):
        said = await who.ask(chat, answer)
    assert "Welkom" in body(said)


def number_of(text: str) -> str:
    found = re.search(r"K-\d+", text)
    assert found, text
    return found[0]


async def test_four_members_on_two_platforms_have_one_conversation(cast: Cast, cafe_database: Database) -> None:
    asker, colleague, neighbour, insider = cast.asker, cast.colleague, cast.neighbour, cast.insider

    # Everyone signs up, each in their own chat; the insider's is encrypted, and coordinates.
    await enrolled_on_teams(asker, "Aanjager Bodem")
    await enrolled_on_teams(colleague, "Kernteam Twente")
    chats = {}
    for who in (neighbour, insider):
        chats[who.id] = await who.chat_with(cast.bot.user_id, encrypted=who is insider)
        await enrolled_on_matrix(who, chats[who.id])
    known = await cafe_database.read(people.identity, "matrix", insider.id)
    assert known
    await cafe_database.write(roles.grant, known.member_id, Grant(Role.coordinator), None, utc_now())

    reader = cast.reader
    reader.type("aanmelden", "Lid Terminal", "Organisatie van het lid", "gemeente", "adviseur", "Twente", "water")
    reader.type("Ik lees mee.", "ja")
    await reader.reads("Welkom")

    # The rooms that the bot is in: a public one, and one that is encrypted and by invitation.
    await asker.install(TEAM)
    made = await neighbour.nio.room_create(preset=RoomPreset.public_chat, name="Lucht", invite=[cast.bot.user_id])
    public = str(made.room_id)
    await neighbour.answer(public, after=0)
    secret = await insider.make_room(cast.bot.user_id, encrypted=True, name="Binnenkamer")
    await insider.answer(secret, after=0)

    # A draft: begun, put aside, taken up; before it is put its asker sees who sees it.
    thread = await asker.mention(f"vraag {QUESTION}")
    await sees(asker, "Wie het ziet", where=thread)
    await asker.mention("stop", to=thread)
    await sees(asker, "verder", where=thread)
    await asker.mention("verder", to=thread)
    await sees(asker, "Wie het ziet", where=thread)
    await asker.mention("ja", to=thread)
    card = await sees(asker, QUESTION, "K-", "Noem mijn naam", where=thread)
    number = number_of(shown(card))

    # To the public room by the asker; to the encrypted one only with their word.
    await asker.mention(f"plaats {number} in Lucht", to=thread)
    await sees(asker, "Lucht", "staat nu ook in", where=thread)
    root = await reads(neighbour, public, QUESTION, "Wat je in deze draad zegt")
    await insider.say(secret, f"!plek plaats {number} hier")
    await reads(insider, secret, "Ik heb het de vraagsteller gevraagd")
    proposal = await sees(asker, "Mag dat?", where=AANJAGER_BODEM.personal_chat)
    await asker.execute(proposal, "run", {"line": f"plaats mag {number} P-{await place_of(cafe_database, secret)}"})
    inside = await reads(insider, secret, QUESTION, "Wat je in deze draad zegt")
    assert inside.decrypted

    # In the terminal one sees it, and reads along.
    reader.type(number, f"lees mee {number}")
    await reader.reads(QUESTION)
    await reader.reads(f"Alles wat over {number} wordt gezegd")

    # An answer in the public room: in the channel, in the encrypted room, in the terminal, and told to the asker.
    # It is formatted there as its writer did.
    first = await neighbour.send(
        public,
        {
            "msgtype": "m.text",
            "body": "Met **vaste meetpunten**.",
            "format": "org.matrix.custom.html",
            "formatted_body": "Met <strong>vaste meetpunten</strong>.",
            "m.mentions": {},
            "m.relates_to": {"rel_type": "m.thread", "event_id": root.event_id},
        },
    )
    in_channel = await sees(asker, "Met <b>vaste meetpunten</b>.", "Lucht", where=thread, replaced=False)
    in_secret = await reads(insider, secret, "Met vaste meetpunten.")
    assert "Met <strong>vaste meetpunten</strong>." in in_secret.source["content"]["formatted_body"]
    await reader.reads("Met vaste meetpunten.", "antwoord op een vraag die je volgt")
    assert in_secret.decrypted
    assert relation(in_secret)["event_id"] == inside.event_id
    assert in_secret.source["content"]["m.mentions"] == {}
    news = await sees(asker, "Met vaste meetpunten.", "antwoord op je vraag", where=AANJAGER_BODEM.personal_chat)

    # The second in Teams, by a mention; named, as they agreed to be shown in rooms.
    await cast.colleague_mentions("Wat kost <em>zo'n</em> meetpunt ongeveer?", thread)
    for who, room, above in ((neighbour, public, root), (insider, secret, inside)):
        copy = await reads(who, room, "Wat kost zo'n meetpunt ongeveer?")
        assert "Kernteam Twente" in body(copy)
        assert relation(copy)["event_id"] == above.event_id
        assert "Wat kost <em>zo&#x27;n</em> meetpunt" in copy.source["content"]["formatted_body"]

    # A question back is no answer, so nobody is told that there is one; who reads along hears it all the same.
    # Where it was said stands beside who said it, as it stands among the places of the question.
    there = f"in Bodem en ondergrond ({number})"
    await reader.reads("Wat kost zo'n meetpunt ongeveer?", f"Kernteam Twente (Waterschap Voorbeeld) {there}")

    # From the encrypted room, whose name is told nowhere else.
    second = await insider.say(secret, "Ongeveer 200 euro.", thread=inside.event_id)
    from_secret = await sees(asker, "Ongeveer 200 euro.", where=thread, replaced=False)
    assert "Binnenkamer" not in shown(from_secret)
    in_public = await reads(neighbour, public, "Ongeveer 200 euro.")
    assert "Binnenkamer" not in body(in_public)

    # The asker themselves.
    await asker.mention("Dank, daar kunnen we mee verder.", to=thread)
    await reads(neighbour, public, "Dank, daar kunnen we mee verder.", "Aanjager Bodem")
    await reads(insider, secret, "Dank, daar kunnen we mee verder.", "Aanjager Bodem")
    await reader.reads("Dank, daar kunnen we mee verder.", f"Aanjager Bodem (Waterschap Voorbeeld) {there}")

    # Who reads along in the terminal answers from there.
    reader.type(f"antwoord {number} In Salland was het 180 euro.")
    await sees(asker, "In Salland was het 180 euro.", where=thread, replaced=False)
    for who, room in ((neighbour, public), (insider, secret)):
        await reads(who, room, "In Salland was het 180 euro.")

    # A correction, and a message taken back (which the local Teams client cannot do: see the dummy connector).
    await neighbour.edit(public, first, "Met vaste, geijkte meetpunten.")
    await sees(asker, "Met vaste, geijkte meetpunten.", where=thread, instead_of=in_channel)
    edit = await reads(insider, secret, "Met vaste, geijkte meetpunten.", edited=True)
    assert edit.decrypted
    await insider.nio.room_redact(secret, second)
    await neighbour.until(lambda: in_public.event_id in redacted(neighbour), patience=PATIENCE)

    # It helped, and it is closed, with word to everyone who answered or follows it, as who asked back does now.
    await in_chat(colleague, f"volg {number}")
    (answer, *_more) = (await cafe_database.read(questions.get_one, int(number[2:]))).answers
    await asker.execute(news, "run", {"line": f"helpt {answer.number}"})
    await reads(neighbour, chats[neighbour.id], "Je antwoord hielp")
    closing = {"line": f"sluit {number}", "fields": "outcome text"}
    filled = {**closing, "in.outcome": Outcome.answered.value, "in.text": "We beginnen met drie buurten."}
    await asker.execute(news, "run", filled)
    await reads(neighbour, chats[neighbour.id], "We beginnen met drie buurten.")
    assert (await reads(insider, chats[insider.id], "We beginnen met drie buurten.")).decrypted
    await reader.reads("We beginnen met drie buurten.")
    await sees(colleague, "We beginnen met drie buurten.", where=KERNTEAM_TWENTE.personal_chat)
    for who, room, above in ((neighbour, public, root), (insider, secret, inside)):
        outcome = await reads(who, room, "We beginnen met drie buurten.", edited=True)
        assert relation(outcome)["event_id"] == above.event_id, "its card says so where it stands"
    await sees(asker, "We beginnen met drie buurten.", where=thread, replaced=True)
    held = await cafe_database.read(questions.get_one, int(number[2:]))
    assert held.status is QuestionStatus.closed

    # Nothing was said twice, and nothing came back to where it was said.
    await cast.settled()
    told = {
        "channel": [_words(shown(each)) for each in asker.posts if each.conversation == thread and not each.replaced],
        "public": [body(each) for each in neighbour.said_in(public)],
        "secret": [body(each) for each in insider.said_in(secret)],
    }
    talk: dict[str, tuple[str, int]] = {
        "Met vaste meetpunten.": ("public", 1),
        "Wat kost zo'n meetpunt ongeveer?": ("channel", 1),
        "Ongeveer 200 euro.": ("secret", 1),
        "Dank, daar kunnen we mee verder.": ("channel", 1),
    }
    for text, (origin, times) in talk.items():
        for place, heard in told.items():
            spoken = [each for each in heard if text in each and QUESTION not in each]
            assert len(spoken) == (0 if place == origin else times), (text, place, spoken)


def _words(html: str) -> str:
    return re.sub(r"</?(?:b|i)>", "", html)


def redacted(who: Member) -> set[str]:
    return {
        str(event.source.get("redacts") or event.source["content"].get("redacts"))
        for event in who.heard
        if event.source["type"] == "m.room.redaction"
    }


async def place_of(database: Database, room: str) -> int:
    held = await database.read(conversations.by_key, f"matrix:{room}")
    assert held
    return held.id


async def test_a_question_from_a_teams_channel_is_answered_in_a_matrix_room(cast: Cast) -> None:
    asker, neighbour = cast.asker, cast.neighbour
    await enrolled_on_teams(asker, "Aanjager Bodem")
    await asker.install(TEAM)
    made = await neighbour.nio.room_create(preset=RoomPreset.public_chat, name="Lucht", invite=[cast.bot.user_id])
    public = str(made.room_id)
    await neighbour.answer(public, after=0)
    thread = await asker.mention(f"vraag {QUESTION}")
    await sees(asker, "Wie het ziet", where=thread)
    await asker.mention("ja", to=thread)
    number = number_of(shown(await sees(asker, QUESTION, "Noem mijn naam", where=thread)))
    await asker.mention(f"plaats {number} in Lucht", to=thread)
    root = await reads(neighbour, public, QUESTION, "Wat je in deze draad zegt")
    await neighbour.say(public, "Met vaste meetpunten.", thread=root.event_id)
    await sees(asker, "een deelnemer", "Met vaste meetpunten.", where=thread)
    await asker.mention("Wat kost dat?", to=thread)
    copy = await reads(neighbour, public, "Wat kost dat?", "Aanjager Bodem")
    assert relation(copy)["event_id"] == root.event_id
