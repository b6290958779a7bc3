"""Where clips of sign language and recorded voices lie, and what is missing or wrong with them.

A clip belongs to a text id: assets/sign/<id>.webp, assets/voice/<voice>/<id>.wav, each with <id>.licence beside it.
Where there is none nothing changes: words and synthetic speech are always there.
"""

from __future__ import annotations

import math
import struct
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.text import LANGUAGES, Catalogue, MissingText, join_sentences

ASSETS = Path(__file__).parent.parent / "assets"
FIRST = (
    "home",
    "card",
    "called",
    "called-answered-by",
    "farewell",
    "print-failed",
    "no-ticket",
    "nobody-answers",
)
LONGEST_SIGN, LONGEST_VOICE = 30.0, 20.0  # seconds
LEAST_SIDE = 360  # pixels
FLASHES_A_SECOND = 3  # at most, WCAG 2.3.1
FLASH = 0.1  # change of relative luminance that counts
GRID = 4  # a picture is measured in 4 x 4 fields: a flash in a part of it is a flash too
FLASHING_PART = 0.25  # of the fields, WCAG 2.3.1: a smaller part is safe
RMS_DBFS = (-23.0, -17.0)  # our own choice, so that voices and synthesis are about as loud
PEAK_DBFS = -1.0
LONGEST_SAID = 48  # characters: what is said in one piece must stand in one caption


@dataclass
class Report:
    """slots: text ids that may have a clip. found, missing: those with and without one. wrong: sentences."""

    slots: tuple[str, ...] = ()
    found: list[str] = field(default_factory=list[str])
    missing: list[str] = field(default_factory=list[str])
    wrong: list[str] = field(default_factory=list[str])


class Media:
    """folder: with sign/ and voice/. voice: the folder of voices for Chinese, '' for zh-CN."""

    def __init__(self, folder: Path = ASSETS, voice: str = "") -> None:
        self.folder = folder
        self._voices = {language: language for language in LANGUAGES} | ({"zh-CN": voice} if voice else {})

    def sign(self, text_id: str) -> Path | None:
        """The clip that signs this message."""
        path = self.folder / "sign" / f"{text_id}.webp"
        return path if path.is_file() else None

    def voice_folder(self, language: str) -> Path:
        return self.folder / "voice" / self._voices[language]

    def recordings(self, catalogue: Catalogue) -> dict[tuple[str, str], Path]:
        """(language, words as they are said) -> the WAV that says them."""
        found: dict[tuple[str, str], Path] = {}
        for language in LANGUAGES:
            for path in sorted(self.voice_folder(language).glob("*.wav")):
                words = said(catalogue, path.stem, language)
                if words and len(words) <= LONGEST_SAID:
                    found[(language, words)] = path
        return found


def said(catalogue: Catalogue, text_id: str, language: str) -> str:
    """A message as it is said, '' for one that does not exist or that takes arguments."""
    try:
        return join_sentences(language, catalogue.speech(text_id, language))
    except MissingText:
        return ""


def check_signs(media: Media, catalogue: Catalogue) -> Report:
    """Every text id has a slot, whatever its arguments; those that matter most come first."""
    ids = [*FIRST, *(text_id for text_id in catalogue.ids if text_id not in FIRST)]
    return _check(media.folder / "sign", "webp", ids, sign_faults)


def check_voices(media: Media, catalogue: Catalogue, language: str) -> Report:
    """Slots are the messages without arguments that stand in one caption: a recording cannot say a number."""
    ids = [
        text_id for text_id in catalogue.ids if 0 < len(said(catalogue, text_id, language)) <= LONGEST_SAID
    ]
    return _check(media.voice_folder(language), "wav", ids, voice_faults)


def _check(folder: Path, ending: str, ids: list[str], faults: Callable[[Path], Iterator[str]]) -> Report:
    report = Report(slots=tuple(ids))
    there = {path.stem: path for path in sorted(folder.glob(f"*.{ending}"))}
    for text_id in ids:
        (report.found if text_id in there else report.missing).append(text_id)
    for name, path in there.items():
        if name not in ids:
            report.wrong.append(f"{path}: no message of this name can have such a clip")
        if not path.with_suffix(".licence").is_file():
            report.wrong.append(f"{path}: {name}.licence is missing: who made it, and may it be used?")
        report.wrong += [f"{path}: {fault}" for fault in faults(path)]
    return report


def sign_faults(path: Path) -> Iterator[str]:
    """What is wrong with a clip: damaged, too small, too long, flashing."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(path) as clip:
            if min(clip.size) < LEAST_SIDE:
                yield f"{clip.width} x {clip.height} pixels, at least {LEAST_SIDE} expected"
            times, lights = [0.0], list[list[float]]()
            for frame in ImageSequence.Iterator(clip):
                times.append(times[-1] + frame.info.get("duration", 0) / 1000)
                small = frame.convert("L").resize((GRID, GRID), Image.Resampling.BOX)
                lights.append([(value / 255) ** 2.2 for value in small.tobytes()])
    except (UnidentifiedImageError, OSError, ValueError) as error:
        yield f"cannot be read: {error}"
        return
    if len(lights) < 2:
        yield "does not move"
    if times[-1] > LONGEST_SIGN:
        yield f"{times[-1]:.0f} seconds long, at most {LONGEST_SIGN:.0f} expected"
    if (most := _flashes(times, lights)) > FLASHES_A_SECOND:
        yield f"flashes {most} times in a second, at most {FLASHES_A_SECOND} are safe"


def _flashes(times: list[float], lights: list[list[float]]) -> int:
    """The most flashes within one second: a flash is two changes of brightness, there and back."""
    changes = [
        at
        for at, one, other in zip(times[1:], lights, lights[1:], strict=False)
        if sum(abs(a - b) >= FLASH for a, b in zip(one, other, strict=True)) >= FLASHING_PART * GRID * GRID
    ]
    return max((sum(start <= at < start + 1 for at in changes) // 2 for start in changes), default=0)


def voice_faults(path: Path) -> Iterator[str]:
    """What is wrong with a recording: damaged, too long, too loud or too soft."""
    try:
        with wave.open(str(path), "rb") as file:
            width, channels, frames = file.getsampwidth(), file.getnchannels(), file.getnframes()
            seconds, data = frames / file.getframerate(), file.readframes(frames)
    except (wave.Error, OSError, EOFError) as error:
        yield f"cannot be read: {error}"
        return
    if width != 2:
        yield f"{8 * width} bits a sample, 16 expected"
        return
    if channels != 1:
        yield f"{channels} channels, 1 expected"
    if len(data) != frames * channels * width:
        yield "is cut off: shorter than it says"
    if not 0 < seconds <= LONGEST_VOICE:
        yield f"{seconds:.1f} seconds long, at most {LONGEST_VOICE:.0f} expected"
    samples = struct.unpack(f"<{len(data) // 2}h", data[: len(data) // 2 * 2])
    if not any(samples):
        yield "is silent"
        return
    peak = 20 * math.log10(max(abs(sample) for sample in samples) / 32768)
    rms = 10 * math.log10(sum(sample * sample for sample in samples) / len(samples) / 32768**2)
    if peak > PEAK_DBFS:
        yield f"its peak is {peak:.1f} dBFS, at most {PEAK_DBFS:g} expected"
    if not RMS_DBFS[0] <= rms <= RMS_DBFS[1]:
        yield f"it is {rms:.1f} dBFS loud, {RMS_DBFS[0]:g} to {RMS_DBFS[1]:g} expected"
