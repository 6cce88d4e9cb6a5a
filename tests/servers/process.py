"""A child process that serves: started, awaited until it is ready, its log kept, ended by its own id."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

READY_WITHIN = 60.0
"""Seconds a server may take to become ready. The slowest needs 5 on two idle cores; CI shares them."""

# The kernel ends a child when the *thread* that started it ends, so one thread starts them all and lives as long
# as this process: whatever kills a test run, no server outlives it.
_parent = ThreadPoolExecutor(1, "servers")


class ServerFailed(RuntimeError):
    """A server did not start, or ended on its own. Its log is quoted: what it says last is mostly why."""


class MissingProgram(RuntimeError):
    """A program that the tests need is not installed. `make test` installs it."""


def program(path: Path) -> Path:
    """The program at `path`. Raises `MissingProgram`."""
    if not path.exists():
        raise MissingProgram(f"{path} is missing. Run `make test-setup` first: it installs what the tests need.")
    return path


def free_port() -> int:
    """A TCP port on loopback that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def accepts(port: int) -> bool:
    """Whether somebody listens on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """One server process, its output appended to `log`. `user` runs it under another account (as root only)."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        log: Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        end_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.log = log
        self._command = ["setpriv", "--pdeathsig", end_signal.name.removeprefix("SIG")]
        if user and os.geteuid() == 0:
            self._command += ["--reuid", user, "--regid", user, "--init-groups"]
        self._command += ["--", *map(str, command)]
        self._cwd = cwd
        self._env = {**os.environ, **(env or {})}
        self._end_signal = end_signal
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Raises `ServerFailed` when it does not run."""
        if self._running is None:
            raise ServerFailed(f"{self._command} is not running.")
        return self._running.pid

    @property
    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self._running is not None and self._running.poll() is None

    def start(self, ready: Callable[[], bool], *, within: float = READY_WITHIN) -> None:
        """Start, and return once `ready()` is true. Raises `ServerFailed`."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._running = _parent.submit(
                subprocess.Popen,
                self._command,
                cwd=self._cwd,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            ).result()
        deadline = time.monotonic() + within
        while not ready():
            if self._running.poll() is not None:
                raise ServerFailed(f"{self._command} ended with {self._running.returncode}:\n{self.log_tail()}")
            if time.monotonic() > deadline:
                self.kill()
                raise ServerFailed(f"{self._command} was not ready in {within:g} s:\n{self.log_tail()}")
            with suppress(subprocess.TimeoutExpired):  # only its end is told; when it is ready, nobody tells
                self._running.wait(0.02)

    def wait(self, *, within: float = READY_WITHIN) -> None:
        """Until it ended by itself. Raises `subprocess.TimeoutExpired`."""
        if self._running is not None:
            self._running.wait(within)

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def stop(self, *, within: float = 20.0) -> None:
        """Ask it to end and wait; kill it when it does not. Does nothing when it does not run."""
        if self._running is None:
            return
        self._running.send_signal(self._end_signal)
        try:
            self._running.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
        self._running = None

    def kill(self) -> None:
        """End it at once, as a power cut would, with everything it started."""
        if self._running is None:
            return
        with suppress(ProcessLookupError):  # it had ended already
            os.killpg(self._running.pid, signal.SIGKILL)
        self._running.wait()
        self._running = None

    def log_tail(self, lines: int = 40) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
