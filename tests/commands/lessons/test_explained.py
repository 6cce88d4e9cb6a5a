"""One fact of a lesson is told in a sentence, by who may be named."""

from tests.cafe import Door

LESSON = "les: in Twente werkt het overleg aan de keukentafel goed"


async def test_how_often_a_lesson_was_used_and_whether_it_holds(door: Door) -> None:
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert", regions="Twente")
    await anna.in_turn(LESSON, "klopt")
    assert "Nog niemand vertelde" in await bert.says("hoe vaak is les gebruikt L-1")
    assert "niemand zei dat hij niet meer klopt" in await bert.says("klopt les nog L-1")
    await bert.says("gebruikt L-1: in Almelo kwamen er twee keer zoveel mensen")
    assert "1 keer gebruikt" in await anna.says("hoe vaak is les gebruikt L-1")


async def test_who_shared_it_is_named(door: Door) -> None:
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert", regions="Twente")
    await anna.in_turn(LESSON, "klopt")
    assert "Anna" in await bert.says("wie heeft les gedeeld L-1")


async def test_who_left_their_name_out_is_not(door: Door) -> None:
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert", regions="Twente")
    await anna.in_turn(LESSON, "zonder mijn naam")
    told = await bert.says("wie heeft les gedeeld L-1")
    assert "Anna" not in told
    assert "zonder naam" in told
