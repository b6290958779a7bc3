"""The identity-card reader's far end: a SAM that answers the serial protocol of GA/T 467-2019 ch. 7.

Written from the frames of the fact sheet, apart from the driver. Run it at a port of its own:
`python -m kiosk.devices.simulators.sam --link /tmp/x/reader --persona elder-woman`.
"""

from __future__ import annotations

import argparse
import hashlib
import struct
import threading
import time
from collections import deque
from dataclasses import dataclass, replace
from functools import reduce
from operator import xor
from pathlib import Path

from kiosk.devices import sam_constants as sam
from kiosk.devices.simulators.card_blocks import text_block
from kiosk.devices.simulators.personas import Persona, load_personas
from kiosk.devices.simulators.sam_faults import Command, Fault, FaultKind
from kiosk.devices.simulators.wire import PtyWire, Simulator, run_until_signal

READ_SECONDS = 0.3  # the SAM and the card talk by radio this long for text and photo
CARD_SECONDS = 0.01  # find, select, management number
OWN_SECONDS = 0.002  # what the SAM answers by itself
LOG_ENTRIES = 10_000

COMMANDS = {
    sam.RESET,
    sam.GET_STATUS,
    sam.READ_SAM_ID,
    sam.FIND,
    sam.SELECT,
    sam.READ_TEXT_PHOTO,
    sam.READ_MANAGEMENT_NUMBER,
}
COMMAND_LENGTH = 3  # Len of each of them: command, parameter, checksum
LONGEST_COMMAND = 16  # a Len above this is a broken frame, not a command still on its way

SAM_ID = struct.pack("<HHIII", 5, 1, 20260101, 1, 990000)  # 05.01-20260101-0000000001-0000990000
# Not a picture. It holds a preamble, as a real photo may: a host that searches for one must not find this.
PHOTO = (bytes(range(256)) * 4)[: sam.PHOTO_BYTES - 12] + sam.PREAMBLE + bytes.fromhex("00080000909F00")


@dataclass(frozen=True)
class Exchange:
    """One command and its answer. at: seconds on the monotonic clock when the command was complete.

    command is None for a frame with a wrong checksum or length; sw3 is None when nothing was answered.
    """

    at: float
    command: Command | None
    sw3: int | None


@dataclass(frozen=True)
class _Reply:
    sw3: int
    data: bytes = b""
    card_status: bytes = bytes(2)  # SW1 SW2

    def frame(self) -> bytes:
        body = self.card_status + bytes([self.sw3]) + self.data
        summed = struct.pack(">H", len(body) + 1) + body
        return sam.PREAMBLE + summed + bytes([reduce(xor, summed)])


class _LaidCard:
    """One laying of a card on the reader; the same card laid again is another one."""

    def __init__(self, persona: Persona) -> None:
        self.text = text_block(persona)
        self.management_number = hashlib.sha256(persona.number.encode()).digest()[:24]
        self.was_read = False


class SamSimulator(Simulator):
    """A card reader. place, remove, order, unplug and plug may be called from any thread.

    finds_again: what find says of a card that stays after its text went out whole. True: 9F again; False: 80,
    as if it had gone (modules of both kinds exist). read_seconds: radio time of one read of text and photo.
    last_byte_at: time.perf_counter() when the last byte of the latest whole read reply was written.
    """

    def __init__(
        self,
        wire: PtyWire,
        baud: int = sam.DEFAULT_BAUD,
        *,
        finds_again: bool = False,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        super().__init__(wire, baud)
        self.finds_again = finds_again
        self.read_seconds = read_seconds
        self.last_byte_at: float | None = None
        self._lock = threading.Lock()  # of the card, the faults and the log
        self._card: _LaidCard | None = None
        self._faults: list[Fault] = []
        self._log: deque[Exchange] = deque(maxlen=LOG_ENTRIES)
        self._buffer = bytearray()
        self._found: _LaidCard | None = None
        self._selected: _LaidCard | None = None

    @property
    def log(self) -> list[Exchange]:
        with self._lock:
            return list(self._log)

    @property
    def occupied(self) -> bool:
        """True while a card lies on the reader."""
        with self._lock:
            return self._card is not None

    def place(self, persona: Persona) -> None:
        """Lay a card on the reader, in place of one that lies there."""
        card = _LaidCard(persona)
        with self._lock:
            self._card = card

    def remove(self) -> None:
        with self._lock:
            self._card = None

    def order(self, fault: Fault) -> None:
        """Faults happen in the order in which they were ordered, one to a reply."""
        with self._lock:
            self._faults.append(fault)

    def clear_faults(self) -> None:
        with self._lock:
            self._faults.clear()

    def received(self, data: bytes) -> None:
        self._buffer += data
        while (frame := self._next_frame()) is not None:
            self._obey(frame, time.monotonic())

    def quiet(self) -> None:
        self._buffer.clear()

    def power_lost(self) -> None:
        self._buffer.clear()
        self._found = self._selected = None
        with self._lock:
            if self._card is not None:
                self._card.was_read = False

    def _next_frame(self) -> bytes | None:
        """From Len to the checksum; of a Len that cannot be, only Len itself. None: not all there yet."""
        start = self._buffer.find(sam.PREAMBLE)
        if start < 0:
            del self._buffer[: -len(sam.PREAMBLE)]
            return None
        del self._buffer[:start]
        body = self._buffer[len(sam.PREAMBLE) :]
        if len(body) < 2:
            return None
        length = int.from_bytes(body[:2], "big")
        if not COMMAND_LENGTH <= length <= LONGEST_COMMAND:
            self._buffer.clear()
            return bytes(body[:2])
        if len(body) < 2 + length:
            return None
        del self._buffer[: len(sam.PREAMBLE) + 2 + length]
        return bytes(body[: 2 + length])

    def _obey(self, frame: bytes, at: float) -> None:
        understood = len(frame) > 2 and reduce(xor, frame) == 0
        command = (frame[2], frame[3]) if understood else None
        fault = self._take_fault(command)
        if command is not None:
            self.pause(self._seconds_for(command))
            reply = self._reply_to(command, len(frame) - 2, fault)
        else:
            reply = _Reply(sam.SW3_HOST_LENGTH if len(frame) == 2 else sam.SW3_HOST_CHECKSUM)
        whole = reply.frame()
        sent = fault.spoil(whole) if fault else whole
        with self._lock:
            self._log.append(Exchange(at, command, reply.sw3 if sent else None))
        self.send(sent)
        if fault is not None and fault.kind is FaultKind.PULLED_MID_READ:
            self.remove()
        elif command == sam.READ_TEXT_PHOTO and reply.sw3 == sam.SW3_OK and sent.endswith(whole):
            self.last_byte_at = time.perf_counter()
            with self._lock:
                if self._selected is not None:
                    self._selected.was_read = True

    def _take_fault(self, command: Command | None) -> Fault | None:
        with self._lock:
            for place, fault in enumerate(self._faults):
                if not fault.applies_to(command):
                    continue
                if fault.kind is not FaultKind.NO_ANSWER:
                    left = replace(fault, times=fault.times - 1)
                    self._faults[place : place + 1] = [left] if left.times > 0 else []
                return fault
        return None

    def _seconds_for(self, command: Command) -> float:
        if command == sam.READ_TEXT_PHOTO and self._selected is not None:
            return self.read_seconds
        return CARD_SECONDS if command[0] in (sam.FIND[0], sam.READ_TEXT_PHOTO[0]) else OWN_SECONDS

    def _reply_to(self, command: Command, length: int, fault: Fault | None) -> _Reply:
        if command not in COMMANDS:
            known = any(command[0] == other[0] for other in COMMANDS)
            return _Reply(sam.SW3_BAD_COMMAND if known else sam.SW3_UNKNOWN_ERROR)
        if length != COMMAND_LENGTH:
            return _Reply(sam.SW3_HOST_LENGTH)
        with self._lock:
            if fault is not None and fault.kind is FaultKind.ERROR_STATUS:
                self._found = self._selected = None
                return _Reply(fault.sw3, card_status=fault.card_status)
            if command == sam.RESET:
                return self._reset()
            if command == sam.FIND:
                return self._find()
            if command == sam.SELECT:
                return self._select()
            if command in (sam.READ_TEXT_PHOTO, sam.READ_MANAGEMENT_NUMBER):
                return self._read(command)
        return _Reply(sam.SW3_OK, SAM_ID if command == sam.READ_SAM_ID else b"")

    def _reset(self) -> _Reply:
        """The radio field goes off and on, which wakes a card that had been read."""
        self._found = self._selected = None
        if self._card is not None:
            self._card.was_read = False
        return _Reply(sam.SW3_OK)

    def _find(self) -> _Reply:
        card = self._card
        if card is None or (card.was_read and not self.finds_again):
            # The card that is selected, if it is still there, stays selected.
            return _Reply(sam.SW3_NO_CARD)
        self._found, self._selected = card, None
        return _Reply(sam.SW3_CARD_FOUND, bytes(4))

    def _select(self) -> _Reply:
        found, self._found = self._found, None
        if found is None:
            return _Reply(sam.SW3_BAD_COMMAND)
        if found is not self._card:
            return _Reply(sam.SW3_SELECT_FAILED)
        self._selected = found
        return _Reply(sam.SW3_OK, bytes(8))

    def _read(self, command: Command) -> _Reply:
        card = self._selected
        if card is None:
            return _Reply(sam.SW3_BAD_COMMAND)
        if card is not self._card:
            self._selected = None
            return _Reply(sam.SW3_READ_FAILED)
        if command == sam.READ_MANAGEMENT_NUMBER:
            return _Reply(sam.SW3_OK, card.management_number)
        lengths = struct.pack(">HH", sam.TEXT_BYTES, sam.PHOTO_BYTES)
        return _Reply(sam.SW3_OK, lengths + card.text + PHOTO)


def main() -> None:
    """Serve the protocol at --link until SIGINT or SIGTERM."""
    personas = load_personas()
    parser = argparse.ArgumentParser(prog="python -m kiosk.devices.simulators.sam", description=__doc__)
    parser.add_argument("--link", type=Path, required=True, help="path that the kiosk opens as its port")
    parser.add_argument("--persona", choices=list(personas), help="whose card lies on the reader")
    parser.add_argument("--baud", type=int, default=sam.DEFAULT_BAUD)
    parser.add_argument("--finds-again", action="store_true", help="find answers 9F again after a good read")
    options = parser.parse_args()
    options.link.parent.mkdir(parents=True, exist_ok=True)
    reader = SamSimulator(PtyWire(options.link), options.baud, finds_again=options.finds_again)
    if options.persona:
        reader.place(personas[options.persona])
    run_until_signal(reader)


if __name__ == "__main__":
    main()
