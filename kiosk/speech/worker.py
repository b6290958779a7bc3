"""One utterance, one process: `python -m kiosk.speech.worker` waits for a line of JSON, speaks it and ends.

pyttsx3 2.99 hangs when it is stopped, hangs in its second loop, and mixes up the settings of earlier
utterances (all seen). A process that is used once and may be killed at any moment has none of that;
starting one takes 50 ms, and the engine keeps one ready.

in:  {"text", "voice", "wpm", "volume", "wav", "players", "recording", "chime"}; players are commands that play at the
     same time, [] for none; recording, which may be left out, is a WAV in which a person says the text; chime, which
     may be left out, is true for the emergency's sound instead of words
out: {"event": "ready"} | {"event": "speaking", "seconds"} | {"event": "done"} | {"event": "error", "cause"}
The WAV is left where it is: the engine removes it, also when this process was killed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from array import array
from pathlib import Path
from typing import Any, TextIO

from kiosk.speech.chime import write_chime
from kiosk.speech.voices import VoiceMissing

TOLD = (
    EOFError,
    ImportError,
    OSError,
    RuntimeError,
    ValueError,
    VoiceMissing,
    subprocess.SubprocessError,
    wave.Error,
)


def main() -> None:
    # pyttsx3 prints to stdout; ours is for events only.
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        # Here and not above: what is missing on the machine (the library, espeak-ng) is told as an event.
        import pyttsx3

        engine: Any = pyttsx3.init("espeak")
        _tell(events, event="ready")
        if line := sys.stdin.readline():
            _speak(engine, json.loads(line), events)
    except TOLD as error:
        _tell(events, event="error", cause=f"{type(error).__name__}: {error}")


def _speak(engine: Any, job: dict[str, Any], events: TextIO) -> None:
    seconds = _written(engine, job)
    _tell(events, event="speaking", seconds=seconds)
    if seconds:
        _play(job["players"], job["wav"])
    _tell(events, event="done")


def _written(engine: Any, job: dict[str, Any]) -> float:
    """Write job["wav"]. Returns its length in seconds."""
    if job.get("chime"):
        write_chime(Path(job["wav"]), job["volume"])
        return _seconds(job["wav"])
    return copied(job) if job.get("recording") else synthesise(engine, job)


def _play(players: list[list[str]], wav: str) -> None:
    """At the same time; heard at one of two is heard. Raises CalledProcessError when none could play it."""
    playing = [subprocess.Popen([*player, wav], stderr=subprocess.DEVNULL) for player in players]
    codes = [player.wait() for player in playing]
    if codes and all(codes):
        raise subprocess.CalledProcessError(codes[0], players[0])


def copied(job: dict[str, Any]) -> float:
    """The recording as job["wav"], as loud as the visitor wants it. Returns its length in seconds.

    Raises OSError, wave.Error, EOFError, and ValueError for a recording that is not of 16 bits or is cut off.
    """
    with wave.open(job["recording"], "rb") as recording:
        shape, data = recording.getparams(), recording.readframes(recording.getnframes())
    if shape.sampwidth != 2:
        raise ValueError("a recording of 16 bits a sample was expected")
    if not data or len(data) != shape.nframes * shape.nchannels * shape.sampwidth:
        raise ValueError("the recording is empty or cut off")
    samples = array("h", data)  # WAV and every machine that this runs on are little-endian
    quieter = array("h", (int(sample * job["volume"]) for sample in samples))
    with wave.open(job["wav"], "wb") as file:
        file.setparams(shape)
        file.writeframes(quieter.tobytes())
    return _seconds(job["wav"])


def synthesise(engine: Any, job: dict[str, Any]) -> float:
    """Write job["wav"]. Returns its length in seconds. Raises VoiceMissing, OSError, RuntimeError.

    Not with runAndWait: it returns before espeak's own thread has written the file, and its stop at the end
    throws away settings which that thread has not taken yet (three utterances in ten had the wrong rate).
    The driver's own loop ends when the file stands.
    """
    refused: list[Exception] = []

    def failed(name: str | None, exception: Exception) -> None:
        refused.append(exception)

    # pyttsx3 tells of a voice that does not exist only here, and goes on in English.
    engine.connect("error", failed)
    Path(job["wav"]).touch()  # a place that cannot be written would end in silence within espeak's callback
    engine.setProperty("voice", job["voice"])
    engine.setProperty("rate", job["wpm"])
    engine.setProperty("volume", job["volume"])
    engine.save_to_file(job["text"], job["wav"])
    engine.startLoop()
    if refused:
        if "SetVoiceByName" in str(refused[0]):
            raise VoiceMissing(job["voice"])
        raise RuntimeError(str(refused[0]))
    return _seconds(job["wav"])


def _seconds(wav: str) -> float:
    with wave.open(wav, "rb") as file:
        return file.getnframes() / file.getframerate()


def _tell(events: TextIO, **event: object) -> None:
    events.write(json.dumps(event) + "\n")
    events.flush()


if __name__ == "__main__":
    main()
