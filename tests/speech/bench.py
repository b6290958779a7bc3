"""What the speech tests share: waiting for what happens elsewhere, and a player that plays nothing for long."""

from __future__ import annotations

import array
import math
import time
import wave
from collections.abc import Callable
from pathlib import Path


def wait_for(happened: Callable[[], bool], seconds: float = 5.0) -> float:
    """Seconds until it happened. Raises AssertionError when it does not."""
    began = time.monotonic()
    while not happened():
        assert time.monotonic() - began < seconds, f"did not happen within {seconds} s"
        time.sleep(0.002)
    return time.monotonic() - began


def alive(pid: int) -> bool:
    """True for a process that runs or is stopped; a zombie is dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def loudness(samples: bytes) -> float:
    """RMS of 16-bit little-endian samples, 0..1."""
    values = array.array("h", samples)
    return math.sqrt(sum(value * value for value in values) / max(1, len(values))) / 32768


def wav_sound(path: Path) -> tuple[float, float]:
    """(seconds, RMS) of a mono WAV."""
    with wave.open(str(path), "rb") as file:
        frames = file.getnframes()
        return frames / file.getframerate(), loudness(file.readframes(frames))


class LongPlayer:
    """A real player process that never ends by itself; each one leaves its number and what it was given."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "played"
        self._log.touch()
        script = folder / "player"
        script.write_text(f'#!/bin/sh\nexec 3<"$1"\necho "$$ $1" >>{self._log}\nexec sleep 60\n')
        script.chmod(0o755)
        self.command = [str(script)]

    @property
    def pids(self) -> list[int]:
        return [int(line.split()[0]) for line in self._log.read_text().splitlines()]

    @property
    def wavs(self) -> list[Path]:
        return [Path(line.split()[1]) for line in self._log.read_text().splitlines()]
