"""Lets a topic declare a kind of file: its columns, what a row of it becomes, and the rows that go out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.exchange.row import Rejected, Row
from bot.exchange.view import View
from storage.exchange import Result

NUMBER = "number"
"""The column of the number that something had where it came from: nothing else gets it here, for the table `name`."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. It is recognised by having all `needed` columns, and no others than these and `also`."""

    name: str
    needed: tuple[str, ...]
    also: tuple[str, ...]
    put: Callable[[Row], Result]
    rows: Callable[[View], Iterator[Mapping[str, str]]]
    rank: int = 90
    """Files are read and written in this order: each refers only to earlier ones, or to itself."""
    refers_to_itself: bool = False
    """A row may refer to one that comes later in the file."""
    ignored: frozenset[str] = frozenset()
    """Columns that a file may have and we do not keep."""
    private: frozenset[str] = frozenset()
    """Columns that go out only with everything."""

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.needed, *self.also)


def recognise(formats: Sequence[Format], columns: Iterable[str], name: str) -> Format:
    """Return the format that a file has, by its header, and by its name where headers alike. Raises `Rejected`."""
    given = set(columns)
    fitting = [each for each in formats if set(each.needed) <= given <= set(each.columns)]
    named = next((each for each in formats if each.name == name), None)
    if named in fitting or len(fitting) == 1:
        return named if named in fitting and named is not None else fitting[0]
    if named:
        missing, strange = set(named.needed) - given, given - set(named.columns)
        parts = [f"misses {', '.join(sorted(missing))}"] if missing else []
        parts += [f"does not know {', '.join(sorted(strange))}"] if strange else []
        raise Rejected(f"as {named.name}, this file {' and '.join(parts)}. Columns: {', '.join(named.columns)}.")
    kinds = "; ".join(f"{each.name}: {', '.join(each.columns)}" for each in formats)
    raise Rejected(f"this header is none that I know. {kinds}.")
