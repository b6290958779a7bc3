"""A real cupsd of the test's own: private folders and port, and a backend that does what the test orders."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import time
from pathlib import Path

import cups

QUEUE = "tickets"
BACKEND = """#!/bin/sh
# The printer's end of CUPS: $6 is the file, or it comes on stdin. What it does stands in the file `order`.
case $# in 0) echo 'direct test "Unknown" "test"'; exit 0;; esac
folder={folder}
order=$(cat $folder/order)
case "$order" in
  print) cat ${{6:-/dev/stdin}} > $folder/out-$1.pdf; exit 0;;
  fail) exit 1;;
  empty) echo "STATE: +media-empty-error" >&2; sleep 60; exit 1;;
  hang) exec sleep 60;;
esac
"""
CUPSD = """Listen 127.0.0.1:{port}
Listen {folder}/cups.sock
LogLevel warn
DirtyCleanInterval 0
DefaultAuthType None
ErrorPolicy abort-job
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FILES = """ServerRoot {folder}
ServerBin {folder}/bin
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/spool
TempDir {folder}/tmp
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
SystemGroup root
User lp
Group lp
FileDevice Yes
"""


class Cups:
    """Raises RuntimeError with how to install it when cupsd is missing."""

    def __init__(self, folder: Path) -> None:
        found = shutil.which("cupsd", path="/usr/sbin:/usr/bin")
        if found is None:
            raise RuntimeError(
                "cupsd is missing: apt-get install cups-daemon (scripts/install.sh dev does it)"
            )
        self._cupsd = found
        self.folder = folder
        for name in ("cache", "state", "spool", "tmp", "bin", "bin/backend", "ppd"):
            (folder / name).mkdir(parents=True)
        for part in ("cgi-bin", "daemon", "driver", "filter", "notifier"):
            (folder / "bin" / part).symlink_to(f"/usr/lib/cups/{part}")
        for path in (folder, *folder.parents):  # filters run as user lp
            if path != Path("/") and path.owner() == "root":
                path.chmod(path.stat().st_mode | stat.S_IXOTH | stat.S_IROTH)
        for name in ("spool", "tmp", "cache", "state"):
            shutil.chown(folder / name, "root", "lp")
            (folder / name).chmod(0o770)
        backend = folder / "bin" / "backend" / "test"
        backend.write_text(BACKEND.format(folder=folder))
        backend.chmod(0o700)  # so that CUPS runs it as root
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        (folder / "cupsd.conf").write_text(CUPSD.format(port=self.port, folder=folder))
        (folder / "cups-files.conf").write_text(FILES.format(folder=folder))
        self.order("print")
        self._process: subprocess.Popen[bytes] | None = None
        self.start()
        connection = cups.Connection("127.0.0.1", self.port)
        connection.addPrinter(QUEUE, device=f"test:{folder}")
        connection.enablePrinter(QUEUE)
        connection.acceptJobs(QUEUE)

    @property
    def server(self) -> str:
        return f"127.0.0.1:{self.port}"

    def order(self, what: str) -> None:
        (self.folder / "order").write_text(what)

    def stop_queue(self) -> None:
        cups.Connection("127.0.0.1", self.port).disablePrinter(QUEUE)

    def papers(self) -> list[Path]:
        return sorted(self.folder.glob("out-*.pdf"))

    def start(self) -> None:
        self._process = subprocess.Popen(
            [
                self._cupsd,
                "-f",
                "-c",
                str(self.folder / "cupsd.conf"),
                "-s",
                str(self.folder / "cups-files.conf"),
            ],
            start_new_session=True,
        )
        deadline = time.monotonic() + 15
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert time.monotonic() < deadline, (self.folder / "error.log").read_text()
                time.sleep(0.05)

    def kill(self) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
            self._process = None
