"""Keeps what a process remembers of the index ready in the database, so that one that begins reads it at once.

An image is what a memory held at one position in the log of changes: its columns as they stand in memory, packed, in
pieces. Who reads one applies the changes since. It says nothing that the index does not hold, and can always be lost.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, func, insert, select

from storage.search.changes import Position
from storage.search.tables import search_change, search_image, search_row

FORMAT: Final = 1
"""Of the pieces. To be changed with what is in them: an image of another one is not read."""
PIECE: Final = 4 << 20
"""Bytes of a piece before it is packed: what is written in one transaction."""
LEAST: Final = 5_000
"""Rows from which there is an image; fewer are read as quickly without."""
OFTEN: Final = 1_000
"""Changes after which it is made again, ..."""
PART: Final = 100
"""... or as many as one in so many rows."""


@dataclass(frozen=True, slots=True)
class Image:
    """What a memory held."""

    position: Position
    names: Sequence[str]
    columns: Mapping[str, NDArray[Any]]  # Any: columns of several types


def due(tx: Connection, identity: str) -> bool:
    """Tell whether one is to be made: there is none, or much changed since."""
    rows = tx.execute(select(func.max(search_row.c.id))).scalar() or 0
    if rows < LEAST:
        return False
    header = _header(tx, identity)
    newest = tx.execute(select(func.max(search_change.c.seq))).scalar() or 0
    return header is None or newest - header[1]["position"][0] >= max(OFTEN, rows // PART)


def pack(image: Image, identity: str) -> tuple[bytes, list[bytes]]:
    """Return the header of an image, and its pieces."""
    told = [(name, column.dtype.str, len(column)) for name, column in image.columns.items()]
    whole = b"".join(column.tobytes() for column in image.columns.values())
    pieces = [zlib.compress(whole[at : at + PIECE], 1) for at in range(0, len(whole), PIECE)]
    position = [image.position.seq, image.position.xid, sorted(image.position.seen)]
    header = {
        "format": FORMAT,
        "identity": identity,
        "names": list(image.names),
        "columns": told,
        "position": position,
        "pieces": len(pieces),
    }
    return json.dumps(header).encode(), pieces


def new() -> str:
    """Return what a new image is called."""
    return token_hex(8)


def put(tx: Connection, name: str, number: int, piece: bytes) -> None:
    """Write one piece of an image that nobody reads yet; they count from 1."""
    tx.execute(insert(search_image).values(image=name, piece=number, made_at=datetime.now(UTC), data=piece))


def finish(tx: Connection, name: str, header: bytes, pieces: int) -> None:
    """Let an image be read instead of those before it, unless another process took away what was written of it."""
    of_it = search_image.c.image == name
    written = tx.execute(select(func.count()).select_from(search_image).where(of_it)).scalar_one()
    if written == pieces:
        tx.execute(delete(search_image).where(search_image.c.image != name))
        put(tx, name, 0, header)


def read(tx: Connection, identity: str) -> Image | None:
    """Return the image of this index; None when there is none that is whole."""
    found = _header(tx, identity)
    if found is None:
        return None
    name, header = found
    query = select(search_image.c.data).where(search_image.c.image == name, search_image.c.piece > 0)
    pieces = tx.execute(query.order_by(search_image.c.piece)).scalars().all()
    if len(pieces) != header["pieces"]:
        return None
    whole = b"".join(map(zlib.decompress, pieces))
    columns: dict[str, NDArray[Any]] = {}
    at = 0
    for column, dtype, count in header["columns"]:
        columns[column] = np.frombuffer(whole, np.dtype(dtype), count, at)
        at += columns[column].nbytes
    seq, xid, seen = header["position"]
    return Image(Position(seq, xid, frozenset((one, other) for one, other in seen)), header["names"], columns)


def _header(tx: Connection, identity: str) -> tuple[str, dict[str, Any]] | None:  # Any: JSON
    query = select(search_image.c.image, search_image.c.data).where(search_image.c.piece == 0)
    found = tx.execute(query.order_by(search_image.c.made_at.desc()).limit(1)).first()
    header = json.loads(found.data) if found else {}
    if found is None or header["format"] != FORMAT or header["identity"] != identity:
        return None
    return found.image, header
