"""What somebody does at desks: asks one, sits at another, answers there, and keeps an answer for others."""

from storage.helpdesk import requests, seats
from storage.helpdesk.request import Desk, Draft
from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    await who.in_turn("loket: is er een potje voor onze buurttuin?", "klopt")
    me, other = (await who.member()).id, (await door.person("Ander").member()).id
    await door.database.write(seats.ask, me, Desk.cafe, None, door.clock())
    await who.says("ik zit aan het loket helpdesk")
    asked = await door.database.write(requests.put, other, Draft("Ik zie geen kanalen.", Desk.cafe), door.clock())
    await who.in_turn(f"ik pak het op {asked.number}", f"antwoord {asked.number}: herlaad de pagina")
    await who.in_turn(f"vast antwoord {asked.number}: kanalen zien", "ja")
