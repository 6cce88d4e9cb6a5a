"""Members report; coordinators hide, show again, block and let in; and nobody does more than their say reaches."""

from datetime import timedelta

import pytest

from bot.chat.texts import _, _n
from storage import audit
from storage.members.roles import Grant
from storage.vocabulary import Role, Subject
from tests.cafe import Door, Person


@pytest.fixture
async def kernteam(door: Door) -> Person:
    return await door.coordinator("Kernteam")


@pytest.fixture
async def anna(door: Door) -> Person:
    return await door.member("Aanjager Bodem")


async def listed(door: Door, who: Person, coordinator: Person, name: str = "Onder Twente") -> None:
    """A network that `who` drives, approved."""
    await proposed(who, name)
    await coordinator.presses(_("Approve"), await coordinator.hears(_("A network to approve"), name))
    await who.hears(_("{name} was approved and is listed now.", name=name))


async def proposed(who: Person, name: str) -> None:
    """A network that `who` registers."""
    said = await who.in_turn("netwerk aanmelden", name, "kennisnetwerk", "bodem", "Twente", "Kennis delen")
    for _turn in range(4):
        if said.tells(_("You hear from me as soon as they decide.")):
            break
        said = await who.says("overslaan")


async def test_a_report_reaches_the_coordinators_who_hide_and_show_again(
    door: Door, kernteam: Person, anna: Person
) -> None:
    await listed(door, anna, kernteam)
    bas = await door.member("Hydroloog")
    thanks = await bas.in_turn("meld N-1", "Dit netwerk bestaat niet meer.")
    assert thanks.tells(_("Thank you. The coordinators look at it."))
    report = await kernteam.hears(_("A member reported {what}:", what="N-1"), "Dit netwerk bestaat niet meer.")
    assert "Dit netwerk bestaat niet meer." in await kernteam.says("meldingen")
    hidden = await kernteam.presses(_("Hide"), report)
    assert hidden.tells(_("It is out of sight."))
    assert "Onder Twente" not in await bas.says("netwerken")
    assert "Onder Twente" not in await bas.says("wie weet iets over bodem")
    assert (await kernteam.says("meldingen")).tells(_("There are no reports."))
    assert (await kernteam.presses(_("Show it again"), hidden)).tells(_("It is shown again."))
    assert "Onder Twente" in await bas.says("netwerken")
    acts = [each.act for each in await door.database.read(audit.of, Subject.network, 1)]
    assert acts[-2:] == ["hide", "unhide"]


async def test_what_is_reported_must_exist(anna: Person) -> None:
    assert (await anna.in_turn("meld", "iets vreemds")).tells(_("Give a number, like K-12, A-5, N-3 or M-7."))
    assert (await anna.in_turn("meld K-99", "weg ermee")).tells(_("There is no question {number}.", number="K-99"))
    assert "netwerk" in await anna.says("netwerken")


async def test_who_is_blocked_is_kept_out_until_let_in(door: Door, kernteam: Person, anna: Person) -> None:
    member = await anna.member()
    blocked = await kernteam.does("blokkeer Aanjager Bodem")
    assert blocked.tells(_("{who} is kept out.", who="Aanjager Bodem (Gemeente Voorbeeld)"))
    for line in ("netwerken", "profiel", "meld N-1", "aanmelden"):
        assert (await anna.says(line)).tells(
            _("Your access was closed by a coordinator. Write to them if you think this is a mistake.")
        )
    seeker = await door.member("Hydroloog")
    assert "Aanjager Bodem" not in await seeker.says("wie weet iets over een bodemkaart")
    await kernteam.presses(_("Undo"), blocked)
    assert (await anna.says("profiel")).tells("Aanjager Bodem")
    acts = [each.act for each in await door.database.read(audit.of, Subject.member, member.id)]
    assert acts == ["block", "unblock"]


async def test_nobody_blocks_themselves_or_who_stands_higher(door: Door, kernteam: Person, anna: Person) -> None:
    admin = await door.coordinator("Beheerder", role=Role.admin)
    number = f"M-{(await admin.member()).id}"
    assert (await kernteam.says(f"blokkeer {number}")).tells(
        _("Only someone with a higher role can block {who}.", who="Beheerder (Gemeente Voorbeeld)")
    )
    assert (await kernteam.says(f"blokkeer M-{(await kernteam.member()).id}")).tells(_("You cannot block yourself."))
    assert (await anna.says(f"blokkeer {number}")).tells(_("Only coordinators can do this."))


@pytest.mark.parametrize("line", ["verberg N-1", "toon weer N-1", "meldingen", "blokkeer M-1", "deblokkeer M-1"])
async def test_members_do_not_moderate(anna: Person, line: str) -> None:
    assert (await anna.says(line)).tells(_("Only coordinators can do this."))


async def test_a_coordinator_of_one_region_hides_nothing_elsewhere(door: Door, kernteam: Person, anna: Person) -> None:
    await listed(door, anna, kernteam)
    flevoland = await door.member("Kennisschakelaar Flevoland")
    await door.grant(flevoland, Grant(Role.coordinator, region_id=await door.region("Flevoland")))
    assert (await flevoland.says("verberg N-1")).tells(
        _("You can do this only for the networks and regions that you answer for.")
    )
    assert "Onder Twente" in await anna.says("netwerken")
    overijssel = await door.member("Kennisschakelaar Overijssel")
    await door.grant(overijssel, Grant(Role.coordinator, region_id=await door.region("Overijssel")))
    assert (await overijssel.does("verberg N-1")).tells(_("It is out of sight."))


NOT_YOURS = (
    _("Only coordinators can do this."),
    _("This changes something for the whole country. Ask a national coordinator."),
    _("You can do this only for the networks and regions that you answer for."),
)


async def test_who_moderates_a_room_is_no_coordinator_of_the_cafe(door: Door, kernteam: Person, anna: Person) -> None:
    """Anyone can open a room, and so moderate one."""
    await door.room("eigen ruimte", moderators=[anna])
    for line in (
        "meldingen",
        "rollen",
        "thema toevoegen onzin",
        "regio toevoegen Onzin Twente",
        "synoniem water",
    ):
        said = await anna.says(line)
        while said.tells(_("Under which theme does it fall?")) or said.tells(_("At which level is it?")):
            said = await anna.says("overslaan")
        if said.tells(_("In which regions does it lie?")):
            said = await anna.in_turn("Twente", "overslaan")
        if said.tells(_("Which other name or abbreviation does it have?")):
            said = await anna.says("onzin")
        assert any(map(said.tells, NOT_YOURS)), line
    assert "onzin" not in await kernteam.says("thema's")


async def test_an_answer_is_hidden_and_shown_again(door: Door, kernteam: Person, anna: Person) -> None:
    bas = await door.member("Hydroloog")
    said = await anna.says("vraag Hoe nat is het veen in Twente?")
    for _turn in range(6):
        if said.tells("K-1"):
            break
        said = await anna.says("ja" if said.buttons and "ja" in [b.line for b in said.reply.actions()] else "overslaan")
    await bas.says("antwoord K-1 Kniediep in de winter.")
    assert "Kniediep" in await anna.says("K-1")
    hidden = await kernteam.does("verberg A-1")
    assert hidden.tells(_("It is out of sight."))
    assert "Kniediep" not in await anna.says("K-1")
    await kernteam.presses(_("Show it again"), hidden)
    assert "Kniediep" in await anna.says("K-1")
    assert (await kernteam.says("toon weer A-1")).tells(
        _("Which answer? Give its number, like {example}.", example="A-5")
    )


async def test_what_is_new_stands_first_below_how_much_of_each_kind_waits(door: Door, kernteam: Person) -> None:
    for name in ("Duinzand", "Heidekring", "Beekdal", "Polderraad", "Rivierklei", "Waddenkust", "Veenweide"):
        if name == "Veenweide":
            door.clock.ahead(timedelta(days=30))
        await proposed(await door.member(f"Aanjager {name}"), name)
    first = await kernteam.says("te doen")
    assert first.index("Veenweide") < first.index("Duinzand")
    assert first.tells(_n("{n} is new", "{n} are new", 1))
    assert first.tells(_("{n} \u00d7 {what}", n="7", what="een netwerk om goed te keuren"))
    second = await kernteam.says("volgende")
    assert "Waddenkust" in second
    assert "Veenweide" not in second


@pytest.mark.parametrize("line", ["verberg {}", "hide {}", "toon weer {}"])
async def test_a_member_who_hides_a_thing_by_its_number_hears_who_can(understanding: Door, line: str) -> None:
    someone = await understanding.member("Deelnemer")
    for number in ("K-12", "F-1", "D-3", "L-2", "G-3", "S-3", "W-1"):
        said = await someone.says(line.format(number))
        assert said.tells(_("Only coordinators can do this.")), (number, said)
