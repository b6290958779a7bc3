"""A wireless paging host, of which there is no common kind: two dialects to try templates on.

- "text": of our own making, an example of a host with answers. `CALL 5` rings pager 5 for RING_SECONDS, `ON 5` and
  `OFF 5` until told otherwise; each is answered `OK 5` or `ERR`. Who presses on pager 5 makes it say `ACK 5`.
  Every line ends with CR LF.
- "hex": the serial radio module of the fact sheet (easydoc ZasQ4mWD), `68 0A 00 FF 10 00 01 01 11 16`: channel,
  operation (01 on, 02 off, 00 toggle), low byte of the sum from FF on. Nothing is published about answers: it has none.

Run it: `python -m kiosk.devices.simulators.pager_host --link /tmp/x/bell --log /tmp/x/bell.jsonl`.
"""

from __future__ import annotations

import argparse
import re
import threading
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Literal

from kiosk.devices.simulators.switches import RelayFrame, Switches
from kiosk.devices.simulators.wire import PtyWire, Simulator, run_until_signal

BAUD = 9600
RING_SECONDS = 0.5
LINE = re.compile(r"(CALL|ON|OFF) (\d{1,3})")
HEX_START, HEX_FRAME_BYTES, HEX_END = bytes.fromhex("680A00FF1000"), 10, 0x16
HEX_TOGGLE, HEX_ON, HEX_OFF = 0, 1, 2
LONGEST_LINE = 80

Dialect = Literal["text", "hex"]


class PagerFault(StrEnum):
    SILENT = "silent"  # it does nothing and says nothing
    NOISE = "noise"  # it obeys; its answer is noise
    REFUSES = "refuses"  # it does nothing and says ERR
    OTHER_ECHO = "other_echo"  # it obeys, but answers as if for another pager


class PagerHostSimulator(Simulator):
    """on_change(channel, on) is called when a pager begins or ends to ring. frames_file: the log as JSON lines."""

    def __init__(
        self,
        wire: PtyWire,
        channels: int = 20,
        *,
        dialect: Dialect = "text",
        on_change: Callable[[int, bool], None] | None = None,
        frames_file: Path | None = None,
    ) -> None:
        super().__init__(wire, BAUD)
        self.fault: PagerFault | None = None
        self.switches = Switches(channels, on_change, frames_file)
        self._dialect = dialect
        self._speaking = threading.Lock()  # an answer and an acknowledgement are never mixed
        self._buffer = b""

    @property
    def log(self) -> list[RelayFrame]:
        return self.switches.log

    @property
    def states(self) -> dict[int, bool]:
        """Channel to ringing."""
        return self.switches.states

    def press(self, channel: int, repeats: int = 1) -> None:
        """Somebody presses on a pager: it falls silent and the host tells, over the air `repeats` times."""
        self.switches.order(channel, False)
        self.send(f"ACK {channel}\r\n".encode() * repeats)

    def send(self, data: bytes) -> None:
        with self._speaking:
            super().send(data)

    def stop(self) -> None:
        super().stop()
        self.switches.stop()

    def received(self, data: bytes) -> None:
        self._buffer += data
        if self._dialect == "text":
            *lines, rest = self._buffer.split(b"\r\n")
            self._buffer = rest[-LONGEST_LINE:]
            for line in lines:
                self._take_line(line.decode("latin-1"))
        else:
            self._take_hex()

    def quiet(self) -> None:
        self._buffer = b""

    def power_lost(self) -> None:
        """The host has its own supply; only what was half received is lost."""
        self._buffer = b""

    def _take_line(self, line: str) -> None:
        if self.fault is PagerFault.SILENT:
            return
        said = LINE.fullmatch(line)
        if said is None or int(said[2]) not in self.switches or self.fault is PagerFault.REFUSES:
            self.send(b"ERR\r\n")
            return
        channel = int(said[2])
        if said[1] == "CALL":
            self.switches.flash(channel, RING_SECONDS)
        else:
            self.switches.order(channel, said[1] == "ON")
        answered = channel + 1 if self.fault is PagerFault.OTHER_ECHO else channel
        noise = self.fault is PagerFault.NOISE
        self.send(bytes.fromhex("00FF3C81A57E") if noise else f"OK {answered}\r\n".encode())

    def _take_hex(self) -> None:
        while len(self._buffer) >= HEX_FRAME_BYTES:
            frame = self._buffer[:HEX_FRAME_BYTES]
            channel, operation, check, end = frame[6:]
            good = frame.startswith(HEX_START) and end == HEX_END and check == sum(frame[3:8]) % 256
            if not good or channel not in self.switches or operation > HEX_OFF:
                self._buffer = self._buffer[1:]
                continue
            self._buffer = self._buffer[HEX_FRAME_BYTES:]
            if self.fault is not PagerFault.SILENT:
                on = not self.states[channel] if operation == HEX_TOGGLE else operation == HEX_ON
                self.switches.order(channel, on)


def main() -> None:
    """Serve the host at --link until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(
        prog="python -m kiosk.devices.simulators.pager_host", description=__doc__
    )
    parser.add_argument("--link", type=Path, required=True, help="path that the kiosk opens as its port")
    parser.add_argument("--channels", type=int, default=20, choices=range(1, 256))
    parser.add_argument("--dialect", choices=("text", "hex"), default="text")
    parser.add_argument("--log", type=Path, help="append every switching to this file as JSON lines")
    options = parser.parse_args()
    options.link.parent.mkdir(parents=True, exist_ok=True)
    run_until_signal(
        PagerHostSimulator(
            PtyWire(options.link), options.channels, dialect=options.dialect, frames_file=options.log
        )
    )


if __name__ == "__main__":
    main()
