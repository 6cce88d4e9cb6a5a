"""What somebody does with polls: makes some, votes in those of others, and tells what is done with theirs."""

from datetime import timedelta

from storage.polls import polls, votes
from storage.polls.poll import Draft, Sort
from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    other = await door.person("Ander").member()
    me = await who.member()
    await who.in_turn("peiling: welk woord werkt beter? / natuur / groen", "ja")
    await who.in_turn("peiling: gaan we door? / ja / nee", "ja")
    about = {"regions": frozenset({await door.region("Twente")}), "themes": frozenset({1})}
    until = door.clock() + timedelta(days=3)
    dilemma = Draft("Samen of apart?", Sort.dilemma, ("samen", "apart"), until, **about)  # type: ignore[arg-type]  # of fields
    number = await door.database.write(polls.put, other.id, dilemma, door.clock())
    await who.says(f"stem Z-{number} 5: samen dragen is eerlijker")
    closed = await door.database.write(polls.put, other.id, dilemma, door.clock())
    # What was said for a place is of nobody once the poll is closed, as who says it is told: so it cannot go with them.
    await who.says(f"stem Z-{closed} 2 want apart gaat sneller")
    await door.database.write(votes.close, closed, door.clock())
    third = await door.database.write(polls.put, other.id, dilemma, door.clock())
    await door.database.write(votes.admit, third, me.id, door.clock())
    await who.says("doel van peiling Z-1: de werkgroep leest het")
    await who.in_turn("sluit Z-1", "vervolg Z-1: het komt in de nieuwsbrief")
