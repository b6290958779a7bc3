"""Tones that a technician listens to: left, right, and from quiet to loud."""

from __future__ import annotations

import math
import subprocess
import tempfile
import wave
from array import array
from pathlib import Path

from kiosk.domain.check import SelfTest
from kiosk.speech.player import find_player

RATE = 22050
HERTZ = 440.0  # heard by nearly everybody whose high tones are gone
TONE_SECONDS, SWEEP_SECONDS, SWELL_SECONDS = 2.0, 4.0, 0.05
PEAK = 0.5  # of full scale: what the kiosk itself may use (accessibility A11)
QUIETEST_DB = -40.0
PLAY_SECONDS = 12.0


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


def play_tone(test: SelfTest, output: str) -> str | None:
    """'' when it was played, why it was not, or None where nothing here can play. output: as of [speech]."""
    player = find_player(output)
    if not player:
        return None
    with tempfile.TemporaryDirectory() as name:
        tone = Path(name) / "tone.wav"
        write_tone(tone, test)
        try:
            done = subprocess.run([*player, str(tone)], capture_output=True, text=True, timeout=PLAY_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
    return done.stderr.strip()[:200] or (f"exit code {done.returncode}" if done.returncode else "")
