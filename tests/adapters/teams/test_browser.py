"""The Café as people see it in Teams: on a phone and on a desk, in light, dark and high contrast.

Each test keeps pictures in `artefacts/teams-*.png`: look at them after a change to the cards.
"""

import shutil
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.cafe import Cafe
from tests.servers.chromium import Chromium, Size, Theme, screenshot
from tests.servers.teams_client import CHANNEL, KERNTEAM_TWENTE, TeamsClient, account
from tests.servers.teams_page import open_teams, type_mention, type_message

TALL = {"width": 360, "height": 2400}
"""As wide as a phone, and so high that a whole card is in the picture."""


@pytest.fixture
def database_url(tmp_path: Path, examples: Path) -> str:
    return f"sqlite:///{shutil.copy(examples, tmp_path / 'plek.db')}"


async def picture(page: Page, name: str) -> None:
    await screenshot(page, f"teams-{name}")
    card = latest(page)
    assert await card.evaluate("card => card.scrollWidth <= card.clientWidth"), "something sticks out of the card"


def latest(page: Page) -> Locator:
    return page.locator(".ac-adaptiveCard").last


async def phone(chromium: Chromium, teams: TeamsClient, theme: Theme = Theme.LIGHT) -> Page:
    page = await open_teams(chromium, teams, size=Size.PHONE, theme=theme)
    await expect(latest(page).get_by_role("button").first).to_be_visible()
    return page


async def fill_in(card: Locator, label: str, text: str) -> None:
    await card.get_by_label(label).first.fill(text)


async def choose(page: Page, label: str, choice: str) -> None:
    """Find a choice by typing part of it."""
    await latest(page).get_by_label(label).first.press_sequentially(choice[:4])
    await page.get_by_role("option", name=choice).first.click()


async def sign_up(page: Page) -> None:
    await type_message(page, "aanmelden")
    await expect(page.get_by_role("button", name="Verstuur")).to_be_visible()
    card = latest(page)
    await fill_in(card, "Organisatie *", "Waterschap Voorbeeld")
    await choose(page, "Soort organisatie", "waterschap")
    await choose(page, "Regio's", "Twente")
    await fill_in(card, "Waar ik iets van weet", "Ik weet hoe je een bodemkaart leest.")
    await card.get_by_label("ja").check()


async def test_signing_up_on_a_phone(teams_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium) -> None:
    page = await phone(chromium, teams_client)
    await picture(page, "greeting-phone")
    await page.set_viewport_size({**TALL})  # type: ignore[typeddict-item]  # a size
    await sign_up(page)
    await picture(page, "sign-up-phone")
    more = latest(page).get_by_placeholder("Meer, met komma's").first
    await more.fill("Atlantis")
    await page.get_by_role("button", name="Verstuur").click()
    await expect(latest(page).get_by_text("Ik ken Atlantis niet als regio")).to_be_visible()
    await picture(page, "sign-up-mistake-phone")
    assert await latest(page).get_by_label("Organisatie *").first.input_value() == "Waterschap Voorbeeld"
    assert await more.input_value() == "Atlantis"
    await more.fill("")
    await page.get_by_role("button", name="Verstuur").click()
    await expect(page.get_by_role("button", name="Verstuur")).to_have_count(0)
    await expect(
        latest(page).get_by_role("button", name="Ja").or_(latest(page).get_by_text("netwerk")).first
    ).to_be_visible()
    await picture(page, "signed-up-phone")


@pytest.mark.parametrize("theme", Theme)
async def test_who_knows_what_on_a_phone(
    teams_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium, theme: Theme
) -> None:
    page = await phone(chromium, teams_client, theme)
    await page.set_viewport_size({**TALL})  # type: ignore[typeddict-item]  # a size
    await type_message(page, "wie weet iets over bodem en ondergrond in Twente")
    await expect(latest(page).get_by_text("Onder Twente").first).to_be_visible()
    await picture(page, f"who-knows-phone-{theme.value.replace(' ', '-')}")


async def test_a_question_in_a_channel_changes_in_place(
    teams_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium
) -> None:
    page = await open_teams(chromium, teams_client, conversation="Bodem en ondergrond")
    await type_mention(page, "K-1")
    card = page.locator(".ac-adaptiveCard", has_text="K-1")
    await expect(card).to_be_visible()
    await picture(page, "question-channel-before")
    await signed_up(teams_client)
    await teams_client.activity(
        {"type": "message", "id": "2", "text": "antwoord K-1 Vraag het de kennishub", "from": account(KERNTEAM_TWENTE)}
    )
    await expect(card.get_by_text("Vraag het de kennishub")).to_be_visible()
    await expect(page.locator(".ac-adaptiveCard", has_text="K-1")).to_have_count(1)
    await picture(page, "question-channel-after")


async def signed_up(teams: TeamsClient) -> None:
    """A second person, who is a member."""
    values = {
        "line": "aanmelden",
        "fields": "name organisation organisation_kind position regions themes knows found",
        "in.name": "Kernteam Twente",
        "in.organisation": "Gemeente Voorbeeld",
        "in.organisation_kind": "gemeente",
        "in.found": "ja",
    }
    await teams.activity({"type": "message", "id": "1", "value": values, "from": account(KERNTEAM_TWENTE)})


async def test_a_button_replaces_its_card_and_leads_back(
    teams_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium
) -> None:
    page = await phone(chromium, teams_client)
    await type_message(page, "netwerken flevoland")
    await expect(latest(page).get_by_text("Noordelijk Flevoland").first).to_be_visible()
    await picture(page, "networks-phone")
    cards = await page.locator(".ac-adaptiveCard").count()
    await latest(page).get_by_role("button", name="Bekijk").first.click()
    await expect(latest(page).get_by_role("button", name="Terug")).to_be_visible()
    await picture(page, "network-phone")
    await latest(page).get_by_role("button", name="Terug").click()
    await expect(latest(page).get_by_role("button", name="Bekijk").first).to_be_visible()
    assert await page.locator(".ac-adaptiveCard").count() == cards


async def test_greeting_in_a_channel(teams_client: TeamsClient, teams_cafe: Cafe) -> None:
    await teams_client.install(CHANNEL)
    post = await teams_client.wait_for(lambda post: post.conversation.startswith(CHANNEL))
    assert "netwerken" in post.text
    await teams_client.install(CHANNEL)
    await teams_client.mention("hulp")
    await teams_client.wait_for(lambda post: bool(post.cards))
    assert len([each for each in teams_client.posts if "kennismakelaar" in each.text]) == 1
