"""Signing up in chat, in both languages, and what follows from it."""

import pytest

from bot.chat.texts import _
from storage.members import organisations
from tests.cafe import Door

TOLD = {
    "nl": {
        "call": "aanmelden",
        "kind": "gemeente",
        "regions": "Twente, Flevoland",
        "yes": "ja",
        "skip": "overslaan",
        "profile": "profiel",
    },
    "en": {
        "call": "sign up",
        "kind": "municipality",
        "regions": "Twente and Flevoland",
        "yes": "yes",
        "skip": "skip",
        "profile": "profile",
    },
}


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_who_signs_up_is_welcomed_and_asked_about_a_network(door: Door, language: str) -> None:
    anna, told = door.person("Aanjager Bodem", language), TOLD[language]
    assert (await anna.says(told["call"])).tells(_("What is your name?"))
    assert (await anna.says("Aanjager Bodem")).tells(_("Which organisation or initiative are you with?"))
    assert (await anna.says("Enschede Natuurlijk")).tells(_("What kind of organisation is it?"))
    assert (await anna.says(told["kind"])).tells(_("What is your role there?"))
    assert (await anna.says("adviseur bodem")).tells(_("In which regions do you work?"))
    assert (await anna.says(told["regions"])).tells(_("Which themes do you work on?"))
    assert (await anna.says(told["skip"])).tells(_("What may others ask you about?"))
    consent = await anna.says("Ik lees bodemkaarten.\nEn ik weet wie ze maakt.")
    assert consent.tells(_("May other members find you with this, when they ask who knows what?"))
    welcome = await anna.says(told["yes"])
    assert welcome.tells(_("Welcome, {name}.", name="Aanjager Bodem"))
    assert welcome.tells(_("One more question: do you drive a knowledge or learning network?"))
    profile = await anna.says(told["profile"])
    for told_line in ("Enschede Natuurlijk", "adviseur bodem", "Flevoland", "Twente", "En ik weet wie ze maakt."):
        assert told_line in profile


@pytest.mark.parametrize(
    ("organisation", "kind"),
    [
        ("Gemeente Enschede", "gemeente"),
        ("hoogheemraadschap van Delfland", "waterschap"),
        ("Provincie Flevoland", "provincie"),
    ],
)
async def test_what_the_name_of_an_organisation_says_is_not_asked(door: Door, organisation: str, kind: str) -> None:
    anna = door.person("Aanjager Bodem")
    await anna.in_turn("aanmelden", "1")
    assert (await anna.says(organisation)).tells(_("What is your role there?"))
    await anna.in_turn(*["overslaan"] * 4, "nee")
    held = await door.database.read(organisations.named, organisation)
    assert held
    assert held.kind == kind


async def test_who_is_new_and_says_hello_hears_what_to_begin_with(door: Door) -> None:
    someone = door.person("Aanjager Bodem")
    said = await someone.says("hoi")
    assert (await someone.presses(_("Sign up"), said)).tells(_("What is your name?"))


async def test_who_names_an_unknown_region_is_told_again_what_would_work(door: Door) -> None:
    someone = door.person("Aanjager Bodem")
    await someone.in_turn("aanmelden", "1", "Gemeente Enschede", "overslaan")
    assert (await someone.says("Xq")).tells(_("For instance Twente, or Flevoland. Several: with a comma."))
