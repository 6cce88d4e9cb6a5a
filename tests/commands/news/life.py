"""What somebody does with news: shares some, is asked for more, takes along what another wrote, and edits a month."""

from storage.links import Thing
from storage.news import news, reviews
from storage.news.item import Draft, State
from tests.cafe import Door, Person
from tests.commands.news.hubs import hub


async def live(door: Door, who: Person) -> None:
    await who.in_turn("nieuws: https://voorbeeld.nl/wadi de wadi's in Twente zijn klaar", "klopt")
    me, other, now = await who.member(), await door.person("Ander").member(), door.clock()
    regions, themes = frozenset({await door.region("Twente")}), frozenset({1})
    draft = Draft("Er staat een kaart online.", regions=regions, themes=themes)
    await door.database.write(news.put, other.id, draft, now, asked_by=me.id, message="1")
    await door.database.write(news.put, me.id, draft, now, state=State.asked, asked_by=other.id, message="2")
    review = await door.database.write(reviews.draft, await hub(door, "Twente"), "2026-10", [Thing("news", 1)], now)
    assert review is not None
    await door.database.write(reviews.edit, review, [Thing("news", 1)], "Let op de wadi's.", me.id)
