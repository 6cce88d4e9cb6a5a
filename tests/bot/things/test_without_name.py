"""Who says with what they put that their name is not to be with it, is heard: it is no part of the text."""

import pytest

from bot.chat.texts import _
from bot.command.unnamed import without_wish
from tests.cafe import Door, Person

UNNAMED = _("Your name is not with it.")
NOBODY = _("nobody sees it")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("de subsidie is binnen, zonder mijn naam graag", "de subsidie is binnen"),
        ("mag in het weekbericht maar zonder mijn naam", "mag in het weekbericht"),
        ("het duurt te lang. Mijn naam hoeft er niet bij", "het duurt te lang."),
        ("permits take too long, leave my name out please", "permits take too long"),
        ("we kennen de boeren niet bij naam", "we kennen de boeren niet bij naam"),
        ("anoniem melden lukt niet", "anoniem melden lukt niet"),
        ("zonder mijn naam", "zonder mijn naam"),
    ],
)
def test_a_wish_for_no_name_is_told_from_what_is_told(text: str, kept: str) -> None:
    assert without_wish(text) == (kept, kept != text)


@pytest.mark.parametrize(
    "line",
    [
        "nieuws: de subsidie voor de proeftuin is binnen",
        "signaal: vergunningen duren te lang",
        "les: een bijeenkomst zonder duidelijk doel werkt niet",
        "zet op de agenda: hoe houden we jongeren vast",
        "werkvorm: wandelen, om samen te kijken",
    ],
)
async def test_what_is_put_with_that_wish_is_put_without_a_name(listening: Door, line: str) -> None:
    bert = await listening.member("Bert", regions="Twente")
    shown = await bert.says(f"{line}, liever zonder mijn naam")
    for _turn in range(3):
        if shown.tells(UNNAMED):
            break
        shown = await bert.says("overslaan")
    assert shown.tells(UNNAMED)
    assert "liever" not in shown
    assert not (await bert.says("met mijn naam")).tells(UNNAMED)


async def test_a_question_with_that_wish_is_asked_without_a_name(anna: Person) -> None:
    shown = await anna.says("vraag: hoe meet je grondwater onder een stad? anoniem aub")
    assert shown.tells(NOBODY)
    assert "aub" not in shown
    assert not shown.tells(_("Ask it without my name"))


async def test_that_wish_at_a_step_is_heard_too(listening: Door) -> None:
    bert = await listening.member("Bert", regions="Twente")
    await bert.says("signaal")
    assert (await bert.says("vergunningen duren te lang, anoniem graag")).tells(UNNAMED)
