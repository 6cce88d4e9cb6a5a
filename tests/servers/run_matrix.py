"""`make run-matrix`: a homeserver of one's own with an example room and two accounts, and the bot in it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

from tests.servers.synapse import Account, Synapse

PORT = 8448
"""Always the same, so that a client that was set up once finds it again; another when `PORT` says so."""
ROOT = Path(__file__).parents[2]

WELCOME = """
A homeserver runs at {url}, and the bot {bot} is in the room "{room}".

Log in with a Matrix client (Element: "Sign in", then "Edit" the homeserver):
    homeserver  {url}
{accounts}
In the room, address the bot: "!plek netwerken flevoland", or "!plek wie weet iets over bodem in Twente?".
Or start a direct chat with {bot} and say "hulp".

Nothing is kept: Ctrl-C ends it all.
"""


def main() -> None:
    """Until Ctrl-C, or until the bot ends by itself."""
    with (
        Synapse(port=int(os.environ.get("PORT", PORT))) as server,
        tempfile.TemporaryDirectory(prefix="plek-matrix-") as folder,
    ):
        bot = server.register("plek", display_name="PLeK")
        people = [server.register("kernteam", display_name="Kernteam"), server.register("adviseur-water")]
        database = f"sqlite:///{Path(folder) / 'plek.db'}"
        plek = [sys.executable, "-m", "bot"]
        environment = {
            **os.environ,
            "PLEK_DATABASE__URL": database,
            "PLEK_MATRIX__HOMESERVER": server.url,
            "PLEK_MATRIX__USER": bot.user_id,
            "PLEK_MATRIX__PASSWORD": bot.password,
            "PLEK_MATRIX__STORE": str(Path(folder) / "matrix"),
            "PLEK_HEALTH__LISTEN": "off",
            "PLEK_LOG__LEVEL": "warning",
        }
        for arguments in (["db", "upgrade"], ["import", str(ROOT / "examples" / "plek")]):
            subprocess.run([*plek, *arguments], env=environment, check=True, capture_output=True)
        room = example_room(server, people, bot)
        with subprocess.Popen([*plek, "run"], env=environment) as running:
            try:
                since = ""
                while not joined(server, people[0], bot, room) and running.poll() is None:
                    since = news(server, people[0], since)
                accounts = "".join(f"    account     {each.user_id}  password {each.password}\n" for each in people)
                welcome = WELCOME.format(url=server.url, bot=bot.user_id, room="Voorbeeldkamer", accounts=accounts)
                print(welcome, flush=True)
                running.wait()
            except KeyboardInterrupt:
                running.terminate()


def example_room(server: Synapse, people: list[Account], bot: Account) -> str:
    """A room of the first, with the others and the bot invited, and the others in it."""
    invited = [each.user_id for each in (*people[1:], bot)]
    body = {"name": "Voorbeeldkamer", "preset": "private_chat", "invite": invited}
    room = str(ask(server, people[0], "POST", "/_matrix/client/v3/createRoom", body)["room_id"])
    for each in people[1:]:
        ask(server, each, "POST", f"/_matrix/client/v3/join/{quote(room)}", {})
    return room


def joined(server: Synapse, who: Account, bot: Account, room: str) -> bool:
    members = ask(server, who, "GET", f"/_matrix/client/v3/rooms/{quote(room)}/joined_members")["joined"]
    return isinstance(members, dict) and bot.user_id in members


def news(server: Synapse, who: Account, since: str) -> str:
    """Wait until something happens where somebody is, a few seconds at most: the place in the stream to go on from."""
    after = f"&since={quote(since)}" if since else ""
    return str(ask(server, who, "GET", f"/_matrix/client/v3/sync?timeout=3000{after}")["next_batch"])


def ask(
    server: Synapse, who: Account, method: str, path: str, body: Mapping[str, object] | None = None
) -> dict[str, object]:
    headers = {"Authorization": f"Bearer {who.access_token}", "Content-Type": "application/json"}
    data = json.dumps(body).encode() if body is not None else None
    request = Request(server.url + path, data=data, headers=headers, method=method)  # noqa: S310  # our own address
    with urlopen(request, timeout=30) as answer:  # noqa: S310  # as above
        parsed: dict[str, object] = json.load(answer)
        return parsed


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
