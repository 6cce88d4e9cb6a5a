"""Who asked without a name is told by no search, reason, refusal or export, also when they answer it themselves."""

import json
import shutil
from pathlib import Path

from bot.chat.texts import _
from bot.exchange import exporting
from storage.accounts import erasure
from storage.database.database import Database
from storage.members.roles import Grant
from storage.vocabulary import Place, Role
from tests.cafe import ALL, Door, Person
from tests.commands.questions.requests.test_requests import works
from tests.commands.questions.test_questions import put

QUESTION = "Hoe krijg je zwerfkeien uit een veenplas?"


async def ask_and_answer(door: Door) -> tuple[Person, Person, str]:
    """One who asked without a name and answered it, another, and the number of who asked."""
    asker, other = await door.member("Stille Vrager"), await door.member("Ander Lid")
    await asker.in_turn("altijd zonder naam", f"vraag {QUESTION}", "ja")
    await asker.says("antwoord K-1 Met een grijper en veel touw.")
    return asker, other, f"M-{(await asker.member()).id}"


async def test_nobody_is_found_by_the_answer_to_their_own_unnamed_question(door: Door) -> None:
    _asker, other, _number = await ask_and_answer(door)
    for line in ("wie weet iets van zwerfkeien", "wie weet wie heeft een grijper en touw", "K-1", "verloop K-1"):
        assert "Stille Vrager" not in await other.says(line), line


async def test_a_coordinator_learns_nothing_by_asking_why_not(door: Door) -> None:
    _asker, _other, number = await ask_and_answer(door)
    team = await door.coordinator("Kernteam")
    assert "K-1" not in await team.says(f"waarom niet {number} voor zwerfkeien uit een veenplas")
    assert "grijper" not in await team.says(f"waarom niet {number}")


async def test_who_cannot_be_found_is_not_named_by_their_number(door: Door) -> None:
    hidden, team = await door.member("Verborgen Lid", found="nee"), await door.coordinator("Kernteam")
    said = await team.says(f"waarom niet M-{(await hidden.member()).id}")
    assert said
    assert "Verborgen Lid" not in said


async def test_a_refusal_does_not_tell_who_asked(door: Door) -> None:
    _asker, other, number = await ask_and_answer(door)
    said = await other.says(f"breng K-1 bij {number}")
    assert not said.tells(_("You cannot put a question to yourself."))


async def test_own_data_hold_no_numbers_of_others(door: Door) -> None:
    asker, other, number = await ask_and_answer(door)
    await asker.says(f"breng K-1 bij M-{(await other.member()).id}")
    held = await door.database.read(erasure.held, (await other.member()).id)
    assert held["requests"], "it was brought to them"
    others = {(await asker.member()).id}
    for row in held["requests"]:
        assert others.isdisjoint(value for name, value in row.items() if name not in {"question_id", "id"})
    assert number not in json.dumps(held, default=str)


ROLES = (Role.visitor, Role.member, Role.convenor, Role.coordinator, Role.steward, Role.admin)
SEEN = (
    *("K-1", "verloop K-1", "A-1", "waar staat K-1", "vragen", "netwerken", "wie weet iets van zwerfkeien"),
    *("wie weet wie heeft een grijper en touw", "M-1", "M-2", "breng K-1 bij M-1", "te doen", "meldingen", "hulp"),
    *("waarom niet M-1 voor zwerfkeien uit een veenplas", "waarom niet M-2 voor een grijper en touw", "mijn gegevens"),
    *("wie weet iets over Lid Een", "zoek grijper", "mijn inbreng", "wat niemand weet", "M-1 K-1", "koppelingen K-1"),
)


def views() -> tuple[str, ...]:
    """All that only shows something, of every topic there is: alone, about the question, and about who asked it."""
    shows = [each.phrases["nl"][0] for each in ALL.all if each.safe and each.phrases.get("nl")]
    return tuple(f"{phrase}{about}" for phrase in sorted(shows) for about in ("", " K-1", " M-1"))


async def seen(file: Path, folder: Path, *, first: bool) -> dict[str, object]:
    """Tell all that anybody can see when the first of two members asked without a name, or the second."""
    database = Database(f"sqlite:///{file}")
    async with Door(database) as door:
        one, two = await door.member("Lid Een"), await door.member("Lid Twee")
        readers = {role: door.person(f"Lezer {role.name}") for role in ROLES}
        for role, who in readers.items():
            if role > Role.visitor:
                await who.signs_up()
            if role > Role.convenor:
                await door.grant(who, Grant(role))
        await readers[Role.member].in_turn("volg zwerfkeien", "weekbericht aan maandag 9:00")
        await one.says("altijd zonder naam")
        await two.says("altijd zonder naam")
        asks, other = (one, two) if first else (two, one)
        await put(asks, QUESTION)
        for line in ("antwoord K-1 Met een grijper en veel touw.", "helpt A-1", "volg K-1", "K-1"):
            await asks.says(line)
            await other.says("hulp")
        await readers[Role.member].says("antwoord K-1 Bel een sloper.")
        await asks.says("sluit K-1 beantwoord: met touw")
        await works(door)
        told: dict[str, object] = {}
        for role, who in readers.items():
            for line in SEEN if role not in (Role.member, Role.admin) else (*SEEN, *views()):
                told[f"{role.name}: {line}"] = str(await who.says(line))
            told[f"{role.name}: notices"] = [str(said) for said in door.heard_in(who.chat)]
        for place in Place:
            exporting.write(database, ALL.topics, folder / str(first) / place, place, door.clock())
            for each in sorted((folder / str(first) / place).iterdir()):
                told[f"{place}/{each.name}"] = each.read_text()
    database.close()
    return told


async def test_every_view_of_every_role_is_the_same_whoever_asked_and_answered_without_a_name(
    sqlite_drawn: Path, tmp_path: Path
) -> None:
    """The same words, order and number of notices, for all that shows something: also of topics that come later."""
    copies = [Path(shutil.copy(sqlite_drawn, tmp_path / f"{n}.db")) for n in range(2)]
    one, two = [await seen(file, tmp_path, first=first) for file, first in zip(copies, (True, False), strict=True)]
    assert one.keys() == two.keys()
    assert {view: (one[view], two[view]) for view in one if one[view] != two[view]} == {}
