"""`plek run` as a service manager meets it: it serves, says how it is, and ends in time."""

import json
import os
import re
import resource
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.process import free_port
from tests.servers.program import PLEK, plek, without_settings


class Service:
    """A running `plek run` that serves Teams in development mode, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.teams, self.pages = free_port(), free_port()
        settings = {
            "PLEK_TEAMS__DEVELOPMENT": "true",
            "PLEK_TEAMS__LISTEN": f"127.0.0.1:{self.teams}",
            "PLEK_HEALTH__LISTEN": f"127.0.0.1:{self.pages}",
            "PLEK_LOG__FORMAT": "json",
        }
        self._said = (folder / "stderr").open("w+")
        self.process = subprocess.Popen([PLEK, "run"], cwd=folder, env=without_settings() | settings, stderr=self._said)

    @property
    def said(self) -> str:
        self._said.seek(0)
        return self._said.read()

    def ready(self) -> dict[str, object]:
        """Wait until it serves: what it says of itself."""
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.pages}/health/ready", timeout=5) as page:  # ours
                    found: dict[str, object] = json.load(page)
                with socket.create_connection(("127.0.0.1", self.teams), timeout=5):
                    return found
            except OSError:
                os.sched_yield()
        raise AssertionError(self.said)

    def understands(self) -> None:
        """Wait until it knows what sentences want."""
        until = time.monotonic() + 120
        while time.monotonic() < until and self.process.poll() is None and "ready to understand" not in self.said:
            os.sched_yield()
        assert "ready to understand" in self.said

    def end(self) -> int:
        self.process.terminate()
        return self.process.wait(30)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    running = Service(tmp_path)
    yield running
    running.process.kill()
    running.process.wait()


def test_it_makes_its_database_serves_and_ends_at_sigterm(service: Service) -> None:
    assert service.ready()["ready"] is True
    assert re.search(r"beheerder [a-z2-7-]{19}", service.said)
    assert service.end() == 0
    events = [json.loads(line)["event"] for line in service.said.splitlines() if line.startswith("{")]
    assert events[0] == "serving"
    assert events[-1] == "stopped"


def test_control_c_ends_it_too(service: Service) -> None:
    service.ready()
    service.process.send_signal(signal.SIGINT)
    assert service.process.wait(30) == 0


def test_a_port_that_is_taken_is_named(service: Service, tmp_path: Path) -> None:
    service.ready()
    settings = {
        "PLEK_TEAMS__DEVELOPMENT": "true",
        "PLEK_TEAMS__LISTEN": f"127.0.0.1:{free_port()}",
        "PLEK_HEALTH__LISTEN": f"127.0.0.1:{service.pages}",
    }
    second = subprocess.run(
        [PLEK, "run"],
        cwd=tmp_path,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert second.returncode == 2
    assert f"PLEK_HEALTH__LISTEN: cannot listen on 127.0.0.1:{service.pages}" in second.stderr


def test_an_adapter_that_cannot_go_on_ends_it_with_the_reason(service: Service, tmp_path: Path) -> None:
    service.ready()
    settings = {
        "PLEK_TEAMS__DEVELOPMENT": "true",
        "PLEK_TEAMS__LISTEN": f"127.0.0.1:{service.teams}",
        "PLEK_HEALTH__LISTEN": "off",
    }
    second = subprocess.run(
        [PLEK, "run"],
        cwd=tmp_path,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert second.returncode == 1
    assert "Address already in use" in second.stderr or "address already in use" in second.stderr
    assert "Traceback" not in second.stderr


def test_it_is_small(service: Service) -> None:
    """Resident memory of the whole service with Teams, while it idles (docs/decisions.md says why not 200 MB)."""
    service.ready()
    service.understands()
    pages = int(Path(f"/proc/{service.process.pid}/statm").read_text().split()[1])
    assert pages * resource.getpagesize() < 310e6


def test_a_port_that_is_taken_or_does_not_exist_is_refused_by_name(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        at = f"127.0.0.1:{taken.getsockname()[1]}"
        teams = {"PLEK_TEAMS__DEVELOPMENT": "true", "PLEK_HEALTH__LISTEN": "off", "PLEK_TEAMS__LISTEN": at}
        ran = plek("run", folder=tmp_path, settings=teams)
    assert ran.returncode == 1
    assert f"PLEK_TEAMS__LISTEN: cannot listen on {at}: Address already in use." in ran.stderr.splitlines()
    ran = plek("run", folder=tmp_path, settings={**teams, "PLEK_HEALTH__LISTEN": "127.0.0.1:70000"})
    assert ran.returncode == 2
    assert "PLEK_HEALTH: listen must be HOST:PORT with a port from 1 to 65535" in ran.stderr


def test_a_folder_that_cannot_be_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Beste beheerder")
    teams = {"PLEK_TEAMS__DEVELOPMENT": "true", "PLEK_ERASURES": "letter/erasures"}
    ran = plek("run", folder=tmp_path, settings=teams)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert ran.stderr.startswith("PLEK_ERASURES: cannot keep a file there: letter is no folder.")
    assert plek("db", "upgrade", folder=tmp_path).returncode == 0
    ran = plek("export", "letter/csv", folder=tmp_path)
    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)
    assert "is no folder" in ran.stderr
    ran = plek("backup", "letter/today", folder=tmp_path)
    assert ran.stderr == "No backup was made: letter is no folder\n"
