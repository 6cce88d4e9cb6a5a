"""A yes in any words, and what is no yes though it sounds like one."""

import pytest

from bot.reading import assent

YES = """
ja hoor zo mag het|top, zo mag het|ok zo mag het erbij|looks good to me|LGTM|prima zo|mag zo|klopt helemaal
goed idee|wat mij betreft prima|dat is wat ik bedoel|ja die is het|zo is het goed|works for me|that's it|fine by me
ja, precies|helemaal akkoord|lijkt me prima|vind ik goed|zo kan het|sounds good|ga je gang|ja zo maar""".replace(
    "\n", "|"
)
PUTS = """
zet maar neer|neem maar mee|ja neem maar mee|stuur maar|send it please|post it|ok plaatsen dan|zet er maar bij
mooi zo
perfect|ja zet maar neer|zet hem er maar in|doe maar zo|gooi er maar op|yes, send it|great|put it up
"""
NEITHER = """
ok, maar niet met mijn naam|is dat goed zo|klopt dat|mag het zo?|goed gedaan is dat niet|nee
ok wacht|ok even
ja als het in Twente is|zet hem op de agenda|doe maar Twente|doe maar uit|niet zo|graag eerst een voorbeeld
stuur maar weg|kan het zo|laat het zo staan|prima?|het gaat om geld|ja maar wie ziet het
"""


def _lines(text: str) -> list[str]:
    return [each for line in text.split("\n") for each in line.split("|") if each]


@pytest.mark.parametrize("line", _lines(YES))
def test_a_yes_is_heard_in_any_words(line: str) -> None:
    assert assent.agrees(line)
    assert assent.accepts(line)


@pytest.mark.parametrize("line", _lines(PUTS))
def test_what_is_shown_is_agreed_to_by_praise_and_by_its_order(line: str) -> None:
    assert assent.accepts(line)


@pytest.mark.parametrize("line", _lines(NEITHER))
def test_what_says_something_else_is_no_yes(line: str) -> None:
    assert not assent.accepts(line)


@pytest.mark.parametrize(
    ("line", "rest", "whole"),
    [
        ("ja graag. hoelang duurt het?", "hoelang duurt het?", True),
        ("prima, maar zonder mijn naam", "zonder mijn naam", False),
        ("klopt, maar niet door ons. door de provincie", "niet door ons. door de provincie", False),
        ("yes, send it. who hears this?", "who hears this?", True),
        ("ok zo mag het, en ook in Salland", "en ook in Salland", False),
        ("top! zet er nog bij dat het haast heeft", "zet er nog bij dat het haast heeft", True),
    ],
)
def test_what_stands_behind_a_yes_is_told_apart(line: str, rest: str, whole: bool) -> None:
    assert assent.parted(line) == (True, rest, whole)


@pytest.mark.parametrize("line", ["nee, liever niet", "in Twente, graag", "zonder mijn naam"])
def test_what_begins_otherwise_has_no_yes_at_its_head(line: str) -> None:
    assert not assent.parted(line).yes
