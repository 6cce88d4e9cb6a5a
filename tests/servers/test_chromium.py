"""The browser of the tests, on the Teams client."""

import pytest
from playwright.async_api import expect

from tests.servers.chromium import Chromium, Size, Theme, screenshot
from tests.servers.echo_bot import echo_bot
from tests.servers.teams_client import TeamsClient


@pytest.mark.parametrize(
    ("size", "theme"),
    [(Size.PHONE, Theme.LIGHT), (Size.DESKTOP, Theme.DARK), (Size.DESKTOP, Theme.HIGH_CONTRAST)],
    ids=lambda option: option.name.lower(),
)
async def test_a_card_is_shown(
    teams_client: TeamsClient, bot_port: int, chromium: Chromium, size: Size, theme: Theme
) -> None:
    async with echo_bot(bot_port):
        page = await chromium.open(teams_client.url, size=size, theme=theme)
        await teams_client.say("kaart")
        await expect(page.get_by_text("Onder Twente")).to_be_visible()
        await expect(page.get_by_role("button", name="Volg")).to_be_visible()
        saved = await screenshot(page, f"smoke-{size.name.lower()}-{theme.name.lower()}")
        assert saved.stat().st_size > 10_000
