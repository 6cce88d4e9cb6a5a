"""Says what is asked when the website is set up."""

from adapters.web.settings import WebSettings
from bot.cli.asking import Ask, Platform

SETUP = Platform(
    "the website",
    (
        Ask("url", "The address where people find it, of your proxy", "https://cafe.example.org"),
        Ask("contact", "Where people can ask or report: an address of mail or a page", "cafe@example.org"),
    ),
    "docs/web.md",
    WebSettings,
)
