"""Who sees and decides what was just listed or shown is answered in a sentence."""

import pytest

from tests.cafe import Door


@pytest.mark.parametrize(
    ("shown", "asked", "answer"),
    [
        ("agenda", "wie beslist daarover?", "De coördinator van die regio beslist"),
        ("signalen", "wie ziet dat?", "Bij een signaal staat geen naam"),
        ("lessen", "wie ziet dat?", "Alle deelnemers zien het"),
        ("begrippen", "wie bepaalt dat?", "een coördinator het vaststelt"),
        ("bronnen", "wie bepaalt dat?", "Niemand keurt het"),
        ("nieuws", "wie ziet dat?", "in het weekbericht staan geen namen"),
    ],
)
async def test_what_is_asked_below_a_list_is_about_that(listening: Door, shown: str, asked: str, answer: str) -> None:
    anna = await listening.member("Anna", regions="Twente")
    await anna.says(shown)
    assert answer in await anna.says(asked)


async def test_who_sees_it_is_answered_below_a_card_too(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    await anna.in_turn("signaal: de vergunning voor een proef duurt in Twente een jaar", "klopt", "stop")
    await anna.says("S-1")
    assert "Bij een signaal staat geen naam" in await anna.says("wie ziet dat?")
