"""The loop as one story: what a farmer asks comes on an agenda, is raised, decided on, done and learned from."""

from datetime import timedelta

from bot.chat.texts import _
from storage.vocabulary import Role
from tests.cafe import Door, Person
from tests.transcripts import due_letters

QUESTION = "Hoe houden we de dorpsschool in Twente open als er minder kinderen zijn?"
WHY = "een school is meer dan een gebouw met klassen"
A_WEEK = timedelta(days=7)
"""A steering group takes its time; in less, all of this is more than anybody is told at once (`test_enough.py`)."""


async def later(door: Door, by: timedelta = timedelta(minutes=15)) -> None:
    """Let what waits go out."""
    door.clock.ahead(by)
    await door.cafe.work["hearing"]()
    due = await door.database.read(due_letters, door.clock())
    await door.far.until(lambda: due <= door.far.seen, due)
    await door.cafe.settled()


def heard(who: Person, *parts: str) -> int:
    """How many notices told them that."""
    told = [said for said in who.door.heard_in(who.chat) if "/notice/" in said.key]
    return len([said for said in told if all(part in said for part in parts)])


async def test_what_a_farmer_asked_goes_all_the_way_round(door: Door) -> None:
    farmer, neighbour = await door.member("Boer", regions="Twente"), await door.member("Buur", regions="Salland")
    coordinates = await door.coordinator("Kernteam")
    steward = await door.coordinator("Lid stuurgroep", role=Role.steward)
    await farmer.in_turn(f"vraag {QUESTION}", "ja")

    # On the agenda, wanted in two regions, and taken up.
    await coordinates.in_turn("zet vraag op de agenda K-1", "klopt")
    await later(door)
    assert heard(farmer, "K-1", "G-1") == 1
    await farmer.says("steun G-1")
    await neighbour.says("steun G-1")
    assert "2 mensen uit 2 regio's" in await farmer.says("G-1")
    await coordinates.says("werk aan G-1: wij vragen het aan vijf scholen")
    await later(door)
    for each in (farmer, neighbour):
        assert heard(each, "G-1", "wij vragen het aan vijf scholen") == 1
    assert heard(coordinates, "wij vragen het aan vijf scholen") == 0, "who works on it follows it, and did this"

    # A signal, which both raise, put to who decides.
    await farmer.in_turn("signaal: kleine scholen in Twente sluiten voordat iemand iets vraagt", "klopt", "overslaan")
    await neighbour.says("bij ons ook S-1")
    await coordinates.says("koppel S-1 aan G-1: komt uit")
    await coordinates.says("voorstel S-1: vraag het dorp eerst een jaar lang mee")
    await coordinates.says("leg voor S-1 aan stuurgroep")
    await steward.hears(_("A signal for {body} to decide on:", body="Stuurgroep"))
    await later(door)
    await later(door, A_WEEK)

    # Decided with a reason, done, and heard once by each who gave input.
    await steward.in_turn(f"besluit S-1 overnemen: {WHY}", "klopt")
    await later(door)
    said = await coordinates.says("actie S-1: elk dorp krijgt een jaar om mee te denken, vanaf januari")
    assert said.tells(_("Undo")), said
    await later(door)
    for each in (farmer, neighbour):
        assert heard(each, "S-1", WHY) == 1
        assert heard(each, "S-1", "elk dorp krijgt een jaar") == 1
    assert heard(steward, WHY) == 0, "never who did it"

    # A lesson of it, and all of it in what became of one's input.
    await coordinates.surely("rond af G-1: met een jaar samen denken blijven drie van de vijf scholen open")
    await later(door)
    assert heard(farmer, "G-1", "drie van de vijf scholen") == 1
    await later(door, A_WEEK)
    for each in (farmer, neighbour):
        for step in ("wij vragen het aan vijf scholen", WHY, "elk dorp krijgt een jaar", "drie van de vijf scholen"):
            assert heard(each, step) == 1, "once, and nothing that waited is lost"
    await coordinates.in_turn(
        "les uit G-1: begin een jaar eerder met het dorp, dat werkte goed", "goed proces", "klopt"
    )
    assert "L-1" in await farmer.says("G-1")
    told = await farmer.says("mijn inbreng")
    for part in ("K-1", "G-1", "S-1", WHY):
        assert part in told
