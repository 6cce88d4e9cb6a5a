"""Speaks to `plek chat --json`, a line at a time, as a person would."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
EXAMPLES: Final = ROOT / "examples" / "plek"
PERSONAL: Final = "personal"
CHANNEL: Final = "channel:Café Twente"


class Chat:
    """A Café of its own in a folder, which has a database already."""

    def __init__(self, folder: Path) -> None:
        url = f"sqlite:///{folder / 'plek.db'}"
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PLEK_")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat", "--json", "--no-examples"],
            cwd=ROOT,
            env={**clean, "PLEK_DATABASE__URL": url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(60)

    def says(self, who: str, text: str, language: str = "nl", place: str = PERSONAL) -> list[dict[str, Any]]:
        """The replies there, as docs/extending.md describes them. Any: JSON."""
        assert self._process.stdin
        assert self._process.stdout
        line = {"text": text, "as": who, "lang": language, "place": place}
        self._process.stdin.write(f"{json.dumps(line)}\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        return [each for each in told["replies"] if each["to"] == who or each["place"] == place != PERSONAL]
