"""Sentences that ask who knows about something, without a command; and sentences that only look like it."""

import pytest

from bot.chat.texts import _
from bot.sentences import who_knows_phrases
from tests.cafe import Person

DUTCH = """
wie heeft er ervaring met participatie bij windmolens?
Wie kan me helpen met een omgevingsvisie?
wie kan er iets vertellen over bodem
wie gaat er over geluid bij de provincie
wie houdt zich bezig met stikstof
wie onderzoekt bodemdaling
wie is er bezig met klimaatadaptatie
Wie is de expert op het gebied van PFAS?
wie zijn hier goed in grondwater
bij wie kan ik terecht met een vraag over geluid
met wie kan ik praten over biodiversiteit
ik zoek iemand die verstand heeft van stikstof
Ik ben op zoek naar iemand die iets weet van bodem.
we zoeken iemand voor een lezing over stikstof
op zoek naar ervaring met wijkaanpak
gezocht: hydroloog in Twente
ken jij iemand die over geluid gaat
kennen jullie mensen met verstand van veen
kent iemand een goede hydroloog
heeft iemand ervaring met wadi's?
heeft er iemand ervaring met geothermie
heb jij een contact voor bodem in Twente
weet iemand hoe je een wadi aanlegt
weet je wie mij kan helpen met PFAS
is er iemand die weet hoe een warmtenet werkt
zijn er mensen die iets weten van biodiversiteit
zijn er leernetwerken in Flevoland
waar vind ik iemand die verstand heeft van water
waar kan ik terecht met vragen over stikstof
graag contact met mensen die werken aan bodem
ik wil graag iets leren over wadi's
iemand ervaring met warmtepompen?
welke mensen weten iets van bodem
""".strip().splitlines()

ENGLISH = """
who has experience with participation
Who can help me with farmers and nature restoration?
who is working on soil
who are the experts on soil
whom should I contact about permits
to whom can I talk about noise
does anyone know about soil
do you know someone at the province
do you know who works on peat
is there anyone who knows about peat
are there people who know about water
can anyone help me with soil
where can I find someone who knows about soil
any experts on soil?
I'm looking for an expert on groundwater
We are looking for people with experience in participation.
I need help with a heat network
I would like to know more about wells
anyone know about soil
""".strip().splitlines()

NEITHER = """
Hoe krijg je mensen mee in een wijk?
Wat weet iemand van boven de tachtig nog van de polder?
How do you find someone who pays?
Waarom is er iemand nodig?
wie is Hydroloog Twente
wie is Aanjager LEO
wie ben jij
who are you
wie ziet mijn naam?
heeft iemand mijn vraag gelezen
who has answered my question
wie kan helpen bij K-12
who can help with K-12
is er iets nieuws
Ik heb iemand gesproken over water.
We hebben mensen nodig.
kan ik mensen uitnodigen?
Mensen
iemand
wie
Dat weet ik niet.
zwaluwen vliegen laag
""".strip().splitlines()


@pytest.mark.parametrize("sentence", DUTCH)
def test_a_dutch_sentence_that_asks_who_knows(sentence: str) -> None:
    assert who_knows_phrases.language_of(sentence) == "nl"


@pytest.mark.parametrize("sentence", ENGLISH)
def test_an_english_sentence_that_asks_who_knows(sentence: str) -> None:
    assert who_knows_phrases.language_of(sentence) == "en"


@pytest.mark.parametrize("sentence", NEITHER)
def test_what_asks_or_says_something_else(sentence: str) -> None:
    assert who_knows_phrases.language_of(sentence) is None


def test_a_long_text_is_looked_at_no_further_than_its_opening() -> None:
    assert who_knows_phrases.language_of("heeft iemand ervaring met " + "er " * 5000) == "nl"
    assert who_knows_phrases.language_of("zou graag " * 5000) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ons dorpshuis dreigt dicht te gaan. kent iemand een dorp waar dat goed ging", "nl"),
        ("Hoi allen,\nHieronder een vraag van een bewoner.\nWie weet iets over wortels in het riool?\nGroet", "nl"),
        ("ik ben melkveehouder op zand en zoek collega's met weidegang", "nl"),
        ("onze dijk zakt, bij wie moet ik zijn voor advies", "nl"),
        ("Our village hall may close. Does anyone know a village that kept theirs?", "en"),
    ],
)
def test_one_sentence_of_a_story_seeks(text: str, language: str) -> None:
    assert who_knows_phrases.within(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "ons dorpshuis dreigt dicht te gaan. we hebben drie keer met de wethouder gesproken",
        "sluit K-3. het is klaar, dank voor de hulp",
        "Our village hall may close. We spoke to the alderman three times.",
    ],
)
def test_a_story_that_only_tells_seeks_nobody(text: str) -> None:
    assert who_knows_phrases.within(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "bij sloop van loodsen komt steeds puin in de grond. we belden al rond. hoe doen andere gemeenten dat?",
        "niet weer de kennisschakelaar, wie anders weet iets van bewonersgroepen op gang helpen",
        "is er al een clubje tegen houtrook of moet ik er zelf een beginnen",
        "is there a group against wood smoke already or should I start one myself",
    ],
)
async def test_what_is_told_before_a_question_is_not_handed_in(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert said.tells(_("Ask this as a question"))
    assert not said.tells(_("Only you and the desk see this."))


async def test_a_lament_is_no_question_to_others(anna: Person) -> None:
    said = await anna.says("signaal: we wachten al maanden op een besluit van de provincie, hoe kan dat nou?")
    assert not said.tells(_("Ask this as a question"))
