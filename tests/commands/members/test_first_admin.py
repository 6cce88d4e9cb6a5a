"""The first administrator is made with the code that the server shows, and then no code makes another."""

from bot.chat.texts import _
from storage.members import codes
from storage.vocabulary import Role
from tests.cafe import Door


async def code(door: Door) -> str:
    return await door.database.write(codes.issue, codes.FIRST_ADMIN, door.clock())


async def test_whoever_has_the_code_becomes_administrator(door: Door) -> None:
    anna = await door.member("Kernteam")
    said = await anna.says(f"beheerder {(await code(door)).upper()}")
    assert said.tells(_("You are administrator. You can give others a role now."))
    assert (await anna.member()).role is Role.admin


async def test_after_that_every_code_that_was_shown_is_worthless(door: Door) -> None:
    shown = [await code(door) for _start in range(3)]
    anna, bert = await door.member("Kernteam"), await door.member("Voorbijganger")
    await anna.says(f"beheerder {shown[2]}")
    for each in shown:
        said = await bert.says(f"beheerder {each}")
        assert said.tells(_("That code is not right, or too old. The server shows a new one when it starts."))
    assert (await bert.member()).role is Role.member


async def test_guessing_is_stopped_and_remembered_although_nothing_else_happened(door: Door) -> None:
    right = await code(door)
    bert = await door.member("Voorbijganger")
    for _try in range(codes.TRIES):
        await bert.says("beheerder abcd-efgh-abcd-efgh")
    said = await bert.says(f"beheerder {right}")
    assert said.tells(_("Too many wrong codes. Try again in an hour."))
    assert (await bert.member()).role is Role.member
