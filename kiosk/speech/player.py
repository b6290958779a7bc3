"""Which command plays a WAV on this machine, if any."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection
from pathlib import Path

ASK_SECONDS = 1.0


def find_player(output: str = "") -> list[str]:
    """Asks the machine; takes up to a second when its sound server hangs. output: see choose_player."""
    installed = {name for name in ("pactl", "paplay", "aplay") if shutil.which(name)}
    server = "pactl" in installed and _answers(["pactl", "info"])
    return choose_player(installed, server=server, card=has_sound_card(), output=output)


def choose_player(installed: Collection[str], *, server: bool, card: bool, output: str = "") -> list[str]:
    """paplay where a PulseAudio or PipeWire server answers, aplay where there is a card, [] without sound.

    output: name of a sink or an ALSA device; '' is the machine's own choice.
    """
    if server and "paplay" in installed:
        return ["paplay", *(["-d", output] if output else [])]
    if card and "aplay" in installed:
        return ["aplay", "-q", *(["-D", output] if output else [])]
    return []


def has_sound_card(cards: Path = Path("/proc/asound/cards")) -> bool:
    """The kernel's list begins with a number for each card, or says that there is none."""
    try:
        return any(line.split()[:1] and line.split()[0].isdigit() for line in cards.read_text().splitlines())
    except OSError:
        return False


def _answers(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=ASK_SECONDS).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
