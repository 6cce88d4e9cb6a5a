"""Makes the image of the index that processes begin with, when much changed since the last."""

from sqlalchemy import Connection

from storage.database.database import Database
from storage.search import image, state
from storage.search import memory as memories


async def keep_ready(database: Database) -> bool:
    """Keep an image of the index for processes that begin, if one is due; whether it was made."""
    held = await database.read(_image)
    if held is None:
        return False
    header, pieces = held
    name = image.new()
    for number, piece in enumerate(pieces, 1):
        await database.write(image.put, name, number, piece)
    await database.write(image.finish, name, header, len(pieces))
    return True


def _image(tx: Connection) -> tuple[bytes, list[bytes]] | None:
    current = state.current(tx)
    if current is None or not image.due(tx, current.identity):
        return None
    with memories.of(tx) as memory:
        kept = memory.image() if memory is not None else None
    return image.pack(kept, current.identity) if kept is not None else None
