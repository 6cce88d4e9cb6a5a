"""Networks with the same aim are offered to act together, and each is free to say no."""

from datetime import timedelta

import pytest

from bot.chat.texts import _
from storage.networks.pairs import same_aim
from tests.cafe import Door, Person
from tests.commands.networks.test_deepened import a_network, the_theme

AIM = "Bewoners helpen om sloten en vijvers in de buurt schoon te houden"
ALIKE = "Wij helpen bewoners sloten en vijvers schoon te houden"


async def two(door: Door) -> tuple[Person, Person]:
    """Two networks that want the same in Twente, each with who drives it; and two that want something else."""
    twente, water = await door.region("Twente"), await the_theme(door, "water")
    there = {"regions": frozenset({twente}), "themes": frozenset({water})}
    anna, bert = await door.member("Aanjager Delta"), await door.member("Aanjager Vecht")
    await a_network(door, "Delta", anna, aim=AIM, **there)
    await a_network(door, "Vechtkring", bert, aim=ALIKE, **there)
    await a_network(door, "Elders", await door.member("Aanjager Elders"), aim=ALIKE, themes=there["themes"])
    await a_network(door, "Grondwater", await door.member("Aanjager Grond"), aim="Peilen meten met peilbuizen", **there)
    return anna, bert


async def asked(door: Door) -> None:
    door.clock.ahead(timedelta(minutes=5))
    assert await door.cafe.work["networks alike"]() == 1
    assert await door.cafe.work["networks alike"]() == 0
    assert await door.cafe.work["upkeep"]() == 2


async def test_both_say_yes_and_act_together(door: Door) -> None:
    anna, bert = await two(door)
    await asked(door)
    of_anna = await anna.hears("Vechtkring", _("wants the same as {own}. Act together?", own="Delta"))
    of_bert = await bert.hears("Delta", _("wants the same as {own}. Act together?", own="Vechtkring"))
    first = await anna.presses(_("Yes, together"), of_anna)
    assert first.tells(_("Good. When {other} wants to as well, you hear it.", other="Vechtkring"))
    assert not bert.notices
    assert "Delta" in await bert.says("te doen")
    second = await bert.presses(_("Yes, together"), of_bert)
    assert second.tells(_("{own} and {other} act together from now on.", own="Vechtkring", other="Delta"))
    await anna.hears(_("{own} and {other} act together from now on.", own="Delta", other="Vechtkring"))
    assert "Delta" in await anna.says("N-2")
    assert "Delta" not in await bert.says("te doen")
    assert (await bert.presses(_("Undo"), second)).tells(_("What you said is taken back."))
    assert "Vechtkring" not in await anna.says("N-1")


async def test_who_changes_their_mind_ends_it_and_the_other_hears_that(door: Door) -> None:
    anna, bert = await two(door)
    await anna.says("samen optrekken N-1 N-2")
    await bert.says("samen optrekken N-2 N-1")
    ended = _("{own} and {other} do not act together any more.", own="Vechtkring", other="Delta")
    said = await bert.says("niet samen optrekken N-2 N-1")
    assert said.tells(ended)
    await anna.hears(_("{own} and {other} do not act together any more.", own="Delta", other="Vechtkring"))
    assert "Vechtkring" not in await anna.says("N-1")
    await bert.presses(_("Undo"), said)
    assert "Vechtkring" in await anna.says("N-1"), "what was said before stands again"


@pytest.mark.parametrize("no_first", [True, False])
async def test_of_a_no_the_other_hears_nothing(door: Door, no_first: bool) -> None:
    anna, bert = await two(door)
    await asked(door)
    of_anna, of_bert = await anna.hears("Vechtkring"), await bert.hears("Delta")
    if no_first:
        assert (await anna.presses(_("No"), of_anna)).tells(_("All right. The other does not hear of it."))
    yes = await bert.presses(_("Yes, together"), of_bert)
    if not no_first:
        await anna.presses(_("No"), of_anna)
    assert yes.tells(_("Good. When {other} wants to as well, you hear it.", other="Delta"))
    assert not anna.notices
    assert not bert.notices
    assert "Delta" not in await bert.says("te doen")
    door.clock.ahead(timedelta(days=15))
    assert await door.cafe.work["upkeep"]() == 0
    assert "Vechtkring" not in await anna.says("N-1")


async def test_only_who_drives_it_says_so(door: Door) -> None:
    await two(door)
    grond, lezer = door.person("Aanjager Grond"), await door.coordinator("Kernteam")
    for who in (grond, lezer):
        said = await who.says("samen optrekken N-1 N-2")
        assert said.tells(_("Only who drives {name} says so.", name="Delta"))
    assert (await grond.says("samen optrekken N-4 N-4")).tells(_("Those are one and the same network."))
    assert (await grond.says("samen optrekken N-4 N-1")).tells(
        _("Good. When {other} wants to as well, you hear it.", other="Delta")
    )
    assert "Grondwater" in await door.person("Aanjager Delta").says("te doen")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (AIM, ALIKE, True),
        ("Kennis delen over water", "Kennis delen over water", False),
        (AIM, "Peilen meten met peilbuizen", False),
        ("", "", False),
    ],
)
def test_an_aim_is_the_same_by_words_that_few_have(one: str, other: str, same: bool) -> None:
    assert same_aim(one, other) is same
