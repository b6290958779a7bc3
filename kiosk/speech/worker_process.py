"""The kiosk's end of one speech worker: start it, give it its job, hear its events, end it with its player."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

END_SECONDS = 5.0


class WorkerProcess:
    """A worker that warms up in a process group of its own. Raises OSError when none can be started.

    folder: its TMPDIR; pyttsx3 leaves files behind.
    """

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kiosk.speech.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,  # select and readline must see the same bytes
            env={**os.environ, "TMPDIR": str(folder)},
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, job: dict[str, object]) -> None:
        # A worker that has died has no pipe; its end is told by next_event.
        with contextlib.suppress(BrokenPipeError):
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(job).encode() + b"\n")

    def next_event(self, deadline: float) -> dict[str, Any] | None:
        """The next line; None at its end, at the deadline (monotonic seconds), or when it is no event."""
        assert self._process.stdout is not None
        seconds = max(0.0, deadline - time.monotonic())
        readable, _, _ = select.select([self._process.stdout], [], [], seconds)
        line = self._process.stdout.readline() if readable else b""
        try:
            return json.loads(line) if line.endswith(b"\n") else None
        except ValueError:
            return None

    def kill(self) -> None:
        """Silence it and its player. Before end() only: until then its number is not given to another."""
        # All of the group may have ended by themselves in this very moment.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Kill, also a player whose worker has died, and leave neither a zombie nor an open pipe."""
        self.kill()
        # One that the kernel cannot end (a dead sound driver) must not take the engine's thread with it.
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_SECONDS)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                # A job that was not read any more cannot be flushed.
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
