"""A picture on Teams stands in the card, with words for who does not see it, and is left out where it does not fit."""

from typing import cast

from adapters.teams.pictures import MOST_BYTES, pictures_of
from adapters.teams.render import render_card
from bot.chat.adapter import Receiver
from bot.chat.reply import Chart, Fact, Facts, Picture, Reply, words
from tests.adapters.teams.test_cards import of_type

PICTURE = Picture("relations", "N-1", words("Keienkring werkt samen met Zandtafel"))
REPLY = Reply((Facts((Fact("werkt samen met", words("Zandtafel")),)), PICTURE))


class Draws:
    """The far end: draws a picture of so many bytes, if that may be."""

    def __init__(self, size: int, address: str = "") -> None:
        self.size = size
        self.address = address

    async def picture(self, picture: Picture | Chart, language: str, *, most: int) -> bytes | None:
        return b"x" * self.size if self.size <= most else None

    async def picture_address(self, picture: Picture, language: str) -> str | None:
        return self.address or None


async def drawn(size: int, address: str = "") -> list[dict[str, object]]:
    shown = await pictures_of(cast("Receiver", Draws(size, address)), REPLY)
    return of_type("Image", render_card(REPLY, pictures=shown))


async def test_it_stands_in_the_card_with_its_words() -> None:
    (image,) = await drawn(MOST_BYTES)
    assert image["altText"] == "Keienkring werkt samen met Zandtafel"
    assert str(image["url"]).startswith("data:image/png;base64,")
    assert len(str(image["url"])) < 60_000


async def test_one_that_is_too_large_comes_by_its_address_where_there_is_a_website() -> None:
    (image,) = await drawn(MOST_BYTES + 1, "https://cafe.example.nl/beeld/x.png")
    assert image["url"] == "https://cafe.example.nl/beeld/x.png"
    assert image["altText"] == "Keienkring werkt samen met Zandtafel"


async def test_one_that_is_too_large_is_left_out_and_its_table_stays() -> None:
    assert await drawn(MOST_BYTES + 1) == []
    shown = {PICTURE: "data:image/png;base64," + "x" * 60_000}
    card = render_card(REPLY, pictures=shown)
    assert of_type("Image", card) == []
    assert "Zandtafel" in str(card)
