"""A Modbus RTU relay board with digital inputs, as Waveshare documents it: coils, discrete inputs, flash-on.

Written from the frames of the fact sheet and the Modbus specifications (Application Protocol V1.1b3, Serial Line
V1.02), apart from the driver. The board has a supply of its own: pulling the serial cable does not switch it off.
Run it: `python -m kiosk.devices.simulators.modbus_relay --link /tmp/x/bell --log /tmp/x/bell.jsonl`.
"""

from __future__ import annotations

import argparse
import struct
import threading
import time
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path

from kiosk.devices.simulators.switches import RelayFrame, Switches
from kiosk.devices.simulators.wire import PtyWire, Simulator, run_until_signal

BAUD = 9600
REQUEST_BYTES = 8  # of functions 01, 02 and 05 alike
FRAME_GAP_SECONDS = 0.05  # 3.5 characters are 4 ms; a pty under load may cut a frame for longer than that
FLASH = 0x02  # high byte of the address; the low byte is the relay, the value is in units of 100 ms
ILLEGAL_FUNCTION, ILLEGAL_ADDRESS, ILLEGAL_VALUE, FAILURE = 1, 2, 3, 4
NOISE = bytes.fromhex("00FF3C81A5007E")


class ModbusFault(StrEnum):
    SILENT = "silent"  # no power on the board: it does nothing and says nothing
    NOISE = "noise"  # it obeys; the answer is lost in noise
    WRONG_CRC = "wrong_crc"  # it obeys; one bit of the answer is turned
    TORN = "torn"  # it obeys; the second half of the answer is missing
    EXCEPTION = "exception"  # it refuses everything with exception 4
    OTHER_ECHO = "other_echo"  # it obeys; the answer is that to another request
    STUCK = "stuck"  # contacts that are on stay on


class _Refusal(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class ModbusRelaySimulator(Simulator):
    """on_change(channel, on) is called when a relay really moves. frames_file: the log as lines of JSON.

    Channels and inputs count from 1 here, from 0 on the wire. states and log may be read from any thread.
    """

    def __init__(
        self,
        wire: PtyWire,
        channels: int = 8,
        inputs: int = 8,
        *,
        unit: int = 1,
        on_change: Callable[[int, bool], None] | None = None,
        frames_file: Path | None = None,
    ) -> None:
        super().__init__(wire, BAUD)
        self.switches = Switches(channels, on_change, frames_file)
        self._channels, self._inputs, self._unit = channels, inputs, unit
        self._lock = threading.Lock()  # of the buttons and the fault
        self._held_until = dict.fromkeys(range(1, inputs + 1), 0.0)
        self._fault: ModbusFault | None = None
        self._faults_left: float = 0
        self._buffer = bytearray()
        self._last_byte_at = 0.0

    @property
    def log(self) -> list[RelayFrame]:
        return self.switches.log

    @property
    def states(self) -> dict[int, bool]:
        """Channel to on."""
        return self.switches.states

    def press(self, number: int, seconds: float = 0.3) -> None:
        """Hold the button at input `number` for a while (float("inf"): until release)."""
        with self._lock:
            self._held_until[number] = time.monotonic() + seconds

    def release(self, number: int) -> None:
        with self._lock:
            self._held_until[number] = 0.0

    def fail(self, fault: ModbusFault, times: float = float("inf")) -> None:
        """Answer the next `times` requests wrongly. STUCK lasts until mend()."""
        self.switches.stuck = fault is ModbusFault.STUCK
        with self._lock:
            self._fault, self._faults_left = fault, times

    def mend(self) -> None:
        self.switches.stuck = False
        with self._lock:
            self._fault = None

    def stop(self) -> None:
        super().stop()
        self.switches.stop()

    def received(self, data: bytes) -> None:
        now = time.monotonic()
        if now - self._last_byte_at > FRAME_GAP_SECONDS:
            self._buffer.clear()
        self._last_byte_at = now
        self._buffer += data
        while len(self._buffer) >= REQUEST_BYTES:
            request = bytes(self._buffer[:REQUEST_BYTES])
            if crc16(request[:6]) != request[6:]:
                # A real board waits for the next silence, and so for the next request.
                self._buffer.clear()
                return
            del self._buffer[:REQUEST_BYTES]
            if request[0] == self._unit:
                self._serve(request)

    def quiet(self) -> None:
        self._buffer.clear()

    def power_lost(self) -> None:
        """The serial cable was pulled; the relays have their own supply."""
        self._buffer.clear()

    def _serve(self, request: bytes) -> None:
        fault = self._next_fault()
        if fault is ModbusFault.SILENT:
            return
        function, address, value = struct.unpack(">BHH", request[1:6])
        try:
            if fault is ModbusFault.EXCEPTION:
                raise _Refusal(FAILURE)
            reply = bytes([self._unit, function]) + self._done(function, address, value)
        except _Refusal as refusal:
            reply = bytes([self._unit, function | 0x80, refusal.code])
        if fault is ModbusFault.OTHER_ECHO:
            reply = (
                reply[:3] + bytes([reply[3] ^ 1]) + reply[4:]
                if function == 5
                else bytes([self._unit, 5, 0, 0, 0, 0])
            )
        check = crc16(reply)
        if fault is ModbusFault.WRONG_CRC:
            check = bytes([check[0] ^ 0x10, check[1]])
        answer = NOISE if fault is ModbusFault.NOISE else reply + check
        self.send(answer[: len(answer) // 2] if fault is ModbusFault.TORN else answer)

    def _done(self, function: int, address: int, value: int) -> bytes:
        """Carry a request out; the body of the reply behind the function."""
        match function:
            case 1:
                states = self.states
                return self._packed([states[n] for n in self._span(address, value, self._channels)])
            case 2:
                held = self._held()
                return self._packed([held[n] for n in self._span(address, value, self._inputs)])
            case 5:
                self._write(address, value)
                return struct.pack(">HH", address, value)
            case _:
                raise _Refusal(ILLEGAL_FUNCTION)

    def _write(self, address: int, value: int) -> None:
        high, channel = address >> 8, (address & 0xFF) + 1
        if high not in (0, FLASH) or channel not in self.switches:
            raise _Refusal(ILLEGAL_ADDRESS)
        if high == FLASH:
            self.switches.flash(channel, value * 0.1)
        elif value in (0x0000, 0xFF00):
            self.switches.order(channel, value == 0xFF00)
        else:
            raise _Refusal(ILLEGAL_VALUE)

    def _span(self, start: int, count: int, existing: int) -> range:
        if not 1 <= count <= 2000:
            raise _Refusal(ILLEGAL_VALUE)
        if start + count > existing:
            raise _Refusal(ILLEGAL_ADDRESS)
        return range(start + 1, start + count + 1)

    def _packed(self, bits: Iterable[bool]) -> bytes:
        """A byte count, then eight to the byte, the first the lowest."""
        text = "".join("01"[bit] for bit in bits)
        data = bytes(int(text[at : at + 8][::-1], 2) for at in range(0, len(text), 8))
        return bytes([len(data)]) + data

    def _held(self) -> dict[int, bool]:
        now = time.monotonic()
        with self._lock:
            return {number: until > now for number, until in self._held_until.items()}

    def _next_fault(self) -> ModbusFault | None:
        with self._lock:
            if self._faults_left <= 0:
                return None
            self._faults_left -= 1
            return self._fault


def _crc_table() -> list[int]:
    table: list[int] = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value % 2 else 0)
        table.append(value)
    return table


_TABLE = _crc_table()


def crc16(data: bytes) -> bytes:
    """CRC-16/MODBUS, low byte first, by table."""
    crc = 0xFFFF
    for byte in data:
        crc = crc >> 8 ^ _TABLE[(crc ^ byte) & 0xFF]
    return struct.pack("<H", crc)


def main() -> None:
    """Serve the board at --link until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(
        prog="python -m kiosk.devices.simulators.modbus_relay", description=__doc__
    )
    parser.add_argument("--link", type=Path, required=True, help="path that the kiosk opens as its port")
    parser.add_argument("--channels", type=int, default=8, choices=range(1, 33))
    parser.add_argument("--inputs", type=int, default=8, choices=range(33))
    parser.add_argument("--unit", type=int, default=1)
    parser.add_argument("--log", type=Path, help="append every switching to this file as JSON lines")
    options = parser.parse_args()
    options.link.parent.mkdir(parents=True, exist_ok=True)
    run_until_signal(
        ModbusRelaySimulator(
            PtyWire(options.link),
            options.channels,
            options.inputs,
            unit=options.unit,
            frames_file=options.log,
        )
    )


if __name__ == "__main__":
    main()
