"""Links between things: kept once, seen from both sides, and gone with what they link."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, event

from storage import links
from storage.accounts import erasure
from storage.database.database import Database
from storage.links import Linked, Thing
from storage.maintenance import retention
from storage.members import people
from storage.networks import networks
from storage.networks.network import Sheet
from storage.questions import questions
from storage.questions.question import Draft
from storage.vocabulary import Level, LinkKind, NetworkKind, NetworkStatus, QuestionStatus

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
QUESTION, NETWORK, OTHER = Thing("question", 1), Thing("network", 1), Thing("question", 2)


async def test_a_link_is_made_once_and_either_side_shows_it(database: Database) -> None:
    def work(tx: Connection) -> None:
        assert links.link(tx, QUESTION, LinkKind.komt_uit, NETWORK, None, NOW)
        assert not links.link(tx, QUESTION, LinkKind.komt_uit, NETWORK, None, NOW)
        found = links.of(tx, [QUESTION, NETWORK, OTHER])
        assert found[QUESTION] == [Linked(LinkKind.komt_uit, NETWORK, back=False)]
        assert found[NETWORK] == [Linked(LinkKind.komt_uit, QUESTION, back=True)]
        assert OTHER not in found
        assert links.unlink(tx, QUESTION, LinkKind.komt_uit, NETWORK)
        assert not links.unlink(tx, QUESTION, LinkKind.komt_uit, NETWORK)
        assert not links.of(tx, [QUESTION])

    await database.write(work)


async def test_what_is_the_same_from_both_sides_is_kept_once(database: Database) -> None:
    def work(tx: Connection) -> None:
        assert links.link(tx, OTHER, LinkKind.dubbel_van, QUESTION, None, NOW)
        assert not links.link(tx, QUESTION, LinkKind.dubbel_van, OTHER, None, NOW)
        assert not links.link(tx, QUESTION, LinkKind.dubbel_van, QUESTION, None, NOW), "nothing is linked to itself"
        assert links.unlink(tx, QUESTION, LinkKind.dubbel_van, OTHER)

    await database.write(work)


async def test_links_of_many_things_are_one_statement(database: Database) -> None:
    said: list[str] = []

    def work(tx: Connection) -> None:
        for id in range(2, 40):
            links.link(tx, Thing("question", id), LinkKind.hoort_bij, NETWORK, None, NOW)
        event.listen(tx, "before_cursor_execute", lambda _tx, _cursor, statement, *_rest: said.append(statement))
        found = links.of(tx, [NETWORK, *(Thing("question", id) for id in range(2, 40))])
        assert len(found) == 39
        assert len(said) == 1
        assert links.of(tx, []) == {}
        assert len(said) == 1

    await database.write(work)


async def test_a_merged_question_leaves_its_links_to_the_other(database: Database) -> None:
    def work(tx: Connection) -> None:
        asker = people.meet(tx, "door", "anna", "Anna", "nl", NOW).id
        first, second = (questions.put(tx, asker, Draft(text), NOW).id for text in ("Hoe diep?", "Hoe diep dan?"))
        links.link(tx, Thing("question", first), LinkKind.komt_uit, NETWORK, asker, NOW)
        links.link(tx, Thing("member", asker), LinkKind.gaat_over, Thing("question", first), asker, NOW)
        links.link(tx, Thing("question", first), LinkKind.opvolger_van, Thing("question", second), asker, NOW)
        assert questions.merge(tx, first, second, NOW, among=frozenset({QuestionStatus.open}))
        found = links.of(tx, [Thing("question", second)])[Thing("question", second)]
        assert Linked(LinkKind.komt_uit, NETWORK, back=False) in found
        assert Linked(LinkKind.gaat_over, Thing("member", asker), back=True) in found
        assert all(each.other != Thing("question", second) for each in found)

    await database.write(work)


async def test_links_go_with_the_things_and_outlive_who_made_them(database: Database) -> None:
    def work(tx: Connection) -> None:
        anna, bert = (people.meet(tx, "door", name, name, "nl", NOW).id for name in ("Annabel", "Bertram"))
        draft = networks.create(
            tx, Sheet("Klad", NetworkKind.leernetwerk, Level.lokaal), NetworkStatus.draft, NOW, by=None
        )
        links.link(tx, QUESTION, LinkKind.gaat_over, Thing("member", anna), bert, NOW)
        links.link(tx, OTHER, LinkKind.gaat_over, Thing("member", bert), anna, NOW)
        links.link(tx, OTHER, LinkKind.gaat_over, Thing("network", draft.id), anna, NOW)
        assert [each["to_kind"] for each in erasure.held(tx, anna)["links"]] == ["member", "network"]
        erasure.erase(tx, anna, NOW)
        assert not links.of(tx, [QUESTION])
        assert len(links.of(tx, [OTHER])[OTHER]) == 2
        retention.prune(tx, "networks", NOW + timedelta(days=400))
        assert links.of(tx, [OTHER])[OTHER] == [Linked(LinkKind.gaat_over, Thing("member", bert), back=False)]

    await database.write(work)
