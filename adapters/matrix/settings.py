"""Declares the settings of Matrix: `PLEK_MATRIX__...`."""

from datetime import timedelta
from pathlib import Path

from pydantic import Field, SecretStr, field_validator, model_validator

from bot.settings.sections import Section


class MatrixSettings(Section):
    """The bot's account and how it behaves in rooms. Credentials may also come from `plek matrix login`."""

    homeserver: str
    """Where the homeserver answers, for example `https://matrix.example.org`."""
    user: str
    """The bot's whole user id, for example `@plek:example.org`."""
    password: SecretStr | None = None
    """Of the bot's account. `plek matrix login` asks for it too, and keeps only the login."""
    access_token: SecretStr | None = None
    """Of a login made elsewhere; a compatibility token where the homeserver has an authentication service."""
    device_id: str | None = None
    """The device that `access_token` belongs to."""
    store: Path = Path("var/matrix")
    """The folder of the encryption keys and the stored login. Back it up with the database."""
    allowed_inviters: tuple[str, ...] = ()
    """Users (`@name:server`), homeservers (`server`) and rooms (`!room`) whose invitations are accepted.

    Empty means: everybody of the bot's own homeserver. `*` means everybody.
    """
    prefix: str = "!plek"
    """What a message in a room begins with to address the bot, beside mentioning it."""
    moderator_level: int = 50
    """From this power level on, a member of a room is a coordinator of its audience."""
    key_wait: timedelta = timedelta(seconds=10)
    """How long to wait for the key of a message that cannot be read, before saying so."""
    buttons: int = Field(default=6, ge=0, le=10)
    """How many buttons of a message get a reaction to press. Each is a message to the homeserver's rate limits."""
    encrypt_direct_chats: bool = True
    """Whether chats that the bot starts are end-to-end encrypted."""

    @field_validator("homeserver")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("must begin with https:// or http://")
        return value.rstrip("/")

    @field_validator("user")
    @classmethod
    def _is_user_id(cls, value: str) -> str:
        if not value.startswith("@") or ":" not in value:
            raise ValueError("must be a whole user id, like @plek:example.org")
        return value

    @model_validator(mode="after")
    def _token_has_device(self) -> "MatrixSettings":
        if self.access_token and not self.device_id:
            raise ValueError("access_token needs device_id: encryption keys belong to a device")
        if self.access_token and self.password:
            raise ValueError("give access_token or password, not both")
        return self

    @property
    def server_name(self) -> str:
        return self.user.partition(":")[2]

    @property
    def inviters(self) -> tuple[str, ...]:
        return self.allowed_inviters or (self.server_name,)
