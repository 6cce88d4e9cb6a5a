"""Members report what is not right."""

from bot.chat.texts import _
from storage.accounts import erasure
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


async def test_a_report_about_somebody_gone_says_so_and_points_at_nobody_else(door: Door) -> None:
    kernteam, anna = await door.coordinator("Kernteam"), await door.member("Aanjager Bodem")
    gone = await door.member("Schreeuwer")
    number = f"M-{(await gone.member()).id}"
    await anna.says(f"meld {number}, scheldt mensen uit")
    await door.database.write(erasure.erase, (await gone.member()).id, door.clock())
    newcomer = await door.member("Nieuwkomer")
    assert f"M-{(await newcomer.member()).id}" != number
    said = await kernteam.says("meldingen")
    assert said.tells(number, _("It is not there any more."))
    assert "Nieuwkomer" not in said
    assert (await kernteam.says(f"blokkeer {number}")).tells(_("There is no member {number} any more.", number=number))
