"""How the agenda, signals, lessons, words, sources, ways of working and news work is answered in a sentence."""

import pytest

from tests.cafe import Door


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("hoe werkt zo'n kennisagenda nou eigenlijk", "samen wil uitzoeken"),
        ("wie beslist wat er bij jullie op de agenda komt?", "De coördinator van die regio beslist"),
        ("hoe lang duurt het eigenlijk voor jullie reageren op een knelpunt?", "binnen tien werkdagen"),
        ("kan mijn buurman zien dat ik hier een signaal geef?", "Bij een signaal staat geen naam"),
        ("wie mag er eigenlijk besluiten over een signaal?", "de stuurgroep, een ambassadeur"),
        ("hoe lang duurt zo'n leerevaluatie?", "In tien werkdagen"),
        ("wie controleert of die bronnen kloppen?", "Niemand keurt het"),
        ("hoe wordt een werkvorm eigenlijk standaard?", "landelijke coördinator"),
        ("wie bepaalt er wat een begrip betekent?", "een coördinator het vaststelt"),
        ("hoe krijg ik een nieuwtje in het weekbericht?", "volgende weekbericht"),
    ],
)
async def test_how_it_works_is_answered(listening: Door, asked: str, answer: str) -> None:
    anna = await listening.member("Anna", regions="Twente")
    assert answer in await anna.says(asked)


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


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("is er al een voorstel?", "nog geen voorstel bij S-1"),
        ("wie had dat gemeld?", "Ingebracht door: 1 mens"),
        ("wie ziet dat?", "Bij een signaal staat geen naam"),
        ("is het al behandeld?", "nog niets besloten"),
    ],
)
async def test_what_is_asked_below_a_card_is_about_that_thing(listening: Door, asked: str, answer: str) -> None:
    anna = await listening.member("Anna", regions="Twente")
    await anna.in_turn("signaal: de vergunning voor een proef duurt in Twente een jaar", "klopt", "stop")
    await anna.says("S-1")
    assert answer in await anna.says(asked)
