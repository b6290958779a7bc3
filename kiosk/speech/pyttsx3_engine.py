"""The speech engine: pyttsx3 over espeak-ng, each utterance in a process of its own, one kept ready.

Stopping is killing the process group, player included: silent within milliseconds, whatever hangs. Its
folder of sounds is private (0700) and removed; folders of a predecessor that was killed are removed too.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.speech.player import find_player
from kiosk.speech.voices import VOICES, words_per_minute

READY_SECONDS = 10.0
SPEAKING_SECONDS = 8.0  # from the order to the first sound
AFTER_SECONDS = 5.0  # a player that is still going this long after the sound has ended hangs
PREFIX = "kiosk-speech-"


@dataclass(frozen=True)
class Order:
    text: str
    language: str
    rate: int
    volume: float


class Pyttsx3Engine:
    """wav_dir: where WAV files go when the machine has no sound device; None drops them.

    on_event(event, cause) is called on the engine's thread for errors and restarts.
    """

    def __init__(
        self,
        wav_dir: Path | None = None,
        *,
        player: list[str] | None = None,
        on_event: Callable[[str, str], None] = lambda _event, _cause: None,
    ) -> None:
        self._wav_dir = wav_dir
        self._given_player = player
        self._player: list[str] = []
        self._on_event = on_event
        remove_left_overs(Path(tempfile.gettempdir()))
        self._folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self._changed = threading.Condition()
        self._order: Order | None = None
        self._process: subprocess.Popen[bytes] | None = None  # the one that speaks
        self._spare: subprocess.Popen[bytes] | None = None
        self._busy = False
        self._closing = False
        self._count = 0
        self.restarts = 0
        self._thread = threading.Thread(target=self._work, name="speech", daemon=True)
        self._thread.start()

    def speak(self, text: str, language: str, rate: int, volume: float) -> None:
        with self._changed:
            self._silence()
            self._order = Order(text, language, rate, volume) if text.strip() else None
            self._busy = self._order is not None
            self._changed.notify_all()

    def stop(self) -> None:
        with self._changed:
            self._order = None
            self._busy = False
            self._silence()

    def close(self) -> None:
        with self._changed:
            self._closing = True
            self._order = None
            self._busy = False
            self._silence()
            self._changed.notify_all()
        self._thread.join(READY_SECONDS)
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def speaking(self) -> bool:
        with self._changed:
            return self._busy

    def _silence(self) -> None:
        """Kill what speaks, with its player. The engine's thread notices by the end of its pipe."""
        if self._process is not None:
            _kill(self._process)

    def _work(self) -> None:
        self._player = find_player() if self._given_player is None else self._given_player
        if self._wav_dir is not None:
            self._wav_dir.mkdir(parents=True, exist_ok=True)
        self._spare = _spawn(self._folder)
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._order is not None or self._closing)
                if self._closing:
                    break
                order, self._order = self._order, None
                process = self._process = self._spare or _spawn(self._folder)
                self._spare = None
            if order is not None:
                self._speak(process, order)
            _reap(process)
            with self._changed:
                self._process = None
                if self._order is None:
                    self._busy = False
            self._spare = self._spare or _spawn(self._folder)
        _kill(self._spare)
        _reap(self._spare)

    def _speak(self, process: subprocess.Popen[bytes], order: Order) -> None:
        self._count += 1
        wav = self._folder / f"{self._count}.wav"
        if not self._player and self._wav_dir is not None:
            wav = self._wav_dir / f"{self._count:04d}.wav"
        job = {
            "text": order.text,
            "voice": VOICES[order.language],
            "wpm": words_per_minute(order.language, order.rate),
            "volume": order.volume,
            "wav": str(wav),
            "player": self._player,
        }
        deadline = time.monotonic() + READY_SECONDS
        while (event := _next_event(process, deadline)) is not None:
            match event["event"]:
                case "ready":
                    # A worker that died since has no pipe; its end is told by the next event.
                    with contextlib.suppress(BrokenPipeError):
                        assert process.stdin is not None
                        process.stdin.write(json.dumps(job).encode() + b"\n")
                        # The next one warms up while this one speaks.
                    self._spare = _spawn(self._folder)
                    deadline = time.monotonic() + SPEAKING_SECONDS
                case "speaking":
                    deadline = time.monotonic() + float(event["seconds"]) + AFTER_SECONDS
                case "done":
                    if not self._player and self._wav_dir is None:
                        wav.unlink(missing_ok=True)
                    return
                case _:
                    self._on_event("error", str(event.get("cause", "")))
                    return
        if process.poll() is None:
            self.restarts += 1
            self._on_event("restarted", "the worker did not answer in time")
            _kill(process)


def _spawn(folder: Path) -> subprocess.Popen[bytes]:
    """A worker that warms up. TMPDIR is the private folder: pyttsx3 leaves files behind."""
    return subprocess.Popen(
        [sys.executable, "-m", "kiosk.speech.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,  # select and readline must see the same bytes
        env={**os.environ, "TMPDIR": str(folder)},
        start_new_session=True,
    )


def _next_event(process: subprocess.Popen[bytes], deadline: float) -> dict[str, Any] | None:
    """The worker's next line; None at its end or at the deadline."""
    assert process.stdout is not None
    readable, _, _ = select.select([process.stdout], [], [], max(0.0, deadline - time.monotonic()))
    line = process.stdout.readline() if readable else b""
    return json.loads(line) if line.endswith(b"\n") else None


def _kill(process: subprocess.Popen[bytes]) -> None:
    # It may have ended by itself in this very moment.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _reap(process: subprocess.Popen[bytes]) -> None:
    process.wait(READY_SECONDS)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            # An order that was not read any more cannot be flushed.
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def remove_left_overs(folder: Path) -> None:
    """Sounds of a visit must not outlive it: remove folders whose kiosk is dead."""
    for left in folder.glob(f"{PREFIX}*"):
        pid = left.name.removeprefix(PREFIX).split("-")[0]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists() and left.owner() == Path.home().owner():
            shutil.rmtree(left, ignore_errors=True)
