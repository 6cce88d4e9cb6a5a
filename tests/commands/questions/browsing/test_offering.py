"""People of an open question read in their own digest of one like it that another area answered, one a week at most."""

from datetime import timedelta

from bot.chat.texts import Language, _
from storage import atlas
from storage.lessons import lessons
from storage.lessons.lesson import Aspect, Side
from storage.lessons.lesson import Draft as LessonDraft
from storage.questions import offers
from tests.bot.digest.test_digest import MONDAY, WEEK, World, text, world

__all__ = ["world"]
"""The fixture of the digest."""

LONG_AGO = MONDAY - timedelta(days=40)
HEADING = Language("nl").text(_("From another region, for your question"))
OPEN, FITS = "Hoe meten wij bodemdaling in het veen?", "Wie weet hoe je bodemdaling in veen meet?"


def _two(world: World) -> None:
    world.ask(OPEN, LONG_AGO, region="Twente", theme="bodem", by=world.reader)
    answered = world.ask(FITS, LONG_AGO, region="Zeeland", theme="bodem")
    world.answer(answered, "Met peilbuizen en satellieten.", LONG_AGO, by=world.asker)


async def test_who_waits_is_offered_what_another_area_answered_once_and_one_a_week(world: World) -> None:
    _two(world)
    again = world.ask("Hoe meet je bodemdaling in veen goedkoop?", LONG_AGO, region="Zeeland", theme="bodem")
    world.personal()
    world.network("Leerkring Twente", MONDAY - timedelta(days=1), region="Twente")
    (sent,) = [each for each in await world.at(MONDAY) if HEADING in text(each)]
    assert "K-2" in text(sent)
    assert "peilbuizen" in text(sent)
    assert f"K-{again} " not in text(sent).partition(HEADING)[2].partition("\n\n")[0].split("K-2")[0]
    world.network("Leerkring Salland", MONDAY + WEEK - timedelta(days=1), region="Twente")
    assert not [each for each in await world.at(MONDAY + WEEK) if HEADING in text(each)], "each is offered once"


async def test_nothing_is_offered_of_the_own_area_or_of_another_matter(world: World) -> None:
    world.ask(OPEN, LONG_AGO, region="Twente", theme="bodem", by=world.reader)
    others = (("Overijssel", "bodem", FITS), ("Zeeland", "wonen", FITS), ("Zeeland", "bodem", "Wie?"))
    for region, theme, words in others:
        number = world.ask(words, LONG_AGO, region=region, theme=theme)
        world.answer(number, "Met peilbuizen.", LONG_AGO, by=world.asker)
    with world.database.begin() as tx:
        assert offers.offers(tx, MONDAY) == []


async def test_only_people_of_the_question_are_told(world: World) -> None:
    _two(world)
    with world.database.begin() as tx:
        (offer,) = offers.offers(tx, MONDAY)
    assert offer.readers == {world.reader}


async def test_a_lesson_of_another_area_is_offered_too_and_told_once(world: World) -> None:
    with world.database.begin() as tx:
        known = atlas.atlas(tx)
        (where, theme) = known.region("Zeeland"), known.theme("bodem")
        assert where is not None
        assert theme is not None
        learnt = "Bodemdaling in het veen meten lukt met peilbuizen van de buren"
        lessons.put(
            tx,
            world.asker,
            LessonDraft(learnt, Side.well, Aspect.process, regions=frozenset({where.id}), themes=frozenset({theme.id})),
            LONG_AGO,
        )
    world.ask(OPEN, LONG_AGO, region="Twente", theme="bodem", by=world.reader)
    world.ask("Hoe leren we van elkaar?", LONG_AGO, region="Twente", theme="bodem", by=world.asker)
    world.personal()
    world.network("Leerkring Twente", MONDAY - timedelta(days=1), region="Twente")
    sent = [said for each in await world.at(MONDAY) if HEADING in (said := text(each))]
    assert len(sent) == 1
    assert "L-1" in sent[0].partition(HEADING)[2]
    assert sent[0].count("L-1") == 1, "whatever else of the digest it would fit"
