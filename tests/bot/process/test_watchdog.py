"""A process whose loop stands still ends; one that works goes on, and tells systemd so."""

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.process.watchdog import STUCK, watched
from tests import ROOT

STANDING_STILL = """
import asyncio, time
from bot.process.watchdog import watched

async def main():
    async with watched(patience=0.2):
        await asyncio.sleep(0)
        time.sleep(60)

asyncio.run(main())
"""


def test_a_process_whose_loop_stands_still_ends_and_says_where() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", STANDING_STILL], env=environment, capture_output=True, timeout=50, check=False
    )
    assert ended.returncode == STUCK
    assert b"stands still" in ended.stdout + ended.stderr
    assert b'File "<string>", line 8 in main' in ended.stderr


async def test_systemd_hears_that_the_loop_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        loop = asyncio.get_running_loop()
        heard: list[bytes] = []
        async with watched(patience=0.4):
            while heard[-1:] != [b"WATCHDOG=1"]:
                heard.append(await loop.sock_recv(systemd, 100))
        assert heard[0] == b"READY=1"
        while heard[-1] != b"STOPPING=1":
            heard.append(await loop.sock_recv(systemd, 100))


async def test_without_systemd_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    async with watched():
        await asyncio.sleep(0)
