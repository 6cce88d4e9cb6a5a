"""One person on two platforms: a code proves it, nothing is gained by it, and it can be taken apart again."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from bot.chat.texts import _
from storage.accounts import separation
from storage.maintenance import numbers
from storage.members import follows, people, roles
from storage.members.roles import Grant
from storage.questions.question import QUESTION
from storage.tables.base import metadata
from storage.vocabulary import Role
from tests.cafe import Door, Person, Said
from tests.commands.questions.test_questions import put
from tests.commands.test_lengths import too_long

WRONG = _("That code is not right, or too old. Ask for a new one on the other platform.")


async def code_of(who: Person) -> str:
    shape = re.compile(r"koppel ((?:[a-z2-7]{4}-)+[a-z2-7]{4})")
    before = len(who.door.heard_in(who.chat))
    await who.says("koppel")  # which is fleeting: nothing of it is kept once it was sent

    def told() -> list[str]:
        return [found[1] for said in who.door.heard_in(who.chat)[before:] if (found := shape.search(said))]

    await who.door.far.until(lambda: bool(told()), "the code")
    return told()[0]


APART = _("Was it not you? Take it apart within a day.")
YES, WITH_ROLES = _("Yes, that is me"), _("Yes, that is me, and my roles go along")


async def links(second: Person, first: Person) -> Said:
    """Become one with the first, by its code and a yes."""
    offered = await second.says(f"koppel {await code_of(first)}")
    return await second.presses(WITH_ROLES if (await second.member()).grants else YES, offered)


def here_too(who: Person, said: Said) -> bool:
    return said.tells(_("You are {name} here too from now on.", name=who.identity.name))


async def test_after_linking_profile_follows_and_notices_are_one(door: Door) -> None:
    first, second, helper = await door.member("Adviseur"), door.person("Adviseur Elders"), await door.member("Ander")
    await put(first)
    assert here_too(first, await links(second, first))
    assert (await first.member()).id == (await second.member()).id
    await helper.says("antwoord K-1 Zo.")
    await first.hears("Zo.")
    await first.hears(APART)
    assert not second.notices, "notices go to the preferred platform only"
    await second.says("berichten hier")
    await helper.says("antwoord K-1 En zo.")
    await second.hears("En zo.")
    assert not first.notices


async def test_roles_come_along_as_granted_and_are_never_raised(door: Door) -> None:
    twente = Grant(Role.coordinator, region_id=await door.region("Twente"))
    first, second = await door.member("Adviseur"), await door.member("Elders")
    await door.grant(second, twente)
    before = {*(await first.member()).grants, *(await second.member()).grants}
    await links(second, first)
    assert set((await first.member()).grants) == before == {twente}


async def test_linking_is_no_way_around_being_blocked(door: Door) -> None:
    first, second = await door.member("Adviseur"), await door.member("Elders")
    code = await code_of(first)
    await door.database.write(people.block, (await first.member()).id, door.clock())
    await second.presses(YES, await second.says(f"koppel {code}"))
    assert (await second.member()).blocked_at or (await second.member()).id != (await first.member()).id


@pytest.mark.parametrize("code", ["n746-vnub-cc6e-er67", "k234-5672-abcd-efgh", "2345-abcd-efgh-n746"])
async def test_a_code_that_begins_as_a_number_is_a_code(door: Door, code: str) -> None:
    assert (await door.person("Elders").says(f"koppel {code}")).tells(WRONG)


async def test_a_code_works_once(door: Door) -> None:
    first, second, third = await door.member("Adviseur"), door.person("Elders"), door.person("Dief")
    code = await code_of(first)
    offered = await second.says(f"koppel {code}")
    assert here_too(first, await second.presses(YES, offered))
    assert (await third.says(f"koppel {code}")).tells(WRONG)
    assert (await third.member()).id != (await first.member()).id


async def test_a_code_is_good_for_ten_minutes(door: Door) -> None:
    first, second = await door.member("Adviseur"), door.person("Elders")
    late, code = await code_of(first), None
    door.clock.ahead(timedelta(minutes=10, seconds=1))
    assert (await second.says(f"koppel {late}")).tells(WRONG)
    code = await code_of(first)
    door.clock.ahead(timedelta(minutes=9, seconds=59))
    offered = await second.says(f"koppel {code}")
    assert here_too(first, await second.presses(YES, offered))


async def test_only_its_hash_is_kept(door: Door) -> None:
    code = await code_of(await door.member("Adviseur"))
    bare = code.replace("-", "")

    def kept(tx: Connection) -> str:
        return " ".join(
            str(value) for table in metadata.sorted_tables for row in tx.execute(select(table)) for value in row
        )

    await door.cafe.settled()
    everything = await door.database.read(kept)
    assert code not in everything
    assert bare not in everything


async def test_guessing_is_stopped(door: Door) -> None:
    first, thief = await door.member("Adviseur"), door.person("Dief")
    code = await code_of(first)
    for _each in range(5):
        assert (await thief.says("koppel aaaa-bbbb-cccc-dddd")).tells(WRONG)
    assert (await thief.says(f"koppel {code}")).tells(_("Too many wrong codes. Try again in an hour."))
    assert (await thief.member()).id != (await first.member()).id


async def test_a_code_is_shown_in_a_personal_chat_only(door: Door) -> None:
    first = await door.member("Adviseur")
    where = await door.room("Kanaal")
    said = await first.says("koppel", where=where)
    assert not re.search(r"koppel [a-z2-7]{4}-", said)


async def test_apart_again_each_keeps_to_themselves(door: Door) -> None:
    first, second, helper = await door.member("Adviseur"), door.person("Elders"), await door.member("Ander")
    await put(first)
    await links(second, first)
    await second.in_turn("ontkoppel", "ja")
    member, apart = await first.member(), await second.member()
    assert member.id != apart.id
    assert apart.signed_up_at is None
    assert not apart.grants
    assert await door.database.read(follows.following, member.id, QUESTION, 1)
    await helper.says("antwoord K-1 Zo.")
    await first.hears("Zo.")
    assert not second.notices


async def test_a_code_that_was_typed_in_a_room_links_nobody_and_is_worth_nothing_any_more(door: Door) -> None:
    first, second, other = await door.member("Adviseur"), door.person("Adviseur Elders"), door.person("Omstander")
    code, where = await code_of(first), await door.room("Kanaal")
    said = await second.says(f"koppel {code}", where=where)
    told = _("Others could read that code, so it is worth nothing any more. Ask for a new one, and type it here.")
    assert said.tells(told)
    assert said.conversation.key == second.chat.key
    assert (await first.member()).id != (await second.member()).id
    for who in (second, other):
        assert (await who.says(f"koppel {code}")).tells(WRONG)
    # One that is none is answered the same: a room is no place to try codes in.
    assert (await other.says("koppel aaaa-bbbb-cccc-dddd", where=where)).tells(told)
    assert here_too(first, await links(second, first))


async def test_both_accounts_are_named_before_and_the_first_hears_of_it(door: Door) -> None:
    first, second = await door.member("Adviseur"), door.person("Adviseur Elders")
    offered = await second.says(f"koppel {await code_of(first)}")
    named = _("Your account {mine} becomes one with {theirs}.", mine="Adviseur Elders (Door)", theirs="Adviseur (Door)")
    assert offered.tells(named)
    assert (await first.member()).id != (await second.member()).id
    await second.presses(YES, offered)
    heard = await first.hears(APART)
    assert heard.tells("Adviseur (Door)", "Adviseur Elders (Door)")


async def test_an_administrator_who_types_a_strangers_code_gives_nothing_away(door: Door) -> None:
    """The thief sends a code: "type this, it is for the update"."""
    thief, admin = await door.member("Dief"), await door.coordinator("Beheerder", role=Role.admin)
    offered = await admin.says(f"koppel {await code_of(thief)}")
    assert offered.tells(
        _("Whoever writes there is you from then on. Is that you? If somebody gave you the code, say no."),
        _("Your roles go along: {roles}.", roles="beheerder"),
    )
    shown = re.search(r"koppel (\S+)", next(each.line for each in offered.reply.actions() if "koppel" in each.line))
    assert shown
    # A line that was prepared gains nothing, nor does the button in the hands of another.
    await admin.says(f"koppel {await code_of(thief)} ja")
    assert (await thief.says(f"koppel {shown[1]}")).tells(WRONG)
    await admin.presses(_("No"), offered)
    assert (await admin.says(f"koppel {shown[1]}")).tells(WRONG)
    assert (await admin.member()).role is Role.admin
    assert (await thief.member()).role is Role.member
    assert (await admin.member()).id != (await thief.member()).id


async def test_whoever_got_an_administrators_code_does_not_become_them(door: Door) -> None:
    """The thief asks for a code: "read me what it says"."""
    admin, thief = await door.coordinator("Beheerder", role=Role.admin), await door.member("Dief")
    said = await thief.presses(YES, await thief.says(f"koppel {await code_of(admin)}"))
    assert said.tells(
        _("I asked {theirs}, which has roles. Press the button there within ten minutes.", theirs="Beheerder (Door)")
    )
    asked = await admin.hears(
        _("{who} wants to be one account with you, {you}.", who="Dief (Door)", you="Beheerder (Door)")
    )
    assert (await thief.member()).role is Role.member
    _number, button = asked.button(YES)
    assert (await thief.says(button.line)).tells(WRONG)
    await admin.presses(_("No"), asked)
    assert (await admin.says(button.line)).tells(WRONG)
    assert (await thief.member()).id != (await admin.member()).id


async def test_who_holds_roles_lets_their_own_other_account_in_by_a_button(door: Door) -> None:
    admin, second = await door.coordinator("Beheerder", role=Role.admin), door.person("Beheerder Elders")
    await second.presses(YES, await second.says(f"koppel {await code_of(admin)}"))
    asked = await admin.hears(
        _("{who} wants to be one account with you, {you}.", who="Beheerder Elders (Door)", you="Beheerder (Door)")
    )
    await admin.presses(YES, asked)
    await second.hears(APART)
    assert (await second.member()).id == (await admin.member()).id


@pytest.mark.parametrize("yes", ["ja", "Ja graag!", "ja dat ben ik"])
async def test_a_typed_yes_does_what_the_button_does(door: Door, yes: str) -> None:
    first, second = await door.member("Adviseur"), door.person("Adviseur Elders")
    await second.says(f"koppel {await code_of(first)}")
    assert here_too(first, await second.says(yes))
    assert (await second.member()).id == (await first.member()).id


@pytest.mark.parametrize("no", ["nee", "Nee, dank je", "no"])
async def test_a_typed_no_does_what_the_button_does(door: Door, no: str) -> None:
    first, second = await door.member("Adviseur"), door.person("Adviseur Elders")
    offered = await second.says(f"koppel {await code_of(first)}")
    assert (await second.says(no)).tells(_("Nothing was linked."))
    assert not here_too(first, await second.presses(YES, offered))
    assert not here_too(first, await second.says("ja"))
    assert (await second.member()).id != (await first.member()).id


async def test_what_a_code_is_for_fits_where_it_is_kept_however_high_the_numbers(door: Door) -> None:
    first, second = await door.member("Adviseur"), door.person("Elders")
    for table in ("inbox", "members"):  # as after years, on either database
        await door.database.write(numbers.go_on_from, {table: 987_654_321})
    late = await door.member("Later")
    assert here_too(first, await links(second, first))
    offered = await door.person("Later Elders").says(f"koppel {await code_of(late)}")
    assert offered.tells(YES)
    assert await door.database.read(too_long) == []


async def test_the_question_lapses_with_what_is_said_next(door: Door) -> None:
    first, second = await door.member("Adviseur"), door.person("Adviseur Elders")
    offered = await second.says(f"koppel {await code_of(first)}")
    await second.says("netwerken")
    assert not here_too(first, await second.says("ja"))
    late = await second.presses(YES, offered)
    assert late.tells(_("That question has lapsed. Nothing was linked. Ask for a new code on the other platform."))
    assert (await second.member()).id != (await first.member()).id
    assert here_too(first, await links(second, first))


async def test_a_yes_to_who_wants_in_is_asked_once_more(door: Door) -> None:
    """It may have been meant for something else: what comes in between must not be what is agreed to."""
    admin, second = await door.coordinator("Beheerder", role=Role.admin), door.person("Beheerder Elders")
    await second.presses(YES, await second.says(f"koppel {await code_of(admin)}"))
    named = _("{who} wants to be one account with you, {you}.", who="Beheerder Elders (Door)", you="Beheerder (Door)")
    await admin.hears(named)
    assert (await admin.says("ja")).tells(named)
    assert (await second.member()).id != (await admin.member()).id
    await admin.says("ja")
    assert (await second.member()).id == (await admin.member()).id


async def test_a_no_to_who_wants_in_is_done(door: Door) -> None:
    admin, thief = await door.coordinator("Beheerder", role=Role.admin), await door.member("Dief")
    await thief.presses(YES, await thief.says(f"koppel {await code_of(admin)}"))
    asked = await admin.hears(_("Who writes there can do what you can: {roles}. Is that you?", roles="beheerder"))
    assert (await admin.says("nee")).tells(_("Nothing was linked."))
    await admin.presses(YES, asked)
    assert (await thief.member()).id != (await admin.member()).id


@pytest.mark.parametrize("by", ["the one", "the other"])
async def test_within_a_day_each_gets_back_what_was_theirs(door: Door, by: str) -> None:
    twente = Grant(Role.coordinator, region_id=await door.region("Twente"))
    first, second, helper = await door.member("Adviseur"), await door.member("Elders"), await door.member("Ander")
    await door.grant(second, twente)
    await put(helper)
    await second.says("volg K-1")
    was = await second.member()
    await links(second, first)
    heard = await first.hears(APART)
    door.clock.ahead(timedelta(hours=23))
    if by == "the one":
        await first.presses(_("Undo"), heard)
    else:
        await second.says("maak koppeling ongedaan")
    assert await second.member() == was
    assert (await first.member()).grants == ()
    assert not await door.database.read(follows.following, (await first.member()).id, QUESTION, 1)
    assert await door.database.read(follows.following, was.id, QUESTION, 1)


async def test_a_role_that_was_withdrawn_meanwhile_does_not_come_back(door: Door) -> None:
    twente = Grant(Role.coordinator, region_id=await door.region("Twente"))
    first, second = await door.member("Adviseur"), await door.member("Elders")
    await door.grant(second, twente)
    await links(second, first)
    await door.database.write(roles.withdraw, (await first.member()).id, twente)
    await second.says("maak koppeling ongedaan")
    assert (await second.member()).grants == () == (await first.member()).grants


async def test_after_a_day_it_is_too_late(door: Door) -> None:
    first, second = await door.member("Adviseur"), door.person("Elders")
    await links(second, first)
    door.clock.ahead(timedelta(hours=24, seconds=1))
    assert (await second.says("maak koppeling ongedaan")).tells(_("Nothing was linked within a day."))
    assert (await second.member()).id == (await first.member()).id


async def test_taking_it_apart_is_no_way_around_being_blocked(door: Door) -> None:
    first, second = await door.member("Adviseur"), await door.member("Elders")
    await links(second, first)
    await door.database.write(people.block, (await first.member()).id, door.clock())
    await door.database.write(separation.undo, (await first.member()).id, door.clock())
    assert (await second.member()).id != (await first.member()).id
    assert (await second.member()).blocked_at
