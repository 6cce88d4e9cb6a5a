"""Lines that tell something, and questions about an act: neither looks for somebody, and neither writes at once."""

import pytest

from bot.chat.texts import Msg, _
from bot.language.statements import tells
from bot.sentences.leads import main_clause, without
from tests.cafe import Person

PROPOSAL = _("This is how I put it:")
LOOKS = _("Look up who knows about it")
OFFERED = _("What you tell I can put down as one of these. Or I look it up.")
MAY, ANYBODY = _("Every member may."), _("Everyone may, also who did not sign up.")
YES = _("Yes, do that")


@pytest.mark.parametrize(
    "line",
    [
        "onze inloopavond was een flop, er kwamen vier mensen omdat het schoolvakantie was",
        "volgende keer de akkerbouwers voor het planten uitnodigen, niet erna",
        "Ging niet best vorige week, de wethouder zat erbij en toen durfde niemand iets te zeggen",
        "our information evening went badly because nobody had invited the farmers",
        "Bij ons in de buurt kwamen dit jaar al drie bureaus langs met dezelfde vragenlijst",
        "Small associations like ours pay more for the audit than for the work itself",
        "Wij van de dorpsraad krijgen klachten over stank, maar het waterschap zegt dat het zijn taak niet is",
    ],
)
async def test_what_somebody_tells_is_shown_as_what_it_is_to_be_agreed_with(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert said.tells(PROPOSAL)
    assert line in said, "whole, also where it denies something"


async def test_a_story_that_may_be_several_things_is_offered_as_these_and_looked_up_only_when_asked(
    anna: Person,
) -> None:
    line = "de brug bij de molen lag er gisteren verlaten bij en de eenden zaten op de kade"
    said = await anna.says(line)
    assert said.tells(OFFERED, LOOKS, _("A signal"), _("A lesson"))
    assert line in (await anna.presses(_("A signal"), said))


@pytest.mark.parametrize(
    "line",
    [
        "waterberging in twente",
        "sluiten van grondwaterputten",
        "wij zoeken iemand die weet hoe je een wadi aanlegt",
        "ons plan ligt stil, wie weet iets over grondwater",
        "voorbeelden van een gesprek met bewoners over bodem",
    ],
)
async def test_a_need_is_looked_up_all_the_same(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert not said.tells(OFFERED)
    assert not said.tells(PROPOSAL)


@pytest.mark.parametrize(
    "line",
    [
        "ik wil geen les delen, onze avond was een flop maar dat hoeft niemand te weten",
        "onze avond was een flop, er kwam bijna niemand, maar maak er geen les van",
        "our evening went wrong because it rained but please do not share that",
        "dit heb ik alleen voor mezelf gelezen, het hoeft niet in het nieuws te komen",
        "Don't save this as a lesson, our evening went wrong and I only wonder why",
    ],
)
async def test_who_says_not_to_put_what_they_tell_is_offered_nothing_to_agree_with(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert not said.tells(PROPOSAL)
    assert not said.tells(YES)


async def test_what_is_told_of_a_thing_is_added_to_it_after_a_yes(anna: Person) -> None:
    coordinator = await anna.door.coordinator("Cora")
    await coordinator.in_turn("zet op de agenda: Hoe meet je de kwaliteit van beken in Twente", "ja")
    said = await anna.says("Bij ons waterschap zijn we begonnen met metingen, dat hoort denk ik bij G-1")
    assert said.tells(YES)
    assert "Bij ons waterschap zijn we begonnen met metingen" in said
    assert "dat hoort denk ik bij" not in said
    assert "G-1" in await anna.says("ja")


async def test_a_line_that_denies_work_on_a_thing_is_offered_none(anna: Person) -> None:
    await anna.in_turn("zet op de agenda: Hoe meet je de kwaliteit van beken in Twente", "ja")
    for line in ("wij van het waterschap werken helemaal niet aan G-1", "we are not working on G-1 at all"):
        assert not (await anna.says(line)).tells(YES)


async def test_what_follows_reaches_what_was_shown(anna: Person) -> None:
    line = "Ging niet best gisteren, de wethouder was te laat en toen durfde niemand iets te zeggen"
    await anna.says(line)
    assert "Fryslân" in await anna.says("in Friesland")
    assert "Ging niet best vorige week" in await anna.says("het was niet gisteren maar vorige week, maakt niet uit")
    said = await anna.says("zet er nog bij dat het hard regende")
    assert "durfde niemand iets te zeggen. Het regende hard" in said
    assert "L-1" in await anna.says("ja deel maar")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Ik wil graag doorgeven dat de bus naar het dorp is geschrapt", "de bus naar het dorp is geschrapt"),
        ("ik wil iets melden: de subsidie sluit voor wij vergaderen", "de subsidie sluit voor wij vergaderen"),
        ("ik wil kwijt dat we het niet kunnen betalen", "we kunnen het niet betalen"),
        ("I want to report that the bus no longer comes here", "the bus no longer comes here"),
        ("wij hebben geleerd dat je eerst moet luisteren", "wij hebben geleerd dat je eerst moet luisteren"),
        (
            "ik wil aankaarten dat boeren drie keer hetzelfde moeten invullen",
            "ik wil aankaarten dat boeren drie keer hetzelfde moeten invullen",
        ),
    ],
)
def test_what_is_put_is_what_was_told_without_the_wish_to_tell_it(line: str, text: str) -> None:
    assert without(line) == text


def test_a_clause_reads_as_a_sentence_of_its_own() -> None:
    assert main_clause("er niemand meer komt omdat het te laat is") == "er komt niemand meer omdat het te laat is"
    assert main_clause("er niemand is gekomen") == "er is niemand gekomen"
    assert main_clause("boeren hetzelfde moeten invullen") is None


async def test_who_looks_for_somebody_behind_a_colon_tells_nothing(anna: Person) -> None:
    for line in ("korte vraag: wie weet iets van sloten", "quick question: who knows about ditches"):
        assert not (await anna.says(line)).tells(OFFERED)


async def test_what_somebody_wants_to_report_is_a_signal_and_no_abuse(anna: Person) -> None:
    said = await anna.says("ik wil iets melden: de subsidie voor dorpshuizen sluit al voor wij kunnen vergaderen")
    assert said.tells(PROPOSAL)
    assert "ik wil iets melden" not in said


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Kan ik als gewone vrijwilliger eigenlijk ook iets voorstellen voor de agenda?", MAY),
        ("Can I as a volunteer propose something for the agenda too?", MAY),
        ("Is the desk also there for farmers?", ANYBODY),
        ("Ik heb nu even geen hulp nodig, ik wil alleen weten wat zo'n loket doet", ANYBODY),
    ],
)
async def test_a_question_about_an_act_is_answered_and_begins_nothing(anna: Person, line: str, who: Msg) -> None:
    said = await anna.says(line)
    assert said.tells(who, _("Begin"))


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("kan iedereen lezen wat ik aan het loket vraag?", "Alleen jij en het loket zien het"),
        ("Who can read what I ask the desk?", "Alleen jij en het loket zien het"),
        ("Hoe werkt een peiling?", "vanaf 5 stemmen"),
        ("How does a poll work?", "vanaf 5 stemmen"),
    ],
)
async def test_what_a_topic_answers_itself_is_told_in_a_sentence(anna: Person, line: str, answer: str) -> None:
    said = await anna.says(line)
    assert answer in said.splitlines()[0]
    assert not said.tells(PROPOSAL)
    assert not said.tells(PROPOSAL)
    assert line not in said


@pytest.mark.parametrize(
    ("line", "what", "typed"),
    [
        ("hoe sluit ik een vraag?", _("Close a question and say what came of it"), "sluit vraag"),
        ("Hoe kan ik een vraag sluiten?", _("Close a question and say what came of it"), "sluit vraag"),
        ("How do I close a question?", _("Close a question and say what came of it"), "sluit vraag"),
        ("hoe meld ik een netwerk aan?", _("Register a network"), "netwerk aanmelden"),
    ],
)
async def test_who_asks_how_to_do_something_hears_what_that_is_and_how_it_begins(
    anna: Person, line: str, what: Msg, typed: str
) -> None:
    said = await anna.says(line)
    assert said.tells(what, _("Begin"), MAY)
    assert typed in said
    assert not said.tells(_("Ask a question"))


async def test_how_one_puts_something_is_no_text_to_put(anna: Person) -> None:
    for line in ("hoe stel ik een vraag?", "hoe gaat dat, een vraag stellen?"):
        said = await anna.says(line)
        assert said.tells(MAY, _("Begin"))
        assert not said.tells(PROPOSAL)


async def test_how_something_in_the_field_is_done_is_looked_up(anna: Person) -> None:
    for line in ("hoe sluit ik een mestput?", "hoe krijg ik boeren mee?", "how do I close a borehole?"):
        assert not (await anna.says(line)).tells(_("Begin"))


async def test_who_decides_about_a_thing_is_told_by_its_card(anna: Person) -> None:
    await anna.in_turn("signaal: De bus naar het dorp is geschrapt", "ja", "overslaan")
    assert "S-1" in await anna.says("Wie besluit er eigenlijk over S-1?")


async def test_who_asks_whether_they_may_put_something_and_says_what_begins_with_that(anna: Person) -> None:
    said = await anna.says("Kunnen we iets op de agenda krijgen over oude mestkelders in Twente")
    assert said.tells(PROPOSAL)
    assert "Oude mestkelders in Twente" in said
    assert "iets op de agenda krijgen" not in said
    wider = await anna.says("voor Overijssel, niet alleen Twente")
    assert "genda van Overijssel" in wider
    assert "Oude mestkelders in Twente" in wider
    await anna.says("stop")
    assert not (await anna.says("mag ik een les delen?")).tells(PROPOSAL)


async def test_a_question_about_something_in_the_field_is_no_question_about_an_act(anna: Person) -> None:
    for line in ("Hoe werkt een warmtenet in Twente?", "kan iemand iets vertellen over bodem als boer?"):
        assert not (await anna.says(line)).tells(_("Begin"))


def test_a_story_is_told_from_a_wish_an_order_and_a_subject() -> None:
    assert tells("bij ons kwam er niemand omdat het regende")
    assert tells("our group waited a year for one signature")
    for line in (
        "rollen in een gebiedsproces met bewoners en boeren",
        "wij zoeken iemand die weet hoe dat gaat",
        "zet mij maar op de lijst want ik kom",
        "mijn rol klopt niet, ik ben nu teamleider",
        "could you tell us how the desk works for us",
        "was er vorige week nog iets gebeurd bij ons?",
    ):
        assert not tells(line), line


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        ("hoe sluit ik een vraag?", "sluit vraag"),
        ("how do you close a question?", "sluit vraag"),
    ],
)
async def test_how_an_act_is_done_is_told_with_what_to_type(anna: Person, line: str, phrase: str) -> None:
    said = await anna.says(line)
    assert phrase in said
    assert said.tells(_("Begin"))


@pytest.mark.parametrize(
    "line", ["hoe vaak overstroomt een rivier?", "hoe krijg ik boeren mee?", "hoe leg je een wadi aan?"]
)
async def test_how_something_goes_in_the_field_is_no_question_about_an_act(anna: Person, line: str) -> None:
    assert not (await anna.says(line)).tells(_("Begin"))


@pytest.mark.parametrize(
    "line",
    [
        "whats the difference between a lesson and a signal here",
        "wat is nou een signaal eigenlijk voor iets bij jullie",
    ],
)
async def test_what_asks_what_something_is_puts_nothing(anna: Person, line: str) -> None:
    assert not (await anna.says(line)).tells(PROPOSAL)
    said = await anna.says("signaal: wat is het nut van al die formulieren")
    assert "wat is het nut van al die formulieren" in said
