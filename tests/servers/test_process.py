"""Server processes: they fail loudly, and end with the run that started them."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers.process import MissingProgram, Process, ServerFailed, accepts, free_port, program

LISTEN = (
    "import socket, sys; s = socket.create_server(('127.0.0.1', int(sys.argv[1]))); print('up', flush=True); s.accept()"
)


def server(log: Path, port: int) -> Process:
    return Process([sys.executable, "-c", LISTEN, str(port)], log=log)


def test_a_server_that_ends_is_reported_with_what_it_said(tmp_path: Path) -> None:
    broken = Process([sys.executable, "-c", "raise SystemExit('no disk left')"], log=tmp_path / "log")
    with pytest.raises(ServerFailed, match="no disk left"):
        broken.start(lambda: False)


def test_a_server_that_is_never_ready_is_ended_and_reported(tmp_path: Path) -> None:
    slow = Process(
        [sys.executable, "-c", "import signal; print('waiting', flush=True); signal.pause()"], log=tmp_path / "log"
    )
    with pytest.raises(ServerFailed, match=r"not ready in 0\.5 s:\nwaiting"):
        slow.start(lambda: False, within=0.5)
    with pytest.raises(ServerFailed, match="not running"):
        _ = slow.pid


def test_a_missing_program_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingProgram, match="make test-setup"):
        program(tmp_path / "chromium")


@pytest.mark.parametrize("end", [Process.stop, Process.kill])
def test_an_ended_server_listens_no_more_and_starts_again(tmp_path: Path, end: Callable[[Process], None]) -> None:
    port = free_port()
    process = server(tmp_path / "log", port)
    for _ in range(2):
        process.start(lambda: "up" in process.log_tail())
        end(process)
        assert not accepts(port)
        process.log.unlink()


OWNER = """
import sys
from pathlib import Path
from tests.servers.test_process import server
process = server(Path(sys.argv[1]), int(sys.argv[2]))
process.start(lambda: "up" in process.log_tail())
print(process.pid, flush=True)
sys.stdin.read()
"""


def test_no_server_outlives_a_killed_run(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-c", OWNER, str(tmp_path / "log"), str(port)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        pid = int(run.stdout.readline())
        run.send_signal(signal.SIGKILL)
    assert gone(pid, within=60)
    assert not accepts(port)


def gone(pid: int, *, within: float) -> bool:
    """Whether the process with this id ends in time."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([process], [], [], within)
    os.close(process)
    return bool(ended)
