"""Reads whole lines that are said of a case by its number, in words that mean other things without one."""

from typing import Final

from bot.command.shapes import said_of

MOMENT: Final = said_of(
    "c",
    "tell_moment",
    nl=(
        "moment(?: bij)?",
        "er (?:is|was|zijn|kwam|gebeurde) [^:?]{3,40} bij",
        "er is (?:weer |nu )?(?:iets )?nieuws? (?:over|van|rond)",
        "# ging verder",
    ),
    en=("moment(?: of)?", "there (?:is|was) [^:?]{3,40} (?:on|about|at)", "# (?:moved|went) on"),
)
