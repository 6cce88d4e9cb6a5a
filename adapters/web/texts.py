"""Holds what the pages say around what they show, by the names that the templates use."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from bot.chat.texts import Msg, _, _n

TEXTS: Final[Mapping[str, Msg]] = {
    "about": _("About this site"),
    "all_kinds": _("All"),
    "all_regions": _("All regions"),
    "all_themes": _("All themes"),
    "apply": _("Show"),
    "accessibility": _("Accessibility"),
    "no_filters": _("Clear the filters"),
    "data": _("Open data"),
    "feed": _("Follow this list (Atom)"),
    "belonging": _("What belongs to it:"),
    "calendar": _("Follow this list in your calendar"),
    "filters": _("Filters"),
    "home": _("Home"),
    "home_intro": _(
        "Here is what people of public organisations share about their networks and what they learn. "
        "They put it here themselves. People are named only if they said so."
    ),
    "main_menu": _("Main menu"),
    "next": _("Next page"),
    "nothing": _("Nothing was found. Try fewer filters."),
    "empty": _("There is nothing here yet."),
    "pages": _("Pages"),
    "previous": _("Previous page"),
    "region": _("Region"),
    "search": _("Words"),
    "skip": _("Skip to the content"),
    "theme": _("Theme"),
    "to_list": _("Back to the list"),
    "door": _("Your workbench opens when you press this. The link that you used works once."),
    "enter": _("Open my workbench"),
    "you_are_here": _("You are here"),
    "yes": _("yes"),
}
"""Texts without gaps."""

Told: TypeAlias = tuple[Msg, Msg]
"""What there is to say, and what would work."""

WORKBENCH: Final = _("Workbench")
CLOSE: Final = _("Close workbench")
OUTCOME: Final = _("This came of it")
NOT_YOURS: Final = _("You may not see this any more.")
LINK_IS_OVER: Final = (_("This link does not work any more"), _("Type workbench in your chat with me for a new one."))
NOT_OPEN: Final = (
    _("Your workbench is not open"),
    _("Type workbench in your chat with me: you get a link."),
)
CLOSED: Final = (_("Your workbench is closed"), _("Type workbench in your chat with me to open it again."))
NOT_FOUND: Final = _("This page is not here")
NOT_FOUND_WHY: Final = _("It was never here, or who put it here took it off.")
REFUSED: Final = _("That did not come from a page of mine")
REFUSED_WHY: Final = _("Nothing was done. Go back, load the page again, and press once more.")
TOO_MANY: Final = _("That is a lot at once")
TOO_MANY_WHY: Final = _("Wait a minute, and try again.")
FAILED: Final = _("Something went wrong here")
FAILED_WHY: Final = _("It is not you. Try again later.")
WRONG: Final = _("I cannot show that")
WRONG_WHY: Final = _("There is something in the address that I do not know.")


def unknown_region(name: str) -> Msg:
    return _("I do not know the region {name}.", name=name)


def unknown_theme(name: str) -> Msg:
    return _("I do not know the theme {name}.", name=name)


def unknown_kind(name: str) -> Msg:
    return _("I do not know the kind {name}.", name=name)


def unknown_number(number: str) -> Msg:
    return _("Nothing here belongs to {number}.", number=number)


def unknown_page(name: str) -> Msg:
    return _("There is no page {name}.", name=name)


def too_long() -> Msg:
    return _("That is too long to look for. Use fewer words.")


def found(count: int) -> Msg:
    return _n("{n} found", "{n} found", count)
