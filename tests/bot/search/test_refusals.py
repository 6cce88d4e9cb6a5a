"""What a need refuses is no part of it: regions, themes, organisations and people, however it is said."""

import pytest

from bot.language.sentence import Name, Vocabulary, understand

VOCABULARY = Vocabulary(
    [
        Name("region", 3, "Twente"),
        Name("region", 4, "Friesland"),
        Name("theme", 10, "landbouw"),
        Name("theme", 11, "grondwater"),
    ]
)
RIVM = Name("organisation", 5, "Rijksinstituut voor Volksgezondheid en Milieu", ("RIVM",))


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("grondwater niet in Friesland", {"Friesland"}),
        ("grondwater buiten Twente", {"Twente"}),
        ("grondwater (niet in Twente)", {"Twente"}),
        ("grondwater, maar niet in Twente of Friesland", {"Twente", "Friesland"}),
        ("grondwater behalve in Twente, Friesland", {"Twente"}),
        ("grondwater maar geen RIVM", {RIVM.name}),
        ("grondwater anders dan het RIVM", {RIVM.name}),
        ("grondwater zonder landbouw", {"landbouw"}),
        ("groundwater not in Twente", {"Twente"}),
        ("groundwater outside of Friesland", {"Friesland"}),
        ("groundwater except for the RIVM", {RIVM.name}),
        ("niet in Twente: wie weet van grondwater", {"Twente"}),
    ],
)
def test_what_is_refused_is_seen_and_not_looked_for(text: str, refused: set[str]) -> None:
    sentence = understand(text, VOCABULARY, [RIVM])
    assert {name.name for name in sentence.refused} >= refused
    assert not refused & {name.name for name in sentence.named}
    assert not sentence.said & {"twente", "friesland", "rivm", "landbouw", "buiten", "outside"}
    assert any("water" in word for word in sentence.said)


@pytest.mark.parametrize(
    "text", ["niet alleen in Twente", "grondwater niet per se in Twente", "zonder subsidie", "geen idee"]
)
def test_what_refuses_nothing_is_a_need_as_it_is(text: str) -> None:
    sentence = understand(text, VOCABULARY)
    assert sentence.refused == ()
    assert sentence.ids("region") == ({3} if "Twente" in text else set())
