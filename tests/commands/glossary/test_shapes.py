"""Lines that ask what a word means are told from lines that ask something else."""

import pytest

from bot.command.shapes import Shape
from commands.glossary import shapes
from commands.glossary.shapes import bare, read, read_better, read_with_us


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("wat is een kennishub?", "kennishub"),
        ("Wat betekent NOVEX", "NOVEX"),
        ("waar staat FPLG voor", "FPLG"),
        ("wat bedoelen ze met afwenteling", "afwenteling"),
        ("wat is het verschil tussen een duo en een trio", "duo / trio"),
        ("what is the difference between a hub and a network?", "hub / network"),
        ("ze hadden het gisteren over serious gaming, wat is dat?", "serious gaming"),
        ("kwel, kan iemand dat in gewone taal uitleggen", "kwel"),
        ("I read the word seepage, what does that mean?", "seepage"),
        ("wat wordt bedoeld met het begrip brede welvaart?", "brede welvaart"),
        ("leg eens uit wat een leemlaag is", "leemlaag"),
        ("en wat betekent m.e.r. eigenlijk", "m.e.r"),
        ("what is a knowledge hub", "knowledge hub"),
        ("What does NOVEX mean?", "NOVEX"),
        ("what does VTH stand for", "VTH"),
        ("meaning of brede welvaart", "brede welvaart"),
        ("wat is K-12", "K-12"),
        ("bestaat er een gewoner woord voor leemlaag", "leemlaag"),
        ("staat kwel al in de begrippenlijst?", "kwel"),
        ("ik snap de afkorting NPLG niet", "NPLG"),
        ("is there an easier word for seepage", "seepage"),
        ("I don't know the abbreviation NPLG", "NPLG"),
    ],
)
def test_a_word_is_asked_for(line: str, word: str) -> None:
    found = read(line)
    assert found
    assert bare(found[1]) == word


@pytest.mark.parametrize(
    "line",
    [
        "wat is er met mijn inbreng gebeurd",
        "wat is er nieuw",
        "wat is de beste manier om bewoners te betrekken bij water",
        "wat is de hoofdstad van frankrijk",
        "wat is het telefoonnummer van de provincie",
        "wat is N-3 voor netwerk",
        "wat is dit",
        "wat is mijn profiel",
        "wat betekent dat voor ons dorp; en voor wie",
        "waar staat K-12 nog meer",
        "what is new",
        "what is the best way to involve residents in water",
        "wie weet iets over NOVEX",
        "wat is " + "x" * 300,
        "is er een beter woord voor leem, bijvoorbeeld klei",
        "ik snap het antwoord niet",
    ],
)
def test_something_else_is_asked(line: str) -> None:
    assert read(line) is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("is er een beter woord voor leem: klei", "leem: klei"),
        ("zeg liever natte kelder dan kwel", "kwel: natte kelder"),
        ("say wet cellar instead of seepage", "seepage: wet cellar"),
    ],
)
def test_a_better_word_is_told(line: str, told: str) -> None:
    found = read_better(line)
    assert found
    assert found[1] == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("bij ons in het waterschap betekent opgave gewoon de klus van het bestuur", "opgave: de klus van het bestuur"),
        ("opgave betekent bij ons de klus van het bestuur", "opgave: de klus van het bestuur"),
        ("with us at the water board task means a job of the board", "task: a job of the board"),
    ],
)
def test_what_a_word_means_somewhere_is_told(line: str, told: str) -> None:
    found = read_with_us(line)
    assert found
    assert found[1] == told


@pytest.mark.parametrize("line", ["bij ons betekent dat iets heel anders", "wat betekent opgave bij ons?"])
def test_what_says_no_word_tells_no_meaning(line: str) -> None:
    assert read_with_us(line) is None


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("wat was een praatkaart ook alweer", "praatkaart"),
        ("wat bedoelt u met een aanjager? ben ik dat ook als ik een buurtgroep leid", "aanjager"),
        ("staat citizen science er ook met een nederlands woord in?", "citizen science"),
        ("what is an omgevingsvisie, and is that the same as an omgevingsagenda?", "omgevingsvisie / omgevingsagenda"),
    ],
)
def test_a_word_is_asked_again_or_with_why(line: str, word: str) -> None:
    found = shapes.read(line)
    assert found
    assert found[1] == word


@pytest.mark.parametrize(
    ("line", "command", "rest"),
    [
        ('kan "middenveld" niet wat gewoner? clubs bijvoorbeeld', shapes.BETTER, "middenveld: clubs"),
        (
            'in our project "koploper" means something else: the first company that signs',
            shapes.WITH_US,
            "koploper: the first company that signs",
        ),
        (
            "ik wil een woord toevoegen: voedselbos is een stuk grond met bomen",
            shapes.ADDED,
            "voedselbos: een stuk grond met bomen",
        ),
        ("SAF, RIA, ROA... ik raak de tel kwijt", shapes.SEVERAL, "SAF, RIA, ROA"),
        ("Sorry, newcomer here. MIRT? BOL?", shapes.SEVERAL, "MIRT, BOL"),
        ("kun je dit uitleggen: het PPLG en de NOVEX komen samen", shapes.SEVERAL, "het PPLG en de NOVEX komen samen"),
    ],
)
def test_a_word_is_added_or_said_better_and_several_are_explained(line: str, command: Shape, rest: str) -> None:
    found = command.read(line)
    assert found
    assert found[1] == rest


@pytest.mark.parametrize("line", ["wie weet iets van PFAS en ZZS?", "wie werkt er bij het RIVM, PBL of TNO?"])
def test_who_knows_abbreviations_is_asked_of_people(line: str) -> None:
    assert shapes.SEVERAL.read(line) is None
