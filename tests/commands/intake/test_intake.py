"""Lists that an administrator sends: what would come of them is shown, and done with one press."""

import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from bot.chat.message import Attachment, Conversation
from bot.chat.texts import _, _n
from commands.intake import clock, send
from storage.intake.tables import intakes
from storage.members import people
from storage.networks import networks
from storage.vocabulary import Role
from tests.cafe import Door, Person, Said
from tests.conftest import stamp

HEADER = ("name", "kind", "level", "regions", "aim")
RING = ("Kring Onder", "leernetwerk", "regionaal", "Twente", "leren van de bodem")


def workbook(*rows: Sequence[str]) -> bytes:
    book, held = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(held)
    return held.getvalue()


def table(*rows: Sequence[str]) -> bytes:
    """As a Dutch Excel saves it."""
    return "\ufeff".encode() + "\r\n".join(";".join(row) for row in rows).encode()


async def sends(
    door: Door, who: Person, name: str, held: bytes | None, text: str = "", where: Conversation | None = None
) -> Said:
    """Somebody sends a file, with or without words."""
    message = who.message(text, where=where)
    if held is not None:
        door.far.files[message.id] = held
    return await who.meets(replace(message, attachments=(Attachment(name, "https://x.nl/f"),)))


async def told(door: Door) -> Said:
    """What the clock says once it has seen to it."""
    assert await door.cafe.work[clock.WORK.name]() == 1
    await door.cafe.settled()
    return door.far.sent[-1]


@pytest.mark.process
async def test_it_is_shown_first_and_taken_in_with_one_press(door: Door) -> None:
    await door.database.write(stamp)
    boss = await door.coordinator("Beheerder", role=Role.admin)
    said = await sends(
        door, boss, "netwerken.xlsx", workbook(HEADER, RING, ("Kring Boven", "wolk", "regionaal", "", ""))
    )
    assert said.tells(_("I am looking at it. In a moment you hear what would come of it. Nothing is written yet."))
    shown = await told(door)
    assert shown.tells(
        _("This would come of it"), _n("{n} new", "{n} new", 1), _n("{n} not usable", "{n} not usable", 1)
    )
    assert "kind: «wolk» is geen van: " in shown, "what is wrong is named, in the language of who reads it"
    assert not await door.database.read(networks.by_name, "Kring Onder")
    assert (await boss.presses(_("Take them in"), shown)).tells(_("I take them in. You hear when it is done."))
    assert (await told(door)).tells(_("This came of it"), _n("{n} new", "{n} new", 1))
    assert await door.database.read(networks.by_name, "Kring Onder")
    assert not await door.database.read(lambda tx: tx.execute(select(func.count()).select_from(intakes)).scalar())
    assert (await boss.presses(_("Take them in"), shown)).tells(
        _("Those lists are gone: I keep them for a day. Send the file once more.")
    )
    # The same again changes nothing, and asks nothing.
    await sends(door, boss, "netwerken.csv", table(HEADER, RING), "importeer")
    again = await told(door)
    assert again.tells(_("Nothing would change: all that I can read in it is here already."))
    assert not again.buttons


async def test_nobody_but_an_administrator_in_private_and_only_lists(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = await door.coordinator("Beheerder", role=Role.admin)
    other = await door.coordinator("Kernteam")
    held = table(HEADER, RING)
    for text in ("", "importeer"):
        await sends(door, other, "netwerken.csv", held, text)
    said = await sends(door, boss, "kaart.pdf", held, "importeer")
    assert said.tells(
        _("{name} is no list that I can read. Save it as .xlsx or .csv, and send it again.", name="kaart.pdf")
    )
    said = await sends(door, boss, "netwerken.csv", None)
    assert said.tells(_("I could not open the file. Send it once more."))
    place = await door.room("Plein")
    said = await sends(door, boss, "netwerken.csv", held, "importeer", place)
    assert said.tells(_("Send it in your private chat with me: here others read along."))
    monkeypatch.setattr(send, "MOST_BYTES", 10)
    said = await sends(door, boss, "netwerken.csv", held)
    assert "plek import" in said
    assert await door.cafe.work[clock.WORK.name]() == 0
    said = await boss.says("importeer")
    assert ".xlsx" in said


async def test_what_nobody_answers_goes_and_so_it_does_with_its_sender(door: Door) -> None:
    boss = await door.coordinator("Beheerder", role=Role.admin)

    async def kept() -> int:
        return await door.database.read(lambda tx: tx.execute(select(func.count()).select_from(intakes)).scalar_one())

    await sends(door, boss, "netwerken.csv", table(HEADER, RING))
    member = await boss.member()
    other = await door.coordinator("Ander", role=Role.admin)
    said = await other.says("importeer nu 1")
    assert said.tells(_("Those lists are gone: I keep them for a day. Send the file once more."))
    await door.database.write(people.block, member.id, door.clock())
    assert (await told(door)).tells(
        _("That did not work, and I do not know how far it came. Send it again in smaller parts.")
    )
    assert await kept() == 0
    await sends(door, other, "netwerken.csv", table(HEADER, RING))
    assert await kept() == 1
    await other.in_turn("vergeet mij", "alles weg", "ja")
    assert await kept() == 0
