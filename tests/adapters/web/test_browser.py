"""The pages as people see them, in a real browser: for everybody, at every size, in light, dark and high contrast.

Each test of looks keeps pictures in `artefacts/web-*.png`: look at them after a change to the style.
"""

from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Page

from tests import CARDS
from tests.adapters.web import test_calendar as meetings
from tests.adapters.web.conftest import Look, Sites
from tests.adapters.web.crawling import crawl
from tests.adapters.web.stage import fill
from tests.cafe import Door
from tests.servers.chromium import AXE, Chromium, Size, Theme, screenshot, wearing
from tests.servers.process import free_port, program

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

PAGES = (
    *("/", "/en", "/netwerken", "/netwerken?regio=twente&zoek=bodem", "/vragen?regio=nergens", "/vragen?zoek=niets"),
    *("/vragen/K-1", "/netwerken/N-1", "/besluiten/S-1", "/agendapunten/G-1", "/lessen/L-1", "/begrippen/W-1"),
    *("/programmas", "/programmas/N-1", "/hubs/N-1", "/taken/T-1"),
    *("/en/questions/K-1", "/toegankelijkheid", "/en/accessibility", "/open-data", "/insluiten/netwerken", "/nergens"),
)
"""One of every sort: looked at in every run."""

SHARE = 4
"""Of the other pages one in so many is looked at, and each of them by `make cards`."""

NARROW = 320
"""CSS pixels: WCAG 2.1, 1.4.10."""
A4 = 718
"""CSS pixels between the margins of a sheet."""

_HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(each => Number(each.tagName[1]))"
_OVERLAP = """() => {
  const texts = [...document.querySelectorAll('h1, h2, h3, p, nav a, dt, dd, label, button')]
    .filter(each => each.offsetParent && !each.closest('.plek-skip'))
  const boxes = texts.map(each => [each, each.getBoundingClientRect()])
  return boxes.flatMap(([one, a], index) => boxes.slice(index + 1)
    .filter(([other, b]) => !one.contains(other) && !other.contains(one)
      && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
    .map(([other]) => one.textContent.trim().slice(0, 30) + ' / ' + other.textContent.trim().slice(0, 30)))
}"""


async def violations(page: Page) -> list[str]:
    """What axe finds wrong, a line each."""
    # Evaluated from outside: the policy of the page lets no script in.
    await page.evaluate(program(AXE).read_text())
    found: Any = await page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)  # Any: axe's own
    return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]


async def everywhere(door: Door, look: Look) -> list[str]:
    """The pages of a Café with something of every kind: lists and things, in both languages."""
    await fill(door)
    await meetings.fill(door)
    there = sorted({path async for path, answer in crawl(look) if answer.status == 200 and "<html" in answer.text})
    found = [each for each in there if "?" not in each and each not in PAGES]
    assert len(found) > 40, "of each kind lists and things, in both languages"
    return [*PAGES, *(each for each in found if CARDS or crc32(each.encode()) % SHARE == 0)]


async def test_axe_finds_nothing_on_any_page_and_all_of_it_is_within_a_narrow_screen(
    door: Door, look: Look, chromium: Chromium
) -> None:
    page = await chromium.open(look.address("/"))
    wrong: list[str] = []
    for path in await everywhere(door, look):
        await page.set_viewport_size({"width": NARROW, "height": 800})
        await page.goto(look.address(path))
        for theme in Theme:
            await page.emulate_media(
                color_scheme="light" if theme is Theme.LIGHT else "dark",
                forced_colors="active" if theme is Theme.HIGH_CONTRAST else "none",
            )
            wrong += [f"{path} {theme.value} {each}" for each in await violations(page)]
        wrong += [f"{path} overlaps: {each}" for each in await page.evaluate(_OVERLAP)]
        wide = await page.evaluate("document.documentElement.scrollWidth")
        wrong += [f"{path} is {wide} pixels wide"] if wide > NARROW else []
        await page.set_viewport_size({"width": 1280, "height": 800})
        wrong += [f"{path} overlaps: {each}" for each in await page.evaluate(_OVERLAP)]
    assert not wrong, "\n".join(wrong)


async def test_a_page_that_is_wrong_is_found(look: Look, chromium: Chromium) -> None:
    page = await chromium.open(look.address("/"))
    await page.evaluate(
        """document.querySelector('main').innerHTML =
        '<h1>x</h1><h4>y</h4><img src="/x.png"><input><p>pale</p><p>over</p><p>all</p>'
        const [pale, ...others] = document.querySelectorAll('main p')
        Object.assign(pale.style, {color: '#bbb', background: '#fff'})
        others.forEach(each => Object.assign(each.style, {position: 'absolute', top: '300px'}))"""
    )
    found = " ".join(await violations(page))
    for rule in ("image-alt", "label", "color-contrast", "heading-order"):
        assert rule in found
    assert await page.evaluate(_OVERLAP)


async def test_every_page_has_one_first_heading_no_gap_below_it_and_its_landmarks(
    door: Door, look: Look, chromium: Chromium
) -> None:
    await fill(door)
    page = await chromium.open(look.address("/"))
    for path in PAGES:
        await page.goto(look.address(path))
        levels: list[int] = await page.evaluate(_HEADINGS)
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(later <= before + 1 for before, later in pairwise(levels)), (path, levels)
        assert await page.locator("main").count() == 1, path
        assert await page.title(), path
        if "insluiten" not in path:
            assert await page.locator("body > header").count() == 1, path
            assert await page.locator("body > footer").count() == 1, path
            named = [await each.get_attribute("aria-label") for each in await page.locator("nav").all()]
            assert all(named), path
            assert len(set(named)) == len(named), path


async def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(
    door: Door, look: Look, chromium: Chromium
) -> None:
    await fill(door)
    page = await chromium.open(look.address("/netwerken?regio=twente"))
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.textContent") == "Ga naar de inhoud"
    box = await page.locator(".plek-skip").bounding_box()
    assert box
    assert box["y"] >= 0, "it shows once it has the focus"
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "inhoud"
    await page.goto(look.address("/netwerken?regio=twente"))
    wanted = await page.evaluate(
        "[...document.querySelectorAll('a[href], input, select, button')].map(each => each.outerHTML)"
    )
    seen = []
    for _each in wanted:
        await page.keyboard.press("Tab")
        seen.append(await page.evaluate("document.activeElement.outerHTML"))
        assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert seen == wanted


async def test_the_filters_work_by_keyboard_and_say_what_was_found(door: Door, look: Look, chromium: Chromium) -> None:
    await fill(door)
    page = await chromium.open(look.address("/netwerken"), size=Size.PHONE)
    await page.get_by_label("Woorden").fill("bodem")
    await page.get_by_label("Regio").select_option(label="Twente")
    await page.get_by_label("Woorden").press("Enter")
    await page.wait_for_url("**/netwerken?zoek=bodem&regio=twente*")
    assert await page.get_by_text("1 gevonden").is_visible()
    assert await page.get_by_label("Woorden").input_value() == "bodem"
    assert await page.get_by_label("Regio").input_value() == "twente"


async def test_links_and_buttons_are_large_enough_for_a_thumb(door: Door, look: Look, chromium: Chromium) -> None:
    await fill(door)
    page = await chromium.open(look.address("/netwerken"), size=Size.PHONE)
    for each in await page.locator("nav a, form input, form select, form button").all():
        box = await each.bounding_box()
        assert box
        assert box["height"] >= 24, await each.text_content()


async def test_nothing_is_loaded_from_elsewhere_and_the_policy_stops_nothing_of_ours(
    door: Door, look: Look, chromium: Chromium
) -> None:
    await fill(door)
    page = await chromium.open(look.address("/"))
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for path in PAGES[:-1]:
        await page.goto(look.address(path))
    assert all(each.startswith((look.address("/"), "data:")) for each in asked)
    assert [each for each in said if "Content Security Policy" in each] == []


async def test_a_list_stands_in_a_page_of_a_site_on_the_list_and_in_no_other(
    door: Door, sites: Sites, chromium: Chromium
) -> None:
    await fill(door)
    known, other = free_port(), free_port()
    look = await sites.open(door, embedding={f"http://127.0.0.1:{known}"})
    framing = f'<iframe title="x" src="{look.address("/insluiten/netwerken")}"></iframe>'

    async def intranet(_request: web.Request) -> web.Response:
        return web.Response(text=framing, content_type="text/html")

    for port, shown in ((known, 1), (other, 0)):
        app = web.Application()
        app.router.add_get("/", intranet)
        async with TestServer(app, port=port) as host:
            page = await chromium.open(str(host.make_url("/")))
            there = page.frame_locator("iframe").get_by_role("link", name="Onder Twente")
            assert await there.count() == shown, port
            await page.context.close()


@pytest.mark.parametrize("theme", list(Theme))
async def test_pictures_of_the_pages(example: Look, chromium: Chromium, theme: Theme) -> None:
    for name, path, size in (
        ("home", "/", Size.DESKTOP),
        ("list", "/netwerken?regio=twente", Size.DESKTOP),
        ("phone", "/netwerken", Size.PHONE),
        ("thing", "/netwerken/N-3", Size.PHONE),
        ("english", "/en/networks?region=twente", Size.PHONE),
    ):
        page = await chromium.open(example.address(path), size=size)
        async with wearing(page, theme):
            shown = await screenshot(page, f"web-{name}-{theme.name.lower()}")
        assert shown.stat().st_size > 10_000
        await page.close()


async def test_printed_it_is_what_it_says_without_menus(
    door: Door, look: Look, chromium: Chromium, tmp_path: Path
) -> None:
    paths = await everywhere(door, look)
    page = await chromium.open(look.address("/"))
    await page.set_viewport_size({"width": A4, "height": 1000})
    for path in paths:
        await page.goto(look.address(path))
        await page.emulate_media(media="print", color_scheme="light")
        shown = await page.locator("nav a, form, button, header a[hreflang]").filter(visible=True).all_text_contents()
        assert not shown, path
        assert await page.locator("h1").is_visible(), path
        assert await page.evaluate("document.documentElement.scrollWidth") <= A4, path
        assert await page.evaluate(_OVERLAP) == [], path
    await page.goto(look.address("/vragen/K-1"))
    assert await page.get_by_text("Heel diep.").is_visible()
    await page.goto(look.address("/netwerken?regio=twente&zoek=bodem"))
    assert await page.get_by_text("1 gevonden · bodem · Twente").is_visible(), "paper shows what it was filtered by"
    await page.pdf(path=tmp_path / "printed.pdf")
    assert (tmp_path / "printed.pdf").stat().st_size > 1_000


async def test_pictures_of_what_is_printed(example: Look, chromium: Chromium) -> None:
    page = await chromium.open(example.address("/"))
    await page.set_viewport_size({"width": A4, "height": 1000})
    for name, path in (("list", "/netwerken?regio=twente"), ("thing", "/netwerken/N-3"), ("english", "/en/networks")):
        await page.goto(example.address(path))
        await page.emulate_media(media="print", color_scheme="light")
        await screenshot(page, f"web-print-{name}")
