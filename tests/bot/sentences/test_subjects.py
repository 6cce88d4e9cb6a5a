"""People name a thing by what it is about, not by its number: what it is is shown, and changed after a yes."""

import pytest

from bot.chat.texts import _
from storage.helpdesk import seats
from storage.helpdesk.request import Desk
from storage.members.roles import Grant
from storage.vocabulary import Role
from tests.cafe import Door

YES, WHICH = _("Do I understand you well?"), _("Which one do you mean?")
NOT_FOUND = _("I find nothing that this can be about. With a number I find it: {usage}")
BORDER = "Samenwerken over de grens met Duitsland op de arbeidsmarkt"
SCHOOLS = "Hoe houden we dorpsscholen open voor jongeren"
STOVES = "wie helpt onze groep met overlast van houtkachels in de straat?"


@pytest.fixture
async def told(listening: Door) -> Door:
    """A Café in which somebody put a thing of each of some kinds."""
    bert = await listening.member("Bert", regions="Twente")
    for text in (BORDER, SCHOOLS):
        await bert.in_turn(f"zet op de agenda: {text}", "klopt")
    await bert.in_turn("signaal: partijen bestrijden elkaars cijfers over stikstof", "klopt", "overslaan")
    await bert.in_turn("les: doorzichtige kaarten helpen bij een gesprek over een gevoelige plek", "klopt", "klopt")
    await bert.in_turn("vraag: Hoe wordt de visserij op Urk een maritieme sector?", "plaatsen")
    await bert.in_turn("casus: Zeewolde, een datacentrum in de polder", "overslaan", "klopt")
    await bert.in_turn("casus: Spuisluis, varen en vissen", "overslaan", "klopt")
    return listening


@pytest.mark.parametrize(
    ("line", "thing", "name"),
    [
        ("volg het voorstel over de grens met Duitsland", "G-1", BORDER),
        (
            "Bij ons in Salland speelt die melding over partijen die cijfers bestrijden ook",
            "S-1",
            "partijen bestrijden",
        ),
        ("we hebben die tip over doorzichtige kaarten gebruikt op onze avond en het werkte", "L-1", "doorzichtige"),
        ("dat wil ik ook graag weten, die over de visserij op Urk", "K-1", "visserij"),
        ("follow the question about the visserij on Urk", "K-1", "visserij"),
        ("Over Zeewolde: wij hebben goede ervaring met een boer als gespreksleider", "C-1", "Zeewolde"),
    ],
)
async def test_an_act_on_what_is_named_by_its_words_is_proposed_with_its_name(
    told: Door, line: str, thing: str, name: str
) -> None:
    anna = await told.member("Anna")
    said = await anna.says(line)
    assert said.tells(YES)
    assert thing in said
    assert name in said


@pytest.mark.parametrize(
    ("line", "thing"),
    [
        ("speelt bij ons ook, dat gekibbel over elkaars cijfers. hier gaat het over verkeer", "S-1"),
        ("samenwerken over de grens met duitsland, dat willen wij ook", "G-1"),
        ("voor Zeewolde zou ik eens met de friezen praten", "C-1"),
        ("die van doorzichtige kaarten hebben we toegepast op Urk en het werkte prima", "L-1"),
    ],
)
async def test_what_is_told_of_what_is_there_is_no_new_thing(told: Door, line: str, thing: str) -> None:
    anna = await told.member("Anna")
    said = await anna.says(line)
    assert thing in said
    assert not said.tells(_("This is how I put it:"))


async def test_what_tells_of_other_things_names_none(told: Door) -> None:
    anna = await told.member("Anna")
    said = await anna.says("wat staat er op de agenda, alleen dingen die met jongeren te maken hebben")
    assert said.reply.subject is None
    assert not said.tells(YES)


async def test_what_it_still_needs_is_asked_below_its_name(told: Door) -> None:
    anna = await told.member("Anna")
    said = await anna.says("ik wil meedenken over de casus over een datacentrum")
    assert said.tells(_("What do you think of it, or know of elsewhere?"))
    assert "C-1 Zeewolde" in said


@pytest.mark.parametrize(
    "line",
    ["hoe zit het met die melding over partijen die cijfers bestrijden", "how is the signal about stikstof"],
)
async def test_what_is_asked_after_by_its_words_is_shown(told: Door, line: str) -> None:
    anna = await told.member("Anna")
    said = await anna.says(line)
    assert "S-1" in said.splitlines()[0], "how it stands is told first, and no list"
    assert any(each.line == "S-1" for each in said.reply.actions()) or said.reply.subject is not None


async def test_two_things_of_a_line_are_each_found(told: Door) -> None:
    anna = await told.member("Anna")
    said = await anna.says("koppel G-1 even aan de vraag over de maritieme sector op Urk")
    assert said.tells(YES)
    assert BORDER in said
    assert "maritieme sector" in said
    side_by_side = await anna.says("leg de casus Zeewolde eens naast Spuisluis")
    assert "C-1" in side_by_side
    assert "C-2" in side_by_side


async def test_of_two_alike_it_is_asked_which_and_the_rest_of_the_line_is_kept(told: Door) -> None:
    bert, anna = await told.member("Bert"), await told.member("Anna")
    more = "les: doorzichtige kaarten kosten tijd om te maken"
    await bert.in_turn(more, "nee, dit is een andere", "goed, inhoud", "klopt")
    said = await anna.says("we hebben die tip over doorzichtige kaarten gebruikt in Zwolle en het werkte")
    assert said.tells(WHICH)
    assert "Zwolle" in said
    assert [button[:3] for button in said.buttons] == ["L-1", "L-2"]
    await anna.presses(said.buttons[1], said)
    assert "Zwolle" in await anna.says("L-2")


async def test_ones_own_goes_before_that_of_others(told: Door) -> None:
    anna = await told.member("Anna")
    await anna.in_turn("vraag: Hoe wordt visserij op Urk weer een vak voor jongeren?", "plaatsen")
    said = await anna.says("mijn vraag over de visserij op Urk mag dicht")
    assert "K-2" in said
    assert "maritieme" not in said


@pytest.mark.parametrize(
    "line", ["trek mijn signaal over zonnepanelen in", "I want to withdraw my signal about solar panels"]
)
async def test_where_nothing_is_found_what_would_work_is_told(told: Door, line: str) -> None:
    anna = await told.member("Anna")
    said = await anna.says(line)
    assert said.tells(NOT_FOUND.one.partition(".")[0]) or "S-1" not in said


async def test_what_one_may_not_see_is_not_told_to_exist(told: Door) -> None:
    asker, other = told.person("Vrijwilliger"), await told.member("Anna")
    await asker.in_turn(f"loket: {STOVES}", "klopt")
    said = await other.says("die vraag van de groep over de houtkachels neem ik wel")
    assert "H-1" not in said
    assert "straat" not in said
    sits = await told.member("Loket")
    member = (await sits.member()).id
    await told.database.write(seats.ask, member, Desk.civic, None, told.clock())
    await told.database.write(seats.accept, member, Desk.civic, None, told.clock())
    assert "H-1" in await sits.says("die vraag van de groep over de houtkachels neem ik wel")


async def test_what_is_hidden_is_not_found(told: Door) -> None:
    anna, coordinator = await told.member("Anna"), await told.member("Coördinator")
    await told.grant(coordinator, Grant(Role.coordinator))
    await coordinator.does("verberg G-1")
    said = await anna.says("volg het voorstel over de grens met Duitsland")
    assert "G-1" not in said
    assert "arbeidsmarkt" not in said


@pytest.mark.parametrize(
    "line",
    [
        "wie weet iets over de vraag over de visserij op Urk",
        "ik heb een vraag over de grens met Duitsland",
        "we hebben morgen een vergadering",
    ],
)
async def test_who_names_no_thing_is_read_as_before(told: Door, line: str) -> None:
    anna = await told.member("Anna")
    said = await anna.says(line)
    assert not said.tells(WHICH)
    assert "G-1" not in said
