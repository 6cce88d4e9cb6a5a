"""The browser of the tests, on the Teams client."""

from playwright.async_api import Route, expect

from tests.servers.chromium import Chromium, Size, Theme, screenshot, wearing
from tests.servers.echo_bot import echo_bot
from tests.servers.teams_client import TeamsClient
from tests.servers.teams_page import open_teams, type_mention, type_message


async def test_a_card_is_shown(teams_client: TeamsClient, bot_port: int, chromium: Chromium) -> None:
    async with echo_bot(bot_port):
        page = await open_teams(chromium, teams_client, size=Size.PHONE)
        await teams_client.say("kaart")
        button = page.get_by_role("button", name="Volg")
        await expect(page.get_by_text("Onder Twente")).to_be_in_viewport(ratio=1)
        await expect(button).to_be_in_viewport(ratio=1)
        async with wearing(page, Theme.DARK):
            await screenshot(page, "smoke-phone-dark")
        await button.click()
        await teams_client.wait_for(lambda post: "volg K-12" in post.text)


async def test_what_is_typed_in_a_chat_is_answered_there(
    teams_client: TeamsClient, bot_port: int, chromium: Chromium
) -> None:
    async with echo_bot(bot_port):
        page = await open_teams(chromium, teams_client)
        await type_message(page, "hulp kaart")
        await expect(page.get_by_text("hulp kaart", exact=True).last).to_be_visible()
        await expect(page.get_by_text("Onder Twente")).to_be_visible()


async def test_a_mention_typed_in_a_channel_is_answered_in_its_thread(
    teams_client: TeamsClient, bot_port: int, chromium: Chromium
) -> None:
    async with echo_bot(bot_port) as seen:
        page = await open_teams(chromium, teams_client, conversation="Bodem en ondergrond")
        await type_mention(page, "netwerken kaart")
        await expect(page.get_by_text("Onder Twente")).to_be_visible()
        await screenshot(page, "smoke-channel")
        spoken = [activity for activity in seen if activity["type"] == "message"]
        assert [activity["text"].strip() for activity in spoken] == ["<at>PLeK</at> netwerken kaart"]


async def test_an_answer_that_overtakes_the_request_of_the_page_is_shown(
    teams_client: TeamsClient, bot_port: int, chromium: Chromium
) -> None:
    async def deliver_after_the_answer(route: Route) -> None:
        response = await route.fetch()
        await teams_client.wait_for(lambda post: bool(post.cards))
        await route.fulfill(response=response)

    async with echo_bot(bot_port):
        page = await open_teams(chromium, teams_client, conversation="Bodem en ondergrond")
        await page.route("**/_conversation/v1/conversations/*/messages", deliver_after_the_answer)
        await type_mention(page, "netwerken kaart")
        await expect(page.get_by_text("Onder Twente")).to_be_visible()
        await type_mention(page, "nog een kaart")
        await expect(page.get_by_text("Onder Twente")).to_have_count(2)
