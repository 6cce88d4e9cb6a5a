"""Roles are given and taken back in chat, with a scope, by who may, and it is kept who did."""

import pytest

from bot.chat.texts import _
from storage import audit
from storage.members.roles import Grant
from storage.vocabulary import Role, Subject
from tests.cafe import Door, Person, together


@pytest.fixture
async def admin(door: Door) -> Person:
    return await door.coordinator("Beheerder", role=Role.admin)


@pytest.fixture
async def anna(door: Door) -> Person:
    return await door.member("Kennisschakelaar Twente")


@pytest.mark.parametrize(
    ("give", "take"),
    [
        ("geef rol Kennisschakelaar Twente coordinator Twente", "neem rol terug"),
        ("grant role Kennisschakelaar Twente coordinator Twente", "withdraw role"),
    ],
)
async def test_a_role_in_a_region_is_given_and_taken_back(
    door: Door, admin: Person, anna: Person, give: str, take: str
) -> None:
    given = await admin.does(give)
    assert "Kennisschakelaar Twente (Gemeente Voorbeeld)" in given
    assert "Twente" in (await anna.hears("Twente"))
    member = await anna.member()
    assert member.grants == (Grant(Role.coordinator, region_id=await door.region("Twente")),)
    assert "Twente" in await admin.says("rollen")
    taken = await admin.does(f"{take} M-{member.id} coordinator Twente")
    assert "Kennisschakelaar Twente" in taken
    assert (await anna.member()).grants == ()
    acts = await door.database.read(audit.of, Subject.member, member.id)
    assert [each.act for each in acts] == ["grant role", "withdraw role"]
    assert {each.actor_id for each in acts} == {(await admin.member()).id}


async def test_a_role_is_given_once(admin: Person, anna: Person) -> None:
    await admin.does("geef rol Kennisschakelaar Twente stuurgroep")
    again = await admin.does("geef rol Kennisschakelaar Twente stuurgroep")
    assert again.tells(_("{who} has that role already.", who="Kennisschakelaar Twente (Gemeente Voorbeeld)"))


@pytest.mark.parametrize("role", ["koning", "coordinator Atlantis", ""])
async def test_a_role_or_region_that_is_not_known_is_asked_for_again(admin: Person, anna: Person, role: str) -> None:
    said = await admin.says(f"geef rol Kennisschakelaar Twente {role}")
    assert said
    assert (await anna.member()).grants == ()


async def test_a_coordinator_gives_no_more_than_their_own_region(door: Door, admin: Person, anna: Person) -> None:
    overijssel = await door.member("Kernteam Overijssel")
    await door.grant(overijssel, Grant(Role.coordinator, region_id=await door.region("Overijssel")))
    number = f"M-{(await anna.member()).id}"
    for more in ("coordinator Flevoland", "coordinator", "beheerder", "stuurgroep"):
        refused = await overijssel.says(f"geef rol {number} {more}")
        assert refused.tells(_("Only administrators can do this.")) or refused.tells(
            _("You can do this only for the networks and regions that you answer for.")
        ), more
    assert (await anna.member()).grants == ()
    await overijssel.does(f"geef rol {number} coordinator Salland")
    assert (await anna.member()).grants == (Grant(Role.coordinator, region_id=await door.region("Salland")),)


async def test_the_last_administrator_keeps_the_role(admin: Person) -> None:
    number = f"M-{(await admin.member()).id}"
    assert (await admin.says(f"neem rol terug {number} beheerder")).tells(
        _("This is the last administrator. Give someone else the role first.")
    )


async def test_two_administrators_who_dismiss_each_other_at_once_leave_one(door: Door, admin: Person) -> None:
    other = await door.coordinator("Tweede beheerder", role=Role.admin)
    first, second = f"M-{(await admin.member()).id}", f"M-{(await other.member()).id}"
    await together(
        admin.surely(f"neem rol terug {second} beheerder"), other.surely(f"neem rol terug {first} beheerder")
    )
    held = [each for who in (admin, other) for each in (await who.member()).grants]
    assert held == [Grant(Role.admin)]


async def test_a_member_gives_no_roles(anna: Person) -> None:
    assert (await anna.says("geef rol Kennisschakelaar Twente beheerder")).tells(_("Only coordinators can do this."))
    assert (await anna.says("rollen")).tells(_("Only coordinators can do this."))
