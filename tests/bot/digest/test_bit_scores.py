"""A tally finds the same best as adding up one by one does."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.bit_scores import Tally, bits

places = st.sets(st.integers(0, 70), max_size=40)


@settings(deadline=None)
@given(among=places, sets=st.lists(st.tuples(places, st.integers(1, 9)), max_size=9), most=st.integers(0, 5))
def test_the_best_are_those_with_the_highest_sum_and_the_first_among_equals(
    among: set[int], sets: list[tuple[set[int], int]], most: int
) -> None:
    tally, plainly = Tally(bits(among)), Counter[int]()
    for members, weight in sets:
        tally.add(bits(members), weight)
        plainly.update(dict.fromkeys(members & among, weight))
    assert list(tally.best(most)) == sorted(plainly, key=lambda place: (-plainly[place], place))[:most]
    assert tally.any == bits(plainly)
