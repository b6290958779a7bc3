"""Tones that a person listens to: left, right, and from quiet to loud; and what a microphone heard, as a level."""

from __future__ import annotations

import math
import subprocess
import wave
from array import array
from pathlib import Path

from kiosk.domain.check import SelfTest

RATE = 22050
HERTZ = 440.0  # heard by nearly everybody whose high tones are gone
TONE_SECONDS, SWEEP_SECONDS, SWELL_SECONDS = 2.0, 4.0, 0.05
PEAK = 0.5  # of full scale: what the kiosk itself may use (accessibility A11)
QUIETEST_DB = -40.0
PLAY_SECONDS, RECORD_SECONDS = 12.0, 3
HEARD_DB = -45.0  # of full scale: speech at arm's length is far above, the hiss of an open input below


def write_tone(path: Path, test: SelfTest) -> None:
    """SOUND_LEFT, SOUND_RIGHT or SOUND_SWEEP as 16-bit stereo WAV. Raises OSError."""
    seconds = SWEEP_SECONDS if test is SelfTest.SOUND_SWEEP else TONE_SECONDS
    left, right = test is not SelfTest.SOUND_RIGHT, test is not SelfTest.SOUND_LEFT
    samples = array("h")
    count, swell = int(seconds * RATE), int(SWELL_SECONDS * RATE)
    for index in range(count):
        level = PEAK * min(1.0, index / swell, (count - 1 - index) / swell)
        if test is SelfTest.SOUND_SWEEP:
            level *= 10 ** (QUIETEST_DB * (1 - index / count) / 20)
        value = int(32767 * level * math.sin(2 * math.pi * HERTZ * index / RATE))
        samples.extend((value if left else 0, value if right else 0))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def play(player: list[str], path: Path) -> str:
    """'' when it was played, else why not."""
    return _run([*player, str(path)], PLAY_SECONDS)


def record(path: Path, device: str = "") -> str:
    """RECORD_SECONDS of the microphone as WAV; '' or why not. device: an ALSA name, '' for the machine's own."""
    where = ["-D", device] if device else []
    order = ["arecord", "-q", *where, "-d", str(RECORD_SECONDS), "-f", "S16_LE", "-r", "16000", str(path)]
    return _run(order, RECORD_SECONDS + 5.0)


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


def _run(order: list[str], seconds: float) -> str:
    try:
        done = subprocess.run(order, capture_output=True, text=True, timeout=seconds)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return done.stderr.strip()[:200] or (f"exit code {done.returncode}" if done.returncode else "")
