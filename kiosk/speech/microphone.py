"""What a microphone hears, as a level: for a technician's self test. What was said is thrown away."""

from __future__ import annotations

import math
import subprocess
import wave
from array import array
from pathlib import Path

RECORD_SECONDS = 3
HEARD_DB = -45.0  # of full scale: speech at arm's length is far above, the hiss of an open input below


def record(path: Path, device: str = "") -> str:
    """RECORD_SECONDS of the microphone as WAV; '' or why not. device: an ALSA name, '' for the machine's own."""
    where = ["-D", device] if device else []
    order = ["arecord", "-q", *where, "-d", str(RECORD_SECONDS), "-f", "S16_LE", "-r", "16000", str(path)]
    try:
        done = subprocess.run(order, capture_output=True, text=True, timeout=RECORD_SECONDS + 5)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return done.stderr.strip()[:200] or (f"exit code {done.returncode}" if done.returncode else "")


def loudness(path: Path) -> float:
    """Loudest tenth of a second, dB of full scale (0 is the loudest there can be). Raises OSError, wave.Error."""
    with wave.open(str(path), "rb") as file:
        rate = file.getframerate() * file.getnchannels()
        samples = array("h", file.readframes(file.getnframes()))
    step = max(1, rate // 10)
    loudest = 0.0
    for first in range(0, len(samples), step):
        part = samples[first : first + step]
        loudest = max(loudest, math.sqrt(sum(value * value for value in part) / len(part)))
    return 20 * math.log10(max(loudest, 1.0) / 32768)
