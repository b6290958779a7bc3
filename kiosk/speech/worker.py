"""One utterance, one process: `python -m kiosk.speech.worker` waits for a line of JSON, speaks it and ends.

pyttsx3 2.99 hangs when it is stopped, mixes up the rate of earlier utterances, and may return before its
file is written (all seen). A process that is used once and may be killed at any moment has none of that;
starting one takes 50 ms, and the engine keeps one ready.

in:  {"text", "voice", "wpm", "volume", "wav", "player"}; player is a command, [] for none
out: {"event": "ready"} | {"event": "speaking", "seconds"} | {"event": "done"} | {"event": "error", "cause"}
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import wave
from pathlib import Path
from typing import Any, TextIO

SYNTHESIS_SECONDS = 5.0
LOOK_SECONDS = 0.002


def main() -> None:
    # pyttsx3 prints to stdout; ours is for events only.
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    import pyttsx3

    engine: Any = pyttsx3.init("espeak")
    _tell(events, event="ready")
    line = sys.stdin.readline()
    if not line:
        return
    job = json.loads(line)
    try:
        seconds = synthesise(engine, job)
        _tell(events, event="speaking", seconds=seconds)
        if job["player"]:
            subprocess.run([*job["player"], job["wav"]], check=True, stderr=subprocess.DEVNULL)
    except (OSError, ValueError, RuntimeError, subprocess.SubprocessError) as error:
        _tell(events, event="error", cause=f"{type(error).__name__}: {error}")
        return
    finally:
        if job["player"]:
            Path(job["wav"]).unlink(missing_ok=True)
    _tell(events, event="done")


def synthesise(engine: Any, job: dict[str, Any]) -> float:
    """Write job["wav"]. Returns its length in seconds. Raises TimeoutError when nothing comes."""
    engine.setProperty("voice", job["voice"])
    engine.setProperty("rate", job["wpm"])
    engine.setProperty("volume", job["volume"])
    settle(engine)
    engine.save_to_file(job["text"], job["wav"])
    engine.runAndWait()
    # runAndWait may return before espeak's own thread has written the file.
    deadline = time.monotonic() + SYNTHESIS_SECONDS
    while (seconds := wav_seconds(Path(job["wav"]))) is None:
        if time.monotonic() > deadline:
            raise TimeoutError("no speech within 5 s")
        time.sleep(LOOK_SECONDS)
    return seconds


def settle(engine: Any) -> None:
    """Let espeak's own thread take the voice and the rate before the text: else one text in sixty comes at
    espeak's own rate (counted).
    """
    from pyttsx3.drivers import _espeak

    engine.proxy.setBusy(False)  # pyttsx3 holds properties back until its loop runs
    _espeak.Synchronize()


def wav_seconds(path: Path) -> float | None:
    """Length of a WAV that is written to its end; None while it is not."""
    try:
        with wave.open(str(path), "rb") as file:
            frames = file.getnframes()
            whole = path.stat().st_size >= 44 + 2 * frames > 44
            return frames / file.getframerate() if whole else None
    except (OSError, EOFError, wave.Error):
        return None


def _tell(events: TextIO, **event: object) -> None:
    events.write(json.dumps(event) + "\n")
    events.flush()


if __name__ == "__main__":
    main()
