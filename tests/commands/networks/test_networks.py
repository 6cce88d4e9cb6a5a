"""Networks from registration to leaving, as convenor, coordinator and member."""

import pytest

from bot.chat.message import Conversation
from bot.chat.texts import _
from storage.members.roles import Grant
from storage.vocabulary import Role
from tests.cafe import START, Door, Person, together

REGISTER = {
    "nl": ("netwerk aanmelden", "Leerkring Veenweide", "leernetwerk", "water, bodem", "Friesland", "Samen leren"),
    "en": ("register network", "Leerkring Veenweide", "learning network", "water and soil", "Fryslân", "To learn"),
}
REST = {"nl": ("overslaan", "Stuur een bericht", "overslaan"), "en": ("skip", "Send a message", "skip")}
LOOK = {"nl": "netwerk", "en": "network"}
LIST = {"nl": "netwerken", "en": "networks"}


async def register(who: Person, where: Conversation | None = None) -> None:
    """Register Leerkring Veenweide: it waits for approval."""
    for line in REGISTER[who.language]:
        said = await who.says(line, where=where)
    while not said.tells(_("Thank you. {name} waits for the approval of a coordinator.", name="Leerkring Veenweide")):
        assert said.tells(_("How can someone join?")) or said.tells(_("Is there a page about it?")), said
        said = await who.says("overslaan" if who.language == "nl" else "skip", where=where)


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
    await anna.says("netwerk doel N-1" if language == "nl" else "network aim N-1")
    saved = await anna.says("Samen leren hoe een hoger waterpeil bij een boerderij past.")
    assert (await anna.presses(_("Send in again"), saved)).tells(
        _("Thank you. {name} waits for the approval of a coordinator.", name="Leerkring Veenweide")
    )
    await coordinator.hears(_("A network to approve"))


async def test_who_moderates_a_room_approves_what_another_registered_in_it(door: Door) -> None:
    anna = await door.member("Aanjager Veenweide")
    moderator, other = await door.member("Aanjager Bodem"), await door.member("Hydroloog")
    place = await door.room("Bodem", moderators=[moderator])
    await door.room("Elders", moderators=[other])
    await register(anna, place)
    proposal = await moderator.hears(_("A network to approve"), "Leerkring Veenweide")
    assert (await moderator.says("te keuren")).tells("Leerkring Veenweide")
    assert (await moderator.presses(_("View"), proposal)).tells(_("Approve"))
    assert (await other.says("netwerk goedkeuren N-1")).tells(
        _("You can do this only for the networks and regions that you answer for.")
    )
    assert (await other.says("te keuren")).tells(_("No network waits for approval."))
    approved = await moderator.presses(_("Approve"), proposal)
    assert approved.tells(_("{name} is listed. Its convenor hears of it.", name="Leerkring Veenweide"))
    await anna.hears(_("{name} was approved and is listed now.", name="Leerkring Veenweide"))
    assert not other.notices


async def test_nobody_approves_their_own_network_because_they_moderate_a_room(door: Door) -> None:
    """Anyone can open a room."""
    anna = await door.member("Aanjager Veenweide")
    place = await door.room("Eigen ruimte", moderators=[anna])
    await register(anna, place)
    assert (await anna.says("netwerk goedkeuren N-1")).tells(
        _("You can do this only for the networks and regions that you answer for.")
    )
    assert not anna.notices
    assert "Leerkring Veenweide" not in await anna.says("netwerken")


async def test_what_was_registered_elsewhere_is_not_for_who_moderates_a_room(door: Door) -> None:
    anna, moderator = await door.member("Aanjager Veenweide"), await door.member("Aanjager Bodem")
    await door.room("Bodem", moderators=[moderator])
    await register(anna)
    assert (await moderator.says("netwerk goedkeuren N-1")).tells(
        _("You can do this only for the networks and regions that you answer for.")
    )
    assert not moderator.notices


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


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_network_is_joined_followed_and_left(door: Door, language: str) -> None:
    join, leave, follow = {
        "nl": ("netwerk meedoen", "netwerk verlaten", "volg"),
        "en": ("join", "leave network", "follow"),
    }[language]
    anna = await listed(door, language)
    bas = await door.member("Hydroloog", language)
    assert (await bas.says(f"{join} Leerkring Veenweide")).tells(
        _("You are in {name} now.", name="Leerkring Veenweide")
    )
    await anna.hears(_("{who} joins {network}.", who="Hydroloog", network="Leerkring Veenweide"))
    assert (await bas.says(f"{join} N-1")).tells(_("You are in {name} already.", name="Leerkring Veenweide"))
    assert "Leerkring Veenweide" in await bas.says(f"{follow} N-1")
    assert "Leerkring Veenweide" in await bas.says(f"{follow} leerkring veenweide")
    assert (await bas.says(f"{leave} N-1")).tells(_("You have left {name}.", name="Leerkring Veenweide"))
    assert (await bas.says(f"{leave} N-1")).tells(_("You were not in {name}.", name="Leerkring Veenweide"))


@pytest.mark.parametrize(
    "lines", [("netwerk verlaten N-1",), ("afmelden", "ja"), ("vergeet mij", "blijven", "ja")], ids=str
)
async def test_a_network_without_its_last_convenor_is_brought_to_the_coordinators(
    door: Door, lines: tuple[str, ...]
) -> None:
    anna = await listed(door)
    await anna.in_turn(*lines)
    kernteam = door.person("Kernteam")
    await kernteam.hears(_("{name} has no convenor any more.", name="Leerkring Veenweide"))


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_its_convenor_changes_and_confirms_it_and_nobody_else_does(door: Door, language: str) -> None:
    anna = await listed(door, language)
    bas = await door.member("Hydroloog", language)
    change, aim, right = {
        "nl": ("netwerk wijzigen", "netwerk doel", "klopt nog"),
        "en": ("change network", "network aim", "still right"),
    }[language]
    for line in (f"{change} N-1", f"{aim} N-1 Iets anders", f"{right} N-1"):
        assert (await bas.says(line)).tells(_("Only convenors of a network can do this."))
    assert (await anna.says(f"{aim} N-1 Veen nat houden.")).tells(_("Saved."))
    assert (await anna.says(f"{right} N-1")).tells(
        _("Thank you. {name} is confirmed as of today.", name="Leerkring Veenweide")
    )
    sheet = await bas.says("N-1")
    assert "Veen nat houden." in sheet
    assert sheet.tells(START.date())


async def test_two_convenors_who_change_it_at_once_lose_nothing(door: Door) -> None:
    anna = await listed(door)
    bas = await door.member("Hydroloog")
    await anna.does("netwerk aanjager N-1 Hydroloog")
    await together(
        anna.says("netwerk doel N-1 Veen nat houden."),
        bas.says("netwerk toegang N-1 Kom naar de dijk."),
        door.person("Kernteam").says("netwerk regio's N-1 Twente"),
    )
    sheet = await anna.says("N-1")
    for told in ("Veen nat houden.", "Kom naar de dijk.", "Twente"):
        assert told in sheet


async def test_two_coordinators_who_approve_at_once_tell_the_convenor_once(door: Door) -> None:
    first, second = await door.coordinator("Kernteam"), await door.coordinator("Tweede Kernteam")
    anna = await door.member("Aanjager Veenweide")
    await register(anna)
    said = await together(first.does("netwerk goedkeuren N-1"), second.does("netwerk goedkeuren N-1"))
    already = [each for each in said if each.tells(_("{name} is listed already.", name="Leerkring Veenweide"))]
    assert len(already) == 1
    await anna.hears(_("{name} was approved and is listed now.", name="Leerkring Veenweide"))
    assert not anna.notices


async def test_a_network_of_nearly_the_same_name_is_noticed_before_it_is_made(door: Door) -> None:
    anna = await listed(door)
    alike = await anna.in_turn(
        *("netwerk aanmelden", "Leerkring Veenweiden", "leernetwerk", "water", "Friesland", "Hetzelfde"),
        *("overslaan", "overslaan"),
    )
    assert alike.tells(_("This looks like a network that is known already:"), "Leerkring Veenweide")
    number, _action = alike.button(_("No, the same"))
    assert (await anna.says(str(number))).tells(
        _("All right. Nothing new was registered; you can join the one that is known.")
    )
    assert "1" in (await anna.says("netwerken")).splitlines()[0]


@pytest.mark.parametrize(
    ("filtered", "there"),
    [
        ("Friesland", True),
        ("nederland", True),
        ("waterbeheer", True),
        ("soil", True),
        ("leernetwerken", True),
        ("learning networks in the Netherlands", True),
        ("regionaal", True),
        ("veenweide", True),
        ("leernetwerken water in Fryslân", True),
        ("Twente", False),
        ("wonen", False),
        ("programma", False),
        ("landelijk", False),
        ("onzin", False),
        ("p2", False),
        ("p99999999999999999999", False),
    ],
)
async def test_networks_are_filtered_by_region_theme_kind_level_and_words(
    door: Door, filtered: str, *, there: bool
) -> None:
    anna = await listed(door)
    said = await anna.says(f"netwerken {filtered}")
    assert said
    assert not said.tells("Sorry")
    assert ("• Leerkring Veenweide" in said) == there


@pytest.mark.parametrize(
    "line",
    ["which networks are there about veenweide", "is er een netwerk over veenweide", "zijn er netwerken voor water"],
)
async def test_what_only_makes_a_sentence_filters_nothing(door: Door, line: str) -> None:
    anna = await listed(door)
    assert "• Leerkring Veenweide" in await anna.says(line)


async def test_when_no_network_fits_those_that_come_near_are_shown_with_why(door: Door) -> None:
    anna = await listed(door)
    said = await anna.says("netwerken veenweide en kwelders")
    assert said.tells(_("I know no network for {filter}.", filter="veenweide, kwelders"))
    assert said.tells(_("These come near"))
    near = said[said.index("• Leerkring Veenweide") :]
    assert "in de naam" in near
    assert not (await anna.says("netwerken kwelders")).tells(_("These come near"))


async def test_who_did_not_sign_up_is_told_how(door: Door) -> None:
    visitor = door.person("Bezoeker")
    said = await visitor.says("mijn vragen")
    assert said.tells(_("For this I need to know who you are. Signing up takes two minutes."))
    assert (await visitor.presses(_("Sign up"), said)).tells(_("What is your name?"))


async def listed(door: Door, language: str = "nl") -> Person:
    """The convenor of Leerkring Veenweide, which the Kernteam approved."""
    kernteam = await door.coordinator("Kernteam", language)
    anna = await door.member("Aanjager Veenweide", language)
    await register(anna)
    await kernteam.presses(_("Approve"), await kernteam.hears(_("A network to approve")))
    await anna.hears(_("{name} was approved and is listed now.", name="Leerkring Veenweide"))
    return anna


@pytest.mark.parametrize("line", ["N-999", "netwerk n999"])
async def test_a_number_that_no_network_has_is_named_as_typed(door: Door, line: str) -> None:
    said = await (await door.member("Aanjager Veenweide")).says(line)
    assert said.tells(_("There is no network {number}.", number="N-999"))


async def test_while_there_is_no_network_the_list_says_so_and_offers_to_register_one(door: Door) -> None:
    said = await door.person("Adviseur Water").says("netwerken")
    assert said.tells(_("There are no networks on the list yet."))
    assert said.buttons == ["Meld een netwerk aan"]


@pytest.mark.parametrize(("language", "line"), [("nl", "mijn netwerken"), ("en", "my networks")])
async def test_members_see_the_networks_they_are_in(door: Door, language: str, line: str) -> None:
    anna = await door.member("Aanjager Veenweide", language)
    assert (await anna.says(line)).tells(_("You take part in no network yet."))
    await register(anna)
    assert "Leerkring Veenweide" in await anna.says(line)
