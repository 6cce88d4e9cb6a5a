"""Signs addresses of the website at which a picture can be fetched for a day, and reads them back.

They are for places that show no picture otherwise. Who makes one up, or changes one, gets nothing: only what was signed
with the key of this Café is drawn, and the address names nobody.
"""

import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from bot.chat.reply import Picture
from storage.database import cursors
from storage.database.database import Tx

PATH: Final = "/beeld"
LIVES: Final = timedelta(days=1)
LONGEST: Final = 1_000
"""Letters of what an address says."""
_KEY: Final = "the key of pictures"
_SIGNATURE: Final = 32
"""Letters: 128 bits."""


def key(tx: Tx) -> str | None:
    """Return the key of this Café; None while no picture was ever signed."""
    return cursors.get(tx, _KEY)


def make_key(tx: Tx, now: datetime) -> str:
    """Return the key, made when there is none. Of processes that do so at once all get the same."""
    return cursors.first(tx, _KEY, secrets.token_urlsafe(32), now)


def signed(key: str, picture: Picture, language: str, now: datetime) -> str:
    """Return the last part of its address."""
    until = int((now + LIVES).timestamp())
    told = json.dumps([picture.kind, picture.about, language, until]).encode()
    return f"{urlsafe_b64encode(told).decode().rstrip('=')}.{_signature(key, told)}.png"


def opened(key: str, address: str, now: datetime) -> tuple[Picture, str] | None:
    """Return the picture that the last part of an address is of, and in which language; None when it opens nothing."""
    told, _dot, rest = address.partition(".")
    signature, _dot, form = rest.partition(".")
    if form != "png" or len(told) > LONGEST or not told.isascii():
        return None
    try:
        held = urlsafe_b64decode(told + "=" * (-len(told) % 4))
    except ValueError:
        return None
    if not hmac.compare_digest(_signature(key, held).encode(), signature.encode(errors="replace")):
        return None
    kind, about, language, until = json.loads(held)
    if datetime.fromtimestamp(until, UTC) <= now:
        return None
    return Picture(kind, about, ()), language


def _signature(key: str, told: bytes) -> str:
    return hmac.new(key.encode(), told, sha256).hexdigest()[:_SIGNATURE]
