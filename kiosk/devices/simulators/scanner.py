"""The scanner's far end: a serial barcode scanner that sends what it has seen, and every way that this goes wrong.

Written from what scanners on the market do (the code's bytes, then a suffix that is set up by scanning a
programming sheet: CR as delivered, or LF, or both), apart from the driver.
"""

from __future__ import annotations

import random

from kiosk.devices.simulators.wire import PtyWire, Simulator

BAUD = 9600


class ScannerSimulator(Simulator):
    """suffix: what it sends after each code. All methods return when the bytes are on the wire."""

    def __init__(self, wire: PtyWire, *, suffix: bytes = b"\r", baud: int = BAUD) -> None:
        super().__init__(wire, baud)
        self.suffix = suffix

    def scan(self, text: str) -> None:
        """A code as it is printed; what is not ASCII leaves in UTF-8, as most scanners have it."""
        self.send(text.encode() + self.suffix)

    def scan_torn(self, text: str, at: int) -> None:
        """Only the first `at` bytes get through: somebody has bent the plug."""
        self.send((text.encode() + self.suffix)[:at])

    def scan_and_pull(self, text: str, at: int) -> None:
        """The cable is pulled after `at` bytes."""
        self.scan_torn(text, at)
        self.unplug()

    def scan_overlong(self, length: int, text: str = "") -> None:
        """A code of `length` signs before `text`: some QR codes hold 4,000."""
        self.send(b"A" * length + text.encode() + self.suffix)

    def scan_glued(self, first: str, second: str, between: bytes = b"") -> None:
        """Two codes in one breath, with `between` where the first one's suffix should be."""
        self.send(first.encode() + between + second.encode() + self.suffix)

    def noise(self, length: int, seed: int = 0) -> None:
        """A bad cable or the wrong baud rate: any bytes but line ends."""
        some = [byte for byte in range(256) if byte not in b"\r\n"]
        self.send(bytes(random.Random(seed).choices(some, k=length)))

    def received(self, data: bytes) -> None:
        """It takes no commands."""

    def quiet(self) -> None:
        """It has no half commands to forget."""

    def power_lost(self) -> None:
        """It keeps nothing."""
