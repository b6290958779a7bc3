"""What can be ordered to go wrong between a SAM and its host."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.devices.sam_constants import READ_TEXT_PHOTO, SW3_READ_FAILED

Command = tuple[int, int]  # CMD, Para


class FaultKind(StrEnum):
    NO_ANSWER = "no_answer"  # dead, until clear_faults()
    TORN_FRAME = "torn_frame"  # only the first `at_byte` bytes arrive
    WRONG_CHECKSUM = "wrong_checksum"
    NOISE = "noise"  # `noise` arrives before the preamble
    PULLED_MID_READ = "pulled_mid_read"  # half a read reply, then the card is gone
    ERROR_STATUS = "error_status"  # the read fails with `sw3`


READ_FAULTS = (FaultKind.PULLED_MID_READ, FaultKind.ERROR_STATUS)


@dataclass(frozen=True)
class Fault:
    """Spoils the next `times` replies to `command` (NO_ANSWER: all until cleared).

    command: None means every command; faults of reading then still wait for a read of text and photo.
    card_status: SW1 SW2 of ERROR_STATUS, which a host must not judge.
    """

    kind: FaultKind
    times: int = 1
    command: Command | None = None
    at_byte: int = 20
    noise: bytes = bytes.fromhex("00FFAAAA")  # ends as a preamble begins
    sw3: int = SW3_READ_FAILED
    card_status: bytes = bytes(2)

    def applies_to(self, command: Command | None) -> bool:
        """command: what the host asked, None when it could not be understood."""
        if self.command is None and self.kind in READ_FAULTS:
            return command == READ_TEXT_PHOTO
        return self.command in (None, command)

    def spoil(self, frame: bytes) -> bytes:
        """What of a reply frame arrives at the host."""
        match self.kind:
            case FaultKind.NO_ANSWER:
                return b""
            case FaultKind.TORN_FRAME:
                return frame[: self.at_byte]
            case FaultKind.WRONG_CHECKSUM:
                return frame[:-1] + bytes([frame[-1] ^ 0xFF])
            case FaultKind.NOISE:
                return self.noise + frame
            case FaultKind.PULLED_MID_READ:
                return frame[: len(frame) // 2]
            case FaultKind.ERROR_STATUS:
                return frame
