"""Who is forgotten takes along what tells of them, known by whose it is; what somebody is called harms nobody."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select

from bot.chat.message import Attachment
from bot.chat.texts import _
from storage.accounts import erasure, linking
from storage.members import people
from storage.tables.base import metadata
from tests.cafe import Door, Person
from tests.commands.questions.test_questions import put

GOES = "zwartkopgors"
"""A word that stands in all they fill in, and is gone with them."""
STAYS = "roerdomp"
"""A word in what others built on."""

NAMES = ("Text", "teams", "bodem", "een deelnemer", "member", "vraag", "a.*", "[a-z]+ (x|y", "M-1", "null")


def everything(tx: Connection) -> Iterator[str]:
    """Each value of each column of each table, as text."""
    for table in metadata.sorted_tables:
        for row in tx.execute(select(table)).mappings():
            for column, value in row.items():
                shown = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                yield f"{table.name}.{column}: {shown}"


async def holding(door: Door, word: str) -> list[str]:
    """Where a word stands in the database."""
    return [each for each in await door.database.read(lambda tx: list(everything(tx))) if word in each.lower()]


def standing(door: Door, *, but: Person) -> str:
    """What the platform shows now to all but one: the latest of each message that was not taken back."""
    shown = {said.native_id: said for said in door.far.sent if said.conversation.key != but.chat.key}
    return "\n".join(said for native, said in shown.items() if native not in door.far.taken_back).lower()


async def fill_in_everything(door: Door) -> tuple[Person, Person]:
    """Somebody who fills in all that a person can, and another who hears of it."""
    team, other = await door.coordinator("Kernteam"), await door.member("Ander")
    who = await door.member(
        f"Piet {GOES}", organisation=f"Stichting {GOES}", position=f"hoofd {GOES}", knows=f"Ik weet van {GOES}."
    )
    await door.grant(who, (await team.member()).grants[0])
    room = await door.room("Kanaal", moderators=(who,))
    await who.in_turn(f"vraag Hoe vang je een {STAYS}?", "ja")
    await other.says("antwoord K-1 Met geduld.")
    await put(other)
    await who.says(f"antwoord K-2 Denk aan de {STAYS}.", files=(Attachment("foto.pdf", f"https://x.nl/{GOES}"),))
    await other.says(f"breng K-2 bij M-{(await who.member()).id}")
    await other.in_turn("vraag Wie kent het veen bij Ede?", "ja")
    await other.says(f"breng K-3 bij M-{(await who.member()).id}")
    await who.says(f"niet voor mij K-3 Want {GOES}.")
    await who.says(f"meld K-2 Dit is {GOES}.")
    await who.says(f"wie weet iets van {GOES}")
    await who.says(f"wie weet iets van {GOES}", where=room)
    await other.says("wie weet iets van bodemkaarten", where=room)
    await other.says(f"M-{(await who.member()).id}", where=room)
    await other.says(f"M-{(await who.member()).id}")
    await who.says("K-2", where=room)
    await other.says("K-2", where=room)
    await who.in_turn("netwerk aanmelden", f"Kring {GOES}", "leernetwerk", f"Doel {GOES}", "Twente", "water", "lokaal")
    await who.in_turn("stop")
    await who.in_turn(f"vraag Een concept over {GOES}", "stop")
    await who.says(f"inleiding {GOES}", where=room)
    await who.says(f"zomaar {GOES}")
    return who, other


async def test_what_they_filled_in_is_nowhere_and_what_others_built_on_is_nameless(door: Door) -> None:
    who, other = await fill_in_everything(door)
    tables = {each.partition(".")[0] for each in await holding(door, GOES)}
    assert {"members", "identities", "organisations", "inbox", "outbox", "search_row", "requests", "reports"} <= tables
    assert GOES in standing(door, but=who)
    await who.in_turn("vergeet mij", "ja")
    await door.far.until(
        lambda: any(
            said.tells(_("You are forgotten. If you write to me again, we start anew."))
            for said in door.heard_in(who.chat)
        ),
        "the goodbye",
    )
    await door.cafe.settled()
    assert await holding(door, GOES) == []
    assert GOES not in standing(door, but=who)
    kept = {each.partition(".")[0] for each in await holding(door, STAYS)}
    assert {"questions", "answers"} <= kept
    assert STAYS in await other.says("K-1")


@pytest.mark.parametrize("name", NAMES)
async def test_what_somebody_is_called_harms_nobody(door: Door, name: str) -> None:
    who, namesake, other = await door.member(name), await door.member(f"{name} "), await door.member("Ander")
    del namesake
    await put(other)
    await other.says("wie weet iets van bodem")
    await who.says("antwoord K-1 Met sensoren.")
    card = await other.says("K-1")
    assert name in card
    before = await door.database.read(lambda tx: list(everything(tx)))
    mine = [each for each in before if each.startswith(("questions.", "answers.text", "themes.", "needs."))]
    await who.in_turn("vergeet mij", "ja")
    await door.cafe.settled()
    after = await door.database.read(lambda tx: list(everything(tx)))
    assert set(mine) <= set(after)
    again = await other.says("K-1")
    assert again.tells(_("a member"))
    assert "Met sensoren." in again
    assert "Ander" in await other.says("profiel")


async def test_a_namesake_keeps_their_name(door: Door) -> None:
    who, other = await door.member("Jan Jansen"), await door.member("Ander")
    namesake = door.person("Jan Jansen Twee")
    await namesake.signs_up(name="Jan Jansen")
    await put(other)
    await who.says("antwoord K-1 Met sensoren.")
    await namesake.says("antwoord K-1 Met een app.")
    of_both = (await other.says("K-1")).count("Jan Jansen")
    await who.in_turn("vergeet mij", "ja")
    await door.cafe.settled()
    assert (await other.says("K-1")).count("Jan Jansen") == of_both / 2
    stored = await holding(door, "jan jansen")
    assert any(each.startswith("outbox.") for each in stored)


async def test_what_named_them_before_two_accounts_were_one_goes_too(door: Door) -> None:
    who, other = await door.member("Jan Jansen"), await door.member("Ander")
    await put(other)
    await who.says("antwoord K-1 Met sensoren.")
    await other.says("K-1")
    one, two = (await who.member()).id, (await door.member("Zelfde Mens")).identity
    stays = await door.database.read(people.by_identity, two.platform, two.id)
    assert stays
    await door.database.write(linking.merge, stays.id, one)
    await door.database.write(erasure.erase, stays.id, door.clock())
    assert [each for each in await holding(door, "jan jansen") if each.startswith("outbox.payload")] == []
