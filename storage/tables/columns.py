"""Makes the columns that many tables have: the id of a row, a key to another's, one of a list of words."""

from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, String

# SQLite counts rows by itself only in a column of type INTEGER. It would give the number of the newest row again once
# that is gone, and old buttons and reports name things by number: so tables with one say `sqlite_autoincrement=True`.
Id = BigInteger().with_variant(Integer, "sqlite")

# What a kind of thing is called. Topics bring kinds of their own, so it is no closed set.
Kind = String(40)


def key(target: str, *, primary_key: bool = False, keeps: bool = False, held: str = "") -> Column[int]:
    """Return what a row belongs to, and goes with: `key("members")` is a column `member_id`.

    `keeps` says that the other row is no longer unused (storage.tables.retention), `held` what such rows are called
    among the data of a member (storage.accounts.erasure).
    """
    return Column(
        f"{target.removesuffix('s')}_id",
        Id,
        ForeignKey(f"{target}.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
        info=({"keeps": target} if keeps else {}) | ({"held": held} if held else {}),
    )


def one_of(
    name: str, values: type[StrEnum], *, nullable: bool = False, primary_key: bool = False
) -> tuple[Column[str], CheckConstraint]:
    """Return a column that holds one of these words, and nothing else."""
    allowed = ", ".join(f"'{value}'" for value in values)
    return (
        Column(name, String(40), nullable=nullable, primary_key=primary_key),
        CheckConstraint(f"{name} IN ({allowed})", name=name),
    )
