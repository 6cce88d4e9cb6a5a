"""Members, roles, networks, follows, conversations, the map, inbox and drafts: the same on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from storage import atlas
from storage.atlas import NameTaken
from storage.database.database import Database
from storage.members import follows, organisations, people, roles
from storage.members.member import Member, Profile
from storage.members.roles import Grant, LastAdministrator
from storage.messaging import conversations, dialogues, inbox
from storage.messaging.inbox import Arrival
from storage.networks import networks
from storage.networks.network import Filter, Sheet
from storage.vocabulary import Field, Level, NetworkKind, NetworkRole, NetworkStatus, Place, Role, Subject

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
SHOWN = frozenset({(Field.found, Place.members)})


def someone(tx: Connection, name: str) -> Member:
    met = people.meet(tx, "door", name, name, "nl", NOW)
    return people.sign_up(tx, met.id, Profile(name, None, "", "", frozenset(), frozenset()), SHOWN, NOW)


def a_network(tx: Connection, name: str, status: NetworkStatus = NetworkStatus.listed) -> int:
    sheet = Sheet(name, NetworkKind.leernetwerk, Level.regionaal)
    return networks.create(tx, sheet, status, NOW, by=None).id


@pytest.fixture
def tx(database: Database) -> Connection:
    """The calling thread's own transaction, undone with its database."""
    connection = database.writer.connect()
    connection.begin()
    return connection


@pytest.fixture(autouse=True)
def closed(tx: Connection) -> object:
    yield
    tx.close()


def test_someone_who_was_met_is_known_again(tx: Connection) -> None:
    first = people.meet(tx, "door", "anna", "Anna", "nl", NOW)
    assert people.meet(tx, "door", "anna", "Another name", "en", NOW).id == first.id
    assert people.meet(tx, "window", "anna", "Anna", "nl", NOW).id != first.id
    assert first.role is Role.visitor
    assert someone(tx, "anna").role is Role.member


def test_some_of_a_profile_changes_and_the_rest_stays(tx: Connection) -> None:
    anna = someone(tx, "anna")
    people.revise(tx, anna.id, position="adviseur")
    changed = people.revise(tx, anna.id, knows="veen")
    assert (changed.name, changed.position, changed.knows) == ("anna", "adviseur", "veen")


def test_consent_is_toggled_by_place(tx: Connection) -> None:
    anna = someone(tx, "anna")
    assert people.toggle_consent(tx, anna.id, Field.found, Place.web, NOW).agreed(Field.found, Place.rooms)
    assert not people.toggle_consent(tx, anna.id, Field.found, Place.web, NOW).agreed(Field.found, Place.rooms)


def test_names_are_found_in_any_case_and_script(tx: Connection) -> None:
    anna = someone(tx, "René Öztürk")
    for name in ("RENÉ ÖZTÜRK", " rené öztürk "):
        assert [each.id for each in people.named(tx, name)] == [anna.id]
    one, _new = organisations.put(tx, "Вода")
    other, _new = organisations.put(tx, "Земля")
    assert one != other, "names in other scripts are not all the same"
    assert organisations.put(tx, "ВОДА") == (one, False)


def test_a_pause_lasts_up_to_and_with_its_last_day(tx: Connection) -> None:
    anna = someone(tx, "anna")
    people.pause(tx, anna.id, date(2026, 11, 9))
    paused = people.get_one(tx, anna.id)
    assert paused.away(date(2026, 11, 9))
    assert not paused.away(date(2026, 11, 10))


def test_a_role_is_held_once_and_withdrawn_once_and_never_the_last(tx: Connection) -> None:
    anna, bas = someone(tx, "anna"), someone(tx, "bas")
    assert roles.grant(tx, anna.id, Grant(Role.admin), None, NOW)
    assert not roles.grant(tx, anna.id, Grant(Role.admin), None, NOW)
    with pytest.raises(LastAdministrator):
        roles.withdraw(tx, anna.id, Grant(Role.admin))
    assert roles.grant(tx, bas.id, Grant(Role.admin), anna.id, NOW)
    assert roles.withdraw(tx, anna.id, Grant(Role.admin))
    assert not roles.withdraw(tx, anna.id, Grant(Role.admin))


def test_a_convenor_is_one_because_they_drive_a_network(tx: Connection) -> None:
    anna, network = someone(tx, "anna"), a_network(tx, "Veen")
    assert networks.join(tx, network, anna.id, NetworkRole.convenor, NOW)
    assert not networks.join(tx, network, anna.id, NetworkRole.convenor, NOW)
    assert people.get_one(tx, anna.id).grants == (Grant(Role.convenor, network_id=network),)
    assert networks.leave(tx, network, anna.id)
    assert not networks.leave(tx, network, anna.id)


def test_a_network_turns_only_from_where_it_was(tx: Connection) -> None:
    network = a_network(tx, "Veen", NetworkStatus.proposed)
    assert networks.find(tx, Filter(), limit=5) == ([], 0)
    waits = (NetworkStatus.proposed,)
    assert networks.set_status(tx, network, NetworkStatus.listed, NOW, among=waits)
    assert not networks.set_status(tx, network, NetworkStatus.draft, NOW, among=waits)
    found, total = networks.find(tx, Filter(words=("VEEN",)), limit=5)
    assert ([each.id for each in found], total) == ([network], 1)


def test_some_of_a_network_changes_and_the_rest_stays(tx: Connection) -> None:
    network = a_network(tx, "Veen")
    networks.revise(tx, network, NOW, aim="Nat houden")
    changed = networks.revise(tx, network, NOW, how_to_join="Bel even")
    assert (changed.name, changed.aim, changed.how_to_join) == ("Veen", "Nat houden", "Bel even")


def test_networks_are_paged_by_name(tx: Connection) -> None:
    ids = [a_network(tx, name) for name in ("Cé", "ab", "Ba")]
    pages = [networks.find(tx, Filter(), limit=1, offset=page)[0][0].id for page in range(3)]
    assert pages == [ids[1], ids[2], ids[0]]


def test_something_is_followed_once(tx: Connection) -> None:
    anna, bas = someone(tx, "anna"), someone(tx, "bas")
    assert follows.follow(tx, anna.id, Subject.theme, 7, NOW)
    assert not follows.follow(tx, anna.id, Subject.theme, 7, NOW)
    follows.follow(tx, bas.id, Subject.theme, 8, NOW)
    assert [each.id for each in follows.followers(tx, Subject.theme, [7, 8])] == [anna.id, bas.id]
    assert [each.id for each in follows.followers(tx, Subject.theme, [7, 8], but=[bas.id])] == [anna.id]
    assert follows.unfollow(tx, anna.id, Subject.theme, 7)
    assert not follows.unfollow(tx, anna.id, Subject.theme, 7)


def test_a_name_on_the_map_means_one_thing(tx: Connection) -> None:
    country, new = atlas.put_region(tx, "Nederland", Level.nationaal)
    assert new
    assert atlas.put_region(tx, "NEDERLAND", Level.nationaal) == (country, False)
    area, _new = atlas.put_region(tx, "De Peel", Level.regionaal, parents=[country], also=["Peel"])
    with pytest.raises(NameTaken):
        atlas.name_region(tx, country, "peel")
    drawn = atlas.atlas(tx)
    assert drawn.within([country]) == {country, area}
    assert drawn.around([area]) == {country, area}


def test_a_changed_map_is_read_anew(tx: Connection) -> None:
    cache = atlas.Cache()
    before = cache.read(tx)
    assert cache.read(tx) is before
    atlas.put_theme(tx, "water")
    assert cache.read(tx).theme("WATER")


def test_a_place_comes_goes_and_moves(tx: Connection) -> None:
    def put() -> tuple[conversations.Audience, bool]:
        return conversations.put(
            tx, key="door:a", platform="door", kind="channel", name="A", language="nl", address={}, now=NOW
        )

    place, new = put()
    assert new
    assert put() == (place, False)
    assert conversations.leave(tx, "door:a", NOW)
    assert put()[1], "it came back"
    assert conversations.move(tx, "door:a", "door:b", {"x": "y"})
    moved = conversations.by_key(tx, "door:b")
    assert moved
    assert moved.id == place.id
    assert not conversations.move(tx, "door:a", "door:c", {})


def test_handled_events_are_dropped_when_old_and_others_stay(tx: Connection) -> None:
    done, waiting = inbox.store(tx, [Arrival("1", "a", {}), Arrival("2", "a", {})], NOW)
    assert inbox.store(tx, [Arrival("1", "a", {})], NOW) == []
    inbox.finish(tx, done.id, NOW)
    later = NOW + timedelta(days=1)
    assert inbox.prune(tx, NOW) == 0
    assert inbox.prune(tx, later) == 1
    assert [each.id for each in inbox.claim(tx, later)] == [waiting.id]


def test_drafts_are_dropped_when_they_expired(tx: Connection) -> None:
    anna = someone(tx, "anna")
    dialogues.put(tx, anna.id, "door:a", "plan", {}, NOW)
    dialogues.put(tx, anna.id, "door:a", "other", {}, NOW)
    assert [each.command for each in dialogues.drafts(tx, anna.id, NOW)] == ["plan"]
    assert dialogues.prune(tx, NOW + timedelta(days=6)) == 0
    assert dialogues.prune(tx, NOW + timedelta(days=8)) == 2
