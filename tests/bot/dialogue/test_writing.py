"""What people type is never written otherwise than they meant it."""

import pytest

from tests.cafe import Person

ASKED = "Begrijp ik je goed"


async def _profile(anna: Person) -> str:
    return await anna.says("profiel")


async def test_a_remark_about_what_one_knows_is_shown_before_it_takes_the_place_of_it(anna: Person) -> None:
    said = await anna.says("mijn kennis van bodem is beperkt")
    assert "Opgeslagen" not in said
    assert "Ik weet hoe je een bodemkaart leest." in await _profile(anna)


async def test_link_words_are_no_role(anna: Person) -> None:
    said = await anna.says("mijn rol is programmamanager")
    assert "adviseur \u2192 programmamanager" in said
    assert "adviseur" in await _profile(anna)
    await anna.says("mijn rol is programmamanager")
    await anna.says("ja")
    profile = await _profile(anna)
    assert "Je rol: programmamanager" in profile


async def test_link_words_are_no_organisation(anna: Person) -> None:
    said = await anna.says("mijn organisatie is provincie Drenthe")
    assert "\u2192 provincie Drenthe" in said
    await anna.says("ja")
    assert "Organisatie: provincie Drenthe" in await _profile(anna)


async def test_behind_a_colon_a_whole_line_is_done(anna: Person) -> None:
    await anna.says("mijn rol: programmamanager")
    assert "Je rol: programmamanager" in await _profile(anna)


async def test_a_newsletter_is_no_sign_up(anna: Person) -> None:
    said = await anna.says("meld me aan voor de nieuwsbrief")
    assert "bericht" in said.lower()
    assert "Hoe heet je" not in said
    assert "Anna" in await _profile(anna)


async def test_a_profile_in_one_line_is_told_apart(anna: Person) -> None:
    newcomer = anna.door.person("Nieuw")
    said = await newcomer.says("aanmelden: Adviseur Water, waterschap Zuiderzeeland, ik weet veel van waterkwaliteit")
    assert "Welkom" not in said
    assert "Naam: Adviseur Water" in said
    assert "Organisatie: waterschap Zuiderzeeland" in said
    assert "ik weet veel van waterkwaliteit" in said


@pytest.mark.parametrize(
    "line",
    [
        "Ik wil ons leernetwerk Veenweide aanmelden, gaat over water en bodem in Twente",
        "netwerk aanmelden: leernetwerk Veenweide, over water en bodem in Twente",
        "we'd like to register our learning network called Veenweide, about water and bodem in Twente",
    ],
)
async def test_a_network_in_one_line_is_told_apart(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert "Veenweide" in said
    assert "Twente" in said
    assert "water" in said
    assert "Waar is het voor" in said or "What is it for" in said, said


async def test_a_network_still_goes_by_a_name_alone(anna: Person) -> None:
    assert "Wat voor netwerk" in await anna.says("netwerk aanmelden Kring van de buren")


async def test_an_answer_is_shown_first_and_keeps_no_colon(anna: Person) -> None:
    await anna.in_turn("vraag Hoe nat is het veen?", "ja", "ja")
    bob = await anna.door.member("Bob")
    said = await bob.says("antwoord op k-1: wij hebben dat gemeten, niet geschat")
    assert ASKED in said
    assert "geen antwoord" in await anna.says("vragen")
    assert "Dank" in await bob.says("ja")
    shown = await anna.says("K-1")
    assert "wij hebben dat gemeten" in shown
    assert ": wij hebben" not in shown


async def test_what_is_not_to_be_done_is_not_offered(anna: Person) -> None:
    await anna.in_turn("vraag Hoe nat is het veen?", "ja", "ja")
    for line in ("sluit K-1 nog niet", "sluit K-1 pas als iedereen geantwoord heeft, nu nog niet"):
        said = await anna.says(line)
        assert "Wat heeft het opgeleverd" not in said
        assert ASKED not in said
    assert "open" in (await anna.says("K-1")).lower()


async def test_a_name_and_no_more_is_still_a_command(anna: Person) -> None:
    assert "Je volgt" in await anna.says("volg water")
