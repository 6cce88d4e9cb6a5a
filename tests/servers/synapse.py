"""A Synapse homeserver of our own on loopback, with raised or with stock rate limits, and accounts on demand."""

import base64
import hashlib
import hmac
import json
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from enum import Enum
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from tests.servers.process import Process, free_port, program

PYTHON = Path(__file__).parents[2] / ".venv-synapse/bin/python"
SERVER_NAME = "plek.test"

_FREE = {"per_second": 10_000, "burst_count": 10_000}
RAISED_LIMITS: dict[str, Any] = {  # Any: Synapse's own settings, nested as it likes
    **dict.fromkeys(
        (
            "rc_message",
            "rc_registration",
            "rc_registration_token_validity",
            "rc_admin_redaction",
            "rc_joins_per_room",
            "rc_key_requests",
            "rc_media_create",
            "rc_room_creation",
            "rc_delayed_event_mgmt",
            "rc_reports",
            "rc_user_directory",
            "rc_profile",
        ),
        _FREE,
    ),
    "rc_login": {"address": _FREE, "account": _FREE, "failed_attempts": _FREE},
    "rc_joins": {"local": _FREE, "remote": _FREE},
    "rc_invites": {"per_room": _FREE, "per_user": _FREE, "per_issuer": _FREE},
    "rc_3pid_validation": _FREE,
    "rc_presence": {"per_user": _FREE},
}


class Limits(Enum):
    """How fast the homeserver lets a user act."""

    RAISED = "raised"
    STOCK = "stock"
    """Synapse's own defaults, as production may have them: 0.2 messages a second, bursts of 10."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the homeserver, logged in on one device."""

    user_id: str
    password: str
    access_token: str
    device_id: str


class Synapse:
    """One homeserver on SQLite. Stopped, killed and started again it keeps its data, until `with` ends."""

    def __init__(self, *, limits: Limits = Limits.RAISED, port: int | None = None, largest_file: str = "50M") -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = Path(tempfile.mkdtemp(prefix="plek-synapse-"))
        self._shared_secret = secrets.token_hex()
        self._numbers = count(1)
        config = self._folder / "homeserver.yaml"
        config.write_text(json.dumps(self._config(limits, largest_file)))  # JSON is YAML
        self._process = Process(
            [program(PYTHON), "-m", "synapse.app.homeserver", "--config-path", config],
            log=self._folder / "log",
            cwd=self._folder,
        )

    def start(self) -> None:
        self._process.start(self._answers)

    def stop(self) -> None:
        self._process.stop()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._process.kill()

    def restart(self) -> None:
        self.stop()
        self.start()

    def log_tail(self) -> str:
        return self._process.log_tail()

    def register(self, role: str, *, admin: bool = False, display_name: str | None = None) -> Account:
        """A new account, whose name begins with `role` and is new on this server: `@adviseur-water-3:plek.test`."""
        name, password = f"{role}-{next(self._numbers)}", secrets.token_urlsafe()
        path = "/_synapse/admin/v1/register"
        nonce = self._call("GET", path)["nonce"]
        told = "\0".join([nonce, name, password, "admin" if admin else "notadmin"])
        answer = self._call(
            "POST",
            path,
            {
                "nonce": nonce,
                "username": name,
                "displayname": display_name or role,
                "password": password,
                "admin": admin,
                "mac": hmac.new(self._shared_secret.encode(), told.encode(), hashlib.sha1).hexdigest(),
            },
        )
        return Account(answer["user_id"], password, answer["access_token"], answer["device_id"])

    def exempt(self, account: Account) -> None:
        """Lift the rate limits for one account, as an administrator can do for the bot."""
        admin = self.register("beheerder", admin=True)
        path = f"/_synapse/admin/v1/users/{quote(account.user_id)}/override_ratelimit"
        self._call("POST", path, {"messages_per_second": 0, "burst_count": 0}, token=admin.access_token)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _config(self, limits: Limits, largest_file: str) -> dict[str, Any]:  # Any: Synapse's own settings
        folder = self._folder
        (folder / "log.yaml").write_text(
            json.dumps(
                {
                    "version": 1,
                    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
                    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
                    "root": {"level": "WARNING", "handlers": ["out"]},
                }
            )
        )
        seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        (folder / "signing.key").write_text(f"ed25519 a_test {seed}\n")
        return {
            "server_name": SERVER_NAME,
            "public_baseurl": self.url,
            "pid_file": str(folder / "pid"),
            "report_stats": False,
            "signing_key_path": str(folder / "signing.key"),
            "media_store_path": str(folder / "media"),
            "max_upload_size": largest_file,
            "log_config": str(folder / "log.yaml"),
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            "federation_domain_whitelist": [],
            "registration_shared_secret": self._shared_secret,
            "macaroon_secret_key": secrets.token_hex(),
            "form_secret": secrets.token_hex(),
            "enable_registration": False,
            "presence": {"enabled": False},
            "url_preview_enabled": False,
            "bcrypt_rounds": 4,
            "listeners": [
                {
                    "port": self.port,
                    "bind_addresses": ["127.0.0.1"],
                    "type": "http",
                    "tls": False,
                    "resources": [{"names": ["client"], "compress": False}],
                }
            ],
            "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
            **(RAISED_LIMITS if limits is Limits.RAISED else {}),
        }

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/health", timeout=5) as answer:  # noqa: S310 - our own http address
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False

    def _call(
        self, method: str, path: str, body: dict[str, object] | None = None, *, token: str = ""
    ) -> dict[str, Any]:  # Any: JSON
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        data = json.dumps(body).encode() if body is not None else None
        request = Request(self.url + path, data=data, headers=headers, method=method)  # noqa: S310 - as above
        with urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
            parsed: dict[str, Any] = json.load(answer)
            return parsed
