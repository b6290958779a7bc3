"""A PostgreSQL of the tests' own: a throw-away cluster in a folder of its own, reached by a socket in it.

Started as the user postgres when the tests run as root (the server refuses root). It ends with the test
process, however that ends.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

INSTALLED = Path("/usr/lib/postgresql")
OWNER = "postgres"
CLUSTER = ("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 1_000_000_000
START_SECONDS = 30.0


def _quick_folder() -> Path | None:
    """Memory, where there is enough: each database is 300 files. A server that is killed there loses as much."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES else None


class Postgres:
    """fsync: only where the server itself is killed; everywhere else it costs time and proves nothing."""

    def __init__(self, *, fsync: bool = False) -> None:
        versions = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
        if not versions:
            raise FileNotFoundError(f"no PostgreSQL in {INSTALLED}: run scripts/install.sh dev")
        self._bin = versions[-1].parent
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-pg-", dir=_quick_folder()))
        self._data = self.folder / "data"
        self._fsync = fsync
        self._names = itertools.count()
        self._server: subprocess.Popen[bytes] | None = None
        if os.getuid() == 0:
            owner = pwd.getpwnam(OWNER)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        subprocess.run(
            [*self._as_owner(), self._bin / "initdb", "-D", self._data, "-U", OWNER, *CLUSTER],
            check=True,
            capture_output=True,
            cwd=self.folder,
        )
        self.start()

    def start(self) -> None:
        """Returns when it takes connections."""
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "fsync": "on" if self._fsync else "off",
            "shared_buffers": "16MB",
            "max_connections": "60",
        }
        command = [*self._as_owner("--pdeathsig", "INT"), self._bin / "postgres", "-D", self._data]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.dsn("postgres")).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until or self._server.poll() is not None:
                    raise
                time.sleep(0.02)

    def kill(self) -> None:
        """Every process of the server at once, as a power cut of its machine."""
        assert self._server is not None
        self._signal(signal.SIGKILL)
        self._server.wait(10)

    def freeze(self) -> None:
        """It keeps its connections and answers nothing, as a server whose disk hangs."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._server is not None
        pid = self._server.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for process in (pid, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):  # a child that served somebody ended by itself
                os.kill(process, number)

    def stop(self) -> None:
        """At once; those who are connected are told."""
        assert self._server is not None
        self._signal(signal.SIGCONT)  # a test may have failed while it was frozen
        self._server.send_signal(signal.SIGINT)
        self._server.wait(30)

    def remove(self) -> None:
        if self._server is not None and self._server.poll() is None:
            self.stop()
        shutil.rmtree(self.folder)

    def dsn(self, database: str) -> str:
        return f"host={self.folder} user={OWNER} dbname={database}"

    def url(self, database: str) -> str:
        """As in kiosk.toml."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.folder}"

    def new_database(self, template: str = "template0") -> str:
        """Its name. template: nobody may be connected to it."""
        name = f"ledger{next(self._names)}"
        # The copy goes through the file system: half the time of the way through the log.
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, database: str) -> None:
        """Whoever is still connected to it is sent away."""
        self._run(f"DROP DATABASE {database} WITH (FORCE)")

    def on_disk(self) -> bytes:
        """All that lies in the server's files, its log of changes included."""
        self._run("CHECKPOINT")
        return b"".join(path.read_bytes() for path in self._data.rglob("*") if path.is_file())

    def _run(self, command: str) -> None:
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(command.encode())

    def _as_owner(self, *options: str) -> list[str | Path]:
        change = ["--reuid", OWNER, "--regid", OWNER, "--init-groups"] if os.getuid() == 0 else []
        return ["setpriv", *change, *options, "--"] if change or options else []
