"""Says what is asked when the website is set up."""

from bot.cli.asking import Ask, Platform

SETUP = Platform(
    "the website",
    (Ask("url", "The address where people find it, of your proxy", "https://cafe.example.org"),),
    "docs/web.md",
)
