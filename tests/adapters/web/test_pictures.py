"""A picture of a message is handed out at an address that was signed, for a day, and at no other."""

from datetime import timedelta

import pytest

from bot.chat.reply import Picture
from bot.inbound import picture_links
from bot.process.choices import Choices
from bot.process.website import Website
from storage.database.database import Database
from tests.adapters.web.conftest import URL, Sites
from tests.cafe import Door
from tests.commands.relations.test_relations import ONE, OTHER, made
from tests.small_map import draw


@pytest.mark.process
async def test_a_picture_is_there_for_a_day_at_the_address_that_was_signed(database: Database, sites: Sites) -> None:
    await database.write(draw)
    async with Door(database, choices=Choices([Website(URL)])) as door:
        await made(door, ONE, OTHER)
        await door.person("Kernteam").says(f"koppel {ONE} aan {OTHER}: kans: benut")
        look = await sites.open(door)
        desk = door.cafe.dispatcher
        address = await desk.picture_address(Picture("relations", ONE, ()), "nl")
        assert address
        assert address.startswith(f"{URL}/beeld/")
        path = address.removeprefix(URL)
        async with look.http.get(look.address(path)) as answer:
            assert answer.status == 200
            assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
            assert "noindex" in answer.headers["X-Robots-Tag"]
            assert (await answer.read()).startswith(b"\x89PNG")
        told, signature, _form = path.rpartition("/")[2].split(".")
        other = await desk.picture_address(Picture("relations", OTHER, ()), "nl")
        assert other
        for forged in (
            path.replace(signature, "0" * len(signature)),
            f"/beeld/{other.rpartition('/')[2].split('.')[0]}.{signature}.png",
            f"/beeld/{told}.{signature}",
            f"/beeld/{told}.{signature}.svg",
            f"/beeld/é.{signature}.png",
            f"/beeld/{'A' * 5000}.{signature}.png",
            "/beeld/x",
        ):
            assert (await look.at(forged)).status == 404, forged
        assert await desk.picture_address(Picture("relations", "Nergens", ()), "nl") is None
        door.clock.ahead(picture_links.LIVES + timedelta(seconds=1))
        assert (await look.at(path)).status == 404


async def test_without_a_website_there_is_no_address(door: Door) -> None:
    await made(door, ONE, OTHER)
    await door.person("Kernteam").says(f"koppel {ONE} aan {OTHER}: kans: benut")
    assert await door.cafe.dispatcher.picture_address(Picture("relations", ONE, ()), "nl") is None
