"""The Teams client as a person sees it: a chat or a channel on a desk, or that conversation alone on a phone."""

from playwright.async_api import Page

from tests.servers.chromium import Chromium, Size
from tests.servers.teams_client import BOT_NAME, FOLDER, TeamsClient

IN_ORDER = FOLDER / "in_order.js"
"""What makes the page hear all it is told, also an answer that is faster than the page's own request."""

PERSONAL_CHAT = "Personal Chat"
"""What the client calls the chat with the bot."""

# The client is laid out for a desk. A phone shows one conversation and nothing beside it: leave only the column that
# the message box stands in.
_ALONE = """
box => {
  let column = box;
  while (column.clientHeight < window.innerHeight * 0.7) column = column.parentElement;
  for (let kept = column; kept !== document.body; kept = kept.parentElement) {
    for (const sibling of kept.parentElement.children) {
      if (sibling !== kept && !["STYLE", "SCRIPT"].includes(sibling.tagName)) sibling.style.display = "none";
    }
    Object.assign(kept.style, { minWidth: "0", width: "100%", maxWidth: "100%", height: "100vh" });
  }
}
"""

# A card gets the width of the phone, where the client gives it 450 pixels and a wide margin. Inside the card nothing
# is touched: what does not fit there must show.
_NARROW = """
.fai-OutputCard { width: 100%; box-sizing: border-box; padding: 8px 4px; }
span:not(.ac-adaptiveCard *) { overflow-wrap: anywhere; }
div:has(.ac-adaptiveCard) { min-width: 0; }
div:has(> .ac-preview-panel) { width: 100% !important; max-width: 100%; }
div:has(> .fai-OutputCard) { gap: 4px; }
div:has(> div > .fai-OutputCard) { margin: 0 8px !important; min-width: 0; width: calc(100% - 16px); }
"""


async def open_teams(
    chromium: Chromium,
    teams: TeamsClient,
    *,
    conversation: str = PERSONAL_CHAT,
    size: Size = Size.DESKTOP,
) -> Page:
    """The client's page with one conversation open, by its name (`Bodem en ondergrond`).

    Opening the page installs the bot, as `TeamsClient.install` does.
    """
    page = await chromium.open(teams.url, script=IN_ORDER)
    await page.get_by_text(conversation, exact=True).first.click()
    if size is Size.PHONE:
        width, height = size.value
        await page.get_by_role("textbox").first.evaluate(_ALONE)
        await page.add_style_tag(content=_NARROW)
        await page.set_viewport_size({"width": width, "height": height})
    return page


async def type_message(page: Page, text: str) -> None:
    """Type `text` in the message box of the open chat, and send it."""
    await page.get_by_role("textbox").first.fill(text)
    await page.keyboard.press("Enter")


async def type_mention(page: Page, text: str) -> None:
    """Begin a thread in the open channel with `@PLeK text`."""
    await page.get_by_role("textbox").first.click()
    await page.keyboard.type(f"@{BOT_NAME}")
    await page.get_by_role("menuitem", name=BOT_NAME).click()
    await page.keyboard.type(f" {text}")
    await page.get_by_role("button", name="Post").click()
