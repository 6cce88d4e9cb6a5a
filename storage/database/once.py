"""Makes a statement once: to put a large one together again each time takes longer than to run it.

@once
def _put_by(member: int, most: int) -> Select[int]:
    return select(things.c.id).where(things.c.member_id == member).limit(most)

tx.execute(*_put_by(member, most))
"""

from collections.abc import Callable
from functools import cache
from inspect import signature
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Select, bindparam

S = TypeVar("S", bound=Select[*tuple[Any, ...]])  # Any: whatever it reads
Prepared: TypeAlias = Callable[..., tuple[S, dict[str, Any]]]  # Any: values of its columns


def once(make: Callable[..., S]) -> Prepared[S]:
    """Return what gives the statement that this makes, and the values that it is run with this time."""
    names = tuple(signature(make).parameters)

    @cache
    def made() -> S:
        return make(*map(bindparam, names))

    def prepared(*values: Any) -> tuple[S, dict[str, Any]]:  # Any: values of its columns
        return made(), dict(zip(names, values, strict=True))

    return prepared
