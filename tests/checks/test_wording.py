"""What the check of wording stumbles over."""

import pytest

from checks.wording import stumbles


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dien opnieuw in", "nl"),
        ("Wat kan ik voor u doen?", "nl"),
        ("naar de agenda (to_agenda)", "nl"),
        ("Gelukt!", "nl"),
        ("Look", "en"),
        (" ".join(["woord"] * 21) + ".", "nl"),
    ],
)
def test_what_people_stumble_over_is_found(text: str, language: str) -> None:
    assert list(stumbles(text, language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Stuur opnieuw in", "nl"),
        ("Wat kan ik voor je doen?", "nl"),
        (" ".join(["woord"] * 12) + ". " + " ".join(["woord"] * 12) + ".", "nl"),
        ("{number} gaat over {names}.", "nl"),
        ("View", "en"),
    ],
)
def test_plain_texts_pass(text: str, language: str) -> None:
    assert not list(stumbles(text, language))
