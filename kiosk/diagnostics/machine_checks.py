"""The machine's own parts as checks: power, disk, memory, temperature, network, sound, touch panel, display."""

from __future__ import annotations

from pathlib import Path

from kiosk.config import Settings
from kiosk.devices.status import DeviceState
from kiosk.diagnostics.machine import Machine
from kiosk.domain.check import Check, Verdict

LEAST_DISK_MB = 500  # a month of ledger, logs and the previous settings
LEAST_MEMORY_MB = 150  # the kiosk itself once more: what an update or a report needs beside it
HOTTEST = 85.0  # degrees Celsius; small boards slow down from 80 on and stop at about 100
LOW_CHARGE = 20  # percent


def power_check(machine: Machine) -> Check:
    power = machine.power()
    if power is None:
        return _unfitted("ups")
    if not power.on_battery:
        return _good("ups", "diagnose-power-mains", power.name)
    charge = "" if power.charge is None else f"{power.charge}%"
    return _bad("ups", "diagnose-power-battery", args={"charge": charge})


def disk_check(machine: Machine, folder: Path) -> Check:
    """folder: where the ledger lies."""
    try:
        room = machine.room(folder)
    except OSError as error:
        return _bad("disk", "diagnose-disk-error", cause=error.strerror or str(error))
    counters = {"free_mb": room.free_mb, "total_mb": room.total_mb}
    args: dict[str, str | int] = {"free": room.free_mb, "least": LEAST_DISK_MB}
    if room.read_only:
        return _bad("disk", "diagnose-disk-read-only", counters=counters)
    if room.free_mb < LEAST_DISK_MB:
        return _bad("disk", "diagnose-disk-full", args=args, counters=counters)
    return _good("disk", "diagnose-disk-good", args=args, counters=counters)


def memory_check(machine: Machine) -> Check:
    told = machine.memory_mb()
    if told is None:
        return _untold("memory")
    available, whole = told
    counters = {"free_mb": available, "total_mb": whole}
    args: dict[str, str | int] = {"free": available, "least": LEAST_MEMORY_MB}
    if available < LEAST_MEMORY_MB:
        return _bad("memory", "diagnose-memory-short", args=args, counters=counters)
    return _good("memory", "diagnose-memory-good", args=args, counters=counters)


def temperature_check(machine: Machine) -> Check:
    degrees = machine.temperature()
    if degrees is None:
        return _untold("temperature")
    args: dict[str, str | int] = {"degrees": round(degrees), "most": round(HOTTEST)}
    counters = {"degrees": round(degrees)}
    if degrees > HOTTEST:
        return _bad("temperature", "diagnose-hot", args=args, counters=counters)
    return _good("temperature", "diagnose-temperature-good", args=args, counters=counters)


def network_check(machine: Machine, needed_for: tuple[str, ...]) -> Check:
    """needed_for: devices and services of the configuration that are reached over the network."""
    links = machine.links()
    up = [name for name, is_up in links.items() if is_up]
    if up:
        return _good("network", "diagnose-network-good", ", ".join(up))
    if not needed_for:
        return Check(
            "network", "network", Verdict.NOT_CHECKED, DeviceState.NO_DEVICE.value, "diagnose-network-idle"
        )
    words = "diagnose-network-unplugged" if links else "diagnose-network-none"
    return _bad("network", words, cause=", ".join(needed_for))


def speaker_check(machine: Machine, settings: Settings) -> Check:
    if not settings.speech.enabled:
        return Check(
            "speaker", "speaker", Verdict.NOT_CHECKED, DeviceState.NO_DEVICE.value, "diagnose-speech-off"
        )
    cards = machine.sound_cards()
    if not cards:
        return _bad("speaker", "diagnose-no-sound-card", state=DeviceState.POWER_OFF)
    return _looked_at("speaker", "diagnose-speaker-unheard", ", ".join(cards))


def headphones_check(machine: Machine, settings: Settings) -> Check:
    if not settings.speech.enabled or not machine.sound_cards():
        return Check(
            "headphones", "headphones", Verdict.NOT_CHECKED, DeviceState.NO_DEVICE.value, "diagnose-no-sound"
        )
    return _looked_at("headphones", "diagnose-headphones-unheard", settings.speech.headphones)


def microphone_check(machine: Machine) -> Check:
    captures = machine.captures()
    if not captures:
        return _unfitted("microphone")
    return _looked_at("microphone", "diagnose-microphone-untried", ", ".join(captures))


def touch_check(machine: Machine) -> Check:
    panels = machine.touch_panels()
    if panels is None:
        return _untold("touch")
    if not panels:
        return _bad("touch", "diagnose-no-touch", state=DeviceState.POWER_OFF)
    return _looked_at("touch", "diagnose-touch-untried", ", ".join(panels))


def display_check(machine: Machine) -> Check:
    displays = machine.displays()
    if displays is None:
        return _untold("display")
    connected = [name for name, there in displays.items() if there]
    if not connected:
        return _bad("display", "diagnose-no-display", state=DeviceState.POWER_OFF)
    return _looked_at("display", "diagnose-display-untried", ", ".join(connected))


def queue_check() -> Check:
    """A link to the hall's own queue system: this version has none to configure."""
    return Check("queue", "queue", Verdict.NOT_CHECKED, DeviceState.NO_DEVICE.value, "device-not-configured")


def _good(
    part: str,
    words: str,
    identity: str = "",
    *,
    args: dict[str, str | int] | None = None,
    counters: dict[str, int] | None = None,
) -> Check:
    return Check(
        part,
        part,
        Verdict.PASS,
        DeviceState.ONLINE.value,
        words,
        args=args or {},
        identity=identity,
        counters=counters or {},
    )


def _bad(
    part: str,
    words: str,
    *,
    state: DeviceState = DeviceState.HARDWARE_ERROR,
    cause: str = "",
    args: dict[str, str | int] | None = None,
    counters: dict[str, int] | None = None,
) -> Check:
    return Check(
        part,
        part,
        Verdict.FAIL,
        state.value,
        words,
        f"next-{words}",
        args or {},
        cause=cause,
        counters=counters or {},
    )


def _looked_at(part: str, words: str, identity: str) -> Check:
    """It is there; whether it does its work only a person can tell, with a self test."""
    return Check(
        part,
        part,
        Verdict.NOT_CHECKED,
        DeviceState.ONLINE.value,
        words,
        "next-diagnose-try",
        identity=identity,
    )


def _unfitted(part: str) -> Check:
    return Check(part, part, Verdict.NOT_CHECKED, DeviceState.NO_DEVICE.value, "diagnose-not-fitted")


def _untold(part: str) -> Check:
    return Check(part, part, Verdict.NOT_CHECKED, DeviceState.UNKNOWN.value, "diagnose-not-told")
