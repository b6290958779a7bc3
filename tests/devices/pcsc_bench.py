"""A pcscd of the tests' own, with vpcd's virtual reader in it. Needs root, Debian's pcscd and vsmartcard-vpcd.

pcscd's socket has one fixed place, /run/pcscd. In a mount namespace of its own that place is a folder of the test,
so that several test runs, and the machine's own pcscd, do not meet. libpcsclite finds the socket by the
environment variable PCSCLITE_CSOCK_NAME.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

VPCD = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
START_SECONDS = 5.0
DEADLINE_SECONDS = 10.0

_START = 'mkdir -p /run/pcscd && mount --bind "$1" /run/pcscd && exec "$3" --foreground --config "$2"'


class PcscDaemon:
    """start, kill and restart a real pcscd. port: of the first of the virtual reader's two slots."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="kiosk-pcscd-"))
        self._run, self._config, self._log = (self._folder / name for name in ("run", "config", "log"))
        self._run.mkdir()
        self._config.mkdir()
        self.port = _two_free_ports()
        self._process: subprocess.Popen[bytes] | None = None
        self.socket = self._run / "pcscd.comm"

    def start(self, *, reader: bool = True) -> None:
        """reader: False starts it without any reader, as after the reader's plug was pulled."""
        pcscd = _needed()
        table = (
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{self.port}\n'
            f"LIBPATH {VPCD}\nCHANNELID {self.port}\n"
        )
        (self._config / "vpcd").write_text(table if reader else "")
        # It ends with the test run, however that ends.
        alone = ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount"]
        command = [*alone, "sh", "-c", _START, "sh", self._run, self._config, pcscd]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        until = time.monotonic() + START_SECONDS
        while not _answers(self.socket):
            if self._process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"pcscd does not start: {self._log.read_text(errors='replace')[-500:]}")
            time.sleep(0.02)

    def kill(self) -> None:
        """kill -9: it leaves its socket behind, as after a crash."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """It runs and answers nothing."""
        self._running.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._running.send_signal(signal.SIGCONT)

    def restart(self, *, reader: bool = True) -> None:
        self.kill()
        self.start(reader=reader)

    def close(self) -> None:
        if self._process is not None:
            self._end(signal.SIGKILL)
        shutil.rmtree(self._folder)

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "pcscd is not running"
        return self._process

    def _end(self, by: signal.Signals) -> None:
        self._running.send_signal(by)
        self._running.wait(DEADLINE_SECONDS)
        self._process = None


def _needed() -> str:
    """Path of pcscd. Fails the test with a sentence when something is missing."""
    pcscd = shutil.which("pcscd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if pcscd is None:
        pytest.fail("pcscd is missing: apt-get install pcscd")
    if not VPCD.exists():
        pytest.fail("the virtual reader is missing: apt-get install vsmartcard-vpcd")
    if os.geteuid() != 0:
        pytest.fail("these tests start pcscd in a mount namespace of its own: run them as root")
    return pcscd


def _two_free_ports() -> int:
    """vpcd listens on two ports in a row, one for each slot."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("", port + 1))
            except (OSError, OverflowError):
                continue
            return port
    pytest.fail("no two free TCP ports in a row")


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
        return True


def eventually(condition: Callable[[], bool], what: str, seconds: float = DEADLINE_SECONDS) -> None:
    """Wait until condition holds; fail with `what` after `seconds`."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"not within {seconds} s: {what}"
        time.sleep(0.02)
