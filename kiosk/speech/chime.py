"""The emergency's own sound, synthesised: two notes in turn, three times. Nothing else in the kiosk sounds like it.

Low on purpose: hearing goes from the top first, and a 520 Hz note with its odd harmonics wakes people whom a 3 kHz
alarm does not (NFPA 72's low-frequency signal). No siren: each note swells, and the first pair is half as loud, so
that nobody beside it is frightened.
"""

from __future__ import annotations

import math
import wave
from array import array
from pathlib import Path

NOTES = (523.0, 392.0)  # Hz, a fourth apart
NOTE_SECONDS, PAIRS = 0.35, 3
SWELL_SECONDS = 0.03  # of each end of a note: no click
HARMONICS = ((1, 1.0), (3, 0.3), (5, 0.1))  # (multiple, share): a round horn, all of it below 3 kHz
FIRST_PAIR = 0.5
PEAK = 0.5  # of full scale: about 10 dB above words of the same volume, so heard over them and no shock
RATE = 22050


def chime_seconds() -> float:
    return len(NOTES) * PAIRS * NOTE_SECONDS


def write_chime(path: Path, volume: float) -> None:
    """As 16-bit mono WAV. volume: 0..1. Raises OSError."""
    loudest = max(abs(_wave(index / 1000)) for index in range(1000))
    samples = array("h")
    for pair in range(PAIRS):
        for note in NOTES:
            level = 32767 * PEAK * volume / loudest * (FIRST_PAIR if pair == 0 else 1.0)
            samples.extend(_note(note, level))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def _note(hertz: float, level: float) -> list[int]:
    count, swell = int(NOTE_SECONDS * RATE), int(SWELL_SECONDS * RATE)
    return [
        int(level * min(1.0, index / swell, (count - 1 - index) / swell) * _wave(index * hertz / RATE))
        for index in range(count)
    ]


def _wave(turn: float) -> float:
    """One turn of the note, 0..1 and on."""
    return sum(share * math.sin(2 * math.pi * multiple * turn) for multiple, share in HARMONICS)
