"""A pcscd of our own, with vpcd's virtual reader in it. Needs root, Debian's pcscd and vsmartcard-vpcd.

pcscd's socket has one fixed place, /run/pcscd. In a mount namespace of its own that place is a folder of ours, so
that several kiosks and test runs, and the machine's own pcscd, do not meet. libpcsclite finds the socket by the
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
from functools import cache
from pathlib import Path

VPCD = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME"
START_SECONDS = 5.0
END_SECONDS = 10.0

_START = 'mkdir -p /run/pcscd && mount --bind "$1" /run/pcscd && exec "$3" --foreground --config "$2"'


class PcscdUnavailable(Exception):
    """No pcscd of our own can be started here; the message says why."""


class PcscDaemon:
    """start, kill and restart a real pcscd. port: of the first of the virtual reader's two slots."""

    def __init__(self) -> None:
        self._folder = _folder()
        self._folder.mkdir(mode=0o700)
        self._run, self._config, self._log = (self._folder / name for name in ("run", "config", "log"))
        self._run.mkdir()
        self._config.mkdir()
        self.port = _two_free_ports()
        self._process: subprocess.Popen[bytes] | None = None
        self.socket = self._run / "pcscd.comm"

    def start(self, *, reader: bool = True) -> None:
        """Raises PcscdUnavailable. reader: False starts it without one, as after the reader's plug was pulled."""
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
                words = self._log.read_text(errors="replace")[-500:]
                raise PcscdUnavailable(f"pcscd does not start: {words}")
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
    def running(self) -> bool:
        """As far as we know: nobody but us ends it."""
        return self._process is not None

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "pcscd is not running"
        return self._process

    def _end(self, by: signal.Signals) -> None:
        self._running.send_signal(by)
        self._running.wait(END_SECONDS)
        self._process = None


def _needed() -> str:
    """Path of pcscd. Raises PcscdUnavailable when something is missing."""
    pcscd = shutil.which("pcscd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if pcscd is None:
        raise PcscdUnavailable("pcscd is missing: apt-get install pcscd")
    if not VPCD.exists():
        raise PcscdUnavailable("the virtual reader is missing: apt-get install vsmartcard-vpcd")
    if os.geteuid() != 0:
        raise PcscdUnavailable("pcscd is started in a mount namespace of its own: only root can")
    return pcscd


@cache
def _folder() -> Path:
    """The same for every daemon of this process: libpcsclite looks up its socket once and keeps to it."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-pcscd-"))
    folder.rmdir()
    return folder


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
    raise PcscdUnavailable("no two free TCP ports in a row")


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
        return True
