"""Uploads a document, encrypted first where the room is, and then says it; fetches what others sent."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from nio.crypto.attachments import decrypt_attachment, encrypt_attachment
from nio.exceptions import EncryptionError

from adapters.matrix.client import Homeserver
from adapters.matrix.render import Content
from adapters.matrix.rooms import Raw, content_of, text_of
from bot.chat.adapter import Unfetched
from bot.chat.reply import File

UPLOAD = "/_matrix/media/v3/upload"
OPAQUE = "application/octet-stream"
PNG = "image/png"
WIDTH = 16
"""Where the width of a PNG stands in it, and the height behind that."""


async def uploaded(server: Homeserver, room: str, file: File, held: bytes) -> Content:
    """Return the message that hands it over in that room. Raises `Refusal`, `TokenRefused`, `RetryLater`.

    Where the room is encrypted the homeserver sees neither what is in it, nor its name or kind.
    """
    info = {"mimetype": file.media_type, "size": len(held)}
    said = {"msgtype": "m.file", "body": file.name, "filename": file.name, "info": info, "m.mentions": {}}
    if not server.is_encrypted(room):
        return {**said, "url": await _upload(server, held, file.media_type, filename=file.name)}
    secret, keys = encrypt_attachment(held)
    opened: dict[str, Any] = dict(keys)  # Any: as nio has it
    return {**said, "file": {**opened, "url": await _upload(server, secret, OPAQUE)}}


async def shown(server: Homeserver, room: str, data: bytes, alt: str) -> Content:
    """Return the message that shows a PNG in that room, with words for who does not see it. Raises as `uploaded`."""
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (WIDTH, WIDTH + 4))
    info = {"mimetype": PNG, "size": len(data), "w": width, "h": height}
    said = {"msgtype": "m.image", "body": alt, "info": info, "m.mentions": {}}
    if not server.is_encrypted(room):
        return {**said, "url": await _upload(server, data, PNG)}
    secret, keys = encrypt_attachment(data)
    opened: dict[str, Any] = dict(keys)  # Any: as nio has it
    return {**said, "file": {**opened, "url": await _upload(server, secret, OPAQUE)}}


async def fetched(server: Homeserver, raw: Raw, most: int) -> bytes:
    """Return what is in the file that an event hands over, of at most so many bytes.

    Raises `Unfetched`, and as `uploaded`. Of an encrypted file the key stands in the event, which we could read.
    """
    content = content_of(raw)
    locked = content.get("file")
    url = text_of(locked, "url") if isinstance(locked, Mapping) else text_of(content, "url")
    held = await server.download(url, most)
    if not isinstance(locked, Mapping):
        return held
    try:
        opened = decrypt_attachment(held, locked["key"]["k"], locked["hashes"]["sha256"], locked["iv"])
    except (EncryptionError, KeyError, TypeError, ValueError) as failure:
        raise Unfetched(f"it cannot be decrypted: {type(failure).__name__}") from failure
    return bytes(opened)


async def _upload(server: Homeserver, data: bytes, kind: str, **named: str) -> str:
    path = f"{UPLOAD}?{urlencode(named)}" if named else UPLOAD
    return str((await server.request("POST", path, data, kind))["content_uri"])
