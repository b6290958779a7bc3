"""Lines of a serial scanner, bytes in and scans out. Pure: the time is told."""

from __future__ import annotations

from kiosk.devices.scanner.ticket_code import LONGEST, read_scan

GAP_SECONDS = (
    0.3  # a scanner sends a code in one breath; what stops for longer is torn (facts/devices.md 1.4)
)
LINE_ENDS = b"\r\n"


class ScanLines:
    """Each code ends with CR, LF or both. Holds at most one code's length; longer lines are dropped whole."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._at = 0.0

    def feed(self, data: bytes, at: float) -> list[str | None]:
        """What `data`, read at second `at`, completes: a token for each ticket, None for each thing thrown away."""
        scans = self.rest(at)
        for byte in data:
            if byte not in LINE_ENDS:
                if len(self._line) <= LONGEST:  # one more than a code has, so that it is known as too long
                    self._line.append(byte)
            elif self._line:
                scans.append(read_scan(self._line.decode("ascii", "replace")))
                self._line.clear()
        if data:
            self._at = at
        return scans

    def rest(self, at: float) -> list[str | None]:
        """Nothing came until second `at`: half a line that is too old is thrown away."""
        if not self._line or at - self._at <= GAP_SECONDS:
            return []
        self._line.clear()
        return [None]
