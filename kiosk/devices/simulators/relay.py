"""The call bell's far end: an LCUS relay board that switches channels and tells what it was told.

Written from the frames of the fact sheet, apart from the driver. Run it at a port of its own:
`python -m kiosk.devices.simulators.relay --link /tmp/x/bell --log /tmp/x/bell.jsonl`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from kiosk.devices.simulators.switches import RelayFrame, Switches
from kiosk.devices.simulators.wire import PtyWire, Simulator, run_until_signal

BAUD = 9600
START = 0xA0  # A0 channel operation checksum; the checksum is the sum of the first three, low byte
FRAME_BYTES = 4
QUERY = 0xFF
OPERATIONS = {0x00: False, 0x01: True}


class RelaySimulator(Simulator):
    """A board of `channels` relays, all off when power comes.

    on_change(channel, on) is called on the simulator's thread when a relay really moves. frames_file: every good
    frame is appended as a line of JSON. answers_query: False for a board without feedback, as the single-channel
    ones are said to be. Faults of the relays themselves: `switches`.
    """

    def __init__(
        self,
        wire: PtyWire,
        channels: int = 4,
        *,
        on_change: Callable[[int, bool], None] | None = None,
        frames_file: Path | None = None,
        answers_query: bool = True,
    ) -> None:
        super().__init__(wire, BAUD)
        self.answers_query = answers_query
        self.switches = Switches(channels, on_change, frames_file)
        self._buffer = bytearray()

    @property
    def log(self) -> list[RelayFrame]:
        return self.switches.log

    @property
    def states(self) -> dict[int, bool]:
        """Channel to on."""
        return self.switches.states

    def received(self, data: bytes) -> None:
        self._buffer += data
        while self._buffer:
            if self._buffer[0] == QUERY:
                del self._buffer[0]
                self._answer_query()
            elif self._buffer[0] != START:
                del self._buffer[0]
            elif len(self._buffer) < FRAME_BYTES:
                return
            else:
                self._take_frame()

    def quiet(self) -> None:
        self._buffer.clear()

    def power_lost(self) -> None:
        self._buffer.clear()
        self.switches.power_lost()

    def _take_frame(self) -> None:
        start, channel, operation, checksum = self._buffer[:FRAME_BYTES]
        good = checksum == (start + channel + operation) & 0xFF
        if not good or channel not in self.switches or operation not in OPERATIONS:
            # A good frame may begin inside a broken one.
            next_start = self._buffer.find(START, 1, FRAME_BYTES)
            del self._buffer[: next_start if next_start > 0 else FRAME_BYTES]
            return
        del self._buffer[:FRAME_BYTES]
        self.switches.order(channel, OPERATIONS[operation])

    def _answer_query(self) -> None:
        if self.answers_query:
            lines = [f"CH{channel}: {'ON' if on else 'OFF'}\r\n" for channel, on in self.states.items()]
            self.send("".join(lines).encode("ascii"))


def main() -> None:
    """Serve the board at --link until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.devices.simulators.relay", description=__doc__)
    parser.add_argument("--link", type=Path, required=True, help="path that the kiosk opens as its port")
    parser.add_argument("--channels", type=int, default=4, choices=(1, 2, 4, 8))
    parser.add_argument("--log", type=Path, help="append every frame to this file as JSON lines")
    options = parser.parse_args()
    options.link.parent.mkdir(parents=True, exist_ok=True)
    run_until_signal(RelaySimulator(PtyWire(options.link), options.channels, frames_file=options.log))


if __name__ == "__main__":
    main()
