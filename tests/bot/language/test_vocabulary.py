"""The names that a question can hold are collected once, for all who read the same map."""

from bot.language.vocabulary import vocabulary
from storage import atlas, terms
from storage.database.database import Database
from tests.small_map import draw


def test_maps_that_say_the_same_share_their_names(database: Database) -> None:
    with database.begin() as tx:
        draw(tx)
        one, other = atlas.Cache().read(tx), atlas.Cache().read(tx)
    assert one is not other
    assert vocabulary(one) is vocabulary(other)


def test_a_word_that_is_put_or_taken_away_is_known_at_once(database: Database) -> None:
    cache = atlas.Cache()
    with database.begin() as tx:
        draw(tx)
        before = vocabulary(cache.read(tx))
        terms.put(tx, "word", 1, ["kwelscherm"])
        with_it = vocabulary(cache.read(tx))
        terms.remove(tx, "word", 1)
        after = vocabulary(cache.read(tx))
    assert "kwelscherm" in {name.name for name in with_it.of.values()}
    assert before is after
    assert "kwelscherm" not in {name.name for name in after.of.values()}
