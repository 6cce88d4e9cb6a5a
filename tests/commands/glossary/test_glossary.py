"""Words: asked for, explained, meant otherwise elsewhere, said better, settled; known to search from then on."""

from datetime import timedelta

from bot.chat.texts import _
from storage import atlas
from storage.glossary import words
from storage.members.roles import Grant
from storage.networks import networks
from storage.vocabulary import Role
from tests.cafe import Door, Person
from tests.commands.glossary.words import load_words, rows, word
from tests.commands.networks.test_networks import register

UNKNOWN = _("I do not know that word yet. I will ask around.")
PROPOSAL = _("This is how I put it:")


async def convenor(door: Door) -> tuple[Person, str]:
    """Who drives the one network there is, and its name."""
    kernteam, drives = await door.coordinator("Kernteam"), await door.member("Aanjager Omgevingsagenda Oost")
    await register(drives)
    await kernteam.presses(_("Approve"), await kernteam.hears(_("A network to approve")))
    ((_name, id), *_others) = await door.database.read(networks.names)
    network = await door.database.read(networks.get, id)
    assert network
    return drives, network.name


async def test_a_newcomer_reads_what_a_word_means_by_any_of_its_names(door: Door) -> None:
    await load_words(door)
    newcomer = await door.member("Nieuwe deelnemer")
    hub = await word(door, "regionale kennishub")
    said = await newcomer.says("wat is een kennishub?")
    for part in (hub.number, "regionale kennishub", "Een plek in de regio die netwerken verbindt", "kennisinstelling"):
        assert part in said
    said = await newcomer.says("wat betekent FPLG")
    for part in ("Het plan voor het platteland van Flevoland.", "Flevolands Programma Landelijk Gebied", "PPLG"):
        assert part in said


async def test_two_meanings_stand_side_by_side(door: Door) -> None:
    await load_words(door)
    drives, network = await convenor(door)
    said = await drives.says("bij ons betekent opgave: een vraagstuk waar Rijk en regio samen voor tekenen")
    assert said.tells(PROPOSAL, _("All members see it."))
    opgave = await word(door, "omgevingsopgave")
    for part in (opgave.number, "omgevingsopgave (ook: opgave)", network, "samen voor tekenen"):
        assert part in said
    assert (await drives.says("klopt")).tells(_("{number} has two meanings now, side by side.", number=opgave.number))
    said = await (await door.member("Deelnemer")).says("wat is een opgave")
    assert "Een groot vraagstuk in een gebied" in said
    assert said.tells(_("At {network}:", network=network))
    assert "een vraagstuk waar Rijk en regio samen voor tekenen" in said


async def test_an_unknown_word_is_asked_for_explained_and_settled(door: Door) -> None:
    resident, other = await door.member("Bewoner"), await door.member("Andere deelnemer")
    coordinator = await door.coordinator("Coördinator")
    said = await resident.says("wat is kavelruil")
    assert said.tells(UNKNOWN)
    assert said.buttons[:2] == ["Ik weet het", "Zoek mensen"]
    assert (await other.says("wat betekent kavelruil")).tells(UNKNOWN)
    todo = await coordinator.says("te doen")
    assert "kavelruil" in todo
    assert "2 mensen vroegen wat het is" in todo
    assert "Bewoner" not in todo
    said = await coordinator.says("begrip kavelruil: boeren ruilen grond zodat ieders land bij elkaar ligt")
    assert said.tells(PROPOSAL)
    said = await coordinator.says("klopt")
    made = await word(door, "kavelruil")
    assert said.tells(_("{number} {word} is a proposal.", number=made.number, word="kavelruil"))
    assert said.tells(_("Who asked for it reads it."), _("Settle it"), _("Undo"))
    for asker in (resident, other):
        assert "boeren ruilen grond" in await asker.hears(_("You asked what {word} means:", word="kavelruil"))
    said = await coordinator.says(f"stel vast {made.number}")
    assert said.tells(_("{number} is settled. Search knows the word too now.", number=made.number))
    assert not resident.notices, "each hears it once"
    found = await resident.says("wie weet iets over kavelruil")
    assert made.number in found


async def test_what_is_settled_is_in_the_vocabulary_of_search_by_all_its_names(door: Door) -> None:
    await load_words(door)
    coordinator = await door.coordinator("Kernteam")
    proposal = await word(door, "gebiedswerkplaats")

    async def known(name: str) -> str | None:
        found = (await door.database.read(atlas.atlas)).meaning(name)
        return found.name if found and found.kind == "word" else None

    assert await known("kennishub") == "regionale kennishub"
    assert await known("GW") is None
    said = await coordinator.says(f"stel vast {proposal.number}")
    assert await known("GW") == "gebiedswerkplaats"
    await coordinator.presses(_("Undo"), said)
    assert await known("GW") is None


async def test_english_reads_the_words_as_typed(door: Door) -> None:
    await load_words(door)
    member = await door.member("Member", "en")
    said = await member.says("what does NOVEX mean")
    assert said.tells(_("Not the same as"))
    assert "Programma van het Rijk dat opgaven per gebied bij elkaar legt." in said
    assert "VTH" in await member.says("what does VTH stand for")
    said = await member.says("what is a windbreak")
    assert said.tells(UNKNOWN)
    assert said.buttons[:2] == ["I know it", "Find people"]


async def test_undo_takes_back_one_s_own_act_of_a_day(door: Door) -> None:
    member, coordinator = await door.member("Deelnemer"), await door.coordinator("Kernteam")
    said = await member.in_turn("begrip leemlaag: de lagen tussen een initiatief en wie beslist", "ja")
    made = (await word(door, "leemlaag")).number
    undone = await member.presses(_("Undo"), said)
    assert undone.tells(_("It is undone: {number} is as it was.", number=made))
    assert (await member.says(made)).tells(_("{number} is withdrawn.", number=made))
    await member.in_turn("begrip leemlaag: de lagen tussen een initiatief en wie beslist", "ja")
    said = await coordinator.says(f"stel vast {made}")
    door.clock.ahead(timedelta(hours=25))
    assert (await coordinator.presses(_("Undo"), said)).tells(_("There is nothing left to undo."))


async def test_a_better_word_is_named_by_members_and_chosen_by_coordinators(door: Door) -> None:
    await load_words(door)
    member, follower, coordinator = (
        await door.member("Deelnemer"),
        await door.member("Volger"),
        await door.coordinator("Kernteam"),
    )
    opgave = (await word(door, "opgave")).number
    await follower.says(f"volg {opgave}")
    said = await member.says("beter woord voor opgave: vraagstuk")
    assert said.tells(_("It stands with {number}: perhaps rather {better}.", number=opgave, better="vraagstuk"))
    await follower.hears("vraagstuk")
    assert (await member.says(f"kies woord {opgave}: vraagstuk")).tells(_("Only coordinators can do this."))
    said = await coordinator.does(f"kies woord {opgave}: vraagstuk")
    assert said.tells(_("{number} says from now on: rather {better}.", number=opgave, better="vraagstuk"))
    assert (await member.says("wat is een vraagstuk")).tells(_("Rather say"))
    await coordinator.presses(_("Undo"), said)
    assert not (await member.says(opgave)).tells(_("Rather say"))


async def test_unnamed_words_are_told_of_no_one_and_reported_ones_are_hidden(door: Door) -> None:
    member, other, coordinator = (
        await door.member("Deelnemer"),
        await door.member("Ander"),
        await door.coordinator("Kernteam"),
    )
    await member.in_turn("begrip leemlaag: de lagen tussen initiatief en besluit", "zonder mijn naam")
    made = (await word(door, "leemlaag")).number
    assert "Deelnemer" not in await other.says(made)
    await other.in_turn(f"meld {made}", "Dit is onzin.")
    assert (await other.says(f"verberg {made}")).tells(_("Only coordinators can do this."))
    await coordinator.does(f"verberg {made}")
    assert (await other.says(made)).tells(_("{number} is out of sight.", number=made))
    assert made not in await other.says("begrippen")
    await coordinator.does(f"toon weer {made}")
    held = await door.database.read(words.get, int(made[2:]))
    assert held
    assert held.unnamed


async def test_each_role_may_do_what_it_may(door: Door) -> None:
    await load_words(door)
    visitor, member = door.person("Bezoeker"), await door.member("Deelnemer")
    regional = await door.member("Kernteam Twente")
    national = await door.coordinator("Kernteam", role=Role.coordinator)
    await door.grant(regional, Grant(Role.coordinator, region_id=await door.region("Twente")))
    proposal = (await word(door, "transitiepijn")).number
    assert "Wat een grote verandering mensen kost." in await visitor.says("wat is transitiepijn")
    assert (await visitor.says("begrip leemlaag: een laag van leem")).tells(_("Sign up"))
    assert (await member.says(f"stel vast {proposal}")).tells(_("Only coordinators can do this."))
    told = _("Words are of the whole country. Ask a national coordinator to do this.")
    assert (await regional.says(f"stel vast {proposal}")).tells(told)
    told = _("Only who proposed {number}, and national coordinators, can do this.", number=proposal)
    assert (await member.says(f"haal begrip weg {proposal}")).tells(told)
    assert (await national.says(f"stel vast {proposal}")).tells(
        _("{number} is settled. Search knows the word too now.", number=proposal)
    )


async def test_words_in_a_message_are_explained_a_line_each(door: Door) -> None:
    await load_words(door)
    member = await door.member("Deelnemer")
    said = await member.says("leg uit: de regionale kennishub vraagt NOVEX om een omgevingsvisie")
    for part in ("regionale kennishub: Een plek", "NOVEX: Programma", "omgevingsvisie: Wat een gemeente"):
        assert part in said
    await member.says("wat is transitiepijn")
    assert "transitiepijn: Wat een grote verandering" in await member.says("leg uit")
    said = await (await door.member("Member", "en")).says("explain this: what NOVEX asks of an omgevingsvisie")
    for part in ("NOVEX: Programma", "omgevingsvisie: Wat een gemeente"):
        assert part in said
    place = await door.room("Kanaal Beleid")
    first = await member.says("wie weet iets over NOVEX", where=place)
    assert "NOVEX: Programma" in await member.says("leg uit", where=place, reply_to=first.native_id)


async def test_a_number_that_does_not_exist_is_answered_with_the_latest(door: Door) -> None:
    await load_words(door)
    said = await (await door.member("Deelnemer")).says("W-999")
    assert "W-999 bestaat niet" in said
    assert f"W-{rows()}" in said


async def test_the_digest_tells_of_words_newly_settled(door: Door) -> None:
    coordinator, reader = await door.coordinator("Kernteam"), await door.member("Lezer")
    await reader.says("weekbericht aan maandag 09:00")
    await coordinator.in_turn("begrip leemlaag: de lagen tussen initiatief en besluit", "ja")
    await coordinator.says(f"stel vast {(await word(door, 'leemlaag')).number}")
    door.clock.ahead(timedelta(days=7, hours=2))
    await door.cafe.digests.make_due()
    await door.far.until(lambda: any("leemlaag" in said and "/" in said.key for said in door.heard_in(reader.chat)))


async def test_a_proposal_is_changed_waited_with_and_put_by_one_word(door: Door) -> None:
    member = await door.member("Deelnemer")
    await member.says("begrip leemlaag: laag van leem")
    assert (await member.says("nog niet")).tells(PROPOSAL)
    assert (await member.says("wijzig")).tells(_("How should it be? Type the whole text."))
    said = await member.says("de lagen tussen een initiatief en wie beslist")
    assert said.tells(PROPOSAL)
    assert "leemlaag: de lagen tussen een initiatief en wie beslist" in said
    await member.says("zonder mijn naam")
    made = await word(door, "leemlaag")
    assert made.unnamed
    assert made.meanings[0].text == "de lagen tussen een initiatief en wie beslist"


async def test_a_meaning_that_is_long_or_full_of_letters_is_asked_to_be_plainer(door: Door) -> None:
    member = await door.member("Deelnemer")
    said = await member.says("begrip poort: de AB CD en EF van het GH bij de IJK")
    assert said.tells(_("Can it be shorter and plainer?"), _("Leave it so"), _("I make it shorter"))
    await member.says("laat zo")
    assert await word(door, "poort")
    said = await member.says("begrip laan: Een laan is een weg met bomen. " + "En nog veel meer woorden. " * 20)
    assert "Dat is te lang voor één betekenis" in said
    await member.says("klopt")
    assert (await word(door, "laan")).meanings[0].text == "Een laan is een weg met bomen."
