"""The workbench as its people see it in a real browser: without JavaScript, by keyboard, narrow and in the dark."""

from playwright.async_api import Page

from bot.members.workbench import ADDRESS
from tests.adapters.web.conftest import URL, Sites
from tests.adapters.web.test_browser import _OVERLAP, NARROW, violations
from tests.adapters.web.workbench.conftest import link_of
from tests.adapters.web.workbench.test_acts import proposed
from tests.cafe import Door
from tests.servers.chromium import ARTEFACTS, Chromium
from tests.servers.process import free_port


async def wrong_on(page: Page, what: str) -> list[str]:
    """What is wrong with a page, narrow and wide, light and dark."""
    wrong: list[str] = []
    for width, theme in ((NARROW, "light"), (NARROW, "dark"), (1280, "light"), (1280, "dark")):
        await page.set_viewport_size({"width": width, "height": 800})
        await page.emulate_media(color_scheme="light" if theme == "light" else "dark")
        wrong += [f"{what} {width} {theme}: {each}" for each in await violations(page)]
        wrong += [f"{what} {width} overlaps: {each}" for each in await page.evaluate(_OVERLAP)]
        wide = await page.evaluate("document.documentElement.scrollWidth")
        wrong += [f"{what} is {wide} pixels wide"] if wide > width else []
        ARTEFACTS.mkdir(exist_ok=True)
        await page.screenshot(path=ARTEFACTS / f"web-workbench-{what}-{width}-{theme}.png", full_page=True)
    return wrong


async def test_a_coordinator_comes_in_approves_sends_back_and_leaves(
    door: Door, sites: Sites, chromium: Chromium
) -> None:
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    await sites.open(door, port=port, url=here, workbench=True)
    maker, coordinator = await door.member("Deelnemer"), await door.coordinator("Aanjager Bodem")
    for name in ("Onder Twente", "Boven Twente", "Midden Twente"):
        await proposed(door, name, "Twente", maker)
    page = await chromium.open(here + link_of(await coordinator.says("werkblad")))
    wrong = await wrong_on(page, "door")
    await page.keyboard.press("Tab")
    await page.get_by_role("button", name="Open mijn werkblad").press("Enter")
    await page.wait_for_url(f"{here}{ADDRESS}")
    wrong += await wrong_on(page, "to-do")
    await page.get_by_role("button", name="Keur goed Onder Twente").click()
    await page.get_by_role("status").get_by_text("Onder Twente").wait_for()
    wrong += await wrong_on(page, "approved")
    await page.get_by_role("button", name="Stuur terug Boven Twente").click()
    await page.get_by_role("textbox").fill("Vertel erbij voor wie het is.")
    wrong += await wrong_on(page, "form")
    await page.get_by_role("button", name="Verstuur").click()
    await maker.hears("Vertel erbij voor wie het is.")
    await coordinator.surely("keur goed N-3", "koppel Onder Twente aan Midden Twente: kans: benut")
    for name in ("Vragen", "Signalen", "Meldingen", "Stille netwerken", "Impact", "Relaties", "Weekberichten"):
        await page.get_by_role("navigation", name="Werkblad").get_by_role("link", name=name, exact=True).click()
        await page.get_by_role("heading", level=1, name=name).wait_for()
        wrong += await wrong_on(page, name.lower().replace(" ", "-"))
        if name == "Relaties":
            drawn = await page.locator("figure img").evaluate("each => each.complete && each.naturalWidth > 100")
            assert drawn, "the picture is let in, and is one"
            assert await page.get_by_role("row").filter(has_text="Midden Twente").count() == 1
    await page.get_by_role("button", name="Werkblad sluiten").click()
    await page.get_by_role("heading", name="Je werkblad is dicht").wait_for()
    await page.goto(f"{here}{ADDRESS}")
    await page.get_by_role("heading", name="Je werkblad is niet open").wait_for()
    assert not wrong, "\n".join(wrong)


async def test_a_page_of_another_site_cannot_press(door: Door, sites: Sites, chromium: Chromium) -> None:
    port, other = free_port(), free_port()
    here = f"http://127.0.0.1:{port}"
    await sites.open(door, port=port, url=here, workbench=True)
    await sites.open(door, port=other, url=URL)
    coordinator = await door.coordinator("Aanjager Bodem")
    page = await chromium.open(here + link_of(await coordinator.says("werkblad")))
    await page.get_by_role("button", name="Open mijn werkblad").click()
    await page.wait_for_url(f"{here}{ADDRESS}")
    # Another port is another origin; its own policy is lifted, as an attacker has none.
    form = (
        f'<form method="post" action="{here}{ADDRESS}/doe"><input name="regel" value="hulp"><button>x</button></form>'
    )
    await page.route("**/lokaas", lambda route: route.fulfill(content_type="text/html", body=form))
    await page.goto(f"http://127.0.0.1:{other}/lokaas")
    async with page.expect_response(lambda answer: answer.url.endswith("/doe")) as answered:
        await page.get_by_role("button", name="x").click()
    assert (await answered.value).status == 403
