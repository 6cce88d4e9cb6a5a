"""Adds up what many things are worth at once, and finds the best of them: sets as the bits of whole numbers.

The weights of all members of a set are added in a few operations, as a circuit of adders does: number n of `_planes`
holds the bits worth 2**n of everybody's sum. Thousands of stories take hardly longer than ten.
"""

from collections.abc import Iterable, Iterator


def bits(places: Iterable[int]) -> int:
    """The set of these places."""
    held = list(places)
    if len(held) < _FEW:
        number = 0
        for place in held:
            number |= 1 << place
        return number
    field = bytearray(max(held) // 8 + 1)
    for place in held:
        field[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(field, "little")


_FEW = 8
"""Up to so many, no field of bytes is worth making."""


class Tally:
    """Sums of weights for the places in `among`; `any` are those that got something."""

    def __init__(self, among: int, got: int = 0) -> None:
        self._among = among
        self._planes: list[int] = []
        self.any = got

    def add(self, members: int, weight: int) -> None:
        """All those members are worth so much more. `weight` is at least 1."""
        members &= self._among
        if not members:
            return
        self.any |= members
        for plane in range(weight.bit_length()):
            if weight >> plane & 1:
                self._carry(members, plane)

    def _carry(self, members: int, plane: int) -> None:
        while members:
            if plane >= len(self._planes):
                self._planes += [0] * (plane + 1 - len(self._planes))
            held = self._planes[plane]
            self._planes[plane] = held ^ members
            members &= held
            plane += 1

    def worth(self, place: int) -> int:
        """Return the sum of one place."""
        return sum((held >> place & 1) << plane for plane, held in enumerate(self._planes))

    def best(self, most: int) -> Iterator[int]:
        """Yield the places worth most, the lowest first among equals."""
        left = self.any
        while left and most:
            top = left
            for plane in reversed(self._planes):
                top = top & plane or top
            while top and most:
                lowest = top & -top
                yield lowest.bit_length() - 1
                top ^= lowest
                left ^= lowest
                most -= 1
