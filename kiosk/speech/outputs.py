"""The sound outputs of this machine, by the names that [speech] output and headphones take."""

from __future__ import annotations

import subprocess

ASK_SECONDS = 2.0
ALSA_DEVICES = ("default", "sysdefault:", "plughw:", "front:", "hdmi:", "iec958:")


def sound_outputs() -> list[str]:
    """PulseAudio's sinks where its server answers, else ALSA's devices; [] without either."""
    sinks = [
        fields[1] for line in _lines("pactl", "list", "short", "sinks") if len(fields := line.split()) > 1
    ]
    if sinks:
        return sinks
    return [line for line in _lines("aplay", "-L") if line.startswith(ALSA_DEVICES)]


def _lines(*command: str) -> list[str]:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=ASK_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []
