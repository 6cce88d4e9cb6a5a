"""Puts pictures in the card itself, so that nothing of ours is reached by Teams for them; a large one by an address."""

from base64 import b64encode
from collections.abc import Mapping

from bot.chat.adapter import Receiver
from bot.chat.reply import Picture, Reply

MOST_BYTES = 24_000
"""Of a PNG. Clients cut an address at 65,500 letters, and with the card it must fit in one message, in UTF-16."""


async def pictures_of(receiver: Receiver | None, reply: Reply) -> Mapping[Picture, str]:
    """Return an address for each picture of a reply: what is in it, else where the website hands it out."""
    found = {}
    for picture in reply.pictures if receiver else ():
        held = await receiver.picture(picture, reply.language, most=MOST_BYTES) if receiver else None
        if held is not None:
            found[picture] = "data:image/png;base64," + b64encode(held).decode()
        elif receiver and (address := await receiver.picture_address(picture, reply.language)):
            found[picture] = address
    return found
