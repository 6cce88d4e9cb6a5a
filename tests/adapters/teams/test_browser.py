"""The Café as people see it in Teams: on a phone and on a desk, in light, dark and high contrast.

Each test keeps pictures in `artefacts/teams-*.png`: look at them after a change to the cards.
"""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.app import Cafe
from storage.members import people, roles
from storage.members.roles import Grant
from storage.vocabulary import Role
from tests.adapters.shifted_clock import ShiftedClock
from tests.servers.chromium import Chromium, Size, Theme, screenshot, wearing
from tests.servers.teams_client import CHANNEL, KERNTEAM_TWENTE, TENANT, TeamsClient, User
from tests.servers.teams_page import open_teams, type_mention, type_message

CHANNEL_NAME = "Bodem en ondergrond"
CARD = ".ac-adaptiveCard"

HIGH = 2400
"""Pixels, so that a whole card is in the picture."""


@pytest.fixture
def database_url(tmp_path: Path, examples: Path) -> str:
    return f"sqlite:///{shutil.copy(examples, tmp_path / 'plek.db')}"


@pytest.fixture
async def second_client(bot_port: int) -> AsyncIterator[TeamsClient]:
    """The Teams client of somebody else."""
    async with TeamsClient(f"http://127.0.0.1:{bot_port}/api/messages", user=KERNTEAM_TWENTE) as client:
        yield client


_FITS = """
card => card.getBoundingClientRect().right <= innerWidth && [card, ...card.querySelectorAll("div, span, p")].every(
  part => part.scrollWidth <= part.clientWidth + 1 || getComputedStyle(part).display === "inline"
)
"""
"""Whether a card is in the page, and all of it is in the card."""


async def picture(page: Page, name: str, card: Locator | None = None) -> None:
    """Keep what the page shows, or one card of it, in each theme; nothing may stick out of the card."""
    shown = card or latest(page)
    await expect(shown).to_be_visible()
    await page.wait_for_function(_FITS, arg=await shown.element_handle())  # a card that was just replaced settles first
    for theme in Theme:
        async with wearing(page, theme):
            await screenshot(card or page, f"teams-{name}-{theme.name.lower()}")


def latest(page: Page) -> Locator:
    return page.locator(CARD).last


async def phone(chromium: Chromium, teams: TeamsClient) -> Page:
    page = await open_teams(chromium, teams, size=Size.PHONE)
    await expect(latest(page).get_by_role("button").first).to_be_visible()
    return page


async def higher(page: Page) -> None:
    """A phone that shows everything at once."""
    await page.set_viewport_size({"width": Size.PHONE.value[0], "height": HIGH})


async def fill_in(card: Locator, label: str, text: str) -> None:
    await card.get_by_label(label).first.fill(text)


async def choose(page: Page, label: str, choice: str) -> None:
    """Find a choice by typing part of it."""
    await latest(page).get_by_label(label).first.press_sequentially(choice[:4])
    await page.get_by_role("option", name=choice).first.click()


async def is_member(cafe: Cafe, teams: TeamsClient, role: Role = Role.member, **filled_in: str) -> None:
    """Whoever sits at this client signed up, so `filled_in`, and got that role."""
    values = {
        "line": "aanmelden",
        "fields": "name organisation organisation_kind position regions themes knows found",
        "in.name": teams.user.name,
        "in.organisation": "Gemeente Voorbeeld",
        "in.organisation_kind": "gemeente",
        "in.found": "ja",
        **filled_in,
    }
    await teams.activity({"type": "message", "id": "sign-up", "value": values})
    await teams.wait_for(lambda post: "Welkom" in (post.cards[0]["fallbackText"] if post.cards else ""))
    if role is not Role.member:
        member = await cafe.database.read(people.by_identity, "teams", identity(teams.user))
        assert member
        await cafe.database.write(roles.grant, member.id, Grant(role), None, cafe.clock())


def identity(user: User) -> str:
    return f"{TENANT}/{user.aad_object_id}"


async def test_signing_up_on_a_phone(teams_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium) -> None:
    page = await phone(chromium, teams_client)
    await picture(page, "greeting")
    await higher(page)
    await latest(page).get_by_role("button", name="Meld je aan").click()
    send = page.get_by_role("button", name="Verstuur")
    await expect(send).to_be_visible()
    card = latest(page)
    await expect(card.get_by_label("Naam *").first).to_have_value(teams_client.user.name)
    await fill_in(card, "Organisatie *", "Waterschap Voorbeeld")
    await choose(page, "Soort organisatie", "waterschap")
    await choose(page, "Regio's", "Twente")
    await fill_in(card, "Waar ik iets van weet", "Ik weet hoe je een bodemkaart leest.")
    await card.get_by_label("ja").check()
    more = card.get_by_label("Regio's: staat het er niet bij? Typ het, met een komma ertussen").first
    await more.fill("Atlantis")
    await picture(page, "sign-up")
    await send.click()
    await expect(card.get_by_text("Ik ken Atlantis niet als regio")).to_be_visible()
    await picture(page, "sign-up-mistake")
    await expect(card.get_by_label("Organisatie *").first).to_have_value("Waterschap Voorbeeld")
    await expect(more).to_have_value("Atlantis")
    await more.fill("")
    await send.click()
    await expect(card.get_by_role("button", name="Ja, meld het aan")).to_be_visible()
    await picture(page, "signed-up")


async def test_a_network_is_registered_by_one_and_approved_by_another(
    teams_client: TeamsClient, second_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium
) -> None:
    await is_member(teams_cafe, teams_client)
    await is_member(teams_cafe, second_client, Role.coordinator)
    page = await phone(chromium, teams_client)
    other = await phone(chromium, second_client)
    await higher(page)
    await type_message(page, "netwerk aanmelden")
    await expect(page.get_by_role("button", name="Verstuur")).to_be_visible()
    card = latest(page)
    await fill_in(card, "Naam van het netwerk", "Leerkring Peilbuizen")
    await choose(page, "Soort", "leernetwerk")
    await choose(page, "Thema's", "grondwater")
    await choose(page, "Regio's", "Twente")
    await fill_in(card, "Doel", "Samen leren hoe je peilbuizen leest.")
    await picture(page, "register-network")
    await page.get_by_role("button", name="Verstuur").click()
    await expect(page.get_by_text("wacht op goedkeuring").first).to_be_visible()
    await picture(page, "network-registered")
    proposed = other.locator(CARD, has_text="Leerkring Peilbuizen")
    await expect(proposed).to_be_visible()
    await picture(other, "network-to-approve")
    await proposed.get_by_role("button", name="Keur goed").click()
    await expect(other.get_by_text("De aanjager hoort het").first).to_be_visible()
    await picture(other, "network-approved")
    await expect(page.locator(CARD, has_text="Leerkring Peilbuizen").last).to_be_visible()
    await picture(page, "network-listed")


async def test_who_knows_what_on_a_phone(teams_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium) -> None:
    await is_member(teams_cafe, teams_client)
    page = await phone(chromium, teams_client)
    await type_message(page, "wie weet iets over bodem en ondergrond in Twente")
    await expect(latest(page).get_by_text("Onder Twente").first).to_be_attached()
    await latest(page).evaluate("card => card.scrollIntoView()")
    for best in ("Aanjager Bodem Twente", "Onder Twente"):
        await expect(latest(page).get_by_text(best).first).to_be_in_viewport(ratio=1)
    await picture(page, "who-knows-first-screen")
    await higher(page)
    await picture(page, "who-knows")
    cards = await page.locator(CARD).count()
    ask = latest(page).get_by_role("button", name="Vraag het")
    await expect(ask).to_have_count(1)
    await latest(page).get_by_role("button", name="Bekijk", exact=True).click()
    await expect(latest(page).get_by_role("button", name="Terug")).to_be_visible()
    await picture(page, "member", latest(page))
    await latest(page).get_by_role("button", name="Terug").click()
    await expect(ask).to_have_count(1)
    await latest(page).get_by_role("button", name="Bekijk: K-16").click()
    await expect(latest(page).get_by_role("button", name="Ik weet iets")).to_be_visible()
    await expect(page.locator(CARD)).to_have_count(cards)


async def test_a_network_is_looked_at_on_a_phone(
    teams_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium
) -> None:
    page = await phone(chromium, teams_client)
    await higher(page)
    await type_message(page, "netwerken Twente")
    row = latest(page).get_by_role("button", name="Bekijk: Onder Twente")
    await expect(row).to_be_visible()
    await picture(page, "networks")
    await row.click()
    await expect(latest(page).get_by_role("button", name="Terug")).to_be_visible()
    await picture(page, "network", latest(page))


LONG = "Grondwaterbeschermingsgebiedscoördinatieoverleg"
"""A Dutch word of 47 letters."""


async def test_long_words_long_names_and_emoji_fit_a_phone(
    teams_client: TeamsClient, second_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium
) -> None:
    someone = {
        "in.name": "Omgevingsvergunningverlener Noordoostpolder 🌊",
        "in.organisation": "Hoogheemraadschap Hollands Noorderkwartier",
        "in.position": "omgevingsvergunningverleningscoördinator",
        "in.knows": f"Ik weet alles van {LONG.lower()} 🐟 en drinkwaterwinning.",
    }
    await is_member(teams_cafe, second_client, Role.coordinator, **someone)
    network = {
        "line": "netwerk aanmelden",
        "fields": "name kind themes regions aim level how_to_join website",
        "in.name": f"{LONG} Twente 💧",
        "in.kind": "leernetwerk",
        "in.themes": "grondwater",
        "in.regions": "Twente",
        "in.aim": f"Samen werken aan {LONG.lower()}.",
    }
    await second_client.activity({"type": "message", "id": "network", "value": network})
    await second_client.wait_for(lambda post: any(LONG in card["fallbackText"] for card in post.cards))
    await is_member(teams_cafe, teams_client)
    page = await phone(chromium, teams_client)
    await higher(page)
    await type_message(page, f"wie weet iets over {LONG.lower()}")
    await expect(latest(page).get_by_role("button", name="Vraag het").first).to_be_visible()
    await picture(page, "long-who-knows")
    await latest(page).get_by_role("button", name="Bekijk", exact=True).first.click()
    await expect(latest(page).get_by_role("button", name="Terug")).to_be_visible()
    await picture(page, "long-record", latest(page))


async def test_what_waits_for_a_coordinator_and_what_is_kept_about_them(
    teams_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium
) -> None:
    await is_member(teams_cafe, teams_client, Role.coordinator)
    page = await phone(chromium, teams_client)
    await higher(page)
    await type_message(page, "te doen")
    await expect(page.get_by_text("niet bevestigd").first).to_be_visible()
    await picture(page, "to-do")
    await type_message(page, "mijn gegevens")
    await expect(page.get_by_text("Gemeente Voorbeeld").last).to_be_visible()
    await picture(page, "own-data", latest(page))
    await type_message(page, "toestemming")
    await expect(latest(page).get_by_text("Wie ziet wat van je")).to_be_visible()
    await picture(page, "consent", latest(page))


async def test_a_question_in_a_channel_changes_in_place_when_a_second_person_answers(
    teams_client: TeamsClient, second_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium
) -> None:
    await is_member(teams_cafe, second_client)
    page = await open_teams(chromium, teams_client, conversation=CHANNEL_NAME, size=Size.PHONE)
    await higher(page)
    await type_mention(page, "K-1")
    card = page.locator(CARD, has_text="K-1")
    await expect(card).to_be_visible()
    await picture(page, "question-before", card)
    answers = await card.locator("text=/\\(A-\\d+\\)/").count()
    other = await phone(chromium, second_client)
    await higher(other)
    await type_message(other, "K-1")
    theirs = other.locator(CARD, has_text="K-1").last
    await theirs.get_by_role("button", name="Ik weet iets").click()
    await expect(other.get_by_role("button", name="Verstuur")).to_be_visible()
    await fill_in(latest(other), "Je antwoord", "Vraag het de kennishub")
    await picture(other, "answer")
    await other.get_by_role("button", name="Verstuur").click()
    await expect(card.get_by_text("Vraag het de kennishub")).to_be_visible()
    await expect(card).to_have_count(1)
    await card.get_by_role("button", name="Meer over K-1", exact=True).click()
    await expect(card.get_by_text("Gevolgd door")).to_be_visible()
    assert answers == await card.locator("text=/\\(A-\\d+\\)/").count() - 1
    await picture(page, "question-after", card)
    await expect(latest(other).get_by_text("Vraag het de kennishub")).to_be_visible()
    await picture(other, "answered")


async def test_a_digest_is_posted_in_its_channel(
    teams_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium, clock: ShiftedClock
) -> None:
    await is_member(teams_cafe, teams_client, Role.coordinator)
    page = await open_teams(chromium, teams_client, conversation=CHANNEL_NAME, size=Size.PHONE)
    await higher(page)
    await type_mention(page, "weekbericht aan maandag 09:00")
    await expect(page.get_by_text("Het weekbericht staat aan").first).to_be_visible()
    await teams_client.say("wie weet iets over peilbuizen")
    await clock.to_the_digest(teams_cafe.database)
    await teams_cafe.digests.make_due()
    digest = page.locator(CARD, has=page.get_by_role("heading", name="Weekbericht")).last
    await expect(digest).to_be_visible()
    await picture(page, "digest", digest)


@pytest.mark.parametrize("size", Size, ids=lambda size: size.name.lower())
async def test_the_message_extension_shows_networks_to_insert(
    teams_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium, size: Size
) -> None:
    page = await open_teams(chromium, teams_client, size=size)
    await expect(latest(page)).to_be_visible()
    await page.get_by_role("button", name="Trigger Message Extension App").click()
    await page.get_by_role("menuitem", name="Search Command").click()
    await page.get_by_placeholder("Enter a search term").fill("flevoland")
    found = page.get_by_text("Noordelijk Flevoland").first
    await expect(found).to_be_visible()
    for theme in Theme:
        async with wearing(page, theme):
            await screenshot(page, f"teams-extension-found-{size.name.lower()}-{theme.name.lower()}")
    await found.click()
    await page.get_by_role("button", name="Send", exact=False).last.click()
    inserted = page.locator(CARD, has_text="Noordelijk Flevoland")
    await expect(inserted.last).to_be_visible()
    await teams_cafe.settled()
    await picture(page, f"extension-inserted-{size.name.lower()}")
    assert len(teams_client.posts) == 1, "only the greeting: an inserted card asks nothing of the bot"


async def test_greeting_in_a_channel(teams_client: TeamsClient, teams_cafe: Cafe) -> None:
    await teams_client.install(CHANNEL)
    post = await teams_client.wait_for(lambda post: post.conversation.startswith(CHANNEL))
    assert "netwerken" in post.text
    await teams_client.install(CHANNEL)
    await teams_client.mention("hulp")
    await teams_client.wait_for(lambda post: bool(post.cards))
    assert len([each for each in teams_client.posts if "kennismakelaar" in each.text]) == 1


async def test_the_files_of_a_question_open_from_its_card_on_a_phone(
    teams_client: TeamsClient, teams_cafe: Cafe, chromium: Chromium
) -> None:
    await is_member(teams_cafe, teams_client)
    drive = "https://contoso.sharepoint.com/personal/aanjager_bodem/Documents"
    names = ("Meetplan.pdf", f"{'Peilbuizen_in_het_hele_gebied_' * 3}definitief.xlsx")
    files = [{"contentType": "x", "name": name, "contentUrl": f"{drive}/{name}"} for name in names]
    page = await phone(chromium, teams_client)
    await higher(page)
    asked = {"type": "message", "id": "asked", "text": "vraag Wie telt de kluten op het wad?", "attachments": files}
    await teams_client.activity(asked)
    await expect(latest(page).get_by_text("Bestanden", exact=True)).to_be_visible()
    await picture(page, "question-files-before")
    await latest(page).get_by_role("button", name="Stel mijn vraag", exact=True).click()
    await expect(latest(page).get_by_text("Gesteld door")).to_be_visible()
    await picture(page, "question-files", latest(page))
    links = latest(page).get_by_role("link")
    assert [await each.get_attribute("href") for each in await links.all()] == [f"{drive}/{name}" for name in names]
