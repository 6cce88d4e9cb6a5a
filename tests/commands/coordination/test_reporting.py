"""Members report what is not right."""

from bot.chat.texts import _
from tests.cafe import Door


async def test_what_is_wrong_is_asked_for_only_when_it_was_not_said(door: Door) -> None:
    kernteam = await door.coordinator("Kernteam")
    anna = await door.member("Aanjager Bodem")
    number = f"M-{(await kernteam.member()).id}"
    assert (await anna.says(f"meld {number}, dit is reclame")).tells(_("Thank you. The coordinators look at it."))
    await kernteam.hears(_("A member reported {what}:", what=number), "dit is reclame")
    assert (await anna.says(f"meld {number}")).tells(_("What is wrong with it?"))
    assert (await anna.says("Dit ook")).tells(_("Thank you. The coordinators look at it."))
    await kernteam.hears("Dit ook")
