"""Debian's Chromium without a screen, to look at the Teams client as a person would."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Self

from playwright.async_api import Browser, Locator, Page, Playwright, async_playwright, expect

from tests.servers.process import program

EXECUTABLE = Path("/usr/bin/chromium")
ARTEFACTS = Path(__file__).parents[2] / "artefacts"
AXE = Path(__file__).parent / "web_checks" / "node_modules" / "axe-core" / "axe.min.js"
"""The program that finds what people with a handicap would be stopped by, to evaluate in a page."""

FLAGS = (
    "--no-sandbox",  # refuses to start for root otherwise
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing leaves this machine, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)

LOADED_WITHIN = 120_000
"""Milliseconds for a page to be there: the Teams client takes two seconds on an idle machine."""

expect.set_options(timeout=60_000)  # milliseconds; a card takes 200 on an idle machine, and CI is not idle


class Size(Enum):
    """Width and height in CSS pixels."""

    PHONE = (360, 740)
    DESKTOP = (1280, 800)


class Theme(Enum):
    """What the person looking asked their system for."""

    LIGHT = "light"
    DARK = "dark"
    """Dark colours; the browser darkens a page that has none of its own, as the Teams client here."""
    HIGH_CONTRAST = "high contrast"
    """Few colours, chosen by the system, that a page cannot change."""


class Chromium:
    """One browser: `async with Chromium() as chromium: page = await chromium.open(teams.url)`."""

    _playwright: Playwright
    _browser: Browser

    def __init__(self, density: int = 2) -> None:
        """`density` is how many pixels of the screen a pixel of a page takes."""
        self._density = density

    async def __aenter__(self) -> Self:
        executable = program(EXECUTABLE)
        self._playwright = await async_playwright().start()
        self._browser = await self._playwright.chromium.launch(executable_path=executable, headless=True, args=FLAGS)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._browser.close()
        await self._playwright.stop()

    async def open(self, url: str, *, size: Size = Size.DESKTOP, script: Path | None = None) -> Page:
        """The page at `url`, once it has loaded. `script` runs in it first. Each page has a profile of its own."""
        width, height = size.value
        context = await self._browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=self._density,
            has_touch=size is Size.PHONE,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
        )
        if script:
            await context.add_init_script(path=script)
        page = await context.new_page()
        await page.goto(url, timeout=LOADED_WITHIN)
        return page


@asynccontextmanager
async def wearing(page: Page, theme: Theme) -> AsyncIterator[None]:
    """The page as who asked for that theme sees it; light again afterwards."""
    devtools = await page.context.new_cdp_session(page)
    if theme is Theme.DARK:
        await devtools.send("Emulation.setAutoDarkModeOverride", {"enabled": True})
    await page.emulate_media(
        color_scheme="light" if theme is Theme.LIGHT else "dark",
        forced_colors="active" if theme is Theme.HIGH_CONTRAST else "none",
    )
    try:
        yield
    finally:
        await page.emulate_media(color_scheme="light", forced_colors="none")
        await devtools.detach()


async def screenshot(what: Page | Locator, name: str) -> Path:
    """Save what a page shows, or a piece of one, as `artefacts/NAME.png`."""
    path = ARTEFACTS / f"{name}.png"
    await what.screenshot(path=path, animations="disabled")
    return path
