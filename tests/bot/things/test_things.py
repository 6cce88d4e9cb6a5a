"""What one topic adds to the cards and acts of another, and the links that either side shows."""

from collections.abc import Sequence

import pytest

from bot.chat.reply import Action, Fact, Subject, say, words
from bot.chat.texts import Msg, _
from bot.command.command import Commands, Context
from bot.command.kind import Kind
from bot.command.refusal import Refused
from bot.reading.numbers import CORE
from bot.things.acts import ANY, Acts, Chance, Hook, Offer, UnknownAct, check_hooks
from bot.things.card import CardButtons, CardFacts, CardStates
from bot.topic import Topic, Topics
from storage import exchange, links
from storage.database.database import Database, Tx
from storage.links import Thing
from storage.networks import networks
from storage.networks.network import Sheet
from storage.vocabulary import Level, LinkKind, NetworkKind, NetworkStatus
from tests.cafe import ALL, START, Door

NOT_ALL = "niet alles ervan staat in de bron"


async def _facts(ctx: Context, thing: Subject) -> Sequence[Fact]:
    return (Fact("Gelezen door", words(ctx.member.name, " ", thing.line)),)


async def _states(ctx: Context, thing: Subject) -> Sequence[Msg]:
    return (_("hidden"),)


async def _buttons(ctx: Context, thing: Subject) -> Sequence[Action]:
    return (Action("Bewaar", f"volg {thing.line}"),)


async def _offered(_ctx: Context, thing: Subject, _said: str, _how: str) -> Sequence[Action]:
    return (Action("Deel", thing.line),)


async def _tell(ctx: Context, thing: Subject) -> None:
    ctx.notify(ctx.member, say(_("You follow {name} already.", name=thing.line)))


async def _forbid(ctx: Context, thing: Subject) -> None:
    raise Refused(_("You said so already."))


def with_topic(*parts: object) -> Commands:
    return Commands(ALL.all, Topics((*ALL.topics.topics, Topic("extra", *parts))))


async def a_question(door: Door) -> None:
    anna = await door.member("Anna")
    said = await anna.in_turn("vraag: hoe diep mag een drainage liggen?", "nee")
    assert "K-1" in said or "K-1" in await anna.says("ja")


@pytest.mark.parametrize("kind", ["question", "network"])
async def test_a_topic_adds_to_the_card_of_another(small_map: None, database: Database, kind: str) -> None:
    adding = with_topic(CardFacts(kind, _facts), CardStates(kind, _states), CardButtons(kind, _buttons))
    async with Door(database, known=adding) as door:
        if kind == "question":
            await a_question(door)
        await database.write(_a_network, NetworkStatus.listed)
        line = "K-1" if kind == "question" else "N-1"
        shown = await (await door.member("Bert")).says(line)
        assert f"Gelezen door: Bert {line}" in shown
        assert "Bewaar" in shown.buttons
        assert shown.tells(_("hidden"))
        other = await door.person("Bert").says("N-1" if kind == "question" else "netwerken")
        assert "Bewaar" not in other.buttons


async def test_a_topic_has_a_part_in_the_act_of_another(small_map: None, database: Database) -> None:
    async with Door(database, known=with_topic(Hook("question", "close", _tell))) as door:
        await a_question(door)
        anna = door.person("Anna")
        await anna.says("sluit K-1 beantwoord: het werd 80 cm")
        assert await anna.hears(_("You follow {name} already.", name="K-1"))


async def test_what_a_hook_raises_undoes_the_act(small_map: None, database: Database) -> None:
    async with Door(database, known=with_topic(Hook("question", "close", _forbid))) as door:
        await a_question(door)
        anna = door.person("Anna")
        assert (await anna.says("sluit K-1 beantwoord: het werd 80 cm")).tells(_("You said so already."))
        assert (await anna.says("K-1")).tells(_("open"))


def test_an_offer_with_things_of_every_kind_is_of_a_chance_that_there_is() -> None:
    check_hooks(Topics([Topic("extra", *(Offer(ANY, each, _offered) for each in Chance))]))
    with pytest.raises(UnknownAct):
        check_hooks(Topics([Topic("extra", Offer(ANY, "close", _offered))]))


def test_a_hook_on_an_act_that_nobody_declares_is_refused() -> None:
    declared = Topic("questions", Acts("question", frozenset({"close"})))
    check_hooks(Topics([declared, Topic("extra", Hook("question", "close", _tell))]))
    with pytest.raises(UnknownAct):
        check_hooks(Topics([declared, Topic("extra", Hook("question", "klose", _tell))]))


async def test_either_side_shows_links_and_names_three(door: Door) -> None:
    await a_question(door)
    ids = [await door.database.write(_a_network, NetworkStatus.listed, f"Kring {each}") for each in range(5)]
    unlisted = await door.database.write(_a_network, NetworkStatus.draft, "Nog geheim")
    for each in (unlisted, *ids):
        await door.database.write(
            links.link, Thing("question", 1), LinkKind.komt_uit, Thing("network", each), None, START
        )
    bert = await door.member("Bert")
    assert "Komt uit: Kring 0; Kring 1; Kring 2; en nog 2" in await bert.says("K-1")
    assert "Nog geheim" not in await bert.says("K-1")
    assert "Leidde tot: K-1 hoe diep mag een drainage liggen?" in await bert.says(f"N-{ids[4]}")


def _a_network(tx: Tx, status: NetworkStatus, name: str = "Onder Twente") -> int:
    sheet = Sheet(name, NetworkKind.leernetwerk, Level.regionaal)
    return networks.create(tx, sheet, status, START, by=None).id


DOUBTED = (
    ("agenda item", "pl-05", "pl-01"),
    ("signal", "s-regels", "s-cijfers"),
    ("signal", "r-druk", "r-eenrichting"),
    ("lesson", "l-zelf-gemaakt", "l-een-programma"),
    ("word", "g-leernetwerk", "g-plek"),
    ("case", "c-zeewolde", "c-depeel"),
    ("task", "t-zwolle", "t-nf-wonen"),
    ("network", "p-nplg", "p-fplg"),
    ("method", "m-udo", "m-duo"),
    ("source", "d-balans", "d-novex-eerder"),
    ("meeting", "e-evv1", "e-init"),
)
"""Of each kind of thing a row of the example set beside which a doubt stands, and one without."""


async def test_what_does_not_all_stand_in_its_source_is_shown_as_an_example(example_door: Door) -> None:
    door, anna = example_door, await example_door.member("Anna")
    letters = {kind.name: kind for kind in (*CORE, *ALL.topics.all(Kind))}

    async def number(kind: str, key: str) -> str:
        held = await door.database.read(exchange.known, kind, key)
        assert held is not None, key
        return letters[kind].number(held)

    for kind, doubted, sure in DOUBTED:
        assert NOT_ALL in await anna.says(await number(kind, doubted)), doubted
        assert NOT_ALL not in await anna.says(await number(kind, sure)), sure
    listed = await anna.says("taken Zwolle")
    assert (await number("task", "t-zwolle")) in listed
    assert NOT_ALL in listed, "in a list too"
