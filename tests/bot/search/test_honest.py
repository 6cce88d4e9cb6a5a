"""Who is named stands on whole words of the need; what is near is said to be, and nobody is a good answer."""

from datetime import UTC, datetime

import pytest

from bot.language.sentence import Name, Vocabulary, understand
from bot.search.query import Query
from bot.search.search import Found, find
from storage import search
from storage.database.database import Database
from storage.networks import networks
from storage.networks.network import Sheet
from storage.search import Evidence, Owner, Subject
from storage.vocabulary import Level, NetworkKind, NetworkStatus

NOW = datetime(2026, 10, 1, tzinfo=UTC)
WATER, DRINKING, SOIL, CLIMATE, HEAT, SOLAR, ENERGY = range(1, 8)
VOCABULARY = Vocabulary(
    [
        Name("theme", WATER, "water"),
        Name("theme", DRINKING, "drinkwater"),
        Name("theme", SOIL, "bodem", ("grond",)),
        Name("theme", CLIMATE, "klimaatadaptatie"),
        Name("theme", HEAT, "hitte", ("hittestress",)),
        Name("theme", ENERGY, "energietransitie"),
        Name("theme", SOLAR, "zonne-energie"),
        Name("term", "kernenergie", "kernenergie", near=(ENERGY,)),
        Name("term", "zonneboiler", "zonneboiler", near=(SOLAR,)),
        Name("term", "krw", "KRW", ("Kaderrichtlijn Water",), near=(WATER,)),
        Name("term", "pas", "PAS", ("Programma Aanpak Stikstof",), capitals=frozenset({"pas"})),
    ],
    themes={DRINKING: (WATER,), HEAT: (CLIMATE,), SOLAR: (ENERGY,)},
)
PEOPLE = {
    "Bodemkenner": ("Ik ken de palen onder huizen, en boringen in het veen.", SOIL),
    "Beheerder": ("Boven komen wij bijeen; we bespreken wat van de grond kwam. Ik kies pas later.", CLIMATE),
    "Waterman": ("Ik meet of het drinkwater schoon is.", DRINKING),
    "Adviseur": ("Ik help met de kaderrichtlijn, en drink zelf ook water.", ENERGY),
    "Museumvrouw": ("Ik richt een museum in over het dorp en de brug.", CLIMATE),
    "Bewoner": ("Ik praat met mensen over Omgevingsmanagement, droge zomers en bewoners.", ENERGY),
}


@pytest.fixture
def cafe(database: Database) -> Database:
    with database.begin() as tx:
        for id_, (name, (knows, theme)) in enumerate(PEOPLE.items(), 1):
            search.admit(tx, Subject("member", id_, name, themes=(theme,)))
            own = (Owner("member", id_, "self"),)
            themes = Evidence("themes", VOCABULARY.of["theme", theme].name, owners=own)
            search.put(tx, "member", id_, [Evidence("knows", "", knows, own), themes])
    return database


def ask(cafe: Database, text: str) -> Found:
    with cafe.reader.begin() as tx:
        return find(tx, Query(text, now=NOW, honest=True), VOCABULARY)


@pytest.mark.parametrize(
    ("need", "who"),
    [
        ("paal", "Bodemkenner"),
        ("wie weet iets over palen", "Bodemkenner"),
        ("musea", "Museumvrouw"),
        ("dorpje", "Museumvrouw"),
        ("bruggetje", "Museumvrouw"),
        ("drinkwater", "Waterman"),
        ("schoon drinkwater", "Waterman"),
        ("boringen in het veen", "Bodemkenner"),
        ("veenboringen", "Bodemkenner"),  # both of what it is made of
    ],
)
def test_who_has_the_word_in_any_form_is_exactly_it(cafe: Database, need: str, who: str) -> None:
    found = ask(cafe, need)
    assert not found.near
    assert [hit.name for hit in found.hits] == [who]
    marked = [piece for reason in found.hits[0].reasons for piece, bold in reason.text if bold]
    assert marked
    assert all(piece.isalpha() for piece in marked)


@pytest.mark.parametrize(
    "need",
    [
        "bomen",  # komen
        "scholen",
        "hoe je een printer kiest",  # kies
        "drones",  # droge
        "de grond onder een voetbalveld",  # van de grond
        "waterpolo",
        "museumboringen",  # of two people each has a half
        "luchtballon",
        "boeken",
        "wie heeft er pas een hond",  # the Programma Aanpak Stikstof is written in capitals
    ],
)
def test_for_what_nobody_has_nobody_is_named(cafe: Database, need: str) -> None:
    found = ask(cafe, need)
    assert found.hits == () or found.near


@pytest.mark.parametrize(
    ("need", "theme", "who"),
    [
        ("hittestress", CLIMATE, "Museumvrouw"),  # what lies above
        ("kernenergie", ENERGY, "Bewoner"),  # what it is known to be near
        ("bodemdaling", SOIL, "Bodemkenner"),  # a part that names a theme, the rest says what it does
        ("krw", WATER, "Waterman"),  # all words of what it is in full, or only near
    ],
)
def test_what_is_near_is_named_and_said_to_be(cafe: Database, need: str, theme: int, who: str) -> None:
    found = ask(cafe, need)
    assert found.near == (theme,)
    assert who in {hit.name for hit in found.hits}


def test_who_is_about_what_lies_below_a_theme_is_exactly_it(cafe: Database) -> None:
    found = ask(cafe, "water")
    assert [hit.name for hit in found.hits] == ["Waterman"]
    assert not found.near


def test_of_a_story_what_nobody_here_ever_wrote_does_not_count(cafe: Database) -> None:
    found = ask(cafe, "onze wethouder wil in het najaar met scholieren naar boringen in het veen kijken")
    assert found.by_meaning
    assert [hit.name for hit in found.hits] == ["Bodemkenner"]
    assert not ask(cafe, "onze wethouder wil in het najaar met scholieren naar het pretpark").hits


def test_who_can_be_called_is_looked_for_one_theme_further(cafe: Database) -> None:
    with cafe.begin() as tx:
        search.admit(tx, Subject("case", 1, "Zonneveld", themes=(SOLAR,)))
        own = (Owner("case", 1, "self"),)
        search.put(tx, "case", 1, [Evidence("themes", "zonne-energie", owners=own)])
    found = ask(cafe, "zonneboilers")
    assert found.near == (ENERGY,)
    assert found.hits[0].kind == "member"


def test_near_are_three_at_most(cafe: Database) -> None:
    with cafe.begin() as tx:
        for id_ in range(10, 16):
            search.admit(tx, Subject("member", id_, f"Nog een {id_}", themes=(CLIMATE,)))
            own = (Owner("member", id_, "self"),)
            search.put(tx, "member", id_, [Evidence("themes", "klimaatadaptatie", owners=own)])
    assert len(ask(cafe, "hittestress").hits) == 3


def test_a_slip_in_a_long_word_is_forgiven_and_none_in_a_short_one(cafe: Database) -> None:
    assert [hit.name for hit in ask(cafe, "drinkwatter").hits] == ["Waterman"]
    assert not ask(cafe, "dorst").hits  # dorp


@pytest.mark.parametrize("need", ["watr", "wtaer", "iets over watr in bodm"])
def test_a_slip_in_a_short_word_is_forgiven_when_it_is_spelled_as_no_word_is(cafe: Database, need: str) -> None:
    assert "Waterman" in {hit.name for hit in ask(cafe, need).hits}


def test_a_need_of_several_words_is_carried_by_more_than_half(cafe: Database) -> None:
    assert ask(cafe, "palen onder huizen").hits
    assert not ask(cafe, "palen, kabels, seinen, wissels, rails en bovenleiding").hits


def test_what_only_mentions_a_need_hides_nobody_who_is_near(cafe: Database) -> None:
    with cafe.begin() as tx:
        search.admit(tx, Subject("word", 1, "hittestress"))
        search.put(tx, "word", 1, [Evidence("word", "hittestress", "", (Owner("word", 1, "self"),))])
    with cafe.reader.begin() as tx:
        knowing = frozenset({"member"})
        found = find(tx, Query("hittestress", now=NOW, honest=True, knowing=knowing), VOCABULARY)
        alone = find(tx, Query("hittestress", frozenset({"word"}), now=NOW, honest=True, knowing=knowing), VOCABULARY)
    assert found.near == (CLIMATE,)
    assert [hit.kind for hit in found.hits] == ["member", "member", "word"]
    assert (alone.mentions, [hit.kind for hit in alone.hits]) == (True, ["word"])


def test_what_is_much_about_a_place_hides_nobody_who_reaches_over_it(database: Database) -> None:
    country, town = 1, 2
    vocabulary = Vocabulary([Name("region", town, "Dorpum"), Name("theme", SOIL, "bodem")], regions={town: (country,)})
    with database.begin() as tx:
        for id_, region in ((1, town), (2, town), (3, country)):
            search.admit(tx, Subject("member", id_, f"Lid {id_}", regions=(region,), themes=(SOIL,)))
        own = [(Owner("member", id_, "self"),) for id_ in range(4)]
        loud = [Evidence("knows", "", "Bodem in Dorpum: bodem, bodem en Dorpum.", own[1])] * 5
        search.put(tx, "member", 1, loud)
        search.put(
            tx, "member", 2, [Evidence("knows", "", "Vroeger in Dorpum: vogels, planten, water, ooit bodem.", own[2])]
        )
        search.put(tx, "member", 3, [Evidence("knows", "", "Ik weet van de bodem.", own[3])])
    with database.reader.begin() as tx:
        found = find(tx, Query("bodem in Dorpum", now=NOW, honest=True), vocabulary)
    assert [hit.id for hit in found.hits if hit.id != 2] == [1, 3]


def test_what_is_written_about_a_need_tells_which_themes_it_is_near(cafe: Database) -> None:
    with cafe.begin() as tx:
        search.admit(tx, Subject("signal", 1, "S-1", themes=(SOIL,)))
        search.put(
            tx, "signal", 1, [Evidence("text", "", "De mantelbuizen liggen los.", (Owner("signal", 1, "self"),))]
        )
    with cafe.reader.begin() as tx:
        found = find(tx, Query("mantelbuizen", now=NOW, honest=True, knowing=frozenset({"member"})), VOCABULARY)
    assert found.near == (SOIL,)
    assert [hit.name for hit in found.hits] == ["Bodemkenner", "S-1"]


def test_what_lies_above_the_matter_is_nearer_than_where_it_is(cafe: Database) -> None:
    assert ask(cafe, "hitte in de grond").near == (CLIMATE,)


def test_themes_that_are_put_together_are_near_one_another(cafe: Database) -> None:
    with cafe.begin() as tx:
        for id_ in (1, 2):
            search.admit(tx, Subject("event", id_, f"Avond {id_}", themes=(DRINKING, SOIL)))
            own = (Owner("event", id_, "self"),)
            search.put(tx, "event", id_, [Evidence("themes", "drinkwater, bodem", owners=own)])
        search.withdraw(tx, "member", 3)  # the Waterman
    with cafe.reader.begin() as tx:
        found = find(tx, Query("drinkwater", now=NOW, honest=True, knowing=frozenset({"member"})), VOCABULARY)
    assert found.near == (SOIL,)
    assert found.hits[0].name == "Bodemkenner"


def test_any_dutch_for_an_english_word_tells_what_it_is_near(cafe: Database) -> None:
    found = ask(cafe, "living labs with soils")  # bodem or grond
    assert found.near == (SOIL,)


def test_what_mentions_a_need_in_passing_tells_of_no_themes(cafe: Database) -> None:
    told = "Er is geld voor projecten. Zaalhuur en boekhouding betaalt niemand."
    with cafe.begin() as tx:
        search.admit(tx, Subject("signal", 1, told, themes=(SOIL,)))
        search.put(tx, "signal", 1, [Evidence("signal", told, "", (Owner("signal", 1, "self"),))])
    with cafe.reader.begin() as tx:
        found = find(tx, Query("boekhouding", now=NOW, honest=True, knowing=frozenset({"member"})), VOCABULARY)
    assert (found.near, found.mentions) == ((), True)
    assert [hit.kind for hit in found.hits] == ["signal"]


def test_what_is_about_a_need_stands_before_who_is_near_it(cafe: Database) -> None:
    with cafe.begin() as tx:
        for id_ in (1, 2):
            search.admit(tx, Subject("case", id_, "Zonneveld", themes=(SOLAR,)))
            own = (Owner("case", id_, "self"),)
            search.put(tx, "case", id_, [Evidence("case", "Zonneveld", "Zonne-energie langs de weg.", owners=own)])
    found = ask(cafe, "zonne-energie")
    assert (found.about, found.near) == (True, (ENERGY,))
    assert [hit.kind for hit in found.hits] == ["case", "member", "member", "case"]
    with cafe.reader.begin() as tx:
        alone = find(tx, Query("zonne-energie", frozenset({"case"}), now=NOW, honest=True), VOCABULARY)
    assert (alone.about, alone.near, {hit.kind for hit in alone.hits}) == (False, (), {"case"})


@pytest.mark.parametrize("need", ["hoe je een museum opzet", "een museum beginnen", "how to start a museum"])
def test_a_verb_of_any_matter_carries_none(cafe: Database, need: str) -> None:
    with cafe.begin() as tx:
        search.admit(tx, Subject("member", 9, "Panelman", themes=(WATER,)))
        own = (Owner("member", 9, "self"),)
        said = Evidence("knows", "", "Ik weet hoe je een meetnet opzet, en hoe je kunt beginnen. I start it.", own)
        search.put(tx, "member", 9, [said])
    assert [hit.name for hit in ask(cafe, need).hits] == ["Museumvrouw"]


def test_near_it_people_come_before_earlier_questions(cafe: Database) -> None:
    with cafe.begin() as tx:
        search.admit(tx, Subject("question", 1, "Welke hittestress?", themes=(CLIMATE,)))
        asked = Evidence("question", "Klimaatadaptatie, klimaatadaptatie!", "", (Owner("question", 1, "self"),))
        search.put(tx, "question", 1, [asked])
    found = ask(cafe, "hittestress")
    assert found.near == (CLIMATE,)
    assert [hit.kind for hit in found.hits] == ["member", "member", "question"]


def test_a_network_called_by_its_name_is_found_whatever_else_its_words_say(cafe: Database) -> None:
    with cafe.begin() as tx:
        for name in ("Onder Bodem", "Bodem en water"):
            sheet = Sheet(name, NetworkKind.kennisnetwerk, Level.regionaal)
            networks.create(tx, sheet, NetworkStatus.listed, NOW, by=None)
    assert [hit.name for hit in ask(cafe, "Onder bodem?").hits][:1] == ["Onder Bodem"]


def test_a_compound_of_light_words_alone_is_carried_by_none_of_them(cafe: Database) -> None:
    with cafe.begin() as tx:
        search.admit(tx, Subject("network", 1, "Netwerk van metingen"))
        search.put(tx, "network", 1, [Evidence("name", "Netwerk van metingen", "", (Owner("network", 1, "self"),))])
    assert not ask(cafe, "netwerkkabels").hits
    assert not ask(cafe, "metingkaarten").hits


def test_who_can_be_asked_comes_before_a_network_of_which_nobody_can(cafe: Database) -> None:
    with cafe.begin() as tx:
        sheet = Sheet("Programma museum", NetworkKind.programma, Level.nationaal)
        idle = networks.create(tx, sheet, NetworkStatus.listed, NOW, by=None)
        assert networks.with_nobody(tx, [idle.id]) == {idle.id}
    assert [hit.name for hit in ask(cafe, "een museum").hits] == ["Museumvrouw", "Programma museum"]


def test_where_nobody_can_be_asked_of_all_that_is_exact_who_is_near_it_is_named(cafe: Database) -> None:
    with cafe.begin() as tx:
        sheet = Sheet("Programma zonneboiler", NetworkKind.programma, Level.nationaal)
        networks.create(tx, sheet, NetworkStatus.listed, NOW, by=None)
    found = ask(cafe, "zonneboilers")
    assert (found.about, found.near, found.hits[0].name) == (True, (ENERGY,), "Programma zonneboiler")
    assert {hit.kind for hit in found.hits[1:]} == {"member"}


def test_two_questions_about_two_matters_are_none_about_both(cafe: Database) -> None:
    with cafe.begin() as tx:
        search.admit(tx, Subject("member", 9, "Vrager", themes=(CLIMATE,)))
        for id_, asked in enumerate(("Hoe werken jonge vaklieden?", "Wat doet de visserij?"), 1):
            owner = (Owner("member", 9, "asked"),)
            search.put(tx, "question", id_, [Evidence("question", asked, owners=owner)])
    assert not ask(cafe, "jonge mensen in de visserij").hits
    assert [hit.name for hit in ask(cafe, "visserij").hits] == ["Vrager"]


def test_who_is_about_more_of_what_a_need_is_near_is_nearer(cafe: Database) -> None:
    with cafe.begin() as tx:
        search.admit(tx, Subject("member", 9, "Beide", themes=(WATER, ENERGY)))
        own = (Owner("member", 9, "self"),)
        search.put(tx, "member", 9, [Evidence("themes", "water, energietransitie", owners=own)])
    found = ask(cafe, "KRW en kernenergie")
    assert (set(found.near), [hit.name for hit in found.hits]) == ({WATER, ENERGY}, ["Beide"])


def test_what_a_phrase_names_beats_what_its_first_word_does() -> None:
    names = [Name("theme", 1, "rivieren", ("ruimte voor de rivier",)), Name("theme", 2, "ruimte")]
    assert understand("ruimte voor de rivier", Vocabulary(names)).ids("theme") == {1}
    assert understand("ruimte", Vocabulary(names)).ids("theme") == {2}


@pytest.mark.parametrize("need", ["gesprekken met bewoners", "kaarten voor bewoners", "een boer met bodemleven"])
def test_a_text_in_english_is_found_by_the_dutch_for_it(cafe: Database, need: str) -> None:
    with cafe.begin() as tx:
        search.admit(tx, Subject("member", 9, "Researcher"))
        said = "I work with maps around a table, for conversations with residents. I study soil life and farmers."
        search.put(tx, "member", 9, [Evidence("knows", "", said, (Owner("member", 9, "self"),))])
    assert "Researcher" in {hit.name for hit in ask(cafe, need).hits}


def test_an_english_word_is_no_dutch_form_of_another(cafe: Database) -> None:
    with cafe.begin() as tx:
        search.admit(tx, Subject("member", 9, "Researcher"))
        said = Evidence("knows", "", "You read the results with care.", (Owner("member", 9, "self"),))
        search.put(tx, "member", 9, [said])
    assert not ask(cafe, "used cars").hits
    assert [hit.name for hit in ask(cafe, "results").hits] == ["Researcher"]


@pytest.mark.parametrize("typed", ["klimaatadabtatie", "klymaatadaptatie", "klimaatadaptasie", "drinkwatter"])
def test_a_theme_that_is_written_as_it_sounds_is_that_theme(cafe: Database, typed: str) -> None:
    assert ask(cafe, typed).hits


def test_what_says_in_what_kind_of_place_is_not_the_matter(cafe: Database) -> None:
    rural = Vocabulary([Name("theme", SOIL, "bodem", ("platteland",))])
    with cafe.begin() as tx:
        search.admit(tx, Subject("member", 9, "Jongerenwerker"))
        said = Evidence("knows", "", "Ik ken jongeren in elk dorp.", (Owner("member", 9, "self"),))
        search.put(tx, "member", 9, [said])
    with cafe.reader.begin() as tx:
        found = find(tx, Query("jongeren op het platteland", now=NOW, honest=True), rural)
        there = find(tx, Query("het platteland", now=NOW, honest=True), rural)
    assert [hit.name for hit in found.hits] == ["Jongerenwerker"]
    assert [hit.name for hit in there.hits] == ["Bodemkenner"]


def test_parts_of_a_compound_that_any_text_may_have_carry_nothing(cafe: Database) -> None:
    with cafe.begin() as tx:
        search.admit(tx, Subject("member", 9, "Kaartman"))
        said = Evidence("knows", "", "Ik ken de kaarten en zie wat er speelt.", (Owner("member", 9, "self"),))
        search.put(tx, "member", 9, [said])
    assert not ask(cafe, "kaartspelletjes").hits
