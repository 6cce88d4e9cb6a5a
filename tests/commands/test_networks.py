"""Networks from registration to leaving, as convenor, coordinator and member."""

import pytest

from bot.wording import _
from storage.roles import Grant
from storage.vocabulary import Role
from tests.door import Door, Person

REGISTER = {
    "nl": ("netwerk aanmelden", "Leerkring Veenweide", "leernetwerk", "water, bodem", "Friesland", "Samen leren"),
    "en": ("register network", "Leerkring Veenweide", "learning network", "water and soil", "Fryslân", "To learn"),
}
REST = {"nl": ("overslaan", "Stuur een bericht", "overslaan"), "en": ("skip", "Send a message", "skip")}
LOOK = {"nl": "netwerk", "en": "network"}
LIST = {"nl": "netwerken", "en": "networks"}


async def register(who: Person) -> None:
    """Register Leerkring Veenweide: it waits for approval."""
    said = await who.in_turn(*REGISTER[who.language])
    while not said.tells(_("Thank you. {name} waits for the approval of a coordinator.", name="Leerkring Veenweide")):
        assert said.tells(_("How can someone join?")) or said.tells(_("Is there a page about it?")), said
        said = await who.says("overslaan" if who.language == "nl" else "skip")


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_network_is_registered_approved_and_listed(door: Door, language: str) -> None:
    coordinator = await door.coordinator("Kernteam", language)
    anna = await door.member("Aanjager Veenweide", language)
    await register(anna)
    assert "Leerkring Veenweide" not in await anna.says(LIST[language])
    proposal = await coordinator.hears(_("A network to approve"), "Leerkring Veenweide")
    approved = await coordinator.presses(_("Approve"), proposal)
    assert approved.tells(_("{name} is listed. Its convenor hears of it.", name="Leerkring Veenweide"))
    await anna.hears(_("{name} was approved and is listed now.", name="Leerkring Veenweide"))
    assert "Leerkring Veenweide" in await anna.says(f"{LIST[language]} Fryslân")
    sheet = await anna.says(f"{LOOK[language]} leerkring veenweide")
    for fact in ("Fryslân", "bodem en ondergrond; water", REGISTER[language][5], "Aanjager Veenweide"):
        assert fact in sheet


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_network_that_was_sent_back_is_changed_and_proposed_again(door: Door, language: str) -> None:
    coordinator = await door.coordinator("Kernteam", language)
    anna = await door.member("Aanjager Veenweide", language)
    await register(anna)
    proposal = await coordinator.hears(_("A network to approve"))
    assert (await coordinator.presses(_("Send back"), proposal)).tells(_("What should be changed first?"))
    sent_back = await coordinator.says("Het doel is te kort.")
    assert sent_back.tells(_("{name} was sent back. Its convenor hears why.", name="Leerkring Veenweide"))
    news = await anna.hears("Het doel is te kort.")
    assert (await anna.presses(_("Change"), news)).tells(
        _("What do you want to change of {name}?", name="Leerkring Veenweide")
    )
    assert (await anna.presses(_("Propose again"), news)).tells(
        _("Thank you. {name} waits for the approval of a coordinator.", name="Leerkring Veenweide")
    )
    await coordinator.hears(_("A network to approve"))


async def test_a_coordinator_of_another_region_cannot_approve(door: Door) -> None:
    twente = await door.member("Kennisschakelaar Twente")
    await door.grant(twente, Grant(Role.coordinator, region_id=await door.region("Twente")))
    anna = await door.member("Aanjager Veenweide")
    await register(anna)
    assert (await anna.says("netwerk goedkeuren N-1")).tells(_("Only coordinators can do this."))
    assert (await twente.says("netwerk goedkeuren N-1")).tells(
        _("You can do this only for the networks and regions that you answer for.")
    )
    assert "Leerkring Veenweide" not in await anna.says("netwerken")
    assert not twente.notices
